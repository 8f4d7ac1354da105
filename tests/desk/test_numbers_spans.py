"""Which days are counted, in the clinic's time."""
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from desk.numbers.forms import SpanForm
from desk.numbers.spans import By, Span, labels, last_days, offsets, pieces
from tests.desk.numbers import LONDON

TODAY = date(2026, 11, 28)


def chosen(**given):
    form = SpanForm(given, TODAY, LONDON)
    span, by = form.chosen()
    return span.first, span.last, by, dict(form.errors)


def test_the_last_days_end_today():
    """Both ends belong to them."""
    assert last_days(7, TODAY, LONDON) == Span(date(2026, 11, 22), TODAY, LONDON)
    assert last_days(7, TODAY, LONDON).days == 7


def test_a_day_begins_where_the_clinic_is():
    """The file has UTC; the day on which clocks are put back has 25 hours."""
    night = Span(date(2026, 10, 25), date(2026, 10, 25), LONDON)
    assert (night.begin, night.end) == ("2026-10-24 23:00:00", "2026-10-26 00:00:00")


@pytest.mark.parametrize("zone, first, last, expected", [
    ("UTC", (1, 1), (12, 31), [("2026-01-01 00:00:00", 0)]),
    ("Asia/Kolkata", (3, 1), (3, 2), [("2026-02-28 18:30:00", 330)]),
    ("Europe/London", (10, 24), (10, 27), [("2026-10-23 23:00:00", 60), ("2026-10-25 01:00:00", 0)]),
    ("America/New_York", (3, 1), (11, 30), [("2026-03-01 05:00:00", -300), ("2026-03-08 07:00:00", -240),
                                            ("2026-11-01 06:00:00", -300)])])
def test_how_far_the_clocks_are_ahead(zone, first, last, expected):
    """And when that changes, to the minute."""
    assert offsets(Span(date(2026, *first), date(2026, *last), ZoneInfo(zone))) == expected


def test_pieces_are_days_or_weeks():
    """Weeks where there would be too many days."""
    month, year = last_days(30, TODAY, LONDON), last_days(365, TODAY, LONDON)
    assert len(pieces(month)) == 30 and labels(month, By.TIME)[0] == "30 Oct"
    assert len(pieces(year)) == 53 and labels(year, By.HOUR)[9] == "9:00"


@pytest.mark.parametrize("given, expected", [
    ({}, (date(2026, 10, 30), TODAY, By.TIME)),
    ({"days": "90"}, (date(2026, 8, 31), TODAY, By.TIME)),
    ({"since": "2026-11-01", "until": "2026-11-10", "by": "hour"}, (date(2026, 11, 1), date(2026, 11, 10), By.HOUR)),
    ({"since": "2026-11-01"}, (date(2026, 11, 1), TODAY, By.TIME)),
    ({"since": "2026-11-01", "until": "2026-11-01"}, (date(2026, 11, 1), date(2026, 11, 1), By.HOUR))])
def test_what_somebody_chose(given, expected):
    """30 days if nothing; one day alone by its hours."""
    assert chosen(**given) == (*expected, {})


@pytest.mark.parametrize("given, field, said", [
    ({"since": "2026-11-10", "until": "2026-11-01"}, "since", "lies after the last"),
    ({"since": "2027-01-01"}, "since", "lies after the last"),
    ({"until": "2026-11-01"}, "since", "from which day on"),
    ({"since": "2020-01-01"}, "since", "Two years"),
    ({"since": "last week"}, "since", "valid date"),
    ({"days": "8"}, "days", "valid choice")])
def test_what_makes_no_sense(given, field, said):
    """It is said, and 30 days are shown."""
    first, last, by, errors = chosen(**given)
    assert (first, last, by) == (date(2026, 10, 30), TODAY, By.TIME) and said in str(errors[field])
