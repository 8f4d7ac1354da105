"""What of the inbox is shown, in which order: filters, groups, pages. Plain functions."""
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Dict, List, Optional, Sequence, Tuple

from desk.inbox.grouping import Groups
from desk.inbox.reading import Asked, Kind
from faq.text import normal

PAGE = 50  # messages
ALONE, UNGROUPED = "Asked once", "Not in groups"


class Order(str, Enum):
    NEWEST = "newest"
    COMMONEST = "commonest"


@dataclass(frozen=True)
class Filters:
    """`days`: no older than that; `words`: all of them, in any order."""

    kind: Optional[Kind] = None
    days: Optional[int] = None
    words: str = ""


@dataclass(frozen=True)
class Section:
    """Messages under one heading. `count`: of the whole group; `rows`: of this page."""

    name: str
    count: int
    rows: List[Asked]
    group: bool


def filtered(asked: Sequence[Asked], filters: Filters, now: datetime) -> List[Asked]:
    """In the order given."""
    since = f"{now.astimezone(timezone.utc) - timedelta(days=filters.days):%Y-%m-%d %H:%M:%S}" if filters.days else ""
    words = filters.words.casefold().split()
    return [each for each in asked if (filters.kind is None or filters.kind in each.kinds) and each.time >= since
            and all(word in each.text.casefold() for word in words)]


def sections(asked: Sequence[Asked], groups: Groups, order: Order) -> List[Section]:
    """`asked`: the newest first. Groups of two and more first, by their newest message or by their size; then what stands
    alone, then what is in no group yet."""
    found: Dict[int, List[Asked]] = {}
    for each in asked:
        found.setdefault(groups.of.get(hash(each.text), -1), []).append(each)
    together = [Section(groups.names[number], len(rows), rows, True)
                for number, rows in found.items() if number >= 0 and len(rows) > 1]
    if order is Order.COMMONEST:
        together.sort(key=lambda section: -section.count)
    alone = [rows[0] for number, rows in found.items() if number >= 0 and len(rows) == 1]
    rest = _by_order(found.get(-1, []), order)
    return [*together, *([Section(ALONE, len(alone), alone, False)] if alone else []),
            *([Section(UNGROUPED if found.keys() != {-1} else "", len(rest), rest, False)] if rest else [])]


def page_of(found: Sequence[Section], number: int) -> List[Section]:
    """The sections with the messages of that page, from 1; a long section goes on on the next."""
    first, shown, at = (number - 1) * PAGE, [], 0
    for section in found:
        rows = section.rows[max(first - at, 0):max(first + PAGE - at, 0)]
        if rows:
            shown.append(Section(section.name, section.count, rows, section.group))
        at += len(section.rows)
    return shown


def _by_order(rows: List[Asked], order: Order) -> List[Asked]:
    """The commonest by their words, while they are in no group."""
    if order is Order.NEWEST:
        return rows
    said = [normal(each.text) for each in rows]
    counts = Counter(said)
    first: Dict[str, int] = {}
    for place, each in enumerate(said):
        first.setdefault(each, place)
    keys: List[Tuple[int, int]] = [(-counts[each], first[each]) for each in said]
    return [rows[place] for place in sorted(range(len(rows)), key=keys.__getitem__)]
