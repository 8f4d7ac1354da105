"""Starts the action server and Rasa, says where to go, and ends both together: `python -m stack.run`."""
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Dict, Iterator, List, NoReturn

from faq.problems import DataError
from privacy.retention import start_deleting
from privacy.words import prepare
from stack.progress import ROOT, Failed, environment, plainly
from training.model import ready_model

HOST = "127.0.0.1"
START_SECONDS = 120.0  # a slow machine's worst; usually 5
STOP_SECONDS = 8.0
MOST_RESTARTS = 5  # within a minute, of what may be started again
RASA, DESK = "Rasa", "The desk"
NAMES = ("The action server", RASA, DESK)  # of the programs, in the order of their start
# The secret that Rasa shows to the action server: another at each start, never written down, never on a command line.
TOKEN = secrets.token_urlsafe(32)


def authorization(token: str) -> str:
    """The value of the header that shows the secret."""
    return f"Bearer {token}"


def port(name: str, usual: int) -> int:
    """A port from the environment. Raises Failed if it is no port number."""
    text = os.environ.get(name) or str(usual)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Failed(f"{name}={text} is no port: give a number from 1 to 65535, for example {name}={usual + 1}.")
    return int(text)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def check_free(name: str, number: int) -> None:
    """Raises Failed if somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as error:
            raise Failed(f"Port {number} cannot be used ({error.strerror}): end what uses it, or choose another with "
                         f"{name}={number + 1} make run.") from None


def commands(model: Path, rasa_port: int, desk: bool) -> List[List[str]]:
    """The two programs, the action server and Rasa; and the desk, if it is to run beside them."""
    python = sys.executable
    return [[python, "-m", "stack.actions_server"],
            [python, "-m", "rasa", "run", "--quiet", "-i", HOST, "-p", str(rasa_port), "--model", str(model)],
            *([[python, "-W", "ignore", "-m", "desk"]] if desk else [])]


def environment_for(actions_port: int) -> Dict[str, str]:
    """For both programs: where the action server listens, the secret between them; nothing is reported to anybody; products
    of matrices in one thread, since a second one waits busily for the next and takes a processor from other visitors."""
    return environment(ACTIONS_PORT=str(actions_port), ACTIONS_TOKEN=TOKEN, RASA_TELEMETRY_ENABLED="false",
                       PYTHONUNBUFFERED="1", OPENBLAS_NUM_THREADS="1")


def start(command: List[str], actions_port: int) -> subprocess.Popen:
    """In a session of its own, so that Ctrl-C reaches this program only, which ends both in order."""
    return subprocess.Popen(command, cwd=ROOT, env=environment_for(actions_port), start_new_session=True)


@contextmanager
def started(model: Path, rasa_port: int, actions_port: int, desk: bool = False) -> Iterator[List[subprocess.Popen]]:
    """The programs running, answering, and ended on leaving, however that comes. Raises Failed."""
    processes: List[subprocess.Popen] = []
    prepare()
    deleting = start_deleting()
    try:
        for command in commands(model, rasa_port, desk):
            processes.append(start(command, actions_port))
        assistant = processes[:2]  # which waits for no desk
        wait_for(f"http://{HOST}:{actions_port}/health", assistant, TOKEN)
        wait_for(f"http://{HOST}:{rasa_port}/webhooks/rest/", assistant)
        warm_up(rasa_port)
        yield processes
    finally:
        deleting.set()
        end(processes)


def wait_for(address: str, processes: List[subprocess.Popen], token: str = "") -> None:
    """Until the address answers, which the action server does only to who shows the secret. Raises Failed if a program
    ends first, or time is up."""
    request = urllib.request.Request(address, headers={"Authorization": authorization(token)} if token else {})
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        check_alive(processes)
        try:
            urllib.request.urlopen(request, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Failed(f"{address} did not answer within {START_SECONDS:.0f} s; what the programs said stands above.")


def ask(rasa_port: int, sender: str, message: str) -> List[Dict[str, Any]]:
    """One turn over the REST channel."""
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(f"http://{HOST}:{rasa_port}/webhooks/rest/webhook", body,
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.loads(reply.read())


def warm_up(rasa_port: int) -> None:
    """Says the first words, whose answer takes 0.7 s, so that no visitor need wait for it: to forget all that is said, so
    that nothing of it is kept."""
    with suppress(OSError, ValueError):  # whoever asks next is told what is wrong
        ask(rasa_port, secrets.token_urlsafe(16), "delete my data")


def check_alive(processes: List[subprocess.Popen]) -> None:
    """Raises Failed if one of the programs has ended."""
    for name, process in zip(NAMES, processes):
        if process.poll() is not None:
            raise Failed(f"{name} ended (status {process.returncode}), so all was stopped; what it said stands above.")


def watch(processes: List[subprocess.Popen], actions_port: int) -> NoReturn:
    """For as long as it runs: an action server that ends is started again, since visitors were told to ask again in a
    minute, and so is the desk; without a desk that does not stay up it goes on. Raises Failed if Rasa ends, or if the
    action server does not stay up."""
    restarts: Dict[str, List[float]] = {name: [] for name in NAMES}
    while True:
        time.sleep(0.5)
        for name, ended in list(zip(NAMES, processes)):
            if ended.poll() is None or name == RASA:
                continue
            restarts[name] = [moment for moment in restarts[name] if time.monotonic() - moment < 60] + [time.monotonic()]
            told = f"{name} ended (status {ended.returncode}); "
            if len(restarts[name]) <= MOST_RESTARTS:
                print(f"{told}starting it again.", file=sys.stderr, flush=True)
                processes[NAMES.index(name)] = start(list(ended.args), actions_port)  # type: ignore[arg-type]
            elif name == DESK:
                print(f"{told}the assistant goes on without it. What it said stands above.", file=sys.stderr, flush=True)
                processes.remove(ended)
        check_alive(processes)


def end(processes: List[subprocess.Popen]) -> None:
    """Ends the programs and all that they started: kindly first, then by force."""
    for kind, patience in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 2.0)):
        for process in processes:
            if process.poll() is None or kind == signal.SIGKILL:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, kind)
        deadline = time.monotonic() + patience
        while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
            time.sleep(0.05)


def main() -> None:
    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for kind in (signal.SIGTERM, signal.SIGHUP):  # ended by somebody, or with its terminal
        signal.signal(kind, stop)
    with suppress(KeyboardInterrupt), plainly(DataError):
        rasa_port, actions_port = port("PORT", 5005), port("ACTIONS_PORT", 5055)
        check_free("PORT", rasa_port)
        check_free("ACTIONS_PORT", actions_port)
        desk = bool(os.environ.get("DESK"))
        if desk:
            check_free("DESK_PORT", port("DESK_PORT", 8005))
        model = ready_model()
        print("Starting ...", flush=True)
        with started(model, rasa_port, actions_port, desk) as processes:
            print(f"The assistant is ready: open http://{HOST}:{rasa_port}/ in a browser on this machine.\n"
                  f"Stop it with Ctrl-C.", flush=True)
            watch(processes, actions_port)
    print("\nStopped.")


if __name__ == "__main__":
    main()
