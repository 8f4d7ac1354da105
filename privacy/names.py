"""Names of people. A cheap test says whether one may be there; only then spaCy's name finder reads the message.

The finder alone takes "Bell" of Bell's palsy for a company, and overlooks half of what is written in small letters. So it
only decides between candidates: words that stand where names stand, or have a capital without need, and are no ordinary
words (privacy/words.py) nor illnesses, methods or brands (privacy/never.py).
"""
import re
from typing import Iterator, List, Set, Tuple

from privacy.cues import (
    ASKED,
    BEFORE,
    BETWEEN,
    BOTH,
    BREAK,
    CONTRACTED,
    HERE,
    INITIAL,
    JOINS,
    LONGEST,
    MAYBE,
    NO_PERSON,
    NOT_PEOPLE,
    PLACE,
    SELF,
    SIGNED,
    STOPS,
    SURE,
    TAKEN,
    TITLED,
    WHEN,
)
from privacy.never import ILLNESS, OF_ILLNESS_ONLY, never_names
from privacy.words import words
from stack.english import model, with_entities

TOKEN = "[name]"
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
Span = Tuple[int, int]

def warm() -> None:
    """Loads all that names need, so that no visitor waits for it."""
    model()
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


def _from_the_start(text: str, start: int) -> int:
    """Where a name begins of which a later word was found: a word with a capital before it that is no ordinary one."""
    before = BEFORE.search(text, 0, start)
    if before and _base(before[1]) not in words().ordinary and _goes_on(before[1]):
        return before.start()
    return start


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
            if base.rstrip("s") in never_names() and not named:
                continue
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
        shouted = text[start:end].isupper()
        shown[start:end] = text[start].upper() + (text[start + 1:end].lower() if shouted else text[start + 1:end])
    entities = with_entities("".join(shown)).ents
    labels = {at: entity.label_ for entity in entities for at in range(entity.start_char, entity.end_char)}
    ends = {entity.start_char: entity.end_char for entity in entities if entity.label_ == "PERSON"}
    signed, sure, titled = _ends(text, SIGNED), _ends(text, SELF, HERE, ASKED), _ends(text, TITLED)
    maybe = _ends(text, MAYBE)
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
            found.append((_from_the_start(text, start), _to_the_end(text, end) if capital or start in sure else end))
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
