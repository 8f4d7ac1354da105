"""How many visitors may talk at once: `python -m bench.crowd`, with Locust, through the chat, on this machine only.

Each has an address of its own, opens the chat, says 3 to 6 messages (bench/visitors.py), one each 15 seconds, and begins
anew. There are more at each step (bench/steps.py). The visitors need a fifth of a processor beside the assistant.
"""
import argparse
import math
import os
import signal
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Dict, List, Optional, Tuple
from uuid import uuid4

import gevent
from psutil import Process

from bench import table
from bench.steps import SETTLE, Ramp
from bench.visitors import FEEDBACK, RELOAD, SECONDS, Conversation, titles
from faq.problems import DataError
from faq.reply import phrase
from faq.store import load
from privacy.database import VARIABLE
from stack.progress import plainly
from stack.run import HOST, free_port, started, wait_for
from training.model import ready_model

os.environ["LOCUST_SKIP_MONKEY_PATCH"] = "yes"  # FastHttpUser does without, and what starts the assistant keeps its threads
from locust import FastHttpUser, LoadTestShape, between, task  # noqa: E402
from locust.env import Environment  # noqa: E402

MESSAGE = "message"  # what Locust calls the requests that are timed


class Visitor(FastHttpUser):
    """Somebody on the clinic's website, one conversation after the other."""

    wait_time = between(*SECONDS)
    max_retries = 1  # the server closes a connection that is idle for some seconds; a browser opens another
    network_timeout = connection_timeout = 20.0
    questions: List[str] = []
    outage: str = ""
    came = count()

    def on_start(self) -> None:
        """Comes at any moment, as the others do."""
        number = next(self.came)
        self.lot, self.address = Random(number), f"10.0.{number // 250}.{number % 250}"
        gevent.sleep(self.lot.uniform(0, sum(SECONDS) / 2))

    @task
    def talk(self) -> None:
        """A conversation, from the page on; given up at the first error."""
        self.client.get("/widget.js")
        session = self.asks("POST", "session")
        if session is None:
            return
        token, talk = session["token"], Conversation(self.questions, self.lot)
        text, offered = talk.next(titles(session["starters"])), None
        while text:
            offered = self.says(text, token)
            if offered is None:
                return
            if self.lot.random() < RELOAD:
                self.asks("GET", "session", token)
                self.asks("GET", "messages", token)
            text = talk.next(offered)
            if text:
                self.wait()

    def says(self, text: str, token: str) -> Optional[List[str]]:
        """-> what is offered then; None if there is no answer, or only the word that there is none now."""
        body = {"id": str(uuid4()), "text": text}
        with self.client.post("/chat/messages", json=body, headers=self.headers(token), name=MESSAGE,
                              catch_response=True) as answer:
            if answer.status_code != 200:
                return None
            reply = answer.json()["reply"]
            if self.outage in reply["texts"]:
                answer.failure("the outage sentence")
                return None
        if self.lot.random() < FEEDBACK:
            self.asks("POST", "feedback", token, {"id": body["id"], "helpful": self.lot.random() < 0.8, "why": None})
        return titles(reply["suggestions"])

    def asks(self, method: str, place: str, token: str = "", body: Optional[Dict[str, Any]] = None) -> Any:
        """The JSON of an answer, None if it is none."""
        answer = self.client.request(method, f"/chat/{place}", json=body, headers=self.headers(token))
        return answer.json() if answer.status_code in (200, 201) else None

    def headers(self, token: str) -> Dict[str, str]:
        mine = {"X-Forwarded-For": self.address}
        return {**mine, "Authorization": f"Bearer {token}"} if token else mine


def shape(ramp: Ramp) -> LoadTestShape:
    """As Locust asks for it."""
    class Steps(LoadTestShape):
        def tick(self) -> Optional[Tuple[int, float]]:
            visitors = ramp.visitors(self.get_run_time())
            return None if visitors is None else (visitors, max(1.0, ramp.more / (SETTLE / 2)))

    return Steps()


def crowd(ramp: Ramp, address: str) -> Dict[str, str]:
    """Lets them come and go. -> how many requests went wrong, by what they asked and why."""
    environment = Environment(user_classes=[Visitor], host=address, shape_class=shape(ramp), stop_timeout=10)

    def heard(name: str, response_time: float, exception: Optional[Exception], **more: Any) -> None:
        if name == MESSAGE:
            ramp.heard(math.inf if exception else response_time / 1000)

    environment.events.request.add_listener(heard)
    runner = environment.create_local_runner()
    runner.start_shape()
    if runner.shape_greenlet:
        runner.shape_greenlet.join()
    runner.quit()
    return {f"{each.method} {each.name}: {each.error}": str(each.occurrences) for each in environment.stats.errors.values()}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("--first", type=int, default=100, metavar="VISITORS")
    parser.add_argument("--more", type=int, default=100, metavar="VISITORS", help="at each step")
    parser.add_argument("--most", type=int, default=1000, metavar="VISITORS")
    parser.add_argument("--hold", type=float, default=45.0, metavar="SECONDS", help="that a step is measured")
    return parser.parse_args()


def run(wanted: argparse.Namespace) -> None:
    """Starts the assistant, measures, prints. Raises DataError or Failed."""
    knowledge, ran_on, model = load(), table.machine(), ready_model()
    Visitor.questions = [question for entry in knowledge.topics.values() for question in entry.questions]
    Visitor.outage = phrase(knowledge, "outage")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = str(Path(folder, "conversations.db"))
        port = free_port()
        with started(model, port, free_port()) as processes:
            wait_for(f"http://{HOST}:{port}/ready", processes)

            def spent() -> float:
                return sum(sum(Process(each.pid).cpu_times()[:2]) for each in processes)
            ramp = Ramp(wanted.first, wanted.more, wanted.most, wanted.hold, spent)
            errors = crowd(ramp, f"http://{HOST}:{port}")
    print(f"\n{ran_on['cores']} cores, {ran_on['processor']}; load before the run: {ran_on['load']}\n\n{ramp.table()}\n\n"
          f"{ramp.verdict()}", *(f"- {count} times {what}" for what, count in errors.items()), sep="\n")


def main() -> None:
    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)  # the assistant ends with this
    with suppress(KeyboardInterrupt), plainly(DataError):
        run(arguments())


if __name__ == "__main__":
    main()
