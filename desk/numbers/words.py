"""Which words stand most often in messages. Plain functions."""
from collections import Counter
from os.path import commonprefix
from typing import Callable, List, NamedTuple, Sequence

from desk.inbox.known import MASKED
from faq.check_asks import EMPTY, ENDING
from faq.text import normal

MOST_MESSAGES = 2_000  # the latest; so many take 0.02 s
MOST_WORDS = 20
SHORTEST = 3  # letters
# Beside the words that say nothing of what is asked in the data's own questions.
HARDLY_TELLING = frozenset("""
    again any anyone anything come could does even ever every first give going good hello help helps here hey know let like
    long lot make many more much need new now okay only other people please put said same say see something still sure take
    tell thank thanks thats think time trying use using very want wanted way well were why without wondering
""".split())  # noqa: SIM905


class Word(NamedTuple):
    """`word`: as it is mostly written; `search`: how all its forms begin; `messages`: how many have one of them."""

    word: str
    search: str
    messages: int


def commonest(texts: Sequence[str], most: int = MOST_WORDS) -> List[Word]:
    """The commonest first. Forms of a word ("voucher", "vouchers") are one; a message counts once, whatever it repeats."""
    stem = _Stems(lambda form: ENDING.sub("", form))
    forms: Counter = Counter()
    stems: Counter = Counter()
    for text in texts:
        said = {word for word in normal(MASKED.sub(" ", text)).split() if _tells(word)}
        forms.update(said)
        stems.update({stem[word] for word in said})
    found = sorted(stems.items(), key=lambda item: (-item[1], item[0]))[:most]
    return [_word([form for form in forms if stem[form] == each], forms, count) for each, count in found]


class _Stems(dict):
    """Each is found once."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, form: str) -> str:
        self[form] = self.find(form)
        return str(self[form])


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and word not in EMPTY and word not in HARDLY_TELLING and not word.isdigit()


def _word(written: List[str], counts: Counter, messages: int) -> Word:
    commonest_form, begin = max(written, key=lambda form: counts[form]), commonprefix(written)
    return Word(commonest_form, begin if len(begin) >= SHORTEST else commonest_form, messages)
