"""Has what was asked put into groups of like meaning, by a program of its own (nlu/grouping.py), outside of any request.

What it said last is kept in memory by the hashes of the texts, and asked for anew only when texts have come or are deleted:
not when something is done about one. The program holds the encoder (450 MB), so it is let go when nobody has looked for a
while; until then it knows most vectors already.
"""
import json
import subprocess
import sys
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock, Thread, Timer
from typing import Any, Dict, List, Optional, Sequence, Tuple

from faq.reader import PROJECT

PROGRAM = (sys.executable, "-W", "ignore", "-m", "nlu.grouping")
NOT_BUILT = 3   # its exit code without an encoder
LIMIT = 120.0   # seconds; 500 texts take 16 on two processors
IDLE = 120.0    # seconds without a question until it is ended
MOST = 500      # texts, the newest; as many as the program remembers
ODD = "The questions are not in groups: the program that compares them gave no groups."


class State(str, Enum):
    READY = "ready"
    WORKING = "working"  # what is shown is older than the list
    FAILED = "failed"


class NotGrouped(Exception):
    """Why there are no groups, in a sentence for staff."""


@dataclass(frozen=True)
class Groups:
    """`of`: a text's hash -> its group's number; `names`: by number."""

    of: Dict[int, int] = field(default_factory=dict)
    names: Tuple[str, ...] = ()


class Program:
    """The other program: begun when first asked, ended when it is idle or takes too long."""

    def __init__(self, command: Sequence[str] = PROGRAM, limit: float = LIMIT, idle: float = IDLE) -> None:
        self.command, self.limit, self.idle = command, limit, idle
        self._process: Optional[subprocess.Popen] = None
        self._ending: Optional[Timer] = None
        self._asking = Lock()

    def ask(self, texts: Sequence[str]) -> List[Dict[str, Any]]:
        """Raises NotGrouped."""
        with self._asking:
            if self._ending:
                self._ending.cancel()
            limit = _later(self.limit, self._kill)
            try:
                process = self._begun()
                process.stdin.write(json.dumps(list(texts)) + "\n")
                process.stdin.flush()
                found: List[Dict[str, Any]] = json.loads(process.stdout.readline())
            except (OSError, ValueError):  # it is not there, or it ended
                raise NotGrouped(_why(self._ended(), self.limit)) from None
            finally:
                limit.cancel()
            self._ending = _later(self.idle, self.end)
            return found

    def end(self) -> None:
        """It begins again when it is asked."""
        with self._asking:
            self._ended()

    def _begun(self) -> Any:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(self.command, cwd=PROJECT, text=True, stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return self._process

    def _kill(self) -> None:
        process = self._process
        if process:
            process.kill()

    def _ended(self) -> int:
        """-> its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        try:
            process.communicate(timeout=1)  # it ends with its input
        except (OSError, ValueError, subprocess.TimeoutExpired):
            process.kill()
        return process.wait()


class Grouper:
    """What the program said last, and whether it is being asked again."""

    def __init__(self, program: Optional[Program] = None) -> None:
        self.program = program or Program()
        self.groups, self.trouble = Groups(), ""
        self._working, self._failed = False, 0
        self._lock = Lock()

    def look(self, texts: Sequence[str], there: Sequence[str]) -> Tuple[Groups, State]:
        """`texts`: what is to be in groups, the newest first; `there`: all that is still kept. Returns at once."""
        wanted = {hash(text): text for text in texts[:MOST]}
        with self._lock:
            if wanted.keys() <= self.groups.of.keys() <= set(map(hash, there)):
                return self.groups, State.READY
            if self._failed == hash(frozenset(wanted)):
                return self.groups, State.FAILED
            if not self._working:
                self._working = True
                Thread(target=self._work, args=(wanted,), name="grouping", daemon=True).start()
            return self.groups, State.WORKING

    def _work(self, wanted: Dict[int, str]) -> None:
        hashes, failed, trouble, groups = list(wanted), 0, "", Groups()
        try:
            found = self.program.ask(list(wanted.values())) if wanted else []
            groups = Groups({hashes[member]: number for number, each in enumerate(found) for member in each["members"]},
                            tuple(each["name"] for each in found))
        except NotGrouped as error:
            failed, trouble = hash(frozenset(wanted)), str(error)
        except (LookupError, TypeError):  # no list of groups
            failed, trouble = hash(frozenset(wanted)), ODD
        with self._lock:
            self.groups, self.trouble, self._failed, self._working = groups, trouble, failed, False


def _why(code: int, limit: float) -> str:
    if code == NOT_BUILT:
        return ("The questions are not in groups, since what compares them (the encoder) is not on this machine. Whoever "
                "looks after it can run `make setup`.")
    return (f"The questions are not in groups: comparing them took longer than {limit:.0f} seconds, or the program that "
            f"does it ended early (code {code}). It is tried again when something new is asked.")


def _later(seconds: float, what: Any) -> Timer:
    timer = Timer(seconds, what)
    timer.daemon = True  # the desk does not wait for it when it is stopped
    timer.start()
    return timer


grouper = Grouper()  # of this process
