"""What both servers have in common: a limit to what they read, and short JSON for whatever goes wrong."""
import logging
from http import HTTPStatus
from typing import Any, Optional

from sanic import Sanic, response
from sanic.exceptions import SanicException, ServiceUnavailable
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse

logger = logging.getLogger(__name__)

HEADER_SECONDS = 10  # for a request's header to come in; a client that sends it drop by drop is told so (408)
WHOLE_SECONDS = 20   # for its body, and for the answer, which takes 10 at the very most (channels/turns.py)
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class PlainErrors(ErrorHandler):
    """{"error": "..."} with the right status: no page, no traceback, nothing of what was sent.

    Sanic's own pages repeat the address that was asked for, and rasa_sdk's handler the whole body.
    """

    def response(self, request: Any, exception: BaseException) -> HTTPResponse:
        status = exception.status_code if isinstance(exception, SanicException) else HTTPStatus.INTERNAL_SERVER_ERROR
        if not isinstance(exception, SanicException):
            logger.error("A request could not be handled.", exc_info=exception)
        if isinstance(exception, ServiceUnavailable) and request and request.stream and request.stream.request_body:
            status = HTTPStatus.REQUEST_TIMEOUT  # we were still waiting for the body: the delay is not ours
        return response.json({"error": HTTPStatus(status).phrase}, status=status,
                             headers=getattr(exception, "headers", None))

    default = response


def refused(request: Request) -> Optional[HTTPResponse]:
    """Answers two requests that Sanic and Rasa would let pass; None for all others.

    Rasa's page at / tells everybody its version, and so which old faults to try; a channel that has a page to show there
    puts it into `app.ctx.front`. A body of two lengths may be one request to the proxy in front and two to us; the
    connection ends, since nobody knows what the rest of it is.
    """
    if request.path == "/":
        front = getattr(request.app.ctx, "front", None)
        if front and request.method in ("GET", "HEAD"):
            return front(request)
        return response.json({"error": HTTPStatus.NOT_FOUND.phrase}, HTTPStatus.NOT_FOUND)
    if "content-length" in request.headers and "transfer-encoding" in request.headers:
        if request.stream:
            request.stream.keep_alive = False
        return response.json({"error": HTTPStatus.BAD_REQUEST.phrase}, HTTPStatus.BAD_REQUEST)
    return None


async def guarded(request: Request, answer: BaseHTTPResponse) -> Optional[HTTPResponse]:
    """A browser is to take any answer for what it says it is, and to tell nobody where it came from."""
    answer.headers.update(HEADERS)
    return None


def lock_down(app: Sanic, longest_body: int) -> None:
    """Before the app takes its first request; a second time does nothing. `longest_body`: bytes; more gets status 413."""
    if isinstance(app.error_handler, PlainErrors):
        return
    app.error_handler = PlainErrors()
    app.config.REQUEST_MAX_SIZE = longest_body
    app.config.REQUEST_TIMEOUT, app.config.RESPONSE_TIMEOUT = HEADER_SECONDS, WHOLE_SECONDS
    rasas = getattr(app.ctx, "sanic_cors", None)
    if rasas:  # it would answer every page that asks whether it may call, before whoever knows (channels/origins.py)
        rasas.resources = []
    app.register_middleware(refused, "request")
    app.register_middleware(guarded, "response")
