"""Which days are counted, and in which pieces: the clinic's days, and the moments (UTC) at which they begin and end."""
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from typing import List, Tuple

MOST_DAYS = 731       # of a span; two years
DAYS_BY_DAY = 92      # a longer span is shown by weeks
DAY, WEEK = 1, 7      # days of a piece
HOURS = 24


class By(str, Enum):
    """What a span is cut into; its value is what an address says."""

    TIME = "time"  # days, or weeks if there are many
    HOUR = "hour"  # the hours of the day, of all its days together


@dataclass(frozen=True)
class Span:
    """Whole days of the clinic, both ends included."""

    first: date
    last: date
    zone: tzinfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def begin(self) -> str:
        """As the file of conversations has moments."""
        return utc(midnight(self.first, self.zone))

    @property
    def end(self) -> str:
        """The first moment that does not belong to it."""
        return utc(midnight(self.last + timedelta(days=1), self.zone))


def last_days(days: int, today: date, zone: tzinfo) -> Span:
    """So many days, of which today is the last."""
    return Span(today - timedelta(days=days - 1), today, zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def utc(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def step(span: Span) -> int:
    """How many days a piece has."""
    return DAY if span.days <= DAYS_BY_DAY else WEEK


def pieces(span: Span) -> List[date]:
    """The first day of each piece; the last piece may be shorter."""
    return [span.first + timedelta(days=days) for days in range(0, span.days, step(span))]


def labels(span: Span, by: By) -> List[str]:
    """What the pieces are called: "4 Nov", or "9:00"."""
    if by is By.HOUR:
        return [f"{hour}:00" for hour in range(HOURS)]
    return [f"{day.day} {day:%b}" for day in pieces(span)]


def offsets(span: Span) -> List[Tuple[str, int]]:
    """-> [(from which moment on, in UTC, how many minutes the clinic's clocks are ahead of it)]; the first holds for all
    that is earlier. There is more than one where clocks are put forward or back within the span."""
    begin = midnight(span.first, span.zone).astimezone(timezone.utc)
    found = [(utc(begin), _ahead(begin, span.zone))]
    for day in range(span.days):
        here = begin + timedelta(days=day)
        if _ahead(here + timedelta(days=1), span.zone) != found[-1][1]:
            changed = next(here + timedelta(minutes=each) for each in range(24 * 60 + 1)
                           if _ahead(here + timedelta(minutes=each), span.zone) != found[-1][1])
            found.append((utc(changed), _ahead(changed, span.zone)))
    return found


def _ahead(moment: datetime, zone: tzinfo) -> int:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None  # it has a zone
    return int(offset.total_seconds() // 60)
