"""`python -m stack.backup`: what the clinic's people wrote, in one file. `python -m stack.backup restore FILE`: back again.

The data folder, the desk's tables (drafts, accounts, approvals, history; SQLite's own backup, so a desk may run meanwhile)
and its key. Conversations stay out: what a visitor deleted, or retention, must not come back.
"""
import argparse
import os
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from faq.problems import DataError
from faq.reader import DATA, PROJECT
from faq.store import load
from stack.progress import Failed, plainly

KEPT = Path(os.environ.get("DESK_KEPT") or PROJECT / ".data")
BACKUPS = PROJECT / "backups"
TABLES, KEY = "desk.db", "desk.key"


def backup(folder: Path = BACKUPS, data: Path = DATA, kept: Path = KEPT) -> Path:
    """-> the file that was made, readable by nobody else."""
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"clinic-{datetime.now():%Y-%m-%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory() as scratch, open(os.open(made, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out, \
            tarfile.open(fileobj=out, mode="w:gz") as packed:
        packed.add(data, "data")
        if (kept / TABLES).exists():
            copy = Path(scratch, TABLES)
            with closing(sqlite3.connect(kept / TABLES)) as tables, closing(sqlite3.connect(copy)) as into:
                tables.backup(into)
            packed.add(copy, TABLES)
        if (kept / KEY).exists():
            packed.add(kept / KEY, KEY)
    return made


def restore(file: Path, data: Path = DATA, kept: Path = KEPT) -> Path:
    """Puts back what a backup holds. -> the folder to which what stood there was moved. Raises Failed, or DataError if the
    backup's data has problems; nothing is changed then. Neither the assistant nor the desk may run."""
    aside = data.parent / f"before-restore-{datetime.now():%Y-%m-%d-%H%M%S}"
    with tempfile.TemporaryDirectory(dir=data.parent) as scratch:  # on the same disk: then moving is one step
        found = unpacked(file, Path(scratch))
        load(found / "data")
        aside.mkdir(mode=0o700)
        places = {"data": data, TABLES: kept / TABLES, KEY: kept / KEY}
        for name, place in places.items():
            for old in (place, *(place.with_name(f"{place.name}{end}") for end in ("-wal", "-shm"))):
                if old.exists():
                    shutil.move(old, aside / old.name)
            if (found / name).exists():
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(found / name, place)
    return aside


def unpacked(file: Path, folder: Path) -> Path:
    """Raises Failed if the file is no backup."""
    try:
        with tarfile.open(file) as packed:
            packed.extractall(folder, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise Failed(f"{file} is no backup that can be read: {error}") from None
    if not (folder / "data").is_dir():
        raise Failed(f"{file} holds no data folder, so it is no backup of `make backup`.")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m stack.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("restore", help="put a backup back").add_argument("file", type=Path)
    given = parser.parse_args()
    with plainly(DataError):
        if given.command == "restore":
            aside = restore(given.file)
            print(f"Restored from {given.file}. What stood there before is in {aside}; delete it when all is well.")
        else:
            print(f"Kept in {backup()}. Copy it to another machine.")


if __name__ == "__main__":
    main()
