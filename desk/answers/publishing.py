"""The one door between the desk and visitors: who may approve a draft, and what happens when it goes out."""
import json
from datetime import date
from typing import Any, Callable, Dict, FrozenSet, List, Optional

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from desk import policies
from desk.answers.entries import detach, digest, entry_of
from desk.policies import Act, Approval, Change, Person, Refused, Role
from desk.training.starting import asks_for_training, train_when_written
from faq.knowledge import Knowledge, Review
from faq.problems import DataError
from faq.publisher import problems_with, publish_topic
from faq.reader import Reader, assemble

_readers: dict = {}


class NotPublished(PermissionDenied):
    """It may not be done; the text is for whoever tried."""


def reader() -> Reader:
    """Of the data folder that visitors are answered from."""
    return _readers.setdefault(settings.FAQ_DATA, Reader(settings.FAQ_DATA))


def knowledge_now() -> Knowledge:
    """What that folder holds."""
    return assemble(reader().files())


def person(user: Any) -> Person:
    """An account as the policies see it. Who may administer everything is a manager, and no clinician by that."""
    names = set(user.groups.values_list("name", flat=True)) | ({Role.MANAGER.value} if user.is_superuser else set())
    roles = {role for role in Role if role.value in names and user.is_active}
    return Person(user.pk, user.get_full_name() or user.get_username(), frozenset(roles))


def may_judge(user: Any) -> bool:
    """Whether somebody may approve, or send back, what others wrote."""
    return policies.may(person(user), Act.APPROVE)


def check_may_judge(user: Any) -> None:
    """Raises NotPublished. Twin of may_judge."""
    _asked(policies.check_may, person(user), Act.APPROVE)


def may_approve(topic: Any, user: Any) -> bool:
    """Whether the button is shown."""
    return policies.may_approve(person(user), Change(authors(topic, topic.latest_revision)), _rules().own_changes)


def approve(handed_in: Any, user: Any, seen: Any = None) -> None:
    """Records that somebody approves the latest draft, word for word. `handed_in`: the task state that awaits it; `seen`:
    the revision on their screen, or what was handed in. Raises NotPublished."""
    from desk.answers.models import Approval as Row

    topic = handed_in.workflow_state.content_object
    revision = topic.get_latest_revision()
    if revision != seen and not _as_handed_in(revision, handed_in):
        raise NotPublished("This was changed after it had been handed in. Open it, read it, and approve it there.")
    draft, wrote = revision.as_object(), authors(topic, revision)
    change = Change(wrote, tuple(problems(draft)))
    _asked(policies.check_may_approve, person(user), change, _rules().own_changes)
    review = Review(by=person(user).name, date=date.today(), due=_due(date.today()))
    Row.objects.create(revision=revision, by=user, review=as_json(review), words=digest(draft), authors=sorted(wrote))


def vouched(revision: Any, review: Review) -> None:
    """Records that what a file held was approved, as its own review says."""
    from desk.answers.models import Approval as Row

    Row.objects.create(revision=revision, review=as_json(review), words=digest(revision.as_object()), authors=[],
                       live_since=timezone.now())


def bring_back(topic: Any, revision: Any, user: Any) -> None:
    """Puts an earlier approved state back into service, as it was approved then. Raises NotPublished."""
    _asked(policies.check_may, person(user), Act.BRING_BACK)
    approval = revision.approvals.order_by("pk").last()
    with transaction.atomic():
        again = detach(revision.as_object()).save_revision(user=user, clean=False, previous_revision=revision)
        if approval:
            approval.pk, approval.revision = None, again
            approval.save(force_insert=True)
        again.publish(user=user, previous_revision=revision)


