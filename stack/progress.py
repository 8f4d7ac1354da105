"""Runs a step of the set-up and shows that it is alive; says in one sentence what to do when it fails."""
import errno
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, NoReturn, Optional, Tuple, Type

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / ".cache" / "logs"
DOT_SECONDS = 2.0


def environment(**more: str) -> Dict[str, str]:
    """What our programs are started with: this environment and `more`, and Python may keep what it has compiled.

    Compiling Rasa's 2,000 modules anew takes three seconds of every start.
    """
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONWARNINGS": "ignore", **more}


class Failed(Exception):
    """A step could not be done; the text says what to do about it."""


def step(label: str, command: List[str], advice: str, env: Optional[Dict[str, str]] = None) -> None:
    """Runs a command to its end, a dot every two seconds. Its output goes to a log. Raises Failed with `advice`."""
    log = LOGS / (label.split()[0].lower() + ".log")
    print(f"{label} ", end="", flush=True)
    started = time.monotonic()
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        with open(log, "wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=env or environment(), stdout=output, stderr=subprocess.STDOUT)
            try:
                while True:
                    try:
                        process.wait(DOT_SECONDS)
                        break
                    except subprocess.TimeoutExpired:
                        print(".", end="", flush=True)
            except BaseException:
                process.kill()
                raise
    except OSError as error:
        print()
        raise Failed(said_of(error)) from None
    if process.returncode:
        print()
        text = log.read_text(encoding="utf-8", errors="replace")
        if "No space left on device" in text or "os error 28" in text:
            raise Failed(said_of(OSError(errno.ENOSPC, "")))
        raise Failed(f"{advice} What happened stands in {log.relative_to(ROOT)}:\n{last_lines(text)}")
    print(f" done in {time.monotonic() - started:.0f} s", flush=True)


def said_of(error: OSError) -> str:
    """An operating system's error in a sentence."""
    if error.errno == errno.ENOSPC:
        return f"The disk is full: make room (the whole needs 1.2 GB in {ROOT}), then run the same command again."
    return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")


def last_lines(text: str, count: int = 6) -> str:
    """The end of a log, where the cause usually stands."""
    return "\n".join([line for line in text.splitlines() if line.strip()][-count:])


@contextmanager
def plainly(*expected: Type[Exception]) -> Iterator[None]:
    """Ends the program with one sentence for Failed, an operating system's error, and what else is `expected`."""
    told: Tuple[Type[Exception], ...] = (Failed, *expected)
    try:
        yield
    except told as reason:
        give_up(reason)
    except OSError as error:
        give_up(said_of(error))


def give_up(reason: object) -> NoReturn:
    """Ends the program with one sentence and status 1."""
    print(f"\n{reason}", file=sys.stderr)
    sys.exit(1)
