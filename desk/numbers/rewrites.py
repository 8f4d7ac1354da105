"""Which answers were rewritten, when visitors first got the new words, and which times are to be compared.

Compared are equal times before and after: as long as both are kept, and as no other rewriting of the same answer falls into
either.
"""
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

from wagtail.models import Revision

from desk.answers.models import Approval, Topic
from desk.numbers.spans import Span, midnight, utc

MOST = 20  # shown; the latest
SHORTEST = timedelta(hours=1)  # of what is worth comparing
WORDS = ("content__answer", "content__answer_without_facts", "content__more")  # of a revision: what a visitor reads


class Window(NamedTuple):
    """Moments as the file of conversations has them: from `begins` to `at`, and from there to `ends`."""

    topic: str
    begins: str
    at: str
    ends: str


@dataclass(frozen=True)
class Rewrite:
    """`name`: the topic's; `by`: who approved it, empty if its file was changed by hand. `previous`, `following`: when the
    words before came, and when they were rewritten again."""

    name: str
    at: datetime
    by: str
    previous: datetime
    following: Optional[datetime] = None


def compared(rewrite: Rewrite, oldest: Optional[datetime], now: datetime) -> timedelta:
    """How long a time before and after can be compared; none if it is too short to say anything. `oldest`: since when
    messages are kept."""
    if oldest is None:
        return timedelta()
    before = rewrite.at - max(rewrite.previous, oldest)
    after = (rewrite.following or now) - rewrite.at
    length = min(before, after)
    return length if length >= SHORTEST else timedelta()


def window(rewrite: Rewrite, length: timedelta) -> Window:
    return Window(rewrite.name, utc(rewrite.at - length), utc(rewrite.at), utc(rewrite.at + length))


def rewrites(span: Span) -> List[Rewrite]:
    """Of the span, the latest first, in four queries however many there are. A new topic is no rewriting, nor is an
    approval of the same words: of a review that was renewed, or of other questions."""
    begin, end = midnight(span.first, span.zone), midnight(span.last + timedelta(days=1), span.zone)
    lately = Approval.objects.filter(live_since__gte=begin, live_since__lt=end)
    live = Approval.objects.filter(live_since__isnull=False, revision__object_id__in=lately.values("revision__object_id"))
    # First by the digests alone: when the desk has read the data for the first time, all topics are approved at once.
    rows = live.order_by("revision__object_id", "live_since", "pk").values_list(
        "revision__object_id", "live_since", "words", "revision_id")
    states = {topic: _different(list(each)) for topic, each in groupby(rows, key=lambda row: row[0])}
    again = {topic: found for topic, found in states.items() if any(begin <= row[1] < end for row in found[1:])}
    revisions = [row[3] for found in again.values() for row in found]
    said = {pk: words for pk, *words in Revision.objects.filter(
        pk__in=revisions).values_list("pk", *WORDS)}
    by = {(approval.revision_id, approval.live_since): _name(approval.by) for approval in live.filter(
        revision__in=revisions).select_related("by")}
    names = dict(Topic.objects.filter(pk__in=again).values_list("pk", "name"))
    words = {topic: _different([(*row[:2], said.get(row[3]), row[3]) for row in rows]) for topic, rows in again.items()}
    found = [rewrite for topic, rows in words.items() if int(topic) in names
             for rewrite in _chain(names[int(topic)], rows, by) if begin <= rewrite.at < end]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _different(rows: Sequence[Tuple[Any, ...]]) -> List[Tuple[Any, ...]]:
    """Those whose third value is another than that of the one before."""
    return [row for before, row in zip([None, *rows], rows) if before is None or before[2] != row[2]]


def _chain(name: str, rows: Sequence[Tuple[Any, ...]], by: Any) -> List[Rewrite]:
    times = [row[1] for row in rows]
    return [Rewrite(name, at, by.get((row[3], at), ""), previous, following) for row, previous, at, following in zip(
        rows[1:], times, times[1:], [*times[2:], None])]


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
