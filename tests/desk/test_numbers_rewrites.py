"""Which answers were rewritten, and what is compared."""
from datetime import datetime, timedelta, timezone

import pytest

from desk.answers.models import Approval
from desk.numbers.rewrites import Rewrite, compared, rewrites, window
from tests.desk.numbers import NOVEMBER

NOW, DAY = datetime(2026, 11, 28, 12, tzinfo=timezone.utc), timedelta(days=1)


def on(day, hour=12):
    return datetime(2026, 11, day, hour, tzinfo=timezone.utc)


@pytest.fixture
def since_october(desk):
    """What the desk has read when it was first opened."""
    Approval.objects.update(live_since=datetime(2026, 10, 1, tzinfo=timezone.utc))


def live(topic, at, by=None, **changed):
    """New words of a topic, approved and live at that moment."""
    for name, value in changed.items():
        setattr(topic, name, value)
    Approval.objects.create(revision=topic.save_revision(clean=False), by=by, live_since=at, review={}, authors=[],
                            words=f"digest of {changed} {at}")


def found():
    return [(each.name, each.at, each.by, each.previous.day, each.following) for each in rewrites(NOVEMBER)]


def test_an_answer_that_was_rewritten(since_october, needles, clinician):
    """With who approved it, and the words before."""
    live(needles, on(10), clinician, answer="New words.")
    assert found() == [("needles", on(10), "Cleo Example", 1, None)]


def test_what_the_desk_reads_first_is_no_rewriting(desk):
    """Nor is a topic that is new."""
    Approval.objects.update(live_since=on(10))
    assert found() == []


def test_the_same_words_approved_again(since_october, needles):
    """A review that was renewed, or other questions: visitors read what they read before."""
    live(needles, on(10), title="A title")
    live(needles, on(12), answer="New words.")
    live(needles, on(14), group="clinic")
    live(needles, on(16), more="And more to read.")
    assert found() == [("needles", on(16), "", 12, None), ("needles", on(12), "", 1, on(16))]


def test_outside_of_the_span(since_october, needles):
    """What is live since another month is not shown, but ends what is compared."""
    live(needles, on(10), answer="New words.")
    live(needles, datetime(2026, 12, 3, tzinfo=timezone.utc), answer="Newer words.")
    live(needles, None, answer="Approved, and never live.")
    assert found() == [("needles", on(10), "", 1, datetime(2026, 12, 3, tzinfo=timezone.utc))]


@pytest.mark.parametrize("rewrite, oldest, days", [
    (Rewrite("a", on(20), "", on(1)), on(1), 8),             # until now
    (Rewrite("a", on(20), "", on(1)), on(18), 2),            # nothing older is kept
    (Rewrite("a", on(20), "", on(15)), on(1), 5),            # the words before came then
    (Rewrite("a", on(20), "", on(1), on(23)), on(1), 3),     # they were rewritten again
    (Rewrite("a", on(20), "", on(1)), on(21), 0),            # nothing is kept from before
    (Rewrite("a", on(20), "", on(1), on(20)), on(1), 0),
    (Rewrite("a", on(20), "", on(1)), None, 0)])
def test_equal_times_before_and_after(rewrite, oldest, days):
    """As long as both are there, and nothing else changed the words."""
    assert compared(rewrite, oldest, NOW) == days * DAY


def test_the_window():
    """As the file of conversations has moments."""
    assert window(Rewrite("a", on(20), "", on(1)), 2 * DAY) == ("a", "2026-11-18 12:00:00", "2026-11-20 12:00:00",
                                                                "2026-11-22 12:00:00")
