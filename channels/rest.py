"""Rasa's REST channel with its promises kept: one `custom` a turn, no silence, no command in a visitor's words."""
import asyncio
import logging
import re
import unicodedata
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional, Sequence, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import let_out
from faq.alarm import alarm_reply, listen
from faq.knowledge import Knowledge
from faq.reply import Reply, phrase
from faq.store import Store
from privacy.masking import mask
from stack.locked import lock_down

logger = logging.getLogger(__name__)

LONGEST_MESSAGE = 2_000  # characters that can be seen
LONGEST_RAW = 20_000     # characters before the invisible ones go: so much is cleaned in 10 ms
LONGEST_SENDER = 200
LONGEST_BODY = 1_000_000  # bytes; long enough that somebody who pastes a whole report is told so in words
PATIENCE_SECONDS = 10.0  # for a whole turn, waiting for the same visitor's message before it included
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # Unicode's categories: control, format, surrogate, private, unassigned
LINE_ENDS = ("Zl", "Zp")
# Rasa reads "/restart" and "/intent{...}" as commands. It knows no other slash; should a component ever fold the
# look-alikes (fraction, division, big, full-width, box-drawing, mathematical), they are gone by then.
SLASHES = "/\u2044\u2215\u29f8\uff0f\u2571\u27cb\u2afd"


class BadRequest(Exception):
    """A request that is not of the contract's form; the text says what is wrong."""


def parse_body(body: Any) -> Tuple[str, str]:
    """-> (sender, message). Raises BadRequest. Without a sender each message is a conversation of its own: two
    visitors must never share one."""
    if not isinstance(body, dict):
        raise BadRequest('The body must be a JSON object: {"sender": "...", "message": "..."}')
    sender, message = body.get("sender"), body.get("message")
    if message is not None and not isinstance(message, str):
        raise BadRequest('"message" must be text')
    if sender is not None and not (isinstance(sender, str) and 0 < len(sender) <= LONGEST_SENDER and sender.isprintable()):
        raise BadRequest(f'"sender" must be text of 1 to {LONGEST_SENDER} printable characters')
    return sender or uuid.uuid4().hex, message or ""


def plain(message: str) -> str:
    """The message as ordinary text: no control or invisible characters, and no slash at its head."""
    seen = "".join(map(_seen, message.replace("’", "'").replace("‘", "'")))
    return re.sub(rf"^[\s{SLASHES}]+", "", re.sub(r" *\n\s*", "\n", seen)).strip()


def _seen(character: str) -> str:
    """What is left of a character: itself, a space, a line's end, or nothing."""
    category = unicodedata.category(character)
    if character in "\n\r" or category in LINE_ENDS:
        return "\n"
    if character == "\t" or category == "Zs":
        return " "
    return "" if category in INVISIBLE else character


def refusal(text: str) -> Optional[str]:
    """The phrase to answer with, if the message is not to be understood at all."""
    if len(text) > LONGEST_MESSAGE:
        return "too_long"
    return None if text else "empty"


def _turn(reply: Reply, knowledge: Knowledge, sender: str) -> List[Dict[str, Any]]:
    return [*({"recipient_id": sender, "text": text} for text in reply.texts),
            {"recipient_id": sender, "custom": reply.custom(knowledge)}]


class ClinicRest(RestInput):
    """POST /webhooks/rest/webhook, by the wire contract in docs/wire-contract.md."""

    def __init__(self) -> None:
        self.store = Store()

    def said(self, name: str, sender: str) -> List[Dict[str, Any]]:
        """A fixed sentence as the messages of a whole turn."""
        knowledge = self.store.current()
        return _turn(Reply([phrase(knowledge, name)]), knowledge, sender)

    def fallback(self, alarms: Sequence[str], sender: str) -> List[Dict[str, Any]]:
        """The turn when no answer came: the urgent one, if danger had been heard by then."""
        if not alarms:
            return self.said("outage", sender)
        knowledge = self.store.current()
        return _turn(alarm_reply(alarms, knowledge), knowledge, sender)

    async def reply(self, sender: str, message: str,
                    on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> List[Dict[str, Any]]:
        """One turn: what Rasa says, or the sentence for what stood in its way."""
        text = plain(message[:LONGEST_RAW])
        refused = "too_long" if len(message) > LONGEST_RAW else refusal(text)
        if refused:
            return self.said(refused, sender)
        text = mask(text, self.store.current().clinic.country)
        collector, alarms = CollectingOutputChannel(), listen()
        try:
            await asyncio.wait_for(on_new_message(UserMessage(text, collector, sender, input_channel=self.name())),
                                   PATIENCE_SECONDS)
        except Exception:  # whatever it was, the visitor is not to meet it
            logger.exception("A message could not be handled.")
        if not any("custom" in said for said in collector.messages):
            logger.error("No answer came back for a message; is the action server running?")
            return self.fallback(alarms, sender)
        return let_out(collector.messages, sender, self.store) or self.fallback(alarms, sender)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("clinic_rest", __name__)

        @routes.listener("before_server_start")
        async def lock(app: Sanic, loop: Any) -> None:
            lock_down(app, LONGEST_BODY)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, message = parse_body(request.json)
            except (BadRequest, SanicException) as error:
                return response.json({"error": str(error)}, status=400)
            return response.json(await self.reply(sender, message, on_new_message))

        return routes
