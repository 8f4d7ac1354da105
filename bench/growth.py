"""What becomes of training, loading and reading with 10 and 100 times the topics, made of the project's own."""
import json
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Dict, Iterator, List, Optional, Tuple

import numpy as np
import yaml

from bench.load import one_client
from bench.serving import Side, running
from faq.knowledge import TITLE_LIMIT, Knowledge
from faq.store import load
from nlu.classifier import restore, save, train_model
from nlu.encoder import Encoder
from nlu.importer import OUT_OF_SCOPE
from stack.progress import ROOT, Failed, last_lines
from stack.run import commands, environment_for

TIMES = (1, 10, 100)
THROUGH_THE_STACK = (1, 10)
QUESTIONS = 20      # a topic, at each size
READ = 100          # messages
LEFT_BEHIND = {"models", "reports", "tests", "bench", "evaluation", "node_modules"}
SYLLABLES = [first + second for first in "bdfghjklmnprstvwxyz" for second in "aeiou"]
STEP = 7_919        # a prime that no syllable count divides: neighbouring numbers get unlike words
LABELS = {
    "topics": "Topics", "examples": "Examples, out-of-scope ones among them",
    "train": "Classifier: training without encoding, s", "train_and_encode": "Classifier: training with encoding, s",
    "encoded": "Encoder: examples a second", "load": "Classifier: loading, s",
    "read": "Classifier: reading one message (vector given), median, ms",
    "peak": "Classifier: memory at its peak while training, MB",
    "whole_train": "Whole stack: training, s", "whole_start": "Whole stack: start to first answer, s",
    "whole_message": "Whole stack: a message, median, ms",
}
Size = Dict[str, Optional[float]]


