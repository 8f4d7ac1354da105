"""The plain words of danger: phrases of data/signs/ that nearly always mean it, unless something in the message calls them
off: words that the sign's file names, or what the parser finds around the phrase (urgency_scope.py)."""
import hashlib
import json
import re
from pathlib import Path
from typing import Dict, List, Set, Tuple

from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlu import urgency_scope
from nlu.language import english, parse
from nlu.urgency_scope import called_off

JOINED = re.compile(r"(?<=[^\W\d])[.\-_/]+(?=[^\W\d])")  # what joins two words; "9-1-1" is left alone
DIALLED = re.compile(r"\b(\d)[ .\-](\d)[ .\-](\d)\b")    # "9-1-1" and "9 9 9" are read as one number
PHRASES, UNLESS = "sign", "unless"  # names of lookup tables: "sign:<urgency>:<id>" and "unless:<urgency>:<id>"


def phrase_tables(training_data: TrainingData) -> Dict[str, List[str]]:
    """The lookup tables that hold signs of danger and what calls them off, by name."""
    return {table["name"]: table["elements"] for table in training_data.lookup_tables
            if table["name"].split(":")[0] in (PHRASES, UNLESS)}


class Phrases:
    """Matches phrases by lemma: "chest pain" also finds "chest pains". `tables`: as phrase_tables() gives them.
    `fingerprint`: what finds the same in every text has the same."""

    def __init__(self, tables: Dict[str, List[str]]) -> None:
        self.names = english().vocab.strings
        code = b"".join(Path(file).read_bytes() for file in (__file__, urgency_scope.__file__))
        self.fingerprint = hashlib.sha256(json.dumps(tables).encode() + code).hexdigest()[:12]
        self.matcher = PhraseMatcher(english().vocab, attr="LEMMA")
        for name, phrases in tables.items():
            if phrases:
                self.matcher.add(name, [_lowered(words) for words in phrases])

    def standing(self, *spellings: str) -> Set[Tuple[str, str]]:
        """-> {(urgency, sign)} that nothing calls off. Of several spellings of a text each is heard by itself, so that a
        repaired word may add a sign but never take one away."""
        return set().union(*map(self._standing, spellings))

    def _standing(self, text: str) -> Set[Tuple[str, str]]:
        lower = _lowered(text)
        spans: Dict[str, List[Tuple[int, int]]] = {}
        for name, start, end in self.matcher(lower):
            spans.setdefault(self.names[name], []).append((start, end))
        signs = {name.split(":", 1)[1]: found for name, found in spans.items() if name.startswith(f"{PHRASES}:")}
        return {tuple(name.split(":")) for name, found in signs.items()  # type: ignore[misc]
                if f"{UNLESS}:{name}" not in spans and not all(called_off(lower, *span) for span in found)}


def _lowered(text: str) -> Doc:
    """Capitals change lemmas, and joints hide words: "CHEST-pain", "i.want.to.die"."""
    return parse(DIALLED.sub(r"\1\2\3", JOINED.sub(" ", text.lower())))
