"""The vetted words for topics: the only place where an answer is put together."""
from datetime import date
from typing import Iterable, List, Optional, Set, Tuple

from faq.knowledge import Condition, Knowledge
from faq.placeholders import fill
from faq.reply import Reply, facts, phrase

MOST_EVIDENCE = 2   # sentences about named conditions before one answer
PLAIN_WORRIES = ("stress", "anxiety")  # named beside another condition, they are seldom what is asked about


def named_conditions(knowledge: Knowledge, ids: Iterable[str]) -> List[Condition]:
    """The conditions of a message that the data knows, in order; everyday worries give way to any other."""
    by_id = {condition.id: condition for condition in (knowledge.conditions.conditions if knowledge.conditions else [])}
    found = [by_id[name] for name in ids if name in by_id]
    return [condition for condition in found if condition.id not in PLAIN_WORRIES] or found


def answer(topics: Iterable[str], condition_ids: Iterable[str], knowledge: Knowledge, today: Optional[date] = None
           ) -> Reply:
    """The approved answers of topics, each once, in order. An answer whose review is overdue is not served."""
    today = today or date.today()
    conditions = named_conditions(knowledge, condition_ids)
    reply = Reply(texts=[])
    said: List[Condition] = []  # whose evidence has been told: each is told once, with its own topic if it is answered
    wanted = list(dict.fromkeys(topics))
    for topic in wanted:
        entry = knowledge.topics[topic]
        if entry.review.overdue(today):
            reply.texts.append(phrase(knowledge, "under_review"))
            continue
        mine = [each for each in conditions if each not in said and (each.topic == topic or each.topic not in wanted)]
        evidence, sources, reviewed = _evidence(topic, mine, knowledge, today)
        said += mine[:len(evidence)]
        words = fill(entry.answer, facts(knowledge)) or entry.answer_without_facts
        reply.texts.append("\n\n".join([*evidence, str(words).strip()]))
        reply.topics.append(topic)
        reply.sources += [*sources, *entry.sources]
        reply.reviewed = min(filter(None, [reply.reviewed, entry.review.date, *reviewed]))
        reply.suggestions += [related for related in entry.related if related not in reply.suggestions]
    reply.suggestions = [topic for topic in reply.suggestions if topic not in reply.topics]
    return reply


def about_conditions(topics: List[str], condition_ids: Iterable[str], knowledge: Knowledge, today: Optional[date] = None
                     ) -> Reply:
    """What goes before an offer when an illness may be meant (`topics`: the likeliest first): what is known of the one
    that is named, or that we cannot say of one that is not listed. No texts if it seems to be about something else."""
    kinds = _kinds(knowledge)
    of_conditions = [topic for topic in topics if topic in kinds]
    named = named_conditions(knowledge, condition_ids)
    if named and of_conditions:
        texts, sources, reviewed = _evidence(of_conditions[0], named, knowledge, today or date.today())
        return Reply(texts, sources=sources, reviewed=min(reviewed, default=None))
    if of_conditions and of_conditions[0] == topics[0]:
        return Reply([phrase(knowledge, "condition_unknown")])
    return Reply([])


def _kinds(knowledge: Knowledge) -> Set[str]:
    """The topics that conditions belong to."""
    return {each.topic for each in knowledge.conditions.conditions} if knowledge.conditions else set()


def _evidence(topic: str, conditions: List[Condition], knowledge: Knowledge, today: date
              ) -> Tuple[List[str], List[str], List[date]]:
    """-> (what is known of the named conditions, if the topic is about conditions; the sources; the review's date)."""
    written = knowledge.conditions
    if not written or written.review.overdue(today) or topic not in _kinds(knowledge):
        return [], [], []
    mine = conditions[:MOST_EVIDENCE]
    return ([condition.evidence for condition in mine], [key for condition in mine for key in condition.sources],
            [written.review.date] if mine else [])


def more(topic: str, knowledge: Knowledge, today: Optional[date] = None) -> Reply:
    """What there is to read on about a topic."""
    entry = knowledge.topics[topic]
    words = fill(entry.more or "", facts(knowledge))
    if not words or entry.review.overdue(today or date.today()):
        return Reply([phrase(knowledge, "no_more")], suggestions=list(entry.related))
    return Reply([words], [topic], suggestions=list(entry.related), sources=list(entry.sources),
                 reviewed=entry.review.date)
