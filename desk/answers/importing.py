"""Reads the data folder into the desk's tables: at its start, since a file may have been changed by hand."""
from datetime import date
from typing import Any, Dict

from django.db import transaction

from desk.answers.entries import detach, entry_of, fill
from desk.answers.models import Source, Topic
from desk.answers.publishing import reader, vouched
from faq.checks import check
from faq.knowledge import Topic as Entry
from faq.reader import topic_file


@transaction.atomic
def read_data() -> int:
    """-> how many topics were new or different. What stands in a file is live, whatever the tables say, unless it is
    broken, when visitors do not get it either; a draft stays the latest, and is no longer handed in, since it was written
    against other words."""
    files = reader().files()
    knowledge, problems = check(files, date.today())
    broken = {problem.file for problem in problems if not problem.overdue}
    for key, source in knowledge.sources.items():
        Source.objects.update_or_create(key=key, defaults={"title": source.title, "publisher": source.publisher,
                                                           "url": source.url or "", "date": source.date or "",
                                                           "read": source.read})
    rows: Dict[str, Any] = {row.name: row for row in Topic.objects.prefetch_related("asks", "related__to", "citations")}
    changed = [name for name, entry in knowledge.topics.items() if files[topic_file(name)].name not in broken
               and (name not in rows or not rows[name].live or entry_of(rows[name]) != entry)]
    for name in changed:  # first all rows, since topics are related in circles
        if name not in rows:
            rows[name] = Topic.objects.create(name=name, title=knowledge.topics[name].title, live=False)
    for name in changed:
        take(rows[name], knowledge.topics[name], rows)
    return len(changed)


def take(row: Any, entry: Entry, rows: Dict[str, Any]) -> None:
    """Makes an entry of a file live in the tables, without writing the file."""
    draft = row.latest_revision if row.has_unpublished_changes else None
    if row.workflow_in_progress:
        row.current_workflow_state.cancel()
    fill(row, entry, rows)
    row.live = True
    row.save()
    row.live_revision = row.save_revision(clean=False)
    vouched(row.live_revision, entry.review)
    row.has_unpublished_changes = draft is not None  # a new revision says so of itself
    row.save(update_fields=["live_revision", "has_unpublished_changes"])
    if draft:
        detach(draft.as_object()).save_revision(user=draft.user, clean=False)
