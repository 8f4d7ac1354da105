"""What stands in the tables, on the page and in the spreadsheet alike."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from desk.numbers.counting import Outcome
from desk.numbers.reading import Answered, Numbers, oldest_kept, read_numbers
from desk.numbers.rewrites import Rewrite, compared, rewrites, window
from desk.numbers.spans import By, Span, labels

ALARMS = (Outcome.EMERGENCY, Outcome.CRISIS)
# What a question may come to, as the page names it.
ENDS = {"Answered": (Outcome.ANSWERED,), "Topics offered": (Outcome.OFFERED,), "Not answered": (Outcome.REFUSED,),
        "Urgent": ALARMS}
QUESTIONS = tuple(outcome for outcomes in ENDS.values() for outcome in outcomes)  # all but small talk
TITLES = {"see_doctor": "Told to see a doctor today"}  # of what is answered and is no topic


@dataclass(frozen=True)
class Piece:
    """A day, a week or an hour. `ends`: how many questions came to each of ENDS."""

    label: str
    questions: int
    ends: Tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A topic."""

    title: str
    answered: Answered


@dataclass(frozen=True)
class Compared:
    """`length`: of the time before, and of that after; none where there is nothing to compare."""

    title: str
    rewrite: Rewrite
    length: timedelta
    before: Answered
    after: Answered


@dataclass(frozen=True)
class Page:
    """All that is shown of a span. `oldest`: since when messages are kept."""

    span: Span
    by: By
    numbers: Numbers
    pieces: List[Piece]
    topics: List[Line]
    rewritten: List[Compared]
    oldest: Optional[datetime]

    @property
    def whole(self) -> Piece:
        return Piece("All", sum(each.questions for each in self.pieces), tuple(
            sum(each.ends[place] for each in self.pieces) for place in range(len(ENDS))))


def page_of(span: Span, by: By, titles: Mapping[str, str], now: datetime) -> Page:
    """Raises NotRead."""
    titles = {**TITLES, **titles}
    first = oldest_kept()
    oldest = datetime.fromisoformat(f"{first}+00:00") if first else None
    changed = [(each, compared(each, oldest, now)) for each in rewrites(span)]
    numbers = read_numbers(span, by, [window(each, length) for each, length in changed])
    rewritten = [Compared(titles.get(each.name, each.name), each, length, *beside)
                 for (each, length), beside in zip(changed, numbers.beside)]
    topics = sorted((Line(titles.get(name, name), each) for name, each in numbers.topics.items()),
                    key=lambda line: (-line.answered.times, line.title))
    return Page(span, by, numbers, _pieces(numbers, labels(span, by)), topics, rewritten, oldest)


def share(part: int, whole: int) -> str:
    """"84 %"; a little is never said to be nothing, nor nearly all to be all."""
    if not whole:
        return "–"
    rounded = round(100 * part / whole)
    if part and not rounded:
        return "< 1 %"
    return "> 99 %" if rounded == 100 and part < whole else f"{rounded} %"


def _pieces(numbers: Numbers, names: Sequence[str]) -> List[Piece]:
    return [Piece(name, sum(piece[each] for each in QUESTIONS),
                  tuple(sum(piece[each] for each in outcomes) for outcomes in ENDS.values()))
            for name, piece in zip(names, numbers.pieces)]


def said_length(length: timedelta) -> str:
    """"3 days", "5 hours"."""
    many, unit = (length.days, "day") if length.days else (int(length.total_seconds() // 3600), "hour")
    return f"{many} {unit}{'s' * (many != 1)}"


def sheets(page: Page) -> List[Tuple[str, List[Tuple[Any, ...]]]]:
    """-> [(a sheet's name, its rows, the first of which heads it)]. Shares are left to whoever has the sheet: all that they
    are of stands there."""
    numbers, first = page.numbers, "Hour" if page.by is By.HOUR else "Day or week from"
    days = [(first, "Questions", *ENDS), *((each.label, each.questions, *each.ends) for each in page.pieces)]
    topics = [("Topic", "Answered", "Helpful", "Not helpful"), *(
        (line.title, line.answered.times, line.answered.helpful, line.answered.unhelpful) for line in page.topics)]
    rewritten = [("Topic", "Live since", "Approved by", "Time compared", "Answered before", "Answered after",
                  "Helpful before", "Not helpful before", "Helpful after", "Not helpful after"), *(
        (each.title, f"{each.rewrite.at.astimezone(page.span.zone):%Y-%m-%d %H:%M}", each.rewrite.by,
         said_length(each.length) if each.length else "", each.before.times, each.after.times, each.before.helpful,
         each.before.unhelpful, each.after.helpful, each.after.unhelpful) for each in page.rewritten)]
    words = [("Word", "Messages without an answer"), *((each.word, each.messages) for each in numbers.words)]
    rest = [("What", "How often"), *other(numbers)]
    return [("By time", days), ("Topics", topics), ("Rewritten answers", rewritten), ("Words", words),
            ("Hand-overs and alarms", rest)]


def other(numbers: Numbers) -> List[Tuple[str, int]]:
    return [("Turned to the clinic by phone", numbers.handovers.get("phone", 0)),
            ("Turned to the clinic by e-mail", numbers.handovers.get("email", 0)),
            ("Emergency", numbers.total(Outcome.EMERGENCY)), ("Crisis", numbers.total(Outcome.CRISIS)),
            ("Small talk (hello, thanks, yes), which counts as no question", numbers.total(Outcome.TALK))]
