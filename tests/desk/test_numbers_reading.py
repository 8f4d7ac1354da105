"""What is counted of the assistant's file."""
import sqlite3
from contextlib import closing
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from desk.numbers import reading
from desk.numbers.reading import NotRead, oldest_kept, read_numbers
from desk.numbers.rewrites import Window
from desk.numbers.spans import By, Span
from desk.numbers.words import Word, commonest
from tests.desk import inbox
from tests.desk.numbers import LONDON, NOVEMBER, turn

kept = inbox.kept  # a fixture


def counted(span=NOVEMBER, by=By.TIME):
    """-> {piece: {outcome: how many}} without what is none."""
    return {piece: {outcome.value: count for outcome, count in each.items() if count}
            for piece, each in enumerate(read_numbers(span, by).pieces) if any(each.values())}


@pytest.mark.parametrize("decisions, more, expected", [
    (["answer"], {"topic": "cost"}, "answered"), (["offer"], {}, "offered"), (["refuse"], {}, "refused"),
    (["answer", "answer"], {}, "answered"), (["answer", "offer"], {}, "offered"), (["offer", "refuse"], {}, "refused"),
    (["answer"], {"urgent": "emergency"}, "emergency"), (["refuse"], {"urgent": "crisis"}, "crisis"),
    (["answer"], {"topic": "greet"}, "talk"), (["answer"], {"topic": "affirm"}, "talk"),
    (["refuse"], {"topic": "greet"}, "refused"), ([""], {"urgent": "see_doctor"}, "answered"), ([""], {}, "refused")])
def test_what_became_of_a_message(kept, decisions, more, expected):
    """The worst of its questions counts, and danger before all."""
    kept.ask("a message", *decisions, **more)
    assert counted() == {23: {expected: 1}}


def test_days_are_the_clinics(kept):
    """Half past midnight in London is the evening before in UTC, in summer."""
    span = Span(date(2026, 10, 24), date(2026, 10, 26), LONDON)
    for time in ("10-23 22:59:59", "10-23 23:00:00", "10-24 22:59:59", "10-24 23:30:00", "10-25 23:59:59", "10-26 00:00:00",
                 "10-27 00:00:00"):
        turn(kept, f"2026-{time}", "cost")
    assert counted(span) == {0: {"answered": 2}, 1: {"answered": 2}, 2: {"answered": 1}}


@pytest.mark.parametrize("zone, hours", [("UTC", {0: 1, 1: 1, 23: 1}), ("Europe/London", {0: 1, 1: 2}),
                                         ("Asia/Kolkata", {5: 1, 6: 1, 7: 1})])
def test_hours_are_the_clinics(kept, zone, hours):
    """Also where they are half an hour off, and in the hour that comes twice."""
    for time in ("2026-10-24 23:45:00", "2026-10-25 00:30:00", "2026-10-25 01:30:00"):
        turn(kept, time, "cost")
    found = counted(Span(date(2026, 10, 24), date(2026, 10, 26), ZoneInfo(zone)), By.HOUR)
    assert {hour: each["answered"] for hour, each in found.items()} == hours


def test_a_long_span_is_counted_by_weeks(kept):
    """From its first day on."""
    turn(kept, "2026-01-07 12:00:00", "cost")
    turn(kept, "2026-01-08 12:00:00", "cost")
    assert counted(Span(date(2026, 1, 1), date(2026, 12, 31), LONDON)) == {0: {"answered": 1}, 1: {"answered": 1}}


def test_topics_with_what_visitors_thought(kept):
    """As often as they were answered, which is not as often as they were understood; small talk is no topic."""
    turn(kept, "2026-11-02 10:00:00", "cost", helpful=True)
    turn(kept, "2026-11-03 10:00:00", "cost", "hours", helpful=False)
    turn(kept, "2026-11-04 10:00:00", "cost")
    turn(kept, "2026-11-05 10:00:00", "greet", helpful=True)
    turn(kept, "2026-11-06 10:00:00", decision="offer", helpful=False)
    turn(kept, "2026-12-01 10:00:00", "cost", helpful=True)
    found = read_numbers(NOVEMBER, By.TIME).topics
    assert {name: (each.times, each.helpful, each.unhelpful) for name, each in found.items()} == {
        "cost": (3, 1, 1), "hours": (1, 0, 1)}


