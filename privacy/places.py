"""Street addresses and postcodes; a town, a country or a street's name in passing stays."""
import re
from typing import Optional

# After these a number and a name are an address however they are written; after the others only with a capital, or told.
SURE = r"street|road|avenue|lane|boulevard|blvd|crescent|terrace|highway|mews|rd|ave|ln|cres|hwy|parkway|pkwy"
MAYBE = (r"st|drive|dr|close|court|ct|place|pl|way|gardens|grove|square|sq|parade|circle|row|hill|park|walk|view|rise|quay|"
         r"green|vale|gate|wharf|esplanade|trail|loop|path|alley|villas|cottages|heights|end")
UNIT = r"(?:(?:flat|apt\.?|apartment|unit|suite|room|no\.?|number|level|floor) ?#?\d*[A-Z]?,? ?(?:at )?)?"
NUMBER = r"\d{1,5}(?: ?[a-f](?=[ ,])|/\d+[a-z]?|-\d+)?"
PLAIN = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?|miles?|km|days?|weeks?|months?|years?|times?|sessions?|needles?|"
                   r"people|of|"
                   r"the|a|an|my|your|our|in|on|to|for|per|and|or|from|at|down|up|per ?cent|visits?|treatments?|"
                   r"points?|yrs?|"
                   r"old|lots?|more|with|is|was|mg|ml|blocks?|doors?|houses?|bus|busy|pain|out|away)\b", re.I)
NAME = r"[^\W\d][\w'.-]* "
STREET = re.compile(rf"\b{UNIT}{NUMBER},? (?:[NSEW]{{1,2}}\.? )?(\d{{1,3}}(?:st|nd|rd|th) (?:{NAME}){{0,2}}?|"
                    rf"(?:{NAME}){{1,4}}?)"
                    rf"({SURE}|{MAYBE})\b\.?((?:,? (?:flat|apt\.?|apartment|unit|suite|#) ?\w{{1,4}}\b)?)", re.I)
BARE = re.compile(rf"\b((?:live|lives|living|house is|home is|staying|based|address(?: is|:)?|i'm|move[d]?)(?: at| on|"
                  rf" in| to| is|:)* )"
                  rf"((?:{NAME}){{1,3}}?(?:{SURE}|{MAYBE}))\b", re.I)
TOLD = re.compile(r"\b((?:my|our|her|his|home|the|postal|mailing|billing|full|new) address(?: is|:|'s|,)* |"
                  r"\baddress ?(?:is|:) ?|"
                  r"\b(?:i|we) live at (?:number |no\.? ?)?)((?=[^.;?!\n]{0,60}\d)[^;?!\n\[]{4,80}?)"
                  r"(?=\.(?:\s|$)|[;?!\n\[]|$| and (?:i|my|the)\b| but | if | so | can | do | is | my |"
                  r", (?:can|do|is|my|and|how|i)\b)", re.I)
EUROPEAN = re.compile(  # Hauptstrasse 12, Keizersgracht 5; rue de Rivoli 14 and 14 rue de Rivoli; Via Roma 5
    r"\b[^\W\d][\w-]*(?:strasse|straße|str\.|weg|gasse|platz|allee|straat|laan|gracht|plein|gade|vej|vägen|gatan|katu) "
    r"\d{1,4}[a-z]?\b|"
    r"\b\d{1,4}(?: ?bis| ?ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|place|[Cc]hemin|[Ii]mpasse|[Qq]uai|[Aa]llée) "
    r"(?:(?:de|du|des|la|le|les|l'|d')[ ']?)*[^\W\d][\w'-]+(?: [A-Z][\w'-]+)*|"
    r"\b(?:Rue|Calle|Via|Rua|Avenida|Plaza|Piazza|Corso|Viale|Ulica|ul\.|calle|"
    r"rua) (?:[^\W\d][\w'-]* ){0,3}?[^\W\d][\w'-]*,? "
    r"\d{1,4}[a-z]?\b")
BOX = re.compile(r"\bP\.?\s?O\.? ?Box \d+\b", re.I)

AREAS = ("AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|"
         "DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|"
         "KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|"
         "PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|"
         "W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE")
UK = re.compile(rf"\b(?:{AREAS})\d[A-Z\d]? ?\d(?:[ABD-HJLNP-UW-Z]{{2}})\b", re.I)
UNIT_END = re.compile(r"\d(?:st|nd|rd|th|hr|ft|lb|g|l)$")  # "l5 4th": an ordinal in small letters
CANADA = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b", re.I)
EIRCODE = re.compile(r"\b(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?(?=[AC-FHKNPRTV-Y]*\d)(?=\d*[AC-FHKNPRTV-Y])"
                     r"[0-9AC-FHKNPRTV-Y]{4}\b")
STATES = ("AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|"
         "NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC")
ZIP = re.compile(rf"\b(?:{STATES}),? \d{{5}}(?:-\d{{4}})?\b|\b\d{{5}}-\d{{4}}\b|"
                 r"\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4}\b")
CODE_TOLD = re.compile(r"\b((?:post ?code|zip(?: ?code)?|postal code|eircode|plz|cap)(?: is|:|'s|,| here is)* )"
                       r"(?=[A-Z]{0,3}\d)[A-Z\d]{2,5}(?:[ -]?(?=[A-Z]?\d)[A-Z\d]{2,4})?\b", re.I)
TOWN = re.compile(r"(\[address\]),? (?:[A-Z]?\w+(?: \w+)?,? )?(?=\[address\])")
HAS_STREET = re.compile(rf"\b(?:{SURE}|{MAYBE})\b", re.I)


def mask_addresses(text: str, country: Optional[str]) -> str:
    """Several parts of one address side by side become one token."""
    token = "[address]"
    has_digit = any(character.isdigit() for character in text)
    if has_digit:
        text = TOLD.sub(lambda m: m[1] + token, text)
        text = EUROPEAN.sub(token, text)
        text = STREET.sub(lambda m: token if _street(m[1], m[2]) else m[0], text)
        text = BOX.sub(token, text)
        text = CODE_TOLD.sub(lambda m: m[1] + token, text)
        text = UK.sub(lambda m: m[0] if UNIT_END.search(m[0]) else token, text)
        text = EIRCODE.sub(token, CANADA.sub(token, ZIP.sub(token, text)))
    if HAS_STREET.search(text):
        text = BARE.sub(lambda m: m[1] + token if _named(m[2]) else m[0], text)
    return TOWN.sub("", text) if has_digit else text


def _street(name: str, kind: str) -> bool:
    if name == "The " and kind[0].isupper():  # 23 The Grove
        return True
    if PLAIN.search(name):
        return False
    if name[0].isdigit():  # 88 E 5th Street
        return True
    sure = re.fullmatch(SURE, kind, re.I) is not None and len(name.split()) <= 3
    return sure or (name[:1].isupper() and (kind[:1].isupper() or len(kind) > 2))


def _named(street: str) -> bool:
    """A street by its name, without a number: "Maple Street", not "a busy road"."""
    words = street.split()
    return all(word[0].isupper() for word in words[:1]) and not PLAIN.search(" ".join(words[:-1]))
