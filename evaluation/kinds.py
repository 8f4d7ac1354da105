"""How a message is written: few words or many, or a word that is in no example, as a slip of the pen mostly is."""
import re
from collections import Counter
from typing import Any, Dict, Iterable, List, Sequence, Tuple

from evaluation.figures import tally

SHORT, LONG = 4, 25  # words: at most, and more than
SHORTEST = 4         # letters of a word that is looked up: shorter ones are names and figures as often as slips
KINDS = ("short", "long", "unknown_word", "other")
SHOWN = ["right", "wrong", "offered", "unsure", "alarm"]


def words_of(text: str) -> List[str]:
    """"Don't I?" -> ["dont", "i"]."""
    return re.findall(r"[^\W\d_]+", re.sub(r"['’]", "", text.lower()))


def count_words(texts: Iterable[str]) -> Counter:
    """Word -> in how many texts it is."""
    return Counter(word for text in texts for word in set(words_of(text)))


def kinds_of(text: str, words: Counter, own: bool) -> List[str]:
    """Some of KINDS. `words`: of the examples; of a text that is one of them (`own`), those in no other are unknown."""
    length, kinds = len(text.split()), []
    if length <= SHORT:
        kinds.append("short")
    if length > LONG:
        kinds.append("long")
    if any(len(word) >= SHORTEST and words[word] <= int(own) for word in words_of(text)):
        kinds.append("unknown_word")
    return kinds or ["other"]


def by_kind(asked: Sequence[Tuple[str, str]], words: Counter, own: bool = False) -> Dict[str, Any]:
    """`asked`: (text, outcome) -> {kind: tally()} of the kinds of which there are any; a message may be of several."""
    outcomes: Dict[str, List[str]] = {kind: [] for kind in KINDS}
    for text, outcome in asked:
        for kind in kinds_of(text, words, own):
            outcomes[kind].append(outcome)
    return {kind: tally(found, SHOWN) for kind, found in outcomes.items() if found}
