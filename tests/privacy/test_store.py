"""Conversations live over a restart, masked, until they are to be forgotten."""
import asyncio
import json
import logging
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet

from privacy.database import connect, delete_conversation
from privacy.store import FORGOTTEN
from tests.privacy.conftest import SECRET, Kept, turn


def test_a_conversation_goes_on_after_a_restart(kept: Kept) -> None:
    """A new store on the same file gives the same slots and as many events."""
    before = kept.say("visitor")
    kept.open()
    after = kept.tracker("visitor")
    assert len(after.events) == len(before.events)
    assert after.get_slot("question") == "My name is [name], ring [phone]. What does it cost?"


def test_nothing_on_the_disk_tells_who_wrote(kept: Kept) -> None:
    """Not in text, parse data or slots of any table, and not the sender's id."""
    kept.say("maria@example.org")
    kept.finish()
    found = kept.bytes()
    assert b"What does it cost?" in found
    for secret in (b"Gonzalez", b"900123", b"maria@example.org"):
        assert secret not in found


def test_rankings_tokens_and_sources_are_not_written(kept: Kept) -> None:
    """Of a message stay intent, entities and how it was understood; of a reply, topics, urgency and suggestions."""
    kept.say("visitor")
    events = [json.loads(data) for (data,) in kept.rows("SELECT data FROM events")]
    parsed = next(each["parse_data"] for each in events if each["event"] == "user")
    assert set(parsed) == {"text", "intent", "entities", "understood"}
    customs = [each["data"]["custom"] for each in events if each["event"] == "bot" and each["data"]]
    assert customs == [{"topics": ["cost"], "urgent": None,
                        "suggestions": [{"topic": "insurance", "title": "Does insurance pay?"}]}]


def test_each_event_is_written_once(kept: Kept) -> None:
    """A second turn adds its own events to those of the first."""
    for _ in range(2):
        kept.say("visitor")
    assert kept.rows("SELECT count(*) FROM events") == [(2 * len(turn()),)]


def test_a_stranger_has_no_tracker(kept: Kept) -> None:
    """Two visitors share nothing."""
    kept.say("one")
    assert kept.tracker("other") is None


def test_a_marked_conversation_is_deleted_instead_of_written(kept: Kept) -> None:
    """From both tables and from the disk; the other visitor's stays, and the next message begins anew."""
    kept.say("visitor")
    kept.say("other", *turn("Is it safe?"))
    kept.say("visitor", *turn("delete my data"), SlotSet(FORGOTTEN, True))
    assert kept.tracker("visitor") is None
    assert kept.rows("SELECT count(DISTINCT conversation) FROM messages") == [(1,)]
    assert b"What does it cost?" not in kept.bytes() and b"Is it safe?" in kept.bytes()
    kept.say("visitor", *turn("hello"))
    assert len(kept.tracker("visitor").events) == len(turn()) and kept.tracker("visitor").get_slot(FORGOTTEN) is None


def test_a_message_under_way_brings_nothing_deleted_back(kept: Kept) -> None:
    """Deleted by hand between reading and saving: only the new turn is written."""

    kept.say("visitor", *turn("the first"))
    tracker = kept.tracker("visitor")
    delete_conversation("visitor", kept.path)
    tracker.update_with_events(turn("the second"), kept.store.domain)
    asyncio.run(kept.store.save(tracker))
    assert kept.rows("SELECT count(*) FROM events") == [(len(turn()),)]


def test_what_cannot_be_written_stops_nobody_and_is_not_told(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    """The log names the failure, not the words."""
    with kept.store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    kept.store.write(kept.store.init_tracker("nobody"))
    tracker = kept.store.init_tracker("visitor")
    tracker.update_with_events(turn(), kept.store.domain)
    with caplog.at_level(logging.DEBUG):
        asyncio.run(kept.store.save(tracker))
    assert "could not be written" in caplog.text and "Gonzalez" not in caplog.text and SECRET not in caplog.text


def test_the_file_is_its_owners_only(kept: Kept) -> None:
    """Nobody else on the machine can read it."""
    assert stat.S_IMODE(os.stat(kept.path).st_mode) == 0o600


def test_many_programs_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    """The stack's deleting, store and broker do, at the first start."""
    with ThreadPoolExecutor(16) as pool:
        for connection in pool.map(lambda _: connect(tmp_path / "new.db"), range(32)):
            connection.close()


def test_the_last_words_of_a_conversation(kept: Kept) -> None:
    """Messages and replies of all its sessions, in order; of a long one, the last messages with their replies."""
    texts = [f"Question {number}?" for number in range(4)]
    for text in texts:
        kept.say("visitor", *turn(text))
    kept.say("other", *turn("Is it safe?"))
    found = [event["text"] for event in kept.store.words("visitor", 10) if event["event"] == "user"]
    assert found == texts
    last = kept.store.words("visitor", 2)
    assert [event["text"] for event in last] == [texts[2], "It costs $95.", None, texts[3], "It costs $95.", None]
    assert kept.store.words("nobody", 10) == []