def put_out(revision: Any, record: Callable[[], None]) -> None:
    """Brings a revision to visitors: into the tables by `record`, then into its file, both or neither.

    The file comes last. Should the machine fail between the two, the file holds approved words that the tables do not
    know yet, and the desk reads them when it starts. Raises NotPublished.
    """
    with transaction.atomic():
        live = type(revision.content_object).objects.select_for_update().get(pk=revision.object_id)
        draft, approval = revision.as_object(), revision.approvals.order_by("pk").last()
        if draft.name != live.name:
            raise NotPublished(f"A topic's short name stays: this one is {live.name}.")
        change = Change(_authors_told(approval) | authors(live, revision), tuple(problems(draft)))
        _asked(policies.check_may_go_out, change, _as_told(approval, draft), _rules().own_changes)
        review = Review(**approval.review)
        before = entry_of(live) if live.live else None
        revision.content.update(go_live_at=None, expire_at=None)  # there is no time but now
        revision.content.update({f"review_{key}": value or "" for key, value in approval.review.items()})
        revision.save(update_fields=["content"])
        record()
        entry = entry_of(draft, review)
        try:
            publish_topic(reader(), live.name, entry, date.today(), before)
        except DataError as error:
            raise NotPublished(str(error)) from error
        if asks_for_training(before, entry):
            train_when_written()
        if not approval.live_since:
            approval.live_since = timezone.now()
            approval.save(update_fields=["live_since"])


def authors(topic: Any, revision: Any) -> FrozenSet[int]:
    """The accounts that changed a word between what a clinician approved last, or the very first state, and this revision.

    What was read from a file since is no such point: a draft outlives it.
    """
    before_it = topic.revisions.filter(pk__lt=revision.pk).order_by("pk")
    known = before_it.filter(approvals__by__isnull=False).last() or before_it.filter(user=None).first()
    said = digest(known.as_object()) if known else ""
    wrote = set()
    for each in topic.revisions.filter(pk__gt=known.pk if known else 0, pk__lte=revision.pk).order_by("pk"):
        said, before = digest(each.as_object()), said
        if said != before and each.user_id is not None:
            wrote.add(each.user_id)
    return frozenset(wrote)


def problems(draft: Any) -> List[str]:
    """What stands in the way of a draft, a sentence each."""
    provisional = Review(by="nobody yet", date=date.today(), due=_due(date.today()))
    try:
        found = problems_with(reader(), draft.name, entry_of(draft, provisional), date.today())
    except DataError as error:
        found = error.problems
    return [f"{problem.text}." if problem.file.endswith(f"/{draft.name}.yml") else f"{problem.file}: {problem.text}."
            for problem in found]


def as_json(review: Review) -> Dict[str, Optional[str]]:
    """For a table; Review(**...) makes it one again."""
    found: Dict[str, Optional[str]] = json.loads(review.json())
    return found


def _authors_told(approval: Any) -> FrozenSet[int]:
    return frozenset(approval.authors) if approval else frozenset()


def _as_told(approval: Any, draft: Any) -> Optional[Approval]:
    if approval is None:
        return None
    by = person(approval.by) if approval.by else Person(0, approval.review["by"], frozenset({Role.CLINICIAN}))
    return Approval(by, approval.words == digest(draft), approval.live_since is not None)


def _as_handed_in(revision: Any, handed_in: Any) -> bool:
    """Whether a revision has the words that were handed in. (One that is saved again in its place has a later time.)"""
    first = handed_in.revision
    return (first.created_at <= handed_in.started_at and handed_in.status == handed_in.STATUS_IN_PROGRESS
            and digest(first.as_object()) == digest(revision.as_object()))


def _rules() -> Any:
    from desk.answers.models import ClinicRules

    return ClinicRules.load()


def _due(since: date) -> date:
    """The same day some months later, or the last of that month."""
    years, month = divmod(since.month - 1 + _rules().review_months, 12)
    for day in (since.day, 30, 29, 28):
        try:
            return date(since.year + years, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _asked(check: Callable[..., None], *what: Any) -> None:
    try:
        check(*what)
    except Refused as refusal:
        raise NotPublished(str(refusal)) from refusal
