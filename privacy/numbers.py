"""Card, account, health-service, social security and telephone numbers."""
import re
from typing import Callable, Optional

import phonenumbers
from stdnum import iban, luhn
from stdnum.be import nn as belgian
from stdnum.ca import sin
from stdnum.de import idnr as german
from stdnum.dk import cpr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.se import personnummer

from privacy.settings import help_lines

REGIONS = {"UK": "GB", "EU": None}  # where phonenumbers has another name for a country of data/clinic.yml
EU_REGIONS = ("FR", "DE", "ES", "IT", "NL", "BE", "PT", "PL", "AT", "SE", "DK", "FI")
SEPARATED = r"(?:[ .\-/]{0,2}\d)"

CARD = re.compile(rf"(?<![\w+]){SEPARATED}{{13,19}}(?![\w])")
CARD_TOLD = re.compile(r"\b((?:card|visa|mastercard|amex)(?: number| no\.?| ?#| num| details)?(?: is|:| are|'s)?,? )"
                       r"((?:\d[ -]?){12,19})(?!\d)", re.I)
CARD_PARTS = re.compile(r"\b((?:cvv|cvc|cvv2|security code|3 digits on the back)(?: is|:|'s| number)*,? *)\d{3,4}\b|"
                        r"\b((?:exp|expiry|expires|expiration|valid (?:until|thru|to))(?: date)?(?: is|:|\.)?,? *)"
                        r"\d{1,2} ?[/-] ?\d{2,4}\b", re.I)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
ACCOUNT = re.compile(r"\b((?:sort ?code|account(?: number| no\.?)?|acc(?:t|ount)? no\.?|routing(?: number)?|bsb)"
                     r"(?: is|:|'s)?,? *)(\d(?:[ -]?\d){5,11})\b", re.I)

# A number that its name tells: "my NHS number is ...", "SSN: ...", "patient ID 12345".
NAMED = (r"nhs|chi|medicare|medicaid|health ?card|health|ssn|social(?: security| insurance)?|sin|pps|ppsn|nhi|"
         r"national insurance|ni|ins(?:urance)?|member(?:ship)?|policy|subscriber|group|patient|hosp(?:ital)?|"
         r"medical(?: card)?|mrn|"
         r"medical record|ohip|phn|ihi|dva|cpr|bsn|pesel|dni|nie|nir|personnummer|versichertennummer|tax file|tfn|"
         r"passport|driv(?:er'?s|ing) licen[cs]e|licen[cs]e|claim|reference|booking reference|carte vitale|"
         r"codice fiscale|krankenkasse")
CALLED = r"(?: ?(?:number|no\.?|num|nr\.?|id|#|ref))"
ALONE = r"nhs|id|ssn|medicare|ppsn?|nhi|mrn|ohip|phn|pesel|bsn|dni|cpr|personnummer|carte vitale|codice fiscale|tfn"
TOLD = re.compile(rf"\b((?:(?:{NAMED}){CALLED}|{ALONE})(?:(?: is| was|'s|:|=|,| -| here|here's| on file)+)? *)"
                  r"((?=(?:[ -]?[A-Z0-9]){5})(?=[A-Z0-9 -]*\d[A-Z0-9 -]*\d[A-Z0-9 -]*\d)"
                  r"[A-Z]{0,5}[ -]?\d(?:[ -]{0,3}[A-Z]{0,3}\d){1,19}(?:(?: (?-i:[A-Z]{1,2})|[A-Z]{1,3})\b)?)", re.I)
NHI_TOLD = re.compile(r"\b(nhi(?: number| no\.?)?(?: is|:|'s)?,? *)[A-Z]{3}\d{2}[A-Z]{2}\b", re.I)
SSN = re.compile(r"(?<![\d-])(?!000|666)\d{3}([- ])\d{2}\1\d{4}(?![\d-])")
MEDICARE_US = re.compile(r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?"
                         r"[AC-HJKMNP-RT-Y]{2}\d{2}\b")
NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.I)
LETTERED = re.compile(r"\b(?=[A-Z0-9-]*\d{2})[A-Z0-9][A-Z0-9+-]{6,17}\b", re.I)
RUN = re.compile(r"(?<![\w.,/+-])\d(?:[ -]?\d){8,14}(?![\w/]|[.,]\d)")

WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)  # of Medicare Australia's first eight digits; the ninth is their sum's last digit
NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # New Zealand's, without I and O

EXTENSION = r"(?:,? ?(?:ext|extension|x)\.? ?\d{1,5})?"
PHONE = re.compile(rf"(?<![\w#$£€.,:/])(?<!code )(?:\+|00)? ?\(?\d(?:[ ()./\-–]{{0,3}}\d){{6,16}}{EXTENSION}(?!\w|"
                   rf"[.,:]\d|%)")
PHONE_TOLD = re.compile(
    r"\b((?:(?:call|ring|phone|text|reach|whatsapp|contact|message|dial|get|bell|buzz)(?: me| us| her| him| my \w+)?"
    r"(?: back)?(?: up)?(?: later| tomorrow| today| anytime| any time)?(?: on| at)?"
    r"(?: my (?:mobile|cell|phone|number|landline))?|"
    r"(?:phone|mobile|cell|tel|telephone|landline|contact|whatsapp|my|her|his|home|work)(?: ?phone)?"
    r"(?: ?(?:number|no\.?|num|nr|#))?(?: is| was|:|'s|\.|=)*|(?:number|tel|mob|cell|ph)(?: is|:|'s|\.)*|"
    r"ext(?:ension)?\.?) *)"
    r"((?:\+|00)?\(?\d(?:[ ()./\-–]{0,2}\d){5,15})(?!\w|[.,:]\d|%)", re.I)
DATE_LIKE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?: .*)?$|(?:19|20)\d\d(?:[ /-]+(?:19|20)\d\d)+$")
LOCAL = re.compile(r"\d{3}[-.]\d{4}$")  # a North American number without its area
FEWEST_DIGITS = 9  # of a number that nothing but its length tells


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def valid(check: Callable[[str], str], text: str) -> bool:
    """Whether python-stdnum finds the number's form and check digits right."""
    try:
        check(text)
    except Exception:  # stdnum's own errors, and ValueError or IndexError of forms that it does not expect
        return False
    return True


def mask_cards(text: str) -> str:
    """Payment cards by the Luhn check or by being told, their expiry and code; bank accounts."""
    text = IBAN.sub(lambda m: "[account number]" if valid(iban.validate, m[0]) else m[0], text)
    text = CARD.sub(lambda m: "[card number]" if luhn.is_valid(digits(m[0])) and len(set(digits(m[0]))) > 1 else m[0], text)
    text = CARD_TOLD.sub(r"\1[card number]", text)
    text = CARD_PARTS.sub(lambda m: f"{m[1] or m[2]}[card number]", text)
    return ACCOUNT.sub(r"\1[account number]", text)


def mask_health_numbers(text: str, country: Optional[str]) -> str:
    """Numbers of health services, insurers and social security: told by name, or by form and check digits."""
    token = "[health number]"
    text = NHI_TOLD.sub(lambda m: m[1] + token, TOLD.sub(lambda m: m[1] + token, text))
    text = NATIONAL_INSURANCE.sub(token, MEDICARE_US.sub(token, text))
    text = SSN.sub(lambda m: token if m[1] == "-" or country in (None, "US") else m[0], text)
    text = LETTERED.sub(lambda m: token if lettered(m[0].upper()) else m[0], text)
    return RUN.sub(lambda m: token if health_digits(m[0], country) else m[0], text)


def lettered(word: str) -> bool:
    """A word with letters and digits that some country's check digits prove."""
    return (any(valid(kind.validate, word) for kind in (dni, nie, codicefiscale, pps, hetu)) or nhi(word) or kvnr(word)
            or ("-" in word or "+" in word) and any(valid(kind.validate, word) for kind in (personnummer, cpr)))


