"""Starts both sides and times them: start to first answer, messages by one client and by many, memory after the load."""
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import STDOUT, Popen
from typing import Callable, Dict, Iterator, List, Sequence, Tuple

from bench.load import CLIENTS, Client, many_clients, one_client, questions
from bench.table import Measure, percentile
from faq.knowledge import Knowledge
from stack.progress import LOGS, Failed
from stack.run import end, environment_for, free_port

FIRST_QUESTION = "Is acupuncture safe?"
PATIENCE = 300.0  # seconds for a first answer, TensorFlow on a slow machine included
PAUSE = 0.05      # seconds between two tries: the error of a start's time


@dataclass(frozen=True)
class Side:
    """One of the two that are compared. `commands(rasa_port, actions_port)` start it in `folder`."""

    name: str
    folder: Path
    commands: Callable[[int, int], List[List[str]]]


@dataclass(frozen=True)
class Running:
    """A side that answers. `seconds`: from the start of its processes to the first answer."""

    name: str
    port: int
    processes: List[Popen]
    seconds: float


@dataclass(frozen=True)
class Amounts:
    """How much is measured."""

    starts: int = 3
    messages: int = 200   # by one client
    crowd: int = 400      # messages by 16 clients, in each round
    rounds: int = 3


def wait_for_answer(port: int, processes: List[Popen], patience: float = PATIENCE) -> None:
    """Until a question is answered with a topic or a suggestion. Raises Failed if a process ends first or time is up."""
    deadline, tries = time.monotonic() + patience, 0
    while time.monotonic() < deadline:
        ended = [process.returncode for process in processes if process.poll() is not None]
        if ended:
            raise Failed(f"One of its programs ended with status {ended[0]}.")
        client, tries = Client(port), tries + 1
        try:
            client.ask(f"first-{tries}", FIRST_QUESTION)
            if client.last["topics"] or client.last["suggestions"]:  # no mere word that the action server is out
                return
        except (OSError, Failed):
            pass
        finally:
            client.close()
        time.sleep(PAUSE)
    raise Failed(f"There was no answer within {patience:.0f} s.")


@contextmanager
def running(side: Side) -> Iterator[Running]:
    """A side's processes, started together, from the first answer on; ended on leaving. Raises Failed."""
    rasa_port, actions_port = free_port(), free_port()
    processes: List[Popen] = []
    log = LOGS / f"bench_{side.name}.log"
    LOGS.mkdir(parents=True, exist_ok=True)
    try:
        begun = time.monotonic()
        with open(log, "wb") as output:
            for command in side.commands(rasa_port, actions_port):
                processes.append(Popen(command, cwd=side.folder, env=environment_for(actions_port), start_new_session=True,
                                       stdout=output, stderr=STDOUT))
        try:
            wait_for_answer(rasa_port, processes)
        except Failed as reason:
            raise Failed(f"The side '{side.name}' did not start: {reason} What it said stands in {log}.") from None
        yield Running(side.name, rasa_port, processes, time.monotonic() - begun)
    finally:
        end(processes)


def memory(processes: Sequence[Popen]) -> Tuple[float, float]:
    """-> (RSS, PSS) of all processes in these sessions, bytes. RSS counts shared pages once a process, PSS once in all."""
    leaders = {process.pid for process in processes}
    resident = shared = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            session = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
            if session in leaders:
                resident += kilobytes((folder / "status").read_text(), "VmRSS")
                shared += kilobytes((folder / "smaps_rollup").read_text(), "Pss")
        except OSError:  # it has ended meanwhile
            continue
    return resident * 1024.0, shared * 1024.0


def kilobytes(text: str, name: str) -> int:
    """The value of a line "Name:   123 kB" of a file below /proc; 0 where there is none."""
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name}:")), 0)


def measure(ours: Side, stock: Side, knowledge: Knowledge, amounts: Amounts) -> List[Measure]:
    """Everything about serving. Raises Failed."""
    starts: Dict[str, List[float]] = {"ours": [], "stock": []}
    for number in range(amounts.starts):
        for side in (ours, stock):
            with running(side) as started:
                starts[side.name].append(started.seconds)
                print(f"Start {number + 1}, {side.name}: first answer after {started.seconds:.1f} s", flush=True)
    rates: Dict[str, List[float]] = {"ours": [], "stock": []}
    texts = questions(knowledge, amounts.crowd)
    with ExitStack() as both:
        sides = [both.enter_context(running(side)) for side in (ours, stock)]
        seconds = one_client({side.name: side.port for side in sides}, texts[:amounts.messages])
        for number in range(amounts.rounds):
            for each in sides if number % 2 else sides[::-1]:
                rates[each.name].append(many_clients(each.port, texts, str(number)))
                print(f"{CLIENTS} clients, {each.name}: {rates[each.name][-1]:.1f} messages a second", flush=True)
        held = {each.name: memory(each.processes) for each in sides}

    def row(key: str, label: str, unit: str, of: Callable[[str], float]) -> Measure:
        return Measure(key, label, unit, of("ours"), of("stock"))

    return [
        row("message_median", "A message, one client, median", "ms", lambda name: 1000 * median(seconds[name])),
        row("message_p99", "A message, one client, p99", "ms", lambda name: 1000 * percentile(seconds[name], 0.99)),
        row("rate", f"Messages with {CLIENTS} clients", "a second", lambda name: median(rates[name])),
        row("start", "Start to first answer", "s", lambda name: median(starts[name])),
        row("rss", "Resident memory after the load", "MB", lambda name: held[name][0] / 1e6),
        row("pss", "The same, shared pages once (PSS)", "MB", lambda name: held[name][1] / 1e6),
    ]
