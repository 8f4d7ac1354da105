"""A topic between the desk's tables and the data folder: the same content in two shapes."""
import hashlib
import json
from typing import Any, Dict, List, Optional

from faq.knowledge import Review
from faq.knowledge import Topic as Entry


def values_of(row: Any) -> Dict[str, Any]:
    """What a topic's row or draft says, in the order of a data file, but for the review."""
    return {"title": said(row.title), "group": row.group, "answer": said(row.answer),
            "answer_without_facts": said(row.answer_without_facts) or None, "more": said(row.more) or None,
            "related": [each.to.name for each in row.related.all()],
            "sources": [each.source_id for each in row.citations.all()],
            "asks": {said(each.ask): lines(each.questions) for each in row.asks.all()}}


def entry_of(row: Any, review: Optional[Review] = None) -> Entry:
    """As faq/ knows it; unchecked, since drafts have gaps (faq.publisher.problems_with names them). `review`: another than
    the row's own."""
    review = review or Review.construct(by=row.review_by, date=row.review_date, due=row.review_due,
                                        note=row.review_note or None)
    values = {**values_of(row), "review": review}
    return Entry.construct(**{name: values[name] for name in Entry.__fields__})


def digest(row: Any) -> str:
    """Of all that a visitor may come to read or be understood by: the same for the same words."""
    return hashlib.sha256(json.dumps([row.name, values_of(row)]).encode()).hexdigest()


def fill(row: Any, entry: Entry, topics: Dict[str, Any]) -> None:
    """Puts an entry into a row that is not saved yet. `topics`: rows by name, for what is related."""
    from desk.answers.models import Ask, Citation, Related

    for name in ("title", "group", "answer"):
        setattr(row, name, getattr(entry, name))
    row.answer_without_facts, row.more = entry.answer_without_facts or "", entry.more or ""
    row.review_by, row.review_note = entry.review.by, entry.review.note or ""
    row.review_date, row.review_due = entry.review.date, entry.review.due
    row.asks = [Ask(ask=ask, questions="\n".join(questions), sort_order=place)
                for place, (ask, questions) in enumerate(entry.asks.items())]
    row.related = [Related(to=topics[name], sort_order=place) for place, name in enumerate(entry.related) if name in topics]
    row.citations = [Citation(source_id=key, sort_order=place) for place, key in enumerate(entry.sources)]


def detach(row: Any) -> Any:
    """A draft whose list items are new ones: those that it was written with may be gone. -> the draft"""
    for name in ("asks", "related", "citations"):
        items = list(getattr(row, name).all())
        for item in items:
            item.pk = None
        setattr(row, name, items)
    return row


def said(text: str) -> str:
    """As the data files have it: a browser sends lines that end in two characters."""
    return text.replace("\r\n", "\n").strip()


def lines(text: str) -> List[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