def nhi(word: str) -> bool:
    """New Zealand's NHI number: three letters and four digits, the last of them a check digit modulo 11; or the form
    from 2026 on, which ends in a letter, modulo 23."""
    if not re.fullmatch(r"[A-HJ-NP-Z]{3}\d{4}|[A-HJ-NP-Z]{3}\d{2}[A-HJ-NP-Z]{2}", word):
        return False
    values = [int(each) if each.isdigit() else NHI_LETTERS.index(each) + 1 for each in word[:6]]
    total = sum(value * weight for value, weight in zip(values, range(7, 1, -1)))
    if word[6].isdigit():
        return total % 11 != 0 and (11 - total % 11) % 10 == int(word[6])
    return NHI_LETTERS[23 - total % 23 - 1] == word[6]


def kvnr(word: str) -> bool:
    """A German health insurance number: a letter and nine digits, the last a check digit."""
    if not re.fullmatch(r"[A-Z]\d{9}", word):
        return False
    row = f"{ord(word[0]) - 64:02d}{word[1:9]}"
    return sum(int(d) * (1 + i % 2) // 10 + int(d) * (1 + i % 2) % 10 for i, d in enumerate(row)) % 10 == int(word[9])


def health_digits(run: str, country: Optional[str]) -> bool:
    """A run of digits that is no telephone number of the clinic's country, and a health number of it by its check digit."""
    number = digits(run)
    if country == "UK":
        return len(number) == 10 and number[0] != "0" and valid(nhs.validate, number)
    if country == "CA":
        return len(number) == 9 and valid(sin.validate, number)
    if country == "AU":
        return len(number) in (10, 11) and number[0] in "23456" and medicare_australia(number)
    if country == "EU" and number[0] != "0":
        return any(len(number) == length and valid(kind.validate, number) for length, kind in
                   ((11, pesel), (11, belgian), (11, german), (15, nir), (9, bsn), (12, personnummer)))
    return False


def medicare_australia(number: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS)) % 10 == int(number[8])


def mask_phones(text: str, country: Optional[str]) -> str:
    """Telephone numbers, told or by their form; emergency and crisis numbers stay."""
    ours = help_lines()

    def told(m: "re.Match") -> str:
        found = digits(m[2])
        is_date = DATE_LIKE.match(m[2]) or re.fullmatch(r"\d{1,2}(?: ?[-–] ?\d{1,2})+", m[2])
        return m[0] if found in ours or is_date else m[1] + "[phone]"

    def formed(m: "re.Match") -> str:
        found = m[0].strip()
        lead = m[0][:len(m[0]) - len(m[0].lstrip())]
        number = re.split("e?x", found)[0]
        return lead + "[phone]" if digits(number) not in ours and is_phone(number.rstrip(" ,"), country) else m[0]

    return PHONE_TOLD.sub(told, PHONE.sub(formed, text))


def is_phone(run: str, country: Optional[str]) -> bool:
    """A run of digits that a telephone number of the country, or of any with +, may be; no date, no scale, no years."""
    groups = re.findall(r"\d+", run)
    number = "".join(groups)
    if DATE_LIKE.match(run) or (len(groups) > 4 and all(len(group) < 2 for group in groups) and number[0] != "0"):
        return False
    if re.match(r"\d\.\d{5}", run):  # 3.14159265
        return False
    if LOCAL.match(run):
        return country in (None, "US", "CA")
    if re.fullmatch(r"\d+ ?[-–] ?\d+", run) and len(groups[0]) == len(groups[1]):  # 1000-1500
        return False
    if len(number) >= FEWEST_DIGITS:
        rising = [int(group) for group in groups]
        steps = {after - before for before, after in zip(rising, rising[1:])}
        return not (len(groups) > 2 and len(steps) == 1 and steps != {0})  # 10 20 30 40 50
    regions = EU_REGIONS if country == "EU" else (REGIONS.get(country or "", country),)
    return any(region and _valid_in(run, region) for region in regions)


def _valid_in(run: str, region: str) -> bool:
    """Fewer than nine digits: a valid number that looks like one, in groups or with its 0."""
    if not re.match(r"0\d|\(", run) and not re.fullmatch(r"\d{4} \d{4}|\d{3} \d{4}|\d{4} \d{3}", run):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(run, region))
    except phonenumbers.NumberParseException:
        return False
