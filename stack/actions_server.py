"""Rasa's action server behind a shared secret, on this machine only: `ACTIONS_TOKEN=... python -m stack.actions_server`.

rasa_sdk answers whoever reaches its port, from any website, and repeats the body of a request that it cannot read.
stack.run makes a secret at each start and hands it to both programs in their environment; Rasa sends it (endpoints.yml).
"""
import logging
import os
import secrets
from http import HTTPStatus
from typing import Any, Optional

from rasa_sdk import utils
from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from stack.locked import lock_down
from stack.progress import Failed, plainly
from stack.run import HOST, authorization, port

# Rasa sends the whole session with each call, 5 kB a turn, 12 of long messages: more than a thousand turns fit.
LONGEST_BODY = 20_000_000
# Rasa closes a connection that was idle for 15 seconds (aiohttp). Sanic would do so after 5: a call that Rasa sends at that
# moment is lost, and its visitor told of an outage.
IDLE_SECONDS = 60


def require(app: Sanic, token: str) -> None:
    """Refuses every request that does not show the secret, whatever it asks for, and every call that is none."""
    expected = authorization(token).encode()

    async def known(request: Request) -> Optional[HTTPResponse]:
        given = request.headers.get("authorization", "").encode(errors="replace")
        if not secrets.compare_digest(given, expected):
            return refused("The shared secret is missing or wrong.", HTTPStatus.UNAUTHORIZED)
        if request.method == "POST" and not is_action_call(request.json):
            return refused("The body is no call of an action.", HTTPStatus.BAD_REQUEST)
        return None

    app.register_middleware(known, "request")


def refused(reason: str, status: HTTPStatus) -> HTTPResponse:
    return response.json({"error": reason}, status=status)


def is_action_call(body: Any) -> bool:
    """Whether rasa_sdk can read it; what it cannot read, it answers with 500."""
    return (isinstance(body, dict) and isinstance(body.get("next_action"), str) and isinstance(body.get("tracker"), dict)
            and "sender_id" in body["tracker"])


def server(token: str) -> Sanic:
    """The action server's app. Raises Failed without a secret: it would answer everybody."""
    if not token:
        raise Failed("ACTIONS_TOKEN is not set: `make run` makes one; by hand, set the same long random text for this "
                     "program and for Rasa.")
    app = create_app("actions", cors_origins="")
    require(app, token)
    lock_down(app, LONGEST_BODY)
    app.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    return app


def main() -> None:
    utils.configure_colored_logging(logging.WARNING)
    utils.update_sanic_log_level()
    with plainly():
        app = server(os.environ.get("ACTIONS_TOKEN", ""))
        app.run(HOST, port("ACTIONS_PORT", 5055), workers=1, access_log=False)


if __name__ == "__main__":
    main()
