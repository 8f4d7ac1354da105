"""What staff do about messages: each is one transaction, asks desk/policies.py first, and raises Refused with the reason.

Nothing here reaches visitors by itself: a topic's question goes into a draft, which a clinician has to approve; what is out
of scope is learned at the next training.
"""
import re
from datetime import date
from typing import Any, Sequence

from django.db import transaction

from desk.answers.models import Ask, Topic
from desk.answers.publishing import person, reader
from desk.inbox.handled import record
from desk.inbox.known import check_questions, check_unmasked
from desk.inbox.models import Done, Handled
from desk.inbox.reading import Asked
from desk.policies import Act, Refused, check_may
from desk.training.starting import train_when_written
from faq.checks import RESERVED
from faq.out_of_scope_text import NoSuchKind
from faq.problems import DataError
from faq.publisher import add_out_of_scope
from faq.text import normal

NAME_LIMIT = 50  # characters; a number may follow


@transaction.atomic
def add_to_topic(user: Any, asked: Sequence[Asked], questions: Sequence[str], topic: Any, ask: str) -> None:
    """Makes a draft of the topic, or goes on with the one that is there. `ask`: one of its asks, or a new one."""
    check_may(person(user), Act.DRAFT)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    check_free(topic, user)
    check_unmasked(ask)
    check_questions(questions)
    draft = topic.get_latest_revision_as_object() if topic.latest_revision_id else topic
    asks = list(draft.asks.all())
    known = next((each for each in asks if each.ask.strip() == ask), None)
    if known:
        known.questions = "\n".join([known.questions.strip(), *questions])
    else:
        asks.append(Ask(ask=ask, questions="\n".join(questions), sort_order=len(asks)))
    draft.asks = asks
    draft.save_revision(user=user, clean=False, log_action=True)
    record(user, asked, Done.ADDED, topic)


@transaction.atomic
def begin_topic(user: Any, asked: Sequence[Asked], questions: Sequence[str], title: str) -> Any:
    """-> a topic of which there is nothing but a draft."""
    check_may(person(user), Act.DRAFT)
    check_unmasked(title)
    check_questions(questions)
    same = next((each for each in Topic.objects.all() if normal(each.title) == normal(title)), None)
    if same:
        raise Refused(f"There is a topic '{same.title}' already. Add the questions to that one, or choose another title.")
    topic = Topic.objects.create(name=name_for(title), title=title, live=False)
    topic.asks = [Ask(ask=title, questions="\n".join(questions), sort_order=0)]
    topic.save_revision(user=user, clean=False, log_action=True)
    record(user, asked, Done.NEW_TOPIC, topic)
    return topic


@transaction.atomic
def put_out_of_scope(user: Any, asked: Sequence[Asked], questions: Sequence[str], kind: str) -> None:
    """The file comes last: if it cannot be written, nothing is recorded."""
    check_may(person(user), Act.DRAFT)
    check_questions(questions)
    record(user, asked, Done.OUT_OF_SCOPE, kind=kind)
    try:
        add_out_of_scope(reader(), kind, questions, date.today())
    except (DataError, NoSuchKind) as error:
        raise Refused(f"This could not be written to the data: {error}") from error
    train_when_written()


@transaction.atomic
def dismiss(user: Any, asked: Sequence[Asked]) -> None:
    """It is out of the inbox, and that is all."""
    check_may(person(user), Act.DRAFT)
    record(user, asked, Done.DISMISSED)


@transaction.atomic
def put_back(user: Any, handled: int) -> None:
    """What was dismissed is in the inbox again, unless its visitor or time has deleted it."""
    check_may(person(user), Act.DRAFT)
    deleted, _ = Handled.objects.filter(pk=handled, done=Done.DISMISSED.value).delete()
    if not deleted:
        raise Refused("Only what was dismissed can be put back, and this was put back already or was something else.")


def check_free(topic: Any, user: Any) -> None:
    """Raises Refused while nobody should change a topic's draft."""
    if topic.workflow_in_progress:
        raise Refused(f"'{topic.title}' was handed in and waits for a clinician. Add the question when it has been "
                      f"approved or sent back; until then the message stays in the inbox.")
    if topic.locked and topic.locked_by_id != user.pk:
        raise Refused(f"'{topic.title}' is locked by {person(topic.locked_by).name if topic.locked_by else 'somebody'}. "
                      f"Add the question when it is unlocked; until then the message stays in the inbox.")


def name_for(title: str) -> str:
    """A file's name of a title: "Do you sell vouchers?" -> do_you_sell_vouchers, with a number if that is taken."""
    words = re.sub(r"[^a-z0-9]+", "_", normal(title).encode("ascii", "ignore").decode()).strip("_")[:NAME_LIMIT].strip("_")
    name = words if re.match("[a-z]", words) and words not in RESERVED else f"topic_{words}".strip("_")
    taken = set(Topic.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))) if each not in taken)
