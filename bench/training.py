"""How long training takes: ours as a whole process, Rasa's default pipeline up to a limit and extrapolated from there."""
import re
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple, Optional

from bench import stock
from bench.table import Measure
from faq.knowledge import Knowledge
from stack.progress import LOGS, Failed, last_lines
from stack.run import end
from training.model import examples, train

LOOK_EVERY = 1.0  # seconds
EPOCHS = re.compile(r"Epochs:[^\r\n]*?(\d+)/(\d+) \[(?:(\d+):)?(\d+):(\d+)<")


class Epochs(NamedTuple):
    """How far a training has come, by its own progress bar: epochs finished, epochs in all, seconds spent on them, and
    how many of these on the first one (TensorFlow builds its graph in it)."""

    finished: int
    total: int
    seconds: int
    first: int


def epochs_of(log: str) -> Optional[Epochs]:
    """The last state of Rasa's progress bar in what it said; None if it shows none yet."""
    found = EPOCHS.findall(log)
    if not found:
        return None
    states = [[int(part or 0) for part in state] for state in found]
    seconds = [hours * 3600 + minutes * 60 + rest for _, _, hours, minutes, rest in states]
    first = next((spent for state, spent in zip(states, seconds) if state[0]), 0)
    return Epochs(states[-1][0], states[-1][1], seconds[-1], first)


def extrapolated(elapsed: float, epochs: Epochs) -> float:
    """Seconds that the whole would take: those elapsed, and the epochs that are left at the pace of the finished ones
    (without the first, if there are others). Rather too much: DIET's batches grow, so its later epochs are shorter."""
    pace = (epochs.seconds - epochs.first) / (epochs.finished - 1) if epochs.finished > 1 else float(epochs.seconds)
    return elapsed + (epochs.total - epochs.finished) * pace


def ours(knowledge: Knowledge, times: int) -> float:
    """Median seconds of this project's training on its own data, into a folder that is deleted. Raises Failed."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            begun = time.monotonic()
            train(Path(folder, "faq-bench.tar.gz"), examples(knowledge))
            seconds.append(time.monotonic() - begun)
    return median(seconds)


def default_pipeline(minutes: float) -> Measure:
    """`rasa train nlu` with Rasa's default pipeline on the same examples, stopped after so many minutes. Raises Failed."""
    label = "Training of Rasa's default pipeline (NLU only)"
    log = LOGS / "bench_default_pipeline.log"
    project = stock.PROJECT
    print(f"Training Rasa's default pipeline, {minutes:.0f} minutes at most ...", flush=True)
    with tempfile.TemporaryDirectory() as folder, open(log, "wb") as output:
        examples = Path(folder, "nlu")
        examples.mkdir()
        for name in ("nlu.yml", "talk.yml"):
            (examples / name).write_bytes((project / name).read_bytes())
        command = [str(stock.PYTHON), "-m", "rasa", "train", "nlu", "--config", str(project / "diet.yml"), "--nlu",
                   str(examples), "--domain", str(project / "domain.yml"), "--out", folder]
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=stock.environment(), stdout=output,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            while process.poll() is None and time.monotonic() - begun < 60 * minutes:
                time.sleep(LOOK_EVERY)
            elapsed, cut_off = time.monotonic() - begun, process.poll() is None
        finally:
            end([process])
    said = log.read_text(encoding="utf-8", errors="replace")
    if not cut_off:
        if process.returncode:
            raise Failed(f"Rasa's default pipeline could not be trained; {log} says:\n{last_lines(said)}")
        return Measure("default_training", label, "s", None, elapsed)
    epochs = epochs_of(said)
    if epochs is None or not epochs.finished:
        return Measure("default_training", label, "s", None, None, f"no epoch was finished within {minutes:.0f} minutes.")
    return Measure("default_training", label, "s", None, extrapolated(elapsed, epochs),
                   f"extrapolated: it was cut off after {elapsed:.0f} s with {epochs.finished} of {epochs.total} epochs "
                   f"finished; rather too much, since its later epochs are shorter.")
