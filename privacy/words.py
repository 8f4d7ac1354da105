"""Which words are mostly names and which are ordinary, from the million words of spacy-lookups-data.

The table takes a second and 200 MB to read, so what is needed of it is written once into .cache/ (`prepare`, called by
`make run` before it starts); without that file it is made when first asked for.
"""
import os
from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, NamedTuple

from faq.reader import PROJECT

FILE = PROJECT / ".cache" / "names-1.txt"  # another number: made anew
# Natural logarithms of how often a word stands in spaCy's texts: 1 in 10 million words, 1 in 40 million, twice as often.
ORDINARY_ABOVE, NAME_ABOVE, TWICE = -16.1, -17.5, 0.7


class Words(NamedTuple):
    """In lower case. `names`: written with a capital twice as often as without; `ordinary`: more often without."""

    names: FrozenSet[str]
    ordinary: FrozenSet[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Read in some 20 ms."""
    names, ordinary = prepare().read_text(encoding="utf-8").split("\n")
    return Words(frozenset(names.split()), frozenset(ordinary.split()))


def prepare(file: Path = FILE) -> Path:
    """The file with both lists, made if it is not there."""
    if not file.exists():
        found = _sorted_out()
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_text("\n".join(" ".join(sorted(each)) for each in found), encoding="utf-8")
        unfinished.replace(file)
    return file


def _sorted_out() -> Words:
    import spacy_lookups_data
    from spacy.util import load_language_data

    likely = dict(load_language_data(spacy_lookups_data.en["lexeme_prob"]))
    rare = -25.0
    names, ordinary = set(), set()
    for word, likelihood in likely.items():
        if not word.isalpha() or len(word) < 2 or word[1:] != word[1:].lower():
            continue
        lower = word.lower()
        small = likely.get(lower, rare)
        if word[0].isupper() and likelihood > NAME_ABOVE and likelihood > small + TWICE:
            names.add(lower)
        elif word == lower and small > ORDINARY_ABOVE and small >= likely.get(word.capitalize(), rare) - TWICE:
            ordinary.add(word)
    return Words(frozenset(names), frozenset(ordinary - names))
