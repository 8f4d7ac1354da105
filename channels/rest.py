"""Rasa's REST channel with its promises kept: one `custom` a turn, no silence, no command in a visitor's words."""
import uuid
from typing import Any, Dict, List, Tuple

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.message import LONGEST_BODY
from channels.turns import Rasa, data, turn
from stack.locked import lock_down

LONGEST_SENDER = 200


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


class ClinicRest(RestInput):
    """POST /webhooks/rest/webhook, by the wire contract in docs/wire-contract.md."""

    def __init__(self) -> None:
        self.store = data()

    async def reply(self, sender: str, message: str, rasa: Rasa) -> List[Dict[str, Any]]:
        """One turn, as the contract's list of messages."""
        said = await turn(message, sender, self.name(), rasa, self.store)
        return [*({"recipient_id": sender, "text": text} for text in said.texts),
                {"recipient_id": sender, "custom": said.custom}]

    def blueprint(self, on_new_message: Rasa) -> Blueprint:
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
