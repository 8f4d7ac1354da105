"""The routes of a conversation (docs/chat-contract.md): each takes a request, and the conversation that its token names."""
import asyncio
import re
import time
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, AsyncIterator, Dict, Optional
from weakref import WeakValueDictionary

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import door
from channels.door import Refused
from channels.history import MOST_SHOWN, Turn, moment, reply_to, shown, topics_of, turns_of
from channels.kept import Kept
from channels.session import new_conversation, token_for
from channels.starters import Asked, starters
from channels.turns import Rasa, turn
from faq.reply import numbers
from faq.store import Store

CHANNEL = "chat"
WAIT_SECONDS = 8.0  # for the message before it; with the turn's own ten, less than the server gives a request
CALL = re.compile(r"\(tel:(\d+)\)")


class Conversations:
    """Rasa's side of the chat. `key` signs tokens."""

    def __init__(self, store: Store, asked: Asked, key: bytes, rasa: Rasa) -> None:
        self.store, self.asked, self.key, self.rasa = store, asked, key, rasa
        # One message of a conversation at a time. A lock lives as long as somebody holds it or waits for it.
        self.locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def begin(self, request: Request, conversation: str) -> HTTPResponse:
        """POST /chat/session"""
        return response.json(await self.session(new_conversation()), HTTPStatus.CREATED)

    async def go_on(self, request: Request, conversation: str) -> HTTPResponse:
        """GET /chat/session"""
        return response.json(await self.session(conversation))

    async def session(self, conversation: str) -> Dict[str, Any]:
        """A fresh token, and what the widget shows before the first message."""
        token, expires = token_for(conversation, self.key)
        asked = await self.asked.topics()
        knowledge = self.store.current(asked)
        clinic, call = knowledge.clinic, CALL.search(numbers(knowledge).emergency)
        return {"token": token, "expires": moment(expires.timestamp()),
                "clinic": {"name": clinic.clinic_name, "phone": clinic.phone, "email": clinic.email, "hours": clinic.hours,
                           "website": clinic.website},
                "retention_days": clinic.retention_days, "starters": starters(asked, knowledge),
                "emergency": call[1] if call else None}

    async def history(self, request: Request, conversation: str) -> HTTPResponse:
        """GET /chat/messages"""
        kept = Kept(request.app)
        turns, helpful = turns_of(kept.words(conversation, MOST_SHOWN)), kept.feedback_of(conversation)
        knowledge = self.store.current(topics_of(turns))
        return response.json({"turns": [{"id": each.id, "text": each.text, "time": moment(each.time),
                                         "reply": reply_to(each, knowledge), "helpful": helpful.get(each.id)}
                                        for each in turns]})

    async def message(self, request: Request, conversation: str) -> HTTPResponse:
        """POST /chat/messages. An id that has been answered is answered again from what is kept."""
        id, text = door.message_of(door.body_of(request))
        kept = Kept(request.app)
        async with self.alone(conversation):
            before = find(id, kept, conversation)
            if before and before.custom is not None:
                knowledge = self.store.current(topics_of([before]))
                return told(id, before.time, before.text, reply_to(before, knowledge))
            begun = before.time if before else time.time()
            said = await turn(text, conversation, CHANNEL, self.rasa, self.store, id)
            if not said.answered and not find(id, kept, conversation):
                await kept.keep_unanswered(conversation, id, said.asked)
        return told(id, begun, said.asked, shown(said.texts, said.custom, self.store.current()))

    async def feedback(self, request: Request, conversation: str) -> HTTPResponse:
        """POST /chat/feedback"""
        id, helpful, why = door.feedback_of(door.body_of(request))
        kept = Kept(request.app)
        if not find(id, kept, conversation):
            raise Refused(HTTPStatus.NOT_FOUND, "There is no message of this id in the conversation.")
        await kept.feedback(conversation, id, helpful, why)
        return response.empty()

    async def handover(self, request: Request, conversation: str) -> HTTPResponse:
        """POST /chat/handover"""
        via = door.via_of(door.body_of(request))
        await Kept(request.app).handover(conversation, via)
        return response.empty()

    async def forget(self, request: Request, conversation: str) -> HTTPResponse:
        """DELETE /chat/messages"""
        async with self.alone(conversation):
            await Kept(request.app).forget(conversation)
        return response.json(await self.session(new_conversation()))

    @asynccontextmanager
    async def alone(self, conversation: str) -> AsyncIterator[None]:
        """While nothing else is done with the conversation. Raises Refused if that takes too long."""
        lock = self.locks.setdefault(conversation, asyncio.Lock())
        try:
            await asyncio.wait_for(lock.acquire(), WAIT_SECONDS)
        except asyncio.TimeoutError:
            reason = "The message before this one is still being answered."
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, reason, 2) from None
        try:
            yield
        finally:
            lock.release()


def find(id: str, kept: Kept, conversation: str) -> Optional[Turn]:
    """The message of this id, if it has come in before."""
    return next((each for each in turns_of(kept.words(conversation, MOST_SHOWN)) if each.id == id), None)


def told(id: str, begun: float, text: str, reply: Dict[str, Any]) -> HTTPResponse:
    return response.json({"id": id, "time": moment(begun), "text": text, "reply": reply})
