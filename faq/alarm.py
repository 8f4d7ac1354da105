"""What is said when someone may be in danger: the answers of data/urgent.yml with the lines of the clinic's country."""
from contextvars import ContextVar
from typing import Iterable, Iterator, List, Optional, Sequence

from faq.knowledge import ALARMS, ALARMS_OF, URGENCIES, Knowledge, UrgentAnswer
from faq.placeholders import fill
from faq.reply import Reply, numbers

EMERGENCY, CRISIS, SEE_DOCTOR = URGENCIES  # call now; there is somebody who listens; today

# Where nlu/urgency.py leaves the alarms of the message in hand, for a channel that gets no answer to it (see listen()).
_heard: ContextVar[Optional[List[str]]] = ContextVar("heard", default=None)


def listen() -> List[str]:
    """-> a list that will hold the alarms of the next message of this task, as soon as they are heard: so that a person in
    danger is answered though the action server is down."""
    alarms: List[str] = []
    _heard.set(alarms)
    return alarms


def raise_alarms(alarms: Iterable[str]) -> None:
    """Tells whoever listens."""
    box = _heard.get()
    if box is not None:
        box[:] = alarms


def urgency(alarms: Iterable[str]) -> str:
    """What the wire contract's `urgent` says of them."""
    return EMERGENCY if set(alarms) & set(ALARMS_OF[EMERGENCY]) else CRISIS


def alarm_reply(alarms: Sequence[str], knowledge: Knowledge) -> Reply:
    """Nothing else is said, nothing suggested. `alarms`: names of answers, at least one; of those to call for now one is
    said, and one of those that listen."""
    ordered = sorted(set(alarms), key=ALARMS.index)
    said = [next((name for name in ordered if name in kind), None) for kind in (ALARMS_OF[EMERGENCY], ALARMS_OF[CRISIS])]
    reply = Reply([], urgent=urgency(alarms))
    for entry in (_entry(name, knowledge) for name in said if name):
        reply.texts.append(words_of(entry, knowledge))
        reply.sources += entry.sources
    assert knowledge.urgent is not None
    reply.reviewed = knowledge.urgent.review.date
    return reply


def with_see_doctor(reply: Reply, knowledge: Knowledge) -> Reply:
    """Puts "have it looked at today" before an ordinary answer (or says it alone, if the reply has no texts)."""
    entry = _entry(SEE_DOCTOR, knowledge)
    reply.texts = [words_of(entry, knowledge), *reply.texts]
    reply.topics = [*reply.topics, SEE_DOCTOR]
    reply.sources = [*entry.sources, *reply.sources]
    if reply.reviewed is None:
        assert knowledge.urgent is not None
        reply.reviewed = knowledge.urgent.review.date
    return reply


def reminders(alarms: Sequence[str], knowledge: Knowledge) -> List[str]:
    """What goes before the next ordinary answer in a conversation that had an alarm."""
    return _after(alarms, "reminder", knowledge)


def calmed(alarms: Sequence[str], knowledge: Knowledge) -> List[str]:
    """The answer to "I am fine, it was a joke"."""
    return _after(alarms, "calmed", knowledge)


def every_text(knowledge: Knowledge) -> Iterator[str]:
    """Each text that the urgent answers can produce, for the guard."""
    lines = numbers(knowledge).dict()
    for entry in knowledge.urgent.answers.values() if knowledge.urgent else ():
        yield words_of(entry, knowledge)
        yield from filter(None, (fill(text, lines) for text in (entry.reminder, entry.calmed) if text))


def _after(alarms: Sequence[str], key: str, knowledge: Knowledge) -> List[str]:
    first = min(alarms, key=ALARMS.index)
    text = fill(getattr(_entry(first, knowledge), key) or "", numbers(knowledge).dict())
    return [text] if text else []


def _entry(name: str, knowledge: Knowledge) -> UrgentAnswer:
    assert knowledge.urgent is not None  # checked when the data was read
    return knowledge.urgent.answers[name]


def words_of(entry: UrgentAnswer, knowledge: Knowledge) -> str:
    """The answer with the lines of the clinic's country, or the form that needs fewer of them."""
    lines = numbers(knowledge).dict()
    return fill(entry.text, lines) or str(fill(entry.without_lines or "", lines))
