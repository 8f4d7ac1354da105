"""The topics as the desk has them now, all in a few queries, as plain values."""
from datetime import date
from typing import Any, Dict, List, Mapping, Sequence, Tuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState

from desk.answers.entries import lines, said, values_of
from desk.answers.models import Topic
from desk.exchange.comparing import State
from desk.exchange.tables import ANSWERS, QUESTIONS, answer_row, question_rows


def rows() -> List[Topic]:
    """All topics, by name, with their lists."""
    return list(Topic.objects.order_by("name").select_related("locked_by").prefetch_related("asks", "related__to",
                                                                                            "citations"))


def states(topics: Sequence[Topic], user: Any) -> Dict[str, State]:
    """By name. `user`: for whom something may be locked."""
    names = {topic.pk: topic.name for topic in topics}
    drafts = Revision.objects.in_bulk([topic.latest_revision_id for topic in topics
                                       if topic.latest_revision_id and (topic.has_unpublished_changes or not topic.live)])
    handed_in = {int(pk) for pk in WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Topic), status=WorkflowState.STATUS_IN_PROGRESS,
    ).values_list("object_id", flat=True)}
    found = {}
    for topic in topics:
        draft, row = drafts.get(topic.latest_revision_id), values_of(topic)
        found[topic.name] = State(values_in(draft.content, names) if draft else row, row if topic.live else None,
                                  held_by(topic, user, topic.pk in handed_in))
    return found


def held_by(topic: Topic, user: Any, handed_in: bool) -> str:
    """Why nobody may change it now, or nothing."""
    if handed_in:
        return (f"'{topic.title}' was handed in and waits for a clinician. Import the file again when it has been approved "
                f"or sent back.")
    if topic.locked and topic.locked_by_id != user.pk:
        by = topic.locked_by.get_full_name() or topic.locked_by.get_username() if topic.locked_by else "somebody"
        return f"'{topic.title}' is locked by {by}. Import the file again when it is unlocked."
    return ""


def values_in(content: Mapping[str, Any], names: Mapping[int, str]) -> Dict[str, Any]:
    """A draft as it is kept (Revision.content), in the shape of entries.values_of. `names`: of topics, by their numbers.
    Making rows of each draft would ask the tables several times."""
    def listed(name: str) -> List[Any]:
        return sorted(content.get(name, []), key=lambda item: item.get("sort_order") or 0)

    return {"title": said(content["title"]), "group": content["group"], "answer": said(content["answer"]),
            "answer_without_facts": said(content["answer_without_facts"]) or None, "more": said(content["more"]) or None,
            "related": [names[item["to"]] for item in listed("related") if item["to"] in names],
            "sources": [item["source"] for item in listed("citations")],
            "asks": {said(item["ask"]): lines(item["questions"]) for item in listed("asks")}}


def tables(drafts: bool, user: Any) -> List[Tuple[str, List[List[str]]]]:
    """What is exported: what visitors read, or of each topic the newest draft that there is."""
    topics = rows()
    known = states(topics, user)
    answers, questions = [], []
    for topic in topics:
        state = known[topic.name]
        values = state.values if drafts else state.live
        if values is not None:
            review = [topic.review_by, *(_day(each) for each in (topic.review_date, topic.review_due))]
            answers.append(answer_row(topic.name, values, review))
            questions += question_rows(topic.name, values)
    return [(ANSWERS, answers), (QUESTIONS, questions)]


def _day(day: Any) -> str:
    return day.isoformat() if isinstance(day, date) else ""
