"""What is old is deleted, by the stack and by hand."""
import threading
import time

import pytest

from privacy.__main__ import main
from privacy.retention import DAY, delete_hourly, delete_older_than, kept_now, start_deleting
from tests.privacy.conftest import Kept, turn

LATER = 31 * DAY


def test_only_what_is_older_is_deleted(kept: Kept) -> None:
    """After 31 days nothing is left of a conversation where 30 are allowed; after 29 all of it."""
    kept.say("visitor")
    kept.finish()
    assert delete_older_than(30, kept.path, time.time() + 29 * DAY) == 0
    assert delete_older_than(30, kept.path, time.time() + LATER) == len(turn()) + 2
    assert b"What does it cost?" not in kept.bytes()


def test_the_stack_deletes_at_start(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clinic's retention_days, which is 30 unless it says otherwise; and it ends when it is told to."""
    kept.say("visitor")
    kept.finish()
    now = time.time
    monkeypatch.setattr("privacy.retention.time.time", lambda: now() + LATER)
    stop = threading.Event()
    stop.set()
    delete_hourly(stop)
    assert kept_now()["events"] == kept_now()["messages"] == 0


def test_a_failure_does_not_end_the_job(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next hour may go better."""
    def broken(days: int) -> int:
        raise OSError("no space")

    monkeypatch.setattr("privacy.retention.delete_older_than", broken)
    stop = start_deleting()
    assert any(thread.name == "retention" for thread in threading.enumerate())
    stop.set()


def test_show_counts(kept: Kept, capsys: pytest.CaptureFixture) -> None:
    """How much, since when, for how long."""
    kept.say("visitor")
    kept.finish()
    assert main(["show"]) == 0
    said = capsys.readouterr().out
    assert f"1 conversations ({len(turn())} events), 2 messages" in said and "after 30 days" in said
    assert time.strftime("%Y-%m-%d", time.gmtime()) in said


def test_one_conversation_is_deleted_by_its_sender(kept: Kept, capsys: pytest.CaptureFixture) -> None:
    """And no other."""
    kept.say("visitor")
    kept.say("other")
    kept.finish()
    assert main(["delete", "--conversation", "visitor"]) == 0
    assert kept.tracker("visitor") is None and kept.tracker("other") is not None
    assert main(["delete", "--conversation", "visitor"]) == 0
    assert "Nothing is kept" in capsys.readouterr().out


def test_everything_is_deleted_by_hand(kept: Kept) -> None:
    """Older than 0 days is all there is."""
    kept.say("visitor")
    kept.finish()
    time.sleep(1.1)  # the messages' times are whole seconds
    assert main(["delete", "--older-than", "0"]) == 0
    assert kept_now() == {"conversations": 0, "events": 0, "messages": 0, "oldest": None}


@pytest.mark.parametrize("arguments", [["delete"], ["delete", "--older-than", "-1"], ["delete", "--older-than", "x"], []])
def test_a_command_that_is_none_is_refused(arguments: list, capsys: pytest.CaptureFixture) -> None:
    """With what to write instead."""
    with pytest.raises(SystemExit):
        main(arguments)
    assert "usage" in capsys.readouterr().err
