"""Another model takes over while visitors write: nobody loses a word by it."""
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from stack.run import ask, free_port, started
from training import record
from training.model import ready_model

ASKED = {"does it hurt?": ["what_it_feels_like"], "who won the world cup": []}
OTHER, BROKEN = f"faq-other-1{record.ARCHIVE}", f"faq-other-2{record.ARCHIVE}"


@pytest.fixture
def models(tmp_path):
    """The project's model twice, by two names, and a file that is none."""
    model = ready_model()
    for name in (model.name, OTHER):
        shutil.copy(model, tmp_path / name)
    (tmp_path / BROKEN).write_bytes(b"no model")
    record.put_into_service(model.name, tmp_path)
    return tmp_path


def until(models, met):
    """Until what Rasa's process says of itself is so."""
    deadline = time.monotonic() + 60
    while not met(record.answering(models)):
        assert time.monotonic() < deadline, record.answering(models)
        time.sleep(0.1)


def test_nothing_is_lost(models, monkeypatch):
    """There, back, and to one that cannot be loaded, under four visitors who never wait: each gets their own answers."""
    monkeypatch.setenv("FAQ_MODELS", str(models))
    port, stop, first = free_port(), Event(), record.in_service(models).model

    def visitor(number):
        asked = 0
        while not stop.is_set():
            for words, topics in ASKED.items():
                found = [message["custom"]["topics"] for message in ask(port, f"visitor {number}", words)
                         if "custom" in message]
                assert found == [topics], words
                asked += 1
        return asked

    with started(models / first, port, free_port()), ThreadPoolExecutor(4) as crowd:
        visitors = [crowd.submit(visitor, number) for number in range(4)]
        try:
            for name in (OTHER, first):
                record.put_into_service(name, models)
                until(models, lambda found, name=name: found.model == name)
            record.put_into_service(BROKEN, models)
            until(models, lambda found: found.trouble)
            assert record.answering(models).model == first
        finally:
            stop.set()
        assert all(each.result() > 4 for each in visitors)
