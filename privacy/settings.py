"""What the data folder says that this room needs, read anew when its file has changed."""
import re
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Optional, Tuple

from faq.knowledge import Clinic, Urgent
from faq.reader import DATA, Stamp, read_file, stamp

# Crisis and help lines that visitors name though data/urgent.yml does not, digits only: older or other countries' ones.
HELP_LINES = frozenset("""
    911 999 112 000 111 988 811 211 101 105 116117 116123 116111 116000 131114 1737 85258 50808 741741 18002738255
    18007997233 08457909090 0800543354 0508828865
""".split())  # noqa: SIM905
_known: Dict[Path, Tuple[Optional[Stamp], Any]] = {}


def clinic(folder: Path = DATA) -> Clinic:
    """The clinic's facts; those before the last change, if that broke the file."""
    return _made_of(folder, "clinic.yml", lambda clinic: clinic) or Clinic()


def help_lines(folder: Path = DATA) -> FrozenSet[str]:
    """Emergency and crisis numbers, digits only: they are nobody's own."""
    return HELP_LINES | (_made_of(folder, "urgent.yml", _numbers) or frozenset())


def _numbers(urgent: Urgent) -> FrozenSet[str]:
    said = [line for numbers in urgent.numbers.values() for line in numbers.dict().values() if line]
    return frozenset(re.sub(r"\D", "", found) for line in said for found in re.findall(r"\+?\d[\d\s()-]*\d", line))


def _made_of(folder: Path, name: str, make: Callable[[Any], Any]) -> Any:
    """What is made of a file's entry, again only when the file has changed; None if there never was a right one."""
    path = folder / name
    now = stamp(path)
    seen, made = _known.get(path, (None, None))
    if path not in _known or seen != now:
        entry = read_file(name, path, f"{folder.name}/{name}").entry
        made = make(entry) if entry is not None else made
        _known[path] = (now, made)
    return made
