"""What lies on the disk, and how long it takes from a fresh clone to the first answer."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Set, Tuple

from bench import stock
from bench.serving import wait_for_answer
from bench.table import Measure
from stack.progress import LOGS, ROOT, Failed
from stack.run import free_port
from stack.setup import VENV

PATIENCE = 1800.0  # seconds; a slow line has a third of a gigabyte to fetch
LEAVE = 20.0       # seconds for `make run` to end what it started


def size(folder: Path) -> int:
    """Bytes of all files below a folder, each file once however many names it has there."""
    seen: Set[Tuple[int, int]] = set()
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            found = os.lstat(os.path.join(where, name))
            if (found.st_dev, found.st_ino) not in seen:
                seen.add((found.st_dev, found.st_ino))
                total += found.st_size
    return total


def packages(environment: Path) -> int:
    """How many are installed."""
    return len(list(environment.glob("lib/python3*/site-packages/*.dist-info")))


def on_disk() -> Tuple[Measure, Measure]:
    """Both environments: packages, gigabytes."""
    return (Measure("packages", "Packages installed", "number", packages(VENV), packages(stock.VENV)),
            Measure("disk", "Packages on disk", "GB", size(VENV) / 1e9, size(stock.VENV) / 1e9,
                    "ours has its tools for tests and checks among them."))


def fresh() -> Measure:
    """Seconds from `git clone` to the first answer of `make run`, with empty package caches. Raises Failed.

    What is committed is cloned, not what lies changed beside it.
    """
    rasa_port, actions_port = free_port(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="bench_fresh_", dir=ROOT / ".cache"))
    project = folder / "project"
    env = {**os.environ, "PORT": str(rasa_port), "ACTIONS_PORT": str(actions_port), "PIP_NO_CACHE_DIR": "1",
           "UV_CACHE_DIR": str(folder / "uv_cache")}
    env.pop("MAKEFLAGS", None)  # those of `make bench`
    print("A fresh clone, with empty package caches ...", flush=True)
    log = LOGS / "bench_fresh.log"
    try:
        begun = time.monotonic()
        cloned = subprocess.run(["git", "clone", "--quiet", str(ROOT), str(project)], stderr=subprocess.PIPE)
        if cloned.returncode:
            raise Failed(f"The project could not be cloned: {cloned.stderr.decode().strip()}")
        with open(log, "wb") as output:
            process = subprocess.Popen(["make", "run"], cwd=project, env=env, stdout=output, stderr=subprocess.STDOUT,
                                       start_new_session=True)
        try:
            wait_for_answer(rasa_port, [process], PATIENCE)
            seconds = time.monotonic() - begun
        except Failed as reason:
            raise Failed(f"`make run` in a fresh clone gave no answer: {reason} See {log}.") from None
        finally:
            leave(process, project)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Measure("fresh", "Fresh clone to first answer", "s", seconds, None, "of ours, with empty package caches.")


def leave(process: subprocess.Popen, folder: Path) -> None:
    """Ends `make run`: a signal to make alone, which passes it on once; what then still runs in the folder is killed."""
    with suppress(ProcessLookupError):
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(LEAVE)
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if Path(os.readlink(entry / "cwd")) == folder:
                os.kill(int(entry.name), signal.SIGKILL)
