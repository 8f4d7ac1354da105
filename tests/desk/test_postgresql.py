"""The desk's tables in PostgreSQL instead of SQLite: the same tests, on a server of their own, made by the migrations."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from faq.reader import PROJECT
from stack.run import free_port

PROGRAMS = [Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/pgsql")]  # Debian, macOS, Fedora
SAME = ["test_importing.py"]


def program(name: str) -> str:
    """Where a program of PostgreSQL's lies, the newest version's."""
    found = [str(path) for place in PROGRAMS for path in place.glob(f"**/bin/{name}")]
    if not found and not shutil.which(name):
        pytest.fail("The desk's tests need PostgreSQL: apt-get install postgresql", pytrace=False)
    return shutil.which(name) or max(found)


def unprivileged(path: Path) -> list:
    """PostgreSQL runs for anybody but root, whose stand-in is the account that its package makes."""
    if os.geteuid():
        return []
    shutil.chown(path, "postgres")
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture
def server():
    """-> the address of an empty database on a server that is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="desk"))  # not tmp_path, which is root's alone
    who, port = unprivileged(home), free_port()
    subprocess.run([*who, program("initdb"), "-D", home / "data", "-U", "desk", "-A", "trust", "--no-sync"], check=True,
                   stdout=subprocess.DEVNULL)
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [*who, program("pg_ctl"), "-D", home / "data", "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL)
    yield f"postgres://desk@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(home)


def test_the_desk_on_postgresql(server):
    """Reading data/, the way out and all ways that are none."""
    tests = [str(Path(__file__).with_name(name)) for name in SAME]
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "pytest", "--migrations", "-p", "no:cacheprovider",
                           *tests], cwd=PROJECT, env={**os.environ, "DATABASE_URL": server}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
