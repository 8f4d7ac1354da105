"""The chat as a browser meets it: the channel behind a real HTTP server, its store and broker on a file, and a stand-in for
Rasa, which answers out of the small folder."""
import asyncio
import http.client
import json
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, Optional, Tuple
from uuid import uuid4

import pytest
from rasa.core.channels.channel import UserMessage, register
from rasa.core.run import configure_app
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered
from sanic import Sanic

from channels.chat import WidgetChat
from channels.rest import ClinicRest
from faq.store import Store
from privacy.database import VARIABLE, database
from privacy.events import MessageBroker
from privacy.store import MaskedTrackerStore
from stack.run import HOST, free_port
from tests.conftest import DataFolder
from tests.privacy.conftest import DOMAIN

Answer = Dict[str, Any]


class Reply(SimpleNamespace):
    """`status`, `headers` (lower-case names) and `body`, read if it is JSON."""


class Site:
    """Runs in a thread of its own. `answers`: by message, the texts and the `custom` that Rasa says; a message that is not
    there gets none. What reached Rasa stands in `heard`."""

    def __init__(self, folder: DataFolder, home: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setenv(VARIABLE, str(home / "conversations.db"))
        patch.setattr(Sanic, "test_mode", True)  # it changes its own source at start, which can be done once a process
        patch.setattr("privacy.store.WARM_AFTER", 10_000)  # not a language model for each of many stores
        for channel in ("chat", "rest"):
            patch.setattr(f"channels.{channel}.data", lambda: self.data)
        self.folder, self.home, self.data = folder, home, Store(folder.path)
        self.answers: Dict[str, List[Any]] = {}
        self.heard: List[str] = []
        self.before: Optional[Callable[[], Any]] = None  # awaited before Rasa answers
        self.alarms: Dict[str, List[str]] = {}           # that Rasa hears in a message
        self.start()

    def start(self) -> None:
        self.port, self.loop = free_port(), asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._there(self._open())

    def _there(self, work: Any) -> None:
        """Does it in the thread, and waits for it."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def _open(self) -> None:
        self.app = configure_app(enable_api=False)
        self.broker = MessageBroker(database())
        self.store = MaskedTrackerStore(DOMAIN, event_broker=self.broker)
        self.app.ctx.agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(self.store), handle_message=self._rasa,
                                             is_ready=lambda: True, action_endpoint=None)
        self.chat = WidgetChat()
        register([self.chat, ClinicRest()], self.app, "/webhooks/")
        self.server = await self.app.create_server(HOST, self.port, return_asyncio_server=True, access_log=False)
        await self.server.startup()
        await self.server.before_start()
        await self.server.start_serving()

    def stop(self) -> None:
        async def close() -> None:
            self.server.close()
            await self.broker.close()

        self._there(close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    async def _rasa(self, message: UserMessage) -> None:
        self.heard.append(message.text)
        if self.before:
            await self.before()
        said = self.answers.get(message.text, [])
        understood = {"questions": [], "alarms": self.alarms.get(message.text, [])}
        parsed = {"text": message.text, "understood": understood}
        events: List[Event] = [UserUttered(message.text, {"name": "x"}, [], parsed, input_channel=message.input_channel,
                                           message_id=message.message_id)]
        for each in said:
            events.append(BotUttered(each) if isinstance(each, str) else BotUttered(None, {"custom": each}))
            await message.output_channel.send_response(
                message.sender_id, {"text": each} if isinstance(each, str) else {"custom": each})
        tracker = await self.store.get_or_create_tracker(message.sender_id, append_action_listen=False)
        tracker.update_with_events(events, DOMAIN)
        await self.store.save(tracker)

    # --- A browser ---

    def call(self, method: str, path: str, body: Any = None, token: Optional[str] = None, **headers: str) -> Reply:
        """`body`: bytes as they are, or what is to become JSON."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            sent.setdefault("Authorization", f"Bearer {token}")
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        reply, raw = self._exchange(method, path, data, sent)
        found = {name.lower(): value for name, value in reply.getheaders()}
        return Reply(status=reply.status, headers=found,
                     body=json.loads(raw) if raw and "json" in found.get("content-type", "") else raw)

    def send(self, method: str, path: str, body: Optional[bytes], headers: Dict[str, str]) -> Tuple[int, bytes]:
        """-> (status, body), whatever they are."""
        reply, raw = self._exchange(method, path, body, headers)
        return reply.status, raw

    def _exchange(self, method: str, path: str, body: Optional[bytes], headers: Dict[str, str]
                  ) -> Tuple[http.client.HTTPResponse, bytes]:
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=20)) as connection:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return reply, reply.read()

    def unlimited(self) -> None:
        """However much is asked for."""
        self.chat.limits.wait = lambda *given: None  # type: ignore[method-assign]

    def session(self) -> str:
        """A new visitor's token."""
        return self.call("POST", "/chat/session").body["token"]

    def say(self, token: str, text: str, id: Optional[str] = None) -> Reply:
        return self.call("POST", "/chat/messages", {"id": id or str(uuid4()), "text": text}, token)

    def history(self, token: str) -> List[Dict[str, Any]]:
        return self.call("GET", "/chat/messages", token=token).body["turns"]
