"""Checks of what people ask: a question claimed twice, an ask with few questions, topics whose questions come close."""
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Dict, Iterator, List, Mapping, Sequence, Tuple

from faq.knowledge import Knowledge
from faq.problems import Problem
from faq.reader import File, topic_file
from faq.text import normal

THIN = 4          # questions; an ask with fewer is understood in few words only
FEWEST_WORDS = 3  # that two questions must share to be neighbours
# Words that say nothing of what is asked; without them "is it safe for my mum" and "would it be safe for mum" are one.
EMPTY = frozenset("""
    a about after all also am an and any are arent as at be been but by can cant could couldnt did didnt do does doesnt
    doing dont for from get got had has have having he her hes his how hows i id if ill im in into is isnt it its ive
    just may me might my no not of off on one or our really she shes should shouldnt so some than that thats the their
    them then there theres these they theyre thing this to too up us was we were what whats when where wheres which
    while who whos will with wont would wouldnt yet you your youre youve
    acupuncture accupuncture acupunture needle needles session sessions treatment treatments
""".split())  # noqa: SIM905 (a list of quoted words is harder to read and to change)
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|e|(?<!s)s)$")  # "ache" and "aches" are one, "stress" stays what it is


@dataclass(frozen=True)
class Neighbours:
    """Two questions of two topics that say nearly the same."""

    topics: Tuple[str, str]
    questions: Tuple[str, str]


def check_asks(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    """A question may stand once: in one ask of one topic, or in one kind of what is out of scope."""
    owners: Dict[str, str] = {}
    for name, key, groups in _groups(knowledge):
        file = files[name]
        for ask, questions in groups.items():
            for position, question in enumerate(questions):
                line = file.lines[(key, ask, position)]
                claim = normal(question) or question
                if claim in owners:
                    yield Problem(file.name, line, f"the question '{question}' stands in {owners[claim]} too; keep it in "
                                                   f"one of them")
                owners.setdefault(claim, f"{file.name}:{line}")


def thin_asks(knowledge: Knowledge) -> List[Tuple[str, str, int]]:
    """-> [(topic, ask, how many questions)] of asks with fewer than THIN."""
    return [(topic, ask, len(questions)) for topic, entry in knowledge.topics.items()
            for ask, questions in entry.asks.items() if len(questions) < THIN]


def neighbours(knowledge: Knowledge) -> List[Neighbours]:
    """Questions of different topics with the same telling words, in any order and form."""
    same = defaultdict(list)
    for topic, entry in knowledge.topics.items():
        for question in entry.questions:
            words = telling_words(question)
            if len(words) >= FEWEST_WORDS:
                same[words].append((topic, question))
    return [Neighbours((first, second), (one, other)) for claims in same.values()
            for (first, one), (second, other) in combinations(claims, 2) if first != second]


def telling_words(question: str) -> frozenset:
    """The words that tell what is asked, without endings: "Will the needles hurt my kids?" -> {"hurt", "kid"}."""
    return frozenset(ENDING.sub("", word) for word in normal(question).split() if word not in EMPTY)


def _groups(knowledge: Knowledge) -> Iterator[Tuple[str, str, Mapping[str, Sequence[str]]]]:
    """-> (file, key of its groups, group -> questions)."""
    for topic, entry in knowledge.topics.items():
        yield topic_file(topic), "asks", entry.asks
    yield "out_of_scope.yml", "kinds", knowledge.out_of_scope.kinds
