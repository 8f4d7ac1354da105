"""Writes data files: whole or not at all, and nothing in them but what is meant to change."""
import os
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Dict, Optional, Union

import yaml

# The key at the start of a line, and the indented lines under it (also `review: {...}` on one line).
KEY = re.compile(r"^(?P<indent>[ \t]+)(?P<key>by|date|due|note):.*?(?P<comment>[ \t]+#.*)?$")
REVIEW = re.compile(r"^review:.*(?:\r?\n[ \t]+\S.*)*", re.MULTILINE)


def write_atomically(path: Path, text: str) -> None:
    """Replaces the file in one step: a reader, a crash or a full disk meets the old text or the new, never a part.
    Line ends are written as they stand in `text`."""
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, path.stat().st_mode if path.exists() else 0o644)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def clear_away(folder: Path) -> None:
    """Deletes what write_atomically left when it was killed: never read by anybody, but in the way of whoever looks."""
    for scratch in folder.glob(".*.yml.*"):
        scratch.unlink()


def record_review(path: Path, by: str, on: date, due: date, note: Optional[str] = None) -> None:
    """Writes a new review into a data file; every other byte of it stays. Raises ValueError if it has no review."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    review: Dict[str, Union[str, date]] = {"by": by, "date": on, "due": due, **({"note": note} if note else {})}
    changed, count = REVIEW.subn(lambda found: _renewed(found.group(), review), text, count=1)
    if not count:
        raise ValueError(f"{path.name} has no `review:`")
    write_atomically(path, changed)


def _renewed(block: str, review: Dict[str, Union[str, date]]) -> str:
    """The block with these values; a comment behind a value stays, and so does the order of the keys."""
    end = "\r\n" if "\r\n" in block else "\n"
    head, *lines = block.split(end)
    left, kept, dropping = dict(review), [head], False
    for line in lines:
        key = KEY.match(line)
        if key is None:
            if not dropping or line.lstrip().startswith("#"):
                kept.append(line)
            continue
        dropping = True  # what a longer value goes on with
        if key["key"] in left:
            value = yaml.safe_dump({key["key"]: left.pop(key["key"])}, allow_unicode=True, width=10_000).strip()
            kept.append(key["indent"] + value + (key["comment"] or ""))
    if head.strip() != "review:":  # all on one line: {by: ..., due: ...}
        left, kept = dict(review), ["review:"]
    kept += ["  " + yaml.safe_dump({key: value}, allow_unicode=True, width=10_000).strip() for key, value in left.items()]
    return end.join(kept)
