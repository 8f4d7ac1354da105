"""What the tests of the numbers share: the clinic's days, and a turn as the assistant keeps it."""
import json
from datetime import date
from typing import Any, Optional
from zoneinfo import ZoneInfo

from desk.numbers.spans import Span
from tests.desk.inbox import Conversations

LONDON = ZoneInfo("Europe/London")
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30), LONDON)


def turn(kept: Conversations, time: str, *topics: str, text: str = "a question", decision: str = "answer",
         helpful: Optional[bool] = None, why: Optional[str] = None, who: str = "ana", urgent: Any = None) -> int:
    """A message and its reply, answered with these topics. -> the message's number."""
    number = kept.ask(text, decision, who=who, urgent=urgent, topic=topics[0] if topics else "", time=time)
    kept._row(kind="reply", text="Words.", conversation=who, time=time, topics=json.dumps(topics), urgent=urgent)
    if helpful is not None:
        kept.judge(number, helpful, why)
    return number
