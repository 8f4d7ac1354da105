"""A database of its own for each test, and conversations to put into it."""
import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from privacy.database import VARIABLE, database
from privacy.events import MessageBroker
from privacy.store import FORGOTTEN, MaskedTrackerStore

DOMAIN = Domain.from_dict({"intents": ["cost"], "slots": {
    name: {"type": kind, "influence_conversation": False, "mappings": [{"type": "custom"}]}
    for name, kind in (("question", "text"), (FORGOTTEN, "bool"))}})
SECRET = "My name is Maria Gonzalez, ring 07700 900123. What does it cost?"


def turn(text: str = SECRET, offered: str = "Does insurance pay?") -> List[Event]:
    """A message that asks for the price, and its reply, as Rasa tells of them."""
    understood = {"urgent": None, "conditions": [], "questions": [
        {"text": text, "decision": "answer", "topics": ["cost"], "certainty": 0.9}]}
    parsed = {"text": text, "intent": {"name": "cost", "confidence": 0.9}, "entities": [], "understood": understood,
              "intent_ranking": [{"name": "cost", "confidence": 0.9}] * 65, "text_tokens": [[0, 2]]}
    custom = {"topics": ["cost"], "urgent": None, "suggestions": [{"topic": "insurance", "title": offered}],
              "sources": [{"title": "A source"}], "reviewed": None}
    return [UserUttered(text, parsed["intent"], [], parsed), ActionExecuted("action_answer"), BotUttered("It costs $95."),
            BotUttered(None, {"custom": custom}), SlotSet("question", text), ActionExecuted("action_listen")]


class Kept:
    """Store and broker on one database, and what stands in it."""

    def __init__(self) -> None:
        self.path: Path = database()
        self.open()

    def open(self) -> None:
        self.broker = MessageBroker(self.path)
        self.store = MaskedTrackerStore(DOMAIN, event_broker=self.broker)

    def say(self, sender: str, *events: Event) -> DialogueStateTracker:
        """One turn, as Rasa does it: read, add, save."""
        async def go() -> DialogueStateTracker:
            tracker = await self.store.get_or_create_tracker(sender, append_action_listen=False)
            tracker.update_with_events(list(events) or turn(), DOMAIN)
            await self.store.save(tracker)
            return tracker

        return asyncio.run(go())

    def tracker(self, sender: str) -> Any:
        return asyncio.run(self.store.retrieve(sender))

    def finish(self) -> None:
        """Until all is written; nothing more can be said after it."""
        asyncio.run(self.broker.close())

    def rows(self, statement: str) -> List[Any]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement).fetchall()

    def bytes(self) -> bytes:
        """All that is on the disk: the file, and what was not yet moved into it."""
        return b"".join(path.read_bytes() for path in self.path.parent.iterdir() if not path.name.endswith("-shm"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept" / "conversations.db"))
    found = Kept()
    yield found
    found.finish()
