"""A stand-in for the assistant that speaks docs/chat-contract.md, and misbehaves when it is told to.

It also serves pages of a made-up agency, on another origin: `localhost` is the clinic's website, `127.0.0.1` the assistant.
"""
import json
import socket
import threading
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from tests.browser.replies import STARTERS, reply_to

ROOT = Path(__file__).resolve().parents[2]
CLINIC = {"name": "the Example Clinic", "phone": "555 0100", "email": "hello@example.org", "hours": "Mon to Fri 9 to 6",
          "website": "www.example.org"}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A browser that goes away in the middle is an everyday thing."""


class Double:
    """Conversations by token, in memory. `mishaps` are what befalls the next messages, one each (`Handler.message`)."""

    def __init__(self) -> None:
        self.conversations: Dict[str, List[Dict[str, Any]]] = {}
        self.tokens: Dict[str, str] = {}
        self.clinic: Dict[str, Optional[str]] = {**CLINIC}
        self.emergency: Optional[str] = "911"
        self.mishaps: List[str] = []
        self.down = False
        self.free = threading.Event()  # messages and new sessions wait for it
        self.free.set()
        self.hung = threading.Event()  # a message came that nobody will answer
        self.stopped = threading.Event()
        self.asked: List[str] = []  # each message once, as Rasa would be asked
        self.requests: List[Tuple[str, str]] = []
        self.feedback: List[Dict[str, Any]] = []
        self.handovers: List[str] = []
        self.pages: Dict[str, Tuple[str, Dict[str, str]]] = {}
        self.numbers = count(1)
        self.lock = threading.RLock()
        self.server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"double": self}))
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def page(self, html: str, **headers: str) -> str:
        """The address of a page of the agency's."""
        path = f"/page/{next(self.numbers)}"
        self.pages[path] = (html, headers)
        return f"http://localhost:{self.server.server_port}{path}"

    def session(self, conversation: Optional[str] = None) -> Dict[str, Any]:
        number = next(self.numbers)
        token, conversation = f"token-{number}", conversation or f"conversation-{number}"
        self.tokens[token] = conversation
        self.conversations.setdefault(conversation, [])
        return {"token": token, "expires": "2099-01-01T00:00:00Z", "clinic": self.clinic, "retention_days": 30,
                "starters": STARTERS, "emergency": self.emergency}

    def answer(self, conversation: str, message: Dict[str, Any]) -> Dict[str, Any]:
        """The turn; the same id gets the same one."""
        with self.lock:
            turns = self.conversations[conversation]
            known = next((turn for turn in turns if turn["id"] == message["id"]), None)
            if known:
                return known
            self.asked.append(message["text"])
            turn = {"id": message["id"], "text": message["text"].replace("Ann", "[name]"), "helpful": None,
                    "time": datetime.now(timezone.utc).isoformat(), "reply": reply_to(message["text"])}
            turns.append(turn)
            return turn

    def expire_tokens(self) -> None:
        self.tokens.clear()

    def stop(self) -> None:
        self.free.set()
        self.stopped.set()
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    double: Double
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet; two would wait 40 ms for each other

    def log_message(self, *args: Any) -> None:
        pass

    def do_OPTIONS(self) -> None:
        self.reply(204, None, {"Access-Control-Allow-Methods": "GET, POST, DELETE", "Access-Control-Max-Age": "7200",
                               "Access-Control-Allow-Headers": "Authorization, Content-Type"})

    def handle_one(self) -> None:
        double, path = self.double, self.path.split("?")[0]
        double.requests.append((self.command, path))
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        if path in double.pages:
            html, headers = double.pages[path]
            return self.send(200, html.encode(), {"Content-Type": "text/html; charset=utf-8", **headers})
        if path == "/widget.js":
            return self.send(200, (ROOT / "widget/widget.js").read_bytes(),
                             {"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"})
        if not path.startswith("/chat/"):
            return self.reply(404, {"error": "nothing here"})
        if double.down:
            return self.hang_up()
        if (self.command, path) == ("POST", "/chat/session"):
            double.free.wait(20)
            return self.reply(201, double.session())
        conversation = double.tokens.get(self.headers.get("Authorization", "")[len("Bearer "):])
        if conversation is None:
            return self.reply(401, {"error": "no such token"})
        return self.in_conversation(path, conversation, body)

    do_GET = do_POST = do_DELETE = handle_one

    def in_conversation(self, path: str, conversation: str, body: Dict[str, Any]) -> None:
        double = self.double
        what = (self.command, path)
        if what == ("GET", "/chat/session"):
            return self.reply(200, double.session(conversation))
        if what == ("GET", "/chat/messages"):
            return self.reply(200, {"turns": double.conversations[conversation]})
        if what == ("DELETE", "/chat/messages"):
            double.conversations.pop(conversation)
            return self.reply(200, double.session())
        if what == ("POST", "/chat/messages"):
            return self.message(conversation, body)
        if what == ("POST", "/chat/feedback"):
            double.feedback.append(body)
            for turn in double.conversations[conversation]:
                if turn["id"] == body["id"]:
                    turn["helpful"] = body["helpful"]
        if what == ("POST", "/chat/handover"):
            double.handovers.append(body["via"])
        return self.reply(204, None)

    def message(self, conversation: str, body: Dict[str, Any]) -> None:
        """Answered, unless a mishap comes first."""
        double = self.double
        mishap = double.mishaps.pop(0) if double.mishaps else ""
        if mishap == "hang":  # nobody ever answers
            double.hung.set()
            double.stopped.wait()
        if mishap in ("drop", "hang"):  # before it was heard
            return self.hang_up()
        if mishap == "lose the answer":  # heard, but the line broke
            double.answer(conversation, body)
            return self.hang_up()
        if mishap == "expire":
            double.expire_tokens()
            return self.reply(401, {"error": "expired"})
        if mishap:  # a status, and Retry-After: "429 30"
            status, _, seconds = mishap.partition(" ")
            return self.reply(int(status), {"error": mishap}, {"Retry-After": seconds} if seconds else {})
        double.free.wait(20)
        return self.reply(200, double.answer(conversation, body))

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def reply(self, status: int, content: Any, headers: Optional[Dict[str, str]] = None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send(status, body, {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*",
                                 "Access-Control-Expose-Headers": "Retry-After", **(headers or {})})

    def send(self, status: int, body: bytes, headers: Dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
