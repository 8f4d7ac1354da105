"""What the chat reads of the conversations that are kept, and adds to them: Rasa's tracker store and event broker."""
import asyncio
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Optional

from rasa.shared.core.events import UserUttered
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from privacy.events import MessageBroker, NotKept
from privacy.store import MaskedTrackerStore


class Kept:
    """Its methods raise NotKept if the database cannot be read or written."""

    def __init__(self, app: Sanic) -> None:
        wrapped = app.ctx.agent.tracker_store  # in Rasa's wrapper that falls back to memory
        self.store: MaskedTrackerStore = getattr(wrapped, "_tracker_store", wrapped)
        self.broker: MessageBroker = self.store.event_broker

    def words(self, conversation: str, most: int) -> List[Dict[str, Any]]:
        """The events of the last messages and of their replies."""
        with told_as_not_kept():
            return self.store.words(conversation, most)

    def feedback_of(self, conversation: str) -> Dict[str, bool]:
        """By message id."""
        with told_as_not_kept():
            return self.store.feedback(conversation)

    async def keep_unanswered(self, conversation: str, id: str, text: str) -> None:
        """A message that Rasa did not come to the end of, and so did not save: it is shown again with the others."""
        with told_as_not_kept():
            tracker = await self.store.get_or_create_tracker(conversation)
            tracker.update(UserUttered(text, input_channel="chat", message_id=id))
            await self.store.save(tracker)

    async def feedback(self, conversation: str, id: str, helpful: bool, why: Optional[str]) -> None:
        await _aside(self.broker.feedback, conversation, id, helpful, why)

    async def handover(self, conversation: str, via: str) -> None:
        await _aside(self.broker.handover, conversation, via)

    async def forget(self, conversation: str) -> None:
        """Everything of it, now."""
        with told_as_not_kept():
            await self.store.forget(conversation)


async def _aside(write: Any, *values: Any) -> None:
    """Waits for the writing thread without keeping other visitors waiting."""
    await asyncio.get_running_loop().run_in_executor(None, write, *values)


@contextmanager
def told_as_not_kept() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise NotKept(f"The conversations' database cannot be used now ({type(error).__name__}).") from error
