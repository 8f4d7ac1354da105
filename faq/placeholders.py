"""Placeholders: `{phone}` in an answer stands for what data/clinic.yml says under `phone`."""
import re
from typing import Mapping, Optional, Set

PLACEHOLDER = re.compile(r"\{(\w+)\}")
BRACE = re.compile(r"[{}]")


def placeholders(text: str) -> Set[str]:
    """The names that stand in braces."""
    return set(PLACEHOLDER.findall(text))


def stray_brace(text: str) -> bool:
    """Whether a brace stands there that is part of no placeholder: `{price first}`, `{phone`."""
    return bool(BRACE.search(PLACEHOLDER.sub("", text)))


def fill(text: str, values: Mapping[str, Optional[str]]) -> Optional[str]:
    """The text with every placeholder filled, or None if a value is missing: half a sentence is never served."""
    if any(not values.get(name) for name in placeholders(text)):
        return None
    return PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), text).strip()