def made_up(number: int) -> str:
    """A word of three syllables that no other number below 857,375 has."""
    count = len(SYLLABLES)
    number = number * STEP % count ** 3
    return "".join(SYLLABLES[number // count ** place % count] for place in range(3))


def reworded(question: str, word: str) -> str:
    """The question about something else: "Is it safe?" -> "Is it safe with babola?"."""
    body, end = re.fullmatch(r"(.*?)([\s?.!]*)", question, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{body} with {word}{end}"


def evenly(questions: List[str], count: int = QUESTIONS) -> List[str]:
    """So many of them, drawn evenly from first to last; all where there are fewer."""
    if len(questions) <= count:
        return list(questions)
    return [questions[place * len(questions) // count] for place in range(count)]


def grown(topics: Dict[str, List[str]], times: int) -> Dict[str, List[str]]:
    """-> topic id -> 20 questions, `times` as many topics: first the given ones, then copy after copy, each reworded with
    a made-up word of its own."""
    chosen = {topic: evenly(questions) for topic, questions in topics.items()}
    more = dict(chosen)
    for copy in range(1, times):
        for place, (topic, questions) in enumerate(chosen.items()):
            word = made_up(copy * len(chosen) + place)
            more[f"{topic}_{word}"] = [reworded(question, word) for question in questions]
    return more


def in_a_process(times: int) -> Size:
    """classifier_alone() in a process of its own, so that its peak of memory is its own. Raises Failed."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.growth", str(times)], cwd=ROOT,
                          capture_output=True)
    if done.returncode == -signal.SIGKILL:
        raise Failed(f"Training with {times} times the topics was ended from outside: is there enough memory?")
    if done.returncode:
        raise Failed(f"Training with {times} times the topics failed:\n{last_lines(done.stderr.decode())}")
    return json.loads(done.stdout)


def classifier_alone(topics: Dict[str, List[str]], strangers: List[str], times: int) -> Size:
    """Trains, saves, loads and reads without Rasa. `strangers`: questions that are out of scope."""
    more = grown(topics, times)
    texts = [question for questions in more.values() for question in questions] + strangers
    intents = [topic for topic, questions in more.items() for _ in questions] + [OUT_OF_SCOPE] * len(strangers)
    vectors, speed = vectors_of(grown(topics, 1), texts, strangers, times)
    begun = time.monotonic()
    model, _ = train_model(texts, intents, vectors)
    train = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    with tempfile.TemporaryDirectory() as folder:
        save(Path(folder), model)
        begun = time.monotonic()
        model = restore(Path(folder))
        loading = time.monotonic() - begun
    seconds = []
    for number in random.Random(0).sample(range(len(texts)), READ):
        begun = time.perf_counter()
        model.read([texts[number]], vectors[number:number + 1])
        seconds.append(time.perf_counter() - begun)
    return {"times": times, "topics": len(more), "examples": len(texts), "encoded": speed, "train": train, "peak": peak,
            "train_and_encode": train + len(texts) / speed, "load": loading, "read": 1000 * median(seconds)}


def vectors_of(base: Dict[str, List[str]], texts: List[str], strangers: List[str], times: int) -> Tuple[np.ndarray, float]:
    """-> (a vector for each text, examples encoded a second).

    Above 10 times only the base is encoded; each copied topic has its vectors, moved a little into a direction of its own
    (a cosine of about 0.93), so that the encoder's time is not what is waited for.
    """
    encoder = Encoder()
    tiled = times > max(THROUGH_THE_STACK)
    asked = [question for questions in base.values() for question in questions]
    wanted = asked + strangers if tiled else texts
    begun = time.monotonic()
    vectors = encoder.encode(wanted)
    speed = len(wanted) / (time.monotonic() - begun)
    if not tiled:
        return vectors, speed
    lot = np.random.RandomState(0)
    width = vectors.shape[1]
    topic = np.repeat(np.arange(len(base)), [len(questions) for questions in base.values()])
    copies = [vectors[:len(asked)]]
    for _ in range(1, times):
        moved = copies[0] + lot.normal(0, 0.4 / width ** 0.5, (len(base), width))[topic]
        copies.append((moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32))
    return np.concatenate([*copies, vectors[len(asked):]]), speed


def under_their_asks(asks: Dict[str, List[str]], originals: List[str], questions: List[str]) -> Dict[str, List[str]]:
    """-> ask -> questions, each under the ask that has the original it was made of; asks without any are left out."""
    owner = {question.strip(): ask for ask, asked in asks.items() for question in asked}
    kept: Dict[str, List[str]] = {}
    for original, question in zip(originals, questions):
        kept.setdefault(owner[original], []).append(question)
    return kept


def write_project(folder: Path, topics: Dict[str, List[str]], times: int) -> None:
    """Copies the project without what is not needed to run, its topics grown."""
    for entry in ROOT.iterdir():
        if entry.is_file() and entry.suffix == ".yml":
            shutil.copy(entry, folder)
        elif entry.is_dir() and not entry.name.startswith(".") and entry.name not in LEFT_BEHIND:
            shutil.copytree(entry, folder / entry.name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    (folder / ".cache").mkdir()
    (folder / ".cache" / "encoder").symlink_to(ROOT / ".cache" / "encoder")
    places = folder / "data" / "faq"
    files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in places.glob("*.yml")}
    for number, (topic, questions) in enumerate(grown(topics, times).items()):
        copied = number >= len(topics)
        original = topic.rpartition("_")[0] if copied else topic
        content = {**files[original],
                   "asks": under_their_asks(files[original]["asks"], evenly(topics[original]), questions)}
        if copied:
            word = topic.rpartition("_")[2]
            content["title"] = f"{content['title'].rstrip('?')[:TITLE_LIMIT - 2 - len(word)]} {word}"
        (places / f"{topic}.yml").write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def whole_stack(topics: Dict[str, List[str]], times: int) -> Size:
    """Trains the grown project, starts it and asks it. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="bench_growth_") as name:
        folder = Path(name)
        write_project(folder, topics, times)
        model = folder / "models" / "grown.tar.gz"
        begun = time.monotonic()
        trained = subprocess.run([sys.executable, "-m", "rasa", "train", "--skip-validation", "--force", "--out",
                                  str(model.parent), "--fixed-model-name", "grown"], cwd=folder, env=environment_for(0),
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        seconds = time.monotonic() - begun
        if trained.returncode:
            raise Failed(f"{times} times the topics could not be trained:\n{last_lines(trained.stdout.decode())}")
        texts = [question for questions in grown(topics, times).values() for question in questions]
        side = Side("grown", folder, lambda rasa_port, _: commands(model, rasa_port, desk=False))
        with running(side) as started:
            asked = random.Random(0).sample(texts, READ)
            took = one_client({"grown": started.port}, asked)["grown"]
            return {"whole_train": seconds, "whole_start": started.seconds, "whole_message": 1000 * median(took)}


def measure(knowledge: Knowledge, all_times: Tuple[int, ...] = TIMES) -> Iterator[Size]:
    """One size after the other. Raises Failed."""
    topics = topics_of(knowledge)
    for times in all_times:
        print(f"{times} times the topics ...", flush=True)
        size = in_a_process(times)
        if times in THROUGH_THE_STACK:
            size.update(whole_stack(topics, times))
        yield size


def topics_of(knowledge: Knowledge) -> Dict[str, List[str]]:
    """Topic id -> its questions."""
    return {topic: list(entry.questions) for topic, entry in knowledge.topics.items()}


if __name__ == "__main__":
    known = load()
    print(json.dumps(classifier_alone(topics_of(known), list(known.out_of_scope.questions), int(sys.argv[1]))))
