"""What becomes of a file of topics: first only what would change, then drafts, each of which a clinician has to approve."""
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Container, Iterable, List, Sequence, Tuple

from django.db import transaction

from desk.answers.entries import fill, values_of
from desk.answers.models import Source, Topic
from desk.answers.publishing import person, reader
from desk.exchange.checking import settled
from desk.exchange.comparing import Change, compare, digest
from desk.exchange.files import read
from desk.exchange.kept import Outcome
from desk.exchange.reading import held_by, rows, states
from desk.exchange.telling import content_of
from desk.policies import Act, Refused, check_may
from faq.knowledge import Review
from faq.knowledge import Topic as Entry

IMPORTED = "exchange.import"  # how the history names it


@dataclass
class Made:
    """`skipped`: (title, why)."""

    drafts: List[Topic] = field(default_factory=list)
    skipped: List[Tuple[str, str]] = field(default_factory=list)


def outcome_of(user: Any, name: str, upload: bytes) -> Outcome:
    """What a file would change; nothing is. Raises Refused, or files.Unreadable."""
    check_may(person(user), Act.DRAFT)
    content = content_of(read(name, upload))
    now = states(rows(), user)
    changes, faults, same = compare(content, now)
    folder = reader()
    changes, wrong = settled(changes, now, folder.files(), folder.folder.name, date.today())
    order = {sheet: place for place, sheet in enumerate(dict.fromkeys(fault.sheet for fault in (*faults, *wrong)))}
    faults = sorted([*faults, *wrong], key=lambda fault: (order[fault.sheet], fault.row))
    return Outcome(name, changes, faults, content.notes, same)


def make_drafts(user: Any, changes: Sequence[Change]) -> Made:
    """Each topic by itself, whole or not at all; the new ones together, since they may be related to each other. Raises
    Refused before anything is done."""
    check_may(person(user), Act.DRAFT)
    made = Made()
    sources = set(Source.objects.values_list("key", flat=True))
    with transaction.atomic():
        begun = [(change, _begun(change)) for change in changes if change.new]
        for change, topic in begun:
            _try(made, change, user, topic, sources)
    for change in changes:
        if not change.new:
            _try(made, change, user, None, sources)
    return made


def _begun(change: Change) -> Any:
    """-> a row of a new topic, or None if there is one already."""
    if Topic.objects.filter(name=change.name).exists():
        return None
    return Topic.objects.create(name=change.name, title=change.title, live=False)


def _try(made: Made, change: Change, user: Any, topic: Any, sources: Any) -> None:
    try:
        with transaction.atomic():
            made.drafts.append(_draft(change, user, topic, sources))
    except Refused as refusal:
        made.skipped.append((change.title, str(refusal)))
        if topic:
            topic.delete()


def _draft(change: Change, user: Any, begun: Any, sources: Any) -> Topic:
    """Raises Refused if the topic is not as it was when its change was shown, or may not be changed."""
    if change.new and begun is None:
        raise Refused("Somebody has begun a topic of that name in the meantime. Import the file again.")
    found = Topic.objects.select_for_update().filter(name=change.name).first()
    if found is None:
        raise Refused("The topic is not there any more. Import the file again.")
    draft = found.get_latest_revision_as_object() if found.latest_revision_id else found
    now = values_of(draft)
    if not change.new:
        held = held_by(found, user, found.workflow_in_progress)
        if held:
            raise Refused(held)
        if digest(now) != change.compared:
            raise Refused("Somebody has changed this topic since its changes were shown, so it stays as it is. Import the "
                          "file again to see what would change now.")
    review = Review.construct(by=draft.review_by, date=draft.review_date, due=draft.review_due, note=draft.review_note)
    entry = Entry.construct(**{**now, **change.values, "review": review})
    related = {topic.name: topic for topic in Topic.objects.filter(name__in=entry.related)}
    _check_there("source", entry.sources, sources)
    _check_there("topic", entry.related, related)
    fill(draft, entry, related)
    draft.save_revision(user=user, clean=False, log_action=IMPORTED)
    return found


def _check_there(what: str, wanted: Iterable[str], there: Container[str]) -> None:
    for name in wanted:
        if name not in there:
            raise Refused(f"The {what} '{name}', which it names, is not at the desk any more. Import the file again.")
