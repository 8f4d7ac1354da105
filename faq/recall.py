"""A reply that was said before, as the data stands now: where its words come from, and when they were last reviewed.

Of a reply only its words, topics and suggestions are kept (privacy/store.py). A topic that has been reviewed again since
shows the new date; what is no longer in the data is left out.
"""
from datetime import date
from typing import Any, Iterator, List, Mapping, Optional, Sequence, Tuple

from faq.alarm import words_of
from faq.approved import words_of_topic
from faq.knowledge import Knowledge
from faq.placeholders import fill
from faq.reply import Reply, facts

Part = Tuple[str, List[str], Optional[date]]  # words, the sources they rest on, and their review; None: that of the urgent


def recalled(texts: Sequence[str], custom: Mapping[str, Any], knowledge: Knowledge) -> Reply:
    """`custom`: what is kept of it."""
    whole = "\n\n".join(texts)
    topics = custom.get("topics") or []
    found = sorted((part for part in _parts(topics, knowledge) if part[0] in whole), key=lambda part: whole.find(part[0]))
    reply = Reply(list(texts), topics=list(topics), urgent=custom.get("urgent"))
    reply.suggestions = [each["topic"] for each in custom.get("suggestions") or [] if each["topic"] in knowledge.topics]
    reply.sources = [key for _, sources, _ in found for key in sources]
    dates = [reviewed for _, _, reviewed in found if reviewed]
    if found and (reply.urgent or not dates):
        assert knowledge.urgent is not None  # checked when the data was read
        reply.reviewed = knowledge.urgent.review.date
    else:
        reply.reviewed = min(dates, default=None)
    return reply


def more_to_tell(texts: Sequence[str], custom: Mapping[str, Any], knowledge: Knowledge) -> bool:
    """Whether "tell me more" would be answered with more than that there is none (actions/more.py)."""
    told = [topic for topic in custom["topics"] if topic in knowledge.topics and knowledge.topics[topic].group != "talk"]
    if not told or custom["urgent"]:
        return False
    entry = knowledge.topics[told[-1]]
    more = fill(entry.more or "", facts(knowledge))
    return bool(more) and not entry.review.overdue(date.today()) and str(more) not in "\n\n".join(texts)


def _parts(topics: Sequence[str], knowledge: Knowledge) -> Iterator[Part]:
    """Everything with sources of its own that a reply about these topics can hold."""
    if knowledge.conditions:
        for condition in knowledge.conditions.conditions:
            yield condition.evidence, condition.sources, knowledge.conditions.review.date
    for entry in (knowledge.topics[topic] for topic in topics if topic in knowledge.topics):
        for words in words_of_topic(entry, facts(knowledge)):
            yield words.strip(), entry.sources, entry.review.date
    for answer in knowledge.urgent.answers.values() if knowledge.urgent else ():
        yield words_of(answer, knowledge), answer.sources, None
