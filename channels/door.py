"""What every request of the chat must pass, and the words for those that do not: sentences for developers, since the widget
shows its own."""
import re
from http import HTTPStatus
from typing import Any, Dict, Optional, Tuple

from sanic.request import Request

from channels.limits import address
from channels.origins import allowed
from channels.session import conversation_of

LONGEST_BODY = 20_000  # bytes; 2,000 characters of any alphabet are 8,000
MESSAGE_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WHYS = ("too_long", "not_my_question", "out_of_date", "not_clear")
VIAS = ("phone", "email")


class Refused(Exception):
    """A request that is not answered as it asks; `reason` says what to do."""

    def __init__(self, status: HTTPStatus, reason: str, wait: Optional[int] = None) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
        self.headers = {} if wait is None else {"Retry-After": str(wait)}


def check_origin(request: Request, listed: Any) -> None:
    """Raises Refused."""
    if not allowed(request.headers.get("origin"), request.headers.get("host", ""), listed):
        raise Refused(HTTPStatus.FORBIDDEN, "This website may not call the assistant: list its address under `origins` in "
                                            "data/clinic.yml (and let the proxy in front pass on the Host).")


def address_of(request: Request, proxies: Tuple[str, ...]) -> str:
    """Whose request it is, as far as limits go."""
    return address(request.ip, ",".join(request.headers.getall("x-forwarded-for", [])) or None, proxies)


def visitor(request: Request, key: bytes) -> str:
    """The conversation that the request's token names. Raises Refused."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    conversation = conversation_of(token.strip(), key) if kind.lower() == "bearer" else None
    if conversation is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, "The token is missing, expired or none of ours: get one with "
                                               "POST /chat/session, and send it as `Authorization: Bearer <token>`.")
    return conversation


def body_of(request: Request) -> Dict[str, Any]:
    """The JSON object of a request. Raises Refused, or Sanic's InvalidUsage if it is no JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as `Content-Type: application/json`.")
    body = request.json
    if not isinstance(body, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "The body must be a JSON object.")
    return body


def check_size(request: Request) -> None:
    """Raises Refused."""
    if len(request.body) > LONGEST_BODY:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body may have {LONGEST_BODY:,} bytes.")


def message_of(body: Dict[str, Any]) -> Tuple[str, str]:
    """-> (id, text). Raises Refused."""
    text = body.get("text")
    if not isinstance(text, str):
        raise Refused(HTTPStatus.BAD_REQUEST, '"text" must be text.')
    return id_of(body), text


def id_of(body: Dict[str, Any]) -> str:
    """A message's id. Raises Refused."""
    found = body.get("id")
    if not (isinstance(found, str) and MESSAGE_ID.fullmatch(found)):
        raise Refused(HTTPStatus.BAD_REQUEST, '"id" must be a UUID, made anew for each message.')
    return found.lower()


def feedback_of(body: Dict[str, Any]) -> Tuple[str, bool, Optional[str]]:
    """-> (message id, whether its answer helped, why). Raises Refused."""
    helpful, why = body.get("helpful"), body.get("why")
    if not isinstance(helpful, bool):
        raise Refused(HTTPStatus.BAD_REQUEST, '"helpful" must be true or false.')
    if why is not None and why not in WHYS:
        raise Refused(HTTPStatus.BAD_REQUEST, f'"why" must be null or one of {", ".join(WHYS)}.')
    return id_of(body), helpful, why


def via_of(body: Dict[str, Any]) -> str:
    """How the visitor turned to the clinic. Raises Refused."""
    via = body.get("via")
    if via not in VIAS:
        raise Refused(HTTPStatus.BAD_REQUEST, f'"via" must be one of {", ".join(VIAS)}.')
    return str(via)
