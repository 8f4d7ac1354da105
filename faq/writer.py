"""Writes data files: whole or not at all, comments and order kept."""
import os
import tempfile
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Optional

from ruamel.yaml import YAML


def write_atomically(path: Path, text: str) -> None:
    """Replaces the file in one step: a reader, a crash or a full disk meets the old text or the new, never a part."""
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(scratch, path.stat().st_mode)
        else:
            os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def record_review(path: Path, by: str, on: date, due: date, note: Optional[str] = None) -> None:
    """Writes a new review into a data file; everything else in it stays as it is."""
    yaml = YAML()
    yaml.preserve_quotes = True  # type: ignore[assignment]
    yaml.width = 100_000  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=2, offset=0)
    content = yaml.load(path.read_text(encoding="utf-8"))
    review = content["review"]
    review.update({"by": by, "date": on, "due": due})
    if note:
        review["note"] = note
    else:
        review.pop("note", None)
    out = StringIO()
    yaml.dump(content, out)
    write_atomically(path, out.getvalue())
