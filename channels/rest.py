"""Rasa's REST channel with its promises kept: one `custom` a turn, no silence, no command in a visitor's words."""
import logging
import re
import unicodedata
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from faq.reply import Reply, phrase
from faq.store import Store

logger = logging.getLogger(__name__)

LONGEST_MESSAGE = 2_000  # characters
LONGEST_SENDER = 200
LONGEST_BODY = 64_000    # bytes; 2,000 characters of any alphabet, escaped, are 24,000
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # Unicode's categories: control, format, surrogate, private, unassigned


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
    if sender is not None and not (isinstance(sender, str) and 0 < len(sender) <= LONGEST_SENDER):
        raise BadRequest(f'"sender" must be text of 1 to {LONGEST_SENDER} characters')
    return sender or uuid.uuid4().hex, message or ""


def plain(message: str) -> str:
    """The message as ordinary text: no control or invisible characters, no leading slash (Rasa reads "/restart" and
    "/intent{...}" as commands)."""
    spaced = "".join(" " if character == "\t" or unicodedata.category(character) == "Zs" else character
                     for character in message.replace("’", "'").replace("‘", "'"))
    kept = "".join(character for character in spaced
                   if character in "\n\r" or unicodedata.category(character) not in INVISIBLE)
    return re.sub(r"^[\s/]+", "", re.sub(r" *[\n\r][\s]*", "\n", kept)).strip()


def refusal(text: str) -> Optional[str]:
    """The phrase to answer with, if the message is not to be understood at all."""
    if len(text) > LONGEST_MESSAGE:
        return "too_long"
    return None if text else "empty"


class ClinicRest(RestInput):
    """POST /webhooks/rest/webhook, by the wire contract in docs/wire-contract.md."""

    def __init__(self) -> None:
        self.store = Store()

    def said(self, name: str, sender: str) -> List[Dict[str, Any]]:
        """A fixed sentence as the messages of a whole turn."""
        knowledge = self.store.current()
        reply = Reply([phrase(knowledge, name)])
        return [{"recipient_id": sender, "text": reply.texts[0]},
                {"recipient_id": sender, "custom": reply.custom(knowledge)}]

    async def reply(self, sender: str, message: str,
                    on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> List[Dict[str, Any]]:
        """One turn: what Rasa says, or the sentence for what stood in its way."""
        text = plain(message)
        refused = refusal(text)
        if refused:
            return self.said(refused, sender)
        collector = CollectingOutputChannel()
        try:
            await on_new_message(UserMessage(text, collector, sender, input_channel=self.name()))
        except Exception:  # whatever it was, the visitor is not to meet it
            logger.exception("A message could not be handled.")
        if not any("custom" in said for said in collector.messages):
            logger.error("No answer came back for a message; is the action server running?")
            return self.said("outage", sender)
        return collector.messages

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("clinic_rest", __name__)

        @routes.listener("before_server_start")
        async def bound(app: Sanic, loop: Any) -> None:
            app.config.REQUEST_MAX_SIZE = LONGEST_BODY

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
