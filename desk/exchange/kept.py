"""What an upload would change, kept between the page that shows it and the button: a file that only its account's address
leads to, in the folder that nobody else reads. It is gone when it is used, and after a day."""
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from django.conf import settings

from desk.exchange.comparing import Change
from desk.exchange.tables import Fault
from faq.writer import write_atomically

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Outcome:
    """What an upload would do. `file`: its name; `same`: how many topics it does not change."""

    file: str
    changes: List[Change]
    faults: List[Fault]
    notes: List[str]
    same: int


def keep(user: Any, outcome: Outcome) -> str:
    """Instead of what this account had uploaded before. -> the token that leads to it."""
    clear_away(f"{user.pk}.")
    token = secrets.token_urlsafe(16)
    values = asdict(outcome)
    for change in values["changes"]:
        del change["rows"]  # they have done their work, and their keys are none of JSON's
    write_atomically(_folder() / _name(user, token), json.dumps(values))
    return token


def clear_away(beginning: str = "/") -> None:
    """What is older than a day, or whose name begins so."""
    for old in list(_folder().iterdir()):
        if old.name.startswith(beginning) or old.stat().st_mtime < time.time() - DAY:
            old.unlink(missing_ok=True)


def kept(user: Any, token: str) -> Optional[Outcome]:
    """None if it is gone, or somebody else's."""
    path = _folder() / _name(user, token)
    if not TOKEN.fullmatch(token) or not path.is_file() or path.stat().st_mtime < time.time() - DAY:
        return None
    values: Dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    lists = ("added", "removed", "moved")
    changes = [Change(**{**each, **{name: [tuple(item) for item in each[name]] for name in lists}})
               for each in values["changes"]]
    return Outcome(**{**values, "changes": changes, "faults": [Fault(**each) for each in values["faults"]]})


def take(user: Any, token: str) -> Optional[Outcome]:
    """The same, once: a second press of the button finds nothing."""
    outcome = kept(user, token)
    try:
        (_folder() / _name(user, token)).unlink()
    except (OSError, ValueError):
        return None
    return outcome


def _folder() -> Path:
    folder = Path(settings.KEPT) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _name(user: Any, token: str) -> str:
    return f"{user.pk}.{token if TOKEN.fullmatch(token) else 'none'}.json"
