"""What is kept of models beside them, as small JSON files: which one answers visitors, how each was judged, and how far a
training has come. Read by Rasa's process, by the desk and by `make run`; written whole or not at all."""
import fcntl
import os
import time
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator, List, Optional, Type, TypeVar

from pydantic import BaseModel, ValidationError

from faq.reader import PROJECT
from faq.writer import write_atomically
from training.compare import Comparison

MODELS = Path(os.environ.get("FAQ_MODELS") or PROJECT / "models").resolve()
ARCHIVE = ".tar.gz"
SERVICE, HISTORY, ANSWERING, PROGRESS = "service.json", "history.json", "answering.json", "progress.json"
LOCK = ".training"
REMEMBERED = 100  # changes of service
Kind = TypeVar("Kind", bound=BaseModel)


class Service(BaseModel):
    """The model that answers visitors, by its file's name. `instead_of`: the one that fits the data, if that is another:
    it was found worse, or a person brought this one back. `by`: that person."""

    model: str
    instead_of: Optional[str] = None
    since: datetime
    by: Optional[str] = None


class History(BaseModel):
    """What was in service, the latest last."""

    services: List[Service] = []


class Answering(BaseModel):
    """What Rasa's process says of itself: the model that it has loaded, and, in a sentence, why not the one in service."""

    model: str
    since: datetime
    trouble: str = ""


class Progress(BaseModel):
    """Of the latest training. `step`: "training", "comparing", "done" or "failed"; `usually`: seconds that the whole took
    last time, 0 if that is not known; `trouble`: what went wrong, in a sentence."""

    step: str
    since: datetime
    model: str = ""
    usually: float = 0.0
    trouble: str = ""


def now() -> datetime:
    return datetime.now(timezone.utc)


def in_service(models: Path = MODELS) -> Optional[Service]:
    """None before the first model."""
    return _read(models / SERVICE, Service)


def put_into_service(model: str, models: Path = MODELS, instead_of: Optional[str] = None, by: Optional[str] = None
                     ) -> None:
    """From now on visitors are answered by this one; Rasa's process takes it within a few seconds (training/swap.py)."""
    before, other = in_service(models), instead_of if instead_of != model else None
    service = Service(model=model, instead_of=other, since=now(), by=by)
    _write(models / SERVICE, service)
    if before is None or before.model != model:
        _write(models / HISTORY, History(services=[*history(models), service][-REMEMBERED:]))


def history(models: Path = MODELS) -> List[Service]:
    """Which model began to answer when, the latest last."""
    found = _read(models / HISTORY, History)
    return found.services if found else []


def answering(models: Path = MODELS) -> Optional[Answering]:
    """None before the assistant has been started."""
    return _read(models / ANSWERING, Answering)


def note_answering(model: str, models: Path = MODELS, trouble: str = "") -> None:
    _write(models / ANSWERING, Answering(model=model, since=now(), trouble=trouble))


def progress(models: Path = MODELS) -> Optional[Progress]:
    """None if nothing was ever trained in the background."""
    return _read(models / PROGRESS, Progress)


def note(found: Progress, models: Path = MODELS) -> None:
    _write(models / PROGRESS, found)


def report(model: str, models: Path = MODELS) -> Optional[Comparison]:
    """How a model was judged beside the one before it; None if it never was."""
    return _read(_report(model, models), Comparison)


def keep_report(found: Comparison, models: Path = MODELS) -> None:
    _write(_report(found.candidate, models), found)


def kept(models: Path = MODELS) -> List[Path]:
    """The models that are there, the newest first."""
    return sorted(models.glob(f"faq-*{ARCHIVE}"), key=os.path.getmtime, reverse=True)


def delete(model: Path) -> None:
    """With its report."""
    model.unlink()
    _report(model.name, model.parent).unlink(missing_ok=True)


@contextmanager
def alone(models: Path = MODELS, patience: float = 0.0) -> Iterator[bool]:
    """Whether nobody else trains in this folder now; nobody begins to while it holds. Who is killed lets go of it.
    `patience`: seconds to wait for whoever only looks (the desk's page), or is just ending."""
    models.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with open(models / LOCK, "w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                yield False
            else:
                yield True
            return


def _report(model: str, models: Path) -> Path:
    return models / f"{model[:-len(ARCHIVE)]}.json"


def _read(path: Path, kind: Type[Kind]) -> Optional[Kind]:
    """What cannot be read is as good as not there: it is written anew by the next training."""
    try:
        return kind.parse_raw(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError, ValueError):
        return None


def _write(path: Path, found: BaseModel) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, found.json(indent=1))
