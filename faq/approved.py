"""What may leave: the texts that approved data can produce, and what a `custom` may say beside them.

An answer is approved while its review is not overdue, as in actions/vetted.py. Fixed phrases and the answers to danger are
approved whatever their review's date: without them there would be silence.
"""
import json
from datetime import date
from typing import Any, Dict, Iterator, List, Mapping, Optional, Set, Tuple

from faq.alarm import every_text
from faq.knowledge import URGENCIES, Knowledge, Review, Topic
from faq.placeholders import fill
from faq.reply import MOST_SUGGESTED, Reply, facts, phrase

Blocks = Tuple[str, ...]  # the paragraphs of a text, in order


def blocks_of(text: str) -> Blocks:
    """A text's paragraphs. Rasa sends each of them as a message of its own, cut in the same way."""
    return tuple(text.strip().split("\n\n"))


class Approved:
    """Everything that one state of the data may say on one day. Built in some milliseconds, asked in microseconds."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self.knowledge, self.today = knowledge, today
        self._topics = {topic for topic, entry in knowledge.topics.items() if not entry.review.overdue(today)}
        self._topics.add(URGENCIES[-1])  # "have it looked at today", which is no topic of its own
        self._suggestions = {_shape(suggestion) for suggestion in _all_suggestions(knowledge)}
        every_source = Reply([], sources=list(knowledge.sources)).custom(knowledge)["sources"]
        self._sources = {_shape(source) for source in every_source}
        self._dates = {_shape(None), *(_shape(review.date.isoformat()) for review in _reviews(knowledge))}
        self._texts: Dict[str, Set[Blocks]] = {}  # by the first block
        for text in texts(knowledge, today):
            blocks = blocks_of(text)
            self._texts.setdefault(blocks[0], set()).add(blocks)

    def text(self, text: str) -> bool:
        """Whether a text is made of whole approved ones, one after the other: half an answer may lack its warning."""
        blocks, ends = blocks_of(text), {0}
        for start, block in enumerate(blocks):
            if start in ends:
                ends |= {start + len(known) for known in self._texts.get(block, ())
                         if blocks[start:start + len(known)] == known}
        return len(blocks) in ends

    def custom(self, custom: Any) -> bool:
        """Whether a `custom` has the contract's keys, and names only what the data holds."""
        if not isinstance(custom, dict) or set(custom) != set(Reply([]).custom(self.knowledge)):
            return False
        topics, suggestions, sources = custom["topics"], custom["suggestions"], custom["sources"]
        return (all(isinstance(each, list) for each in (topics, suggestions, sources))
                and all(isinstance(topic, str) and topic in self._topics for topic in topics)
                and custom["urgent"] in (None, *URGENCIES[:-1])
                and len(suggestions) <= MOST_SUGGESTED and all(_shape(each) in self._suggestions for each in suggestions)
                and all(_shape(each) in self._sources for each in sources)
                and _shape(custom["reviewed"]) in self._dates)


_latest: List[Approved] = []  # at most one


def approved_by(knowledge: Knowledge, today: Optional[date] = None) -> Approved:
    """What this data approves of today; the last one is kept, since it is asked for at every turn."""
    today = today or date.today()
    if not _latest or _latest[0].knowledge is not knowledge or _latest[0].today != today:
        _latest[:] = [Approved(knowledge, today)]
    return _latest[0]


def approved(text: str, knowledge: Knowledge, today: Optional[date] = None) -> bool:
    """Whether a text that leaves is what approved data can produce."""
    return approved_by(knowledge, today).text(text)


def texts(knowledge: Knowledge, today: date) -> Iterator[str]:
    """Each text that the data can produce by itself; a turn is made of these."""
    known = facts(knowledge)
    for entry in knowledge.topics.values():
        if not entry.review.overdue(today):
            yield from words_of_topic(entry, known)
    if knowledge.conditions and not knowledge.conditions.review.overdue(today):
        for condition in knowledge.conditions.conditions:
            yield condition.evidence
    if knowledge.phrases:
        for name in knowledge.phrases.phrases:
            if not name.startswith("contact"):  # those only complete a sentence of another phrase
                yield phrase(knowledge, name)
    yield from every_text(knowledge)


def words_of_topic(entry: Topic, known: Mapping[str, Optional[str]]) -> List[str]:
    """The answer with the clinic's facts, the form without them, and what there is to read on: those that there are."""
    return list(filter(None, (fill(entry.answer, known), entry.answer_without_facts, fill(entry.more or "", known))))


def _all_suggestions(knowledge: Knowledge) -> List[Dict[str, str]]:
    return [{"topic": topic, "title": entry.title} for topic, entry in knowledge.topics.items()]


def _reviews(knowledge: Knowledge) -> List[Review]:
    """Of everything that an answer may rest on."""
    whole = [part.review for part in (knowledge.conditions, knowledge.urgent) if part]
    return [*whole, *(entry.review for entry in knowledge.topics.values())]


def _shape(value: Any) -> str:
    """A piece of JSON as text, so that any two can be compared."""
    return json.dumps(value, sort_keys=True)
