"""What belongs in the inbox, and that nothing of it stays anywhere else."""
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.inbox.handled import record
from desk.inbox.listing import Filters, filtered
from desk.inbox.models import Done
from desk.inbox.reading import Kind, read_asked
from privacy.database import connect, delete_before
from tests.desk import inbox
from tests.desk.inbox import client_of, texts, waiting

kept, grouper = inbox.kept, inbox.grouper  # fixtures


def kinds_of(text):
    return {kind.value for each in read_asked().asked if each.text == text for kind in each.kinds}


@pytest.mark.parametrize("decisions, expected", [
    (["answer"], set()), (["refuse"], {"refused"}), (["offer"], {"doubted"}), (["answer", "refuse"], {"refused"}),
    (["offer", "refuse"], {"refused", "doubted"}), ([""], set())])
def test_what_was_decided(kept, decisions, expected):
    """One question of a message that was not answered is enough."""
    kept.ask("vouchers?", *decisions)
    assert kinds_of("vouchers?") == expected


def test_a_suggestion_that_was_taken(kept):
    """Then the offer was right; a later one, after another question, says nothing of the first."""
    kept.ask("taken", "offer")
    kept.tap("What does it cost?")
    kept.ask("not taken", "offer")
    kept.ask("another question", "answer")
    kept.tap("What does it cost?")
    assert texts() == ["not taken"]


def test_a_suggestion_that_somebody_else_took(kept):
    """Conversations run beside each other."""
    kept.ask("mine", "offer")
    kept.tap("What does it cost?", who="ben")
    assert texts() == ["mine"]


def test_an_answer_that_did_not_help(kept):
    """With the reason that the visitor chose; one that helped is not here."""
    kept.judge(kept.ask("bad", "answer"), False, "not_clear")
    kept.judge(kept.ask("good", "answer"), True)
    asked, = waiting()
    assert (asked.text, asked.kinds, asked.why) == ("bad", {Kind.UNHELPFUL}, "not_clear")


def test_who_turned_to_the_clinic(kept):
    """Before the next question, in the same conversation."""
    kept.ask("earlier", "answer")
    kept.ask("then called", "answer")
    kept.ask("somebody else's", "answer", who="ben")
    kept.call()
    kept.ask("later", "answer")
    assert texts() == ["then called"] and kinds_of("then called") == {"handed_over"}


@pytest.mark.parametrize("urgent, shown", [("emergency", False), ("crisis", False), ("see_doctor", True), (None, True)])
def test_danger_is_no_question_to_collect(kept, urgent, shown):
    """Whatever else it is."""
    kept.judge(kept.ask("my chest hurts", urgent=urgent), False)
    kept.call()
    assert bool(texts()) == shown


def test_the_newest_is_first_and_replies_are_not_here(kept):
    """Only what visitors typed, and words at all."""
    for text in ("first", "second", "  "):
        kept.ask(text)
    kept._row(kind="reply", text="I have no answer.", decision='["refuse"]')
    assert texts() == ["second", "first"]


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to be taken for one" * 20])
def test_where_there_is_nothing_to_read(tmp_path, monkeypatch, content):
    """No file, an empty one, a broken one: a sentence each, and no file is made."""
    path = tmp_path / "none" / "conversations.db"
    monkeypatch.setenv("CONVERSATIONS", str(path))
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    reading = read_asked()
    assert reading.asked == [] and ("could not be read" in reading.trouble if content else "Nothing has been asked" in
                                    reading.trouble)
    assert path.exists() == (content is not None)


def test_a_bot_that_never_ran_is_said_on_the_page(desk, editor, grouper, tmp_path, monkeypatch):
    """And nothing breaks."""
    monkeypatch.setenv("CONVERSATIONS", str(tmp_path / "none.db"))
    assert "Nothing has been asked yet" in client_of(editor).get("/inbox/").content.decode()


def test_nothing_is_written(kept, desk, editor, grouper):
    """The assistant's file stays as it is."""
    kept.ask("vouchers?")
    before = kept.path.read_bytes()
    client_of(editor).get("/inbox/")
    record(editor, waiting(), Done.DISMISSED)
    assert kept.path.read_bytes() == before


def test_what_is_deleted_is_gone(kept, desk, editor, grouper):
    """By retention and by its visitor; what was done stays, without a word of it."""
    kept.ask("a rare thing to ask")
    record(editor, waiting(), Done.DISMISSED)
    kept.ask("another rare thing")
    assert texts() == ["another rare thing"]
    delete_before(kept.path, time.time() + 10**9)
    assert texts() == []
    page = client_of(editor).get("/inbox/done/").content.decode()
    assert "rare thing" not in page and "Deleted, as all messages are" in page and "Eve Example" in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inbox_handled")
        assert "rare" not in str(cursor.fetchall())


def test_a_number_that_is_given_out_again(kept, desk, editor):
    """SQLite numbers rows anew when the last ones are deleted: that is another message."""
    first = kept.ask("old words")
    record(editor, waiting(), Done.DISMISSED)
    delete_before(kept.path, time.time() + 10**9)
    assert kept.ask("new words", who="ben") == first
    assert texts() == ["new words"]


def test_filters(kept):
    """By kind, time and words, together."""
    kept.ask("Do you sell Vouchers?", time="2026-11-20 10:00:00")
    kept.ask("vouchers for mum", "offer", time="2026-11-24 10:00:00")
    now, all_of_them = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=2))), waiting()

    def found(**filters):
        return [each.text for each in filtered(all_of_them, Filters(**filters), now)]

    assert found() == ["vouchers for mum", "Do you sell Vouchers?"]
    assert found(kind=Kind.REFUSED) == found(words="SELL vouchers") == ["Do you sell Vouchers?"]
    assert found(days=1) == found(kind=Kind.DOUBTED, words="mum") == ["vouchers for mum"]


def fill(path, rows):
    """Conversations of one question and one reply each, every fifth question not answered."""
    with closing(connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO messages (time, conversation, kind, text, decision, topics, suggestions, message) "
            "VALUES (datetime('2026-11-01', '+' || ? || ' seconds'), ?, ?, ?, ?, '[]', '[]', ?)",
            ((row * 10, f"{row // 4:032}", "reply" if row % 2 else "question", f"words {row} " * (40 if row % 2 else 4),
              None if row % 2 else ('["refuse"]' if row % 10 == 0 else '["offer"]' if row % 10 == 2 else '["answer"]'),
              None if row % 2 else f"m{row}") for row in range(rows)))


def test_many_rows(kept, desk, editor, grouper):
    """100,000 rows take as many queries as ten, and less than half a second on a machine that does other things, too."""
    client = client_of(editor)
    counts = []
    for rows in (10, 100_000):
        kept.write("DELETE FROM messages")
        fill(kept.path, rows)
        client.get("/inbox/")  # what Wagtail keeps of an account, it asks for once
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/inbox/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    took = min(timed(read_asked) for _ in range(3))
    assert len(read_asked().asked) == 20_000 and took < 0.5


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
