"""What data/clinic.yml itself says about its facts, in its comments: there it is written, and nowhere else."""
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Tuple

from faq.knowledge import Clinic
from faq.reader import DATA, PROJECT

FILE = "clinic.yml"
HEADING = re.compile(r"# --- (.+?) -+")
FACT = re.compile(r"(\w+):")
EXAMPLE = re.compile(r"\s*Example:\s*")
OTHERS = "More"


@dataclass
class Section:
    """Facts that stand together. `facts`: [(name, what it is, an example)]"""

    title: str
    facts: List[Tuple[str, str, str]] = field(default_factory=list)


def sections(folder: Path = DATA) -> List[Section]:
    """Of this folder's file; where somebody has taken its comments away, of the one that comes with the program. Every
    fact is in one of them."""
    found: List[Section] = []
    for path in (folder / FILE, PROJECT / "data" / FILE):
        found = explained(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else []
        known = {name for section in found for name, _, _ in section.facts}
        if known == set(Clinic.__fields__):
            return found
    return [*found, Section(OTHERS, [(name, "", "") for name in Clinic.__fields__ if name not in known])]


def explained(text: str) -> List[Section]:
    """The comment right above a fact explains it; a line of dashes begins a section."""
    found: List[Section] = []
    comment: List[str] = []
    for line in text.splitlines():
        heading, fact = HEADING.fullmatch(line.rstrip()), FACT.match(line)
        if heading:
            found.append(Section(heading[1]))
        elif fact and fact[1] in Clinic.__fields__:
            if not found:
                found.append(Section(OTHERS))
            found[-1].facts.append((fact[1], *_parts(fact[1], " ".join(comment))))
        comment = [*comment, line[1:].strip()] if line.startswith("#") and not heading else []
    return found


def _parts(name: str, comment: str) -> Tuple[str, str]:
    """-> (what a fact is, an example), the example without what only the file needs: quotes and the name."""
    what, *more = EXAMPLE.split(comment, maxsplit=1)
    example = " ".join(more)
    return what, " or ".join(re.findall(r'"([^"]*)"', example)) or re.sub(rf"^{name}:\s*", "", example)
