"""Keeps what visitors write out of logs: of an exception, its kind and where it came from are logged, not its text.

An exception's text may quote the message that it stumbled over; Rasa's, about an action that failed, quotes the whole
conversation.
"""
import logging
import traceback
from types import TracebackType
from typing import Any, Optional

LEFT_OUT = "(its text is left out: it may hold what a visitor wrote)"


def without_text(error: BaseException) -> str:
    """A traceback with those of what caused it, and each exception's kind alone."""
    parts, seen = [], set()
    each: Optional[BaseException] = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        parts.append(f"{''.join(_frames(each.__traceback__))}{type(each).__module__}.{type(each).__name__} {LEFT_OUT}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\nwhich came of:\n".join(parts)


def _frames(found: Optional[TracebackType]) -> list:
    return traceback.format_tb(found)


def leave_messages_out() -> None:
    """For all logging of this process from now on; idempotent."""
    make = logging.getLogRecordFactory()
    if getattr(make, "leaves_messages_out", False):
        return

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        made = make(*args, **kwargs)
        if made.exc_info and made.exc_info[1] is not None:
            made.exc_text, made.exc_info = without_text(made.exc_info[1]), None
        return made

    record.leaves_messages_out = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)
