"""What is still to be done, and what was done by whom."""
from typing import Any, Dict, List, Optional, Sequence, Tuple

from django.db import IntegrityError, transaction

from desk.inbox.models import Done, Handled
from desk.inbox.reading import Asked, Reading, read_asked
from desk.policies import Refused

GONE = "These messages are not in the inbox any more: somebody has dealt with them, or their visitors have deleted them."


def open_messages(reading: Reading) -> List[Asked]:
    """Those about which nothing was done yet."""
    if not reading.asked:
        return []
    oldest = min(each.time for each in reading.asked)  # what was done about older ones does not matter here
    done = {(message, conversation, time): words for message, conversation, time, words in Handled.objects.filter(
        time__gte=oldest).order_by().values_list("message", "conversation", "time", "words")}
    return [each for each in reading.asked if not _is(each, done.get((each.id, each.conversation, each.time)))]


def chosen(keys: Sequence[str]) -> List[Asked]:
    """The messages that a form names, as they stand now. Raises Refused if none is left."""
    wanted = set(keys)
    numbers = {key.split("-")[0] for key in wanted}
    found = [each for each in open_messages(read_asked()) if str(each.id) in numbers and each.key in wanted]
    if not found:
        raise Refused(GONE if wanted else "Tick the messages first, then choose what is to be done about them.")
    return found


def record(user: Any, asked: Sequence[Asked], done: Done, topic: Optional[Any] = None, kind: str = "") -> None:
    """Raises Refused if somebody was faster; within a transaction, so that what else was done is undone."""
    rows = [Handled(message=each.id, conversation=each.conversation, time=each.time, words=each.words, by=user,
                    done=done.value, topic=topic, kind=kind) for each in asked]
    try:
        with transaction.atomic():
            Handled.objects.bulk_create(rows)
    except IntegrityError:
        raise Refused("Somebody else has just dealt with one of these messages. Nothing was done; look at the inbox again."
                      ) from None


def with_words(rows: Sequence[Handled], reading: Reading) -> List[Tuple[Handled, str]]:
    """Each with the visitor's words, empty if they are deleted."""
    kept: Dict[Tuple[int, str, str], Asked] = {(each.id, each.conversation, each.time): each for each in reading.asked}
    found = [(row, kept.get((row.message, row.conversation, row.time))) for row in rows]
    return [(row, asked.text if asked and _is(asked, row.words) else "") for row, asked in found]


def _is(asked: Asked, words: Optional[str]) -> bool:
    return words is not None and asked.words == words
