"""The chat on the clinic's website as a Rasa input channel: its addresses, and what each request must pass."""
from functools import wraps
from http import HTTPStatus
from typing import Any, Callable, Coroutine, Dict, Iterable, List, Optional, Sequence

from limits import RateLimitItem
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

from channels import assets, door
from channels.conversations import CHANNEL, Conversations
from channels.door import Refused
from channels.limits import MESSAGES, REQUESTS, SESSIONS, Limits
from channels.message import LONGEST_BODY
from channels.origins import allowed, cors, preflight
from channels.ready import Ready
from channels.session import session_key
from channels.starters import Asked
from channels.turns import Rasa, data
from privacy.database import database
from privacy.events import NotKept
from stack.locked import lock_down

PLACE = "/chat/"
Handler = Callable[[Request, str], Coroutine[Any, Any, HTTPResponse]]
Route = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class WidgetChat(InputChannel):
    """docs/chat-contract.md. `proxies`: addresses of proxies on other machines whose X-Forwarded-For is believed."""

    def __init__(self, proxies: Iterable[str] = ()) -> None:
        self.proxies = tuple(proxies)
        self.store, self.limits, self.asked, self.ready = data(), Limits(), Asked(database()), Ready()
        self.key = session_key(database().with_name("chat.key"))
        self.script = assets.script()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "WidgetChat":
        return cls((credentials or {}).get("proxies") or ())

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Rasa) -> Blueprint:
        routes = Blueprint("clinic_chat", __name__)
        talk = Conversations(self.store, self.asked, self.key, on_new_message)

        @routes.listener("before_server_start")
        async def open_up(app: Sanic, loop: Any) -> None:
            lock_down(app, LONGEST_BODY)
            app.ctx.front = self.page  # Rasa has a page of its own at /, so this one is shown in its place
            app.register_middleware(self.finish, "response")

        places: Dict[str, Dict[str, Route]] = {
            "session": {"POST": self.door(talk.begin, "sessions"), "GET": self.door(talk.go_on)},
            "messages": {"GET": self.door(talk.history), "POST": self.door(talk.message, "messages"),
                         "DELETE": self.door(talk.forget)},
            "feedback": {"POST": self.door(talk.feedback)},
            "handover": {"POST": self.door(talk.handover)},
        }
        for place, answers in places.items():
            for method, answer in {**answers, "OPTIONS": self.may_call([*answers])}.items():
                routes.add_route(answer, PLACE + place, methods=[method], name=f"{method}_{place}")

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            missing = await self.ready.missing(request.app)
            if missing:
                return response.json({"error": missing}, HTTPStatus.SERVICE_UNAVAILABLE)
            return response.json({"status": "ok"})

        if self.script:
            for place, cache in (("/widget.js", assets.SOON), (f"/widget.{self.script.digest}.js", assets.FOREVER)):
                routes.add_route(self.widget(self.script, cache), place, methods=["GET", "HEAD"], name=cache)
        return routes

    def door(self, handler: Handler, counted: str = "") -> Route:
        """A route of a conversation behind its checks. `counted`: sessions, which need no token, or messages."""
        @wraps(handler)
        async def answer(request: Request) -> HTTPResponse:
            try:
                door.check_origin(request, self.origins())
                address = door.address_of(request, self.proxies)
                self.count(REQUESTS, "requests", address)
                door.check_size(request)
                if counted == "sessions":
                    self.count(SESSIONS, counted, address)
                    return await handler(request, "")
                conversation = door.visitor(request, self.key)
                if counted == "messages":
                    self.count(MESSAGES, counted, conversation)
                return await handler(request, conversation)
            except Refused as refused:
                return response.json({"error": refused.reason}, refused.status, refused.headers)
            except InvalidUsage:
                return response.json({"error": "The body is no JSON."}, HTTPStatus.BAD_REQUEST)
            except NotKept as error:
                return response.json({"error": str(error)}, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})
        return answer

    def may_call(self, methods: List[str]) -> Route:
        """What a browser asks before a page of another origin calls."""
        async def answer(request: Request) -> HTTPResponse:
            try:
                door.check_origin(request, self.origins())
            except Refused as refused:
                return response.json({"error": refused.reason}, refused.status)
            return response.empty(headers=preflight(methods))
        return answer

    async def finish(self, request: Request, answer: BaseHTTPResponse) -> Optional[HTTPResponse]:
        """Whatever the answer is, the server's own errors included: an allowed page may read it, and nobody keeps it."""
        if request.path.startswith(PLACE):
            answer.headers["Cache-Control"] = "no-store"
            origin = request.headers.get("origin")
            if origin and allowed(origin, request.headers.get("host", ""), self.origins()):
                answer.headers.update(cors(origin))
        return None

    def origins(self) -> List[str]:
        return self.store.current().clinic.origins

    def count(self, limits: Sequence[RateLimitItem], what: str, whose: str) -> None:
        """Raises Refused."""
        wait = self.limits.wait(limits, what, whose)
        if wait is not None:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, f"Too many {what}: wait {wait} seconds (Retry-After).", wait)

    def page(self, request: Request) -> HTTPResponse:
        """GET /"""
        return assets.page(self.store.current().clinic)

    def widget(self, script: assets.Script, cache: str) -> Route:
        """GET /widget.js"""
        async def answer(request: Request) -> HTTPResponse:
            return script.answer(request, cache)
        return answer
