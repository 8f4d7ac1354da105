"""Messages as visitors send them, over the REST channel, and how long each takes."""
import http.client
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, Sequence

from faq.knowledge import Knowledge
from stack.progress import Failed
from stack.run import HOST

WARM_UP = 20           # messages
TURNS = 5              # messages of one sender
CLIENTS = 16


class Client:
    """One visitor's browser: a connection kept open."""

    def __init__(self, port: int, timeout: float = 60.0) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
        self.last: Dict[str, Any] = {}  # the `custom` of the last turn

    def ask(self, sender: str, message: str) -> float:
        """Seconds until the whole turn is there. Raises Failed if it is no answer, OSError if nobody listens."""
        body = json.dumps({"sender": sender, "message": message}).encode()
        begun = time.perf_counter()
        try:
            self._connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
            reply = self._connection.getresponse()
            said = reply.read()
        except http.client.HTTPException as error:
            raise Failed(f"The message '{message}' was not answered: {error!r}.") from None
        seconds = time.perf_counter() - begun
        turn = json.loads(said) if reply.status == 200 else []
        if not any("custom" in each for each in turn):
            raise Failed(f"The message '{message}' was answered with {reply.status} {said[:200]!r}: no `custom` is in it.")
        self.last = next(each["custom"] for each in turn if "custom" in each)
        return seconds

    def close(self) -> None:
        self._connection.close()


def questions(knowledge: Knowledge, count: int) -> List[str]:
    """Questions of the topics, drawn by lot, the same in each run."""
    known = [question for entry in knowledge.topics.values() for question in entry.questions]
    return random.Random(0).choices(known, k=count)


def one_client(ports: Dict[str, int], texts: Sequence[str]) -> Dict[str, List[float]]:
    """Seconds of each message, by name, after a warm-up. By turns, so that a busy moment strikes all alike."""
    clients = {name: Client(port) for name, port in ports.items()}
    seconds: Dict[str, List[float]] = {name: [] for name in ports}
    for number, text in enumerate([*texts[:WARM_UP], *texts]):
        for name in (list(clients) if number % 2 else list(clients)[::-1]):
            took = clients[name].ask(f"one-{number // TURNS}", text)
            if number >= min(WARM_UP, len(texts)):
                seconds[name].append(took)
    for client in clients.values():
        client.close()
    return seconds


def many_clients(port: int, texts: Sequence[str], label: str) -> float:
    """Messages a second with 16 clients, each of which asks as soon as it is answered."""
    def visit(number: int) -> None:
        client = Client(port)
        for turn, text in enumerate(texts[number::CLIENTS]):
            client.ask(f"many-{label}-{number}-{turn // TURNS}", text)
        client.close()

    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(visit, range(CLIENTS)))
    return len(texts) / (time.perf_counter() - begun)
