"""Starts the trainer, a program of its own (`python -m training`), after what is learned from has changed."""
import os
import subprocess
import sys
from typing import Dict, Optional

from django.conf import settings
from django.db import transaction

from faq.knowledge import Topic
from faq.reader import PROJECT
from stack.progress import LOGS, environment, last_lines
from training.record import alone, answering, in_service, progress

TRAINER = [sys.executable, "-W", "ignore", "-m", "training"]
BEHIND = 15  # how much visitors go before it on this machine, from 0 to 19 (`nice`)


def asks_for_training(before: Optional[Topic], after: Topic) -> bool:
    """Whether a topic's change is one that is learned; other words of an answer are not."""
    return before is None or (before.title, before.questions) != (after.title, after.questions)


def train_when_written() -> None:
    """After what is being written now stands there, unless the clinic trains by hand (DESK_TRAINS=no)."""
    if settings.DESK_TRAINS:
        transaction.on_commit(start)


def start() -> None:
    """It looks for itself whether there is anything to do, and goes on when the desk ends. If one works already, that one
    looks at the data again when it is done."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with open(LOGS / "trainer.log", "ab") as log:
        subprocess.Popen(TRAINER, cwd=PROJECT, env=_environment(), stdin=subprocess.DEVNULL,
                         stdout=log, stderr=log, start_new_session=True, preexec_fn=lambda: os.nice(BEHIND))


def works() -> bool:
    """Whether a trainer works now."""
    with alone(settings.FAQ_MODELS) as free:
        return not free


def use(model: str, by: str) -> str:
    """A person's choice of the model that answers; -> what went wrong, or empty."""
    done = subprocess.run([*TRAINER, "use", model], cwd=PROJECT, capture_output=True, text=True,
                          env=_environment(BY=by))
    return last_lines(done.stderr) if done.returncode else ""


def state() -> str:
    """In a word, for the page that waits: it changes when there is something new to see."""
    models = settings.FAQ_MODELS
    found, service, there = progress(models), in_service(models), answering(models)
    return f"{found and found.step} {works()} {service and service.since} {there and there.since}"


def _environment(**more: str) -> Dict[str, str]:
    return environment(FAQ_DATA=str(settings.FAQ_DATA), FAQ_MODELS=str(settings.FAQ_MODELS), **more)
