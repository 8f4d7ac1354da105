"""Every message of a span, one row each, for whoever wants to count for themselves.

Read in batches, so that a slow download holds up neither memory nor the file: what a visitor deletes meanwhile is deleted
at once, and comes out no more.
"""
import json
from datetime import date, datetime
from functools import lru_cache
from typing import Iterator, List, Mapping, NamedTuple, Optional, Tuple

from desk.inbox.forms import WHYS
from desk.numbers.counting import OUTCOME, OUTCOMES, REPLY, WITHIN, Outcome
from desk.numbers.reading import conversations
from desk.numbers.spans import Span

BATCH = 2_000  # messages
NAMES = {Outcome.ANSWERED: "Answered", Outcome.OFFERED: "Topics offered", Outcome.REFUSED: "Not answered",
         Outcome.EMERGENCY: "Emergency", Outcome.CRISIS: "Crisis", Outcome.TALK: "Small talk"}
HANDOVERS = {"phone": "phone", "email": "e-mail"}
HELPFUL = {1: "yes", 0: "no"}
# A hand-over belongs to the message that it follows, before the visitor asks anything else.
ROWS = f"""SELECT m.id, m.time, {OUTCOME}, {REPLY}, f.helpful, f.why,
    (SELECT CASE n.kind WHEN 'handover' THEN n.text END FROM messages n WHERE n.conversation = m.conversation
     AND n.id > m.id AND +n.kind != 'reply' ORDER BY n.id LIMIT 1), m.text
    FROM messages m NOT INDEXED LEFT JOIN feedback f ON f.conversation = m.conversation AND f.message = m.message
    WHERE m.id > :after AND m.kind IN ('question', 'suggestion') AND {WITHIN} ORDER BY m.id LIMIT {BATCH}"""


class Row(NamedTuple):
    """In the clinic's time. `topics`: that were answered, by their titles; `text`: as it is kept, masked."""

    date: date
    hour: int
    outcome: str
    topics: str
    helpful: str
    why: str
    handover: str
    text: str


HEAD = ("Date", "Hour", "Outcome", "Topics answered", "Helpful", "Why not", "Turned to the clinic by", "Message (masked)")


def batches(span: Span, titles: Mapping[str, str]) -> Iterator[List[Row]]:
    """The oldest first. `titles`: of topics, by name. Raises NotRead, with the first batch or with any after it."""

    @lru_cache(maxsize=10_000)
    def named(topics: Optional[str]) -> str:
        return "; ".join(titles.get(name, name) for name in json.loads(topics or "[]"))

    @lru_cache(maxsize=10_000)
    def hour_of(time: str) -> Tuple[date, int]:
        here = datetime.fromisoformat(f"{time}+00:00").astimezone(span.zone)
        return here.date(), here.hour

    after = 0
    while True:
        with conversations() as connection:
            found = connection.execute(ROWS, {"after": after, "begin": span.begin, "end": span.end}).fetchall()
        yield [Row(*hour_of(time[:16]), NAMES[OUTCOMES[outcome]], named(topics), HELPFUL.get(helpful, ""),
                   WHYS.get(why, why or ""), HANDOVERS.get(handover, ""), text)
               for _, time, outcome, topics, helpful, why, handover, text in found]
        if len(found) < BATCH:
            return
        after = found[-1][0]
