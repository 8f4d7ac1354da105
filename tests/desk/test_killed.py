"""The desk is killed at any moment while it publishes: visitors have the old words or the new ones, whole, approved."""
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from faq.reader import PROJECT
from faq.store import load
from tests.conftest import DataFolder
from tests.desk.publishing import TOPIC

TIMES = int(os.environ.get("KILLS") or 4)
WORDS = re.compile(r"Approved words, number (\d+)\.( And more of them\.)*")
PREPARE = "import django; django.setup(); from desk.start import prepare; prepare()"


@pytest.fixture
def env(folder: DataFolder, tmp_path):
    """Of a desk of its own, over a small data folder."""
    return {**os.environ, "FAQ_DATA": str(folder.path), "DESK_KEPT": str(tmp_path / "kept"),
            "DJANGO_SETTINGS_MODULE": "desk.settings", "PYTHONUNBUFFERED": "1"}


def killed(env, after: float) -> int:
    """Publishes for so many seconds from its first answer on, then is killed. -> the number of the last one it began."""
    program = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "tests.desk.publishing"], cwd=PROJECT, env=env,
                               stdout=subprocess.PIPE, text=True)
    begun = [program.stdout.readline()]
    time.sleep(after)
    program.send_signal(signal.SIGKILL)
    begun += program.communicate()[0].splitlines()
    return int(begun[-1])


def told(env) -> list:
    """-> [answer in the tables, has it changes that are not published]"""
    with sqlite3.connect(f"{env['DESK_KEPT']}/desk.db") as tables:
        return list(tables.execute("SELECT answer FROM answers_topic WHERE name = ?", [TOPIC]).fetchone())


def test_killed_while_it_publishes(env, folder):
    """Each time the data is in order, the words are those of one approval, and the desk goes on from them."""
    lot, answer = random.Random(1), folder.load().topics[TOPIC].answer
    for _ in range(TIMES):
        before = answer
        last = killed(env, lot.uniform(0, 1.5))
        answer = load(folder.path).topics[TOPIC].answer
        found = WORDS.fullmatch(answer)
        assert answer == before or found and answer.count("more") == int(found[1]) and int(found[1]) in (last, last - 1)
        subprocess.run([sys.executable, "-W", "ignore", "-c", PREPARE], cwd=PROJECT, env=env, check=True)
        assert told(env) == [answer], "the desk has read what visitors read"
        assert not [path for path in (folder.path / "faq").iterdir() if path.name.startswith(".needles")]