def test_feedback_is_of_the_message_that_it_names(kept):
    """Conversations run beside each other, and ids are only unique within one."""
    mine = turn(kept, "2026-11-02 10:00:00", "cost")
    turn(kept, "2026-11-02 10:00:00", "hours", who="ben")
    kept.judge(mine, True)
    found = read_numbers(NOVEMBER, By.TIME).topics
    assert (found["cost"].judged, found["hours"].judged) == (1, 0)


def test_handovers(kept):
    """By phone and by e-mail."""
    kept.call()
    kept._row(kind="handover", text="email")
    kept._row(kind="handover", text="email", time="2026-12-01 10:00:00")
    assert read_numbers(NOVEMBER, By.TIME).handovers == {"phone": 1, "email": 1}


def test_before_and_after(kept):
    """Each window counts its own topic, the moment itself belongs to what came after."""
    for time, topic, helpful in (
            ("01 10:00:00", "cost", True), ("02 09:59:59", "cost", False), ("02 10:00:00", "cost", True),
            ("03 09:59:59", "cost", None), ("03 10:00:00", "cost", True), ("02 10:00:00", "hours", True)):
        turn(kept, f"2026-11-{time}", topic, helpful=helpful)
    window = Window("cost", "2026-11-01 10:00:00", "2026-11-02 10:00:00", "2026-11-03 10:00:00")
    nothing = Window("hours", "2026-11-02 10:00:00", "2026-11-02 10:00:00", "2026-11-02 10:00:00")
    (before, after), none = read_numbers(NOVEMBER, By.TIME, [window, nothing]).beside
    assert (before.times, before.helpful, before.judged) == (2, 1, 2)
    assert (after.times, after.helpful, after.judged) == (2, 1, 1)
    assert [each.times for each in none] == [0, 0]


def test_words(kept):
    """Of questions that were typed and not answered; each once a message, its forms as one, masks and empty words none."""
    for text in ("Do you sell vouchers? VOUCHERS!", "a voucher for [name] please", "vouchers, and parking 24"):
        turn(kept, "2026-11-02 10:00:00", text=text, decision="refuse")
    turn(kept, "2026-11-02 10:00:00", "cost", text="answered words")
    turn(kept, "2026-11-02 10:00:00", text="chest pain", decision="refuse", urgent="emergency")
    assert read_numbers(NOVEMBER, By.TIME).words == [Word("vouchers", "voucher", 3), Word("parking", "parking", 1),
                                                     Word("sell", "sell", 1)]


def test_what_is_searched_for_a_word():
    """How all of its forms begin, so that the inbox finds each."""
    assert commonest(["parking", "can I park", "parked"])[0] == Word("parking", "park", 3)


def test_the_oldest(kept):
    """Since when anything is kept."""
    assert oldest_kept() == ""
    turn(kept, "2026-11-02 10:00:00", "cost")
    turn(kept, "2026-11-03 10:00:00", "cost")
    assert oldest_kept() == "2026-11-02 10:00:00"


@pytest.mark.parametrize("content, said", [
    (None, "Nothing has been asked"), (b"", "Nothing has been asked"),
    (b"no database at all, but long enough to be taken for one" * 20, "could not be read")])
def test_where_there_is_nothing_to_read(tmp_path, monkeypatch, content, said):
    """No file, an empty one, a broken one: a sentence each, and no file is made."""
    path = tmp_path / "conversations.db"
    monkeypatch.setenv("CONVERSATIONS", str(path))
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotRead, match=said):
        read_numbers(NOVEMBER, By.TIME)
    assert path.exists() == (content is not None)


def test_a_file_that_is_locked(kept, monkeypatch):
    """That is said instead of waiting for ever."""
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    turn(kept, "2026-11-02 10:00:00", "cost")
    with closing(sqlite3.connect(kept.path)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotRead, match="Try again in a minute"):
            read_numbers(NOVEMBER, By.TIME)
