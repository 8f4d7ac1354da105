"""Rasa's SQL tracker store with less in it: masked, without what no later message needs, and forgetting when asked to.

Named in endpoints.yml. A conversation goes on after a restart.
"""
import asyncio
import json
import logging
import threading
from typing import Any, Dict, List, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from privacy.database import PATIENCE, PRAGMAS, connect, conversation, database, delete_conversation
from privacy.logs import leave_messages_out
from privacy.masking import mask
from privacy.names import warm
from privacy.settings import clinic

logger = logging.getLogger(__name__)

FORGOTTEN = "forgotten"  # the slot that actions/forget.py sets
WARM_AFTER = 8.0  # seconds after start: when nobody waits for the model any more
PARSED = ("intent", "entities", "understood")  # what is kept of how a message was understood
REPLIED = ("topics", "urgent", "suggestions")  # and of a reply's `custom`
ALL_SESSIONS = "SELECT data FROM events WHERE sender_id = :sender ORDER BY id"
WORDS = """
    SELECT data FROM events WHERE sender_id = :sender AND type_name IN ('user', 'bot') AND id >= (SELECT min(id) FROM (
        SELECT id FROM events WHERE sender_id = :sender AND type_name = 'user' ORDER BY id DESC LIMIT :most)) ORDER BY id"""
LATEST_SESSION = """
    SELECT data FROM events WHERE sender_id = :sender AND timestamp >= coalesce((
        SELECT max(timestamp) FROM events WHERE sender_id = :sender AND type_name = 'session_started'), 0) ORDER BY id"""


def kept(event: Dict[str, Any], country: Optional[str]) -> Dict[str, Any]:
    """An event as it is written: what a visitor typed masked, rankings and sources left out."""
    if event["event"] == "user":
        parsed = event.get("parse_data") or {}
        small = {"text": event.get("text"), **{key: parsed[key] for key in PARSED if key in parsed}}
        return {**event, "text": masked(event.get("text"), country), "parse_data": masked(small, country), "metadata": {}}
    if event["event"] == "slot":
        return {**event, "value": masked(event.get("value"), country)}
    if event["event"] == "bot":
        custom = (event.get("data") or {}).get("custom") or {}
        return {**event, "data": {"custom": {key: custom[key] for key in REPLIED if key in custom}} if custom else {}}
    return event


def masked(value: Any, country: Optional[str]) -> Any:
    """Every text inside lists and dicts masked."""
    if isinstance(value, str):
        return mask(value, country)
    if isinstance(value, list):
        return [masked(each, country) for each in value]
    if isinstance(value, dict):
        return {key: masked(each, country) if key not in ("name", "decision", "topics") else each
                for key, each in value.items()}
    return value


class MaskedTrackerStore(SQLTrackerStore):
    """Reads as Rasa's does; writes only what is new, in one statement."""

    def __init__(self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        self.path = database()
        connect(self.path).close()  # makes the file what it is to be before anything is written
        super().__init__(domain, db=str(self.path), event_broker=event_broker)
        self.engine.dispose()  # type: ignore[has-type]
        self.engine = one_connection(str(self.path))  # Rasa's would open the file anew for each reading and writing
        self.sessionmaker = sessionmaker(bind=self.engine)
        leave_messages_out()
        warming = threading.Timer(WARM_AFTER, warm)
        warming.daemon = True
        warming.start()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        return self.read(sender_id, LATEST_SESSION)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        return self.read(conversation_id, ALL_SESSIONS)

    def read(self, sender: str, statement: str) -> Optional[DialogueStateTracker]:
        """In plain SQL: Rasa's query through SQLAlchemy's objects takes a millisecond more."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql(statement, {"sender": conversation(sender)}).fetchall()
        if not found:
            return None
        tracker = DialogueStateTracker.from_dict(sender, [json.loads(data) for (data,) in found], self.domain.slots)
        tracker.written = len(tracker.events)  # so that nothing is written twice, nor again once it is deleted
        return tracker

    def words(self, sender: str, most: int) -> List[Dict[str, Any]]:
        """The events of the last messages, at most so many, and of their replies, in order and as they are kept."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql(WORDS, {"sender": conversation(sender), "most": most}).fetchall()
        return [json.loads(data) for (data,) in found]

    def feedback(self, sender: str) -> Dict[str, bool]:
        """By the id of a message, whether its answer helped, as far as the visitor has said."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT message, helpful FROM feedback WHERE conversation = ?",
                                               (conversation(sender),)).fetchall()
        return {message: bool(helpful) for message, helpful in found}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """What cannot be written is not remembered; the visitor is answered all the same."""
        try:
            if FORGOTTEN in tracker.slots and tracker.slots[FORGOTTEN].value:
                await self.forget(tracker.sender_id)
            else:
                self.write(tracker)
        except Exception as error:  # Rasa would log the statement, and keep the conversation in memory
            logger.error("A conversation could not be written to or deleted from %s (%s: %s). Is the disk full, or the "
                         "file in use?", self.path.name, type(error).__name__, getattr(error, "orig", ""))

    def write(self, tracker: DialogueStateTracker) -> None:
        written = getattr(tracker, "written", 0)
        country = clinic().country
        new = [event.as_dict() for event in list(tracker.events)[written:]]
        small = [kept(event, country) for event in new]
        if small:
            with self.engine.begin() as connection:
                connection.execute(self.SQLEvent.__table__.insert(),
                                   [self.row(tracker.sender_id, event) for event in small])
        tracker.written = written + len(new)
        self.publish(tracker.sender_id, new, small)

    def row(self, sender: str, event: Dict[str, Any]) -> Dict[str, Any]:
        intent = (event.get("parse_data") or {}).get("intent") or {}
        return {"sender_id": conversation(sender), "type_name": event["event"], "timestamp": event.get("timestamp"),
                "intent_name": intent.get("name"), "action_name": event.get("name"),
                "data": json.dumps(event, separators=(",", ":"))}

    def publish(self, sender: str, new: List[Dict[str, Any]], small: List[Dict[str, Any]]) -> None:
        """A message as it is kept; a reply as it was said, since it is the clinic's own words."""
        if self.event_broker is not None:
            for said, event in zip(new, small):
                if event["event"] in ("user", "bot"):
                    self.event_broker.publish({**(said if event["event"] == "bot" else event), "sender_id": sender})

    async def forget(self, sender: str) -> None:
        """Everything of the conversation, what the broker has yet to write included."""
        forget = getattr(self.event_broker, "forget", None)
        loop = asyncio.get_running_loop()
        if forget is not None:
            await loop.run_in_executor(None, forget, sender)
        await loop.run_in_executor(None, delete_conversation, sender, self.path)


def one_connection(path: str) -> sa.engine.Engine:
    """To a SQLite file, kept open. Errors do not show what was to be written."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=StaticPool, hide_parameters=True,
                              connect_args={"timeout": PATIENCE, "check_same_thread": False})
    with engine.connect() as connection:
        for pragma in PRAGMAS:
            connection.exec_driver_sql(pragma)
    return engine
