"""Public sets of messages with their intents, read from a folder; where they are published, and what others scored on them.

HINT3 v1 (github.com/hellohaptik/HINT3, ODbL): what people really wrote to three live bots, half or more of it out of scope.
BANKING77 (github.com/PolyAI-LDN/task-specific-datasets, CC BY 4.0): 77 intents of one bank's help desk. Neither is part of
the project. The files are named hint3_<bot>_train.csv and banking77_train.csv, and _test.csv beside them.
"""
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np

from stack.progress import Failed

BOTS = ("curekart", "sofmattress", "powerplay11")
STRANGER = "NO_NODES_DETECTED"  # HINT3's label of what is out of scope; in test sets only
FEW = 10                        # examples an intent, of the small training sets of BANKING77
SEEDS = (0, 1)                  # of their draws
BANK, BANK_FULL = f"BANKING77, {FEW} examples an intent", "BANKING77, all examples"
PUBLISHED: Dict[str, str] = {
    "HINT3 curekart": "Haptik .603, Rasa (2020) .511",
    "HINT3 sofmattress": "Dialogflow .638, Rasa (2020) .526",
    "HINT3 powerplay11": "Haptik .425, Rasa (2020) .340",
    BANK: "ICDA 89.8, CPFT 87.2, USE+ConveRT 85.2",
    BANK_FULL: "USE+ConveRT 93.4",
}
SOURCES = """\
- Published, HINT3: the best of four platforms and BERT, and Rasa, each at its own best threshold (Arora et al., "HINT3:
  Raising the bar for Intent Detection in the Wild", EMNLP 2020 Insights workshop).
- Published, BANKING77: USE+ConveRT (Casanueva et al., "Efficient Intent Detection with Dual Sentence Encoders", 2020), CPFT
  and ICDA as others quote them; the papers were not read."""
Row = Tuple[str, str]  # text, intent


@dataclass(frozen=True)
class Exam:
    """One training set and the test set that goes with it. `seed` of the draw, None if all there is is learned from."""

    name: str
    learned: List[Row]
    asked: List[Row]
    seed: Optional[int] = None

    @property
    def strangers(self) -> int:
        """How many of those asked are out of scope; where there are none, every message is to be answered."""
        return sum(intent == STRANGER for _, intent in self.asked)

    @property
    def key(self) -> str:
        return self.name if self.seed is None else f"{self.name}, draw {self.seed}"


def exams(folder: Path) -> List[Exam]:
    """HINT3's three bots, BANKING77 with few examples (a draw a seed) and with all. Raises Failed."""
    found = [Exam(f"HINT3 {bot}", with_names(rows(folder / f"hint3_{bot}_train.csv", "sentence", "label")),
                  rows(folder / f"hint3_{bot}_test.csv", "sentence", "label")) for bot in BOTS]
    learned, asked = (rows(folder / f"banking77_{part}.csv", "text", "category") for part in ("train", "test"))
    found += [Exam(BANK, with_names(drawn(learned, FEW, seed)), asked, seed) for seed in SEEDS]
    return [*found, Exam(BANK_FULL, with_names(learned), asked)]


def rows(file: Path, text: str, intent: str) -> List[Row]:
    """The two columns of a CSV file. Raises Failed."""
    try:
        with open(file, encoding="utf-8", newline="") as lines:
            return [(" ".join(row[text].split()), row[intent].strip()) for row in csv.DictReader(lines)]
    except FileNotFoundError:
        raise Failed(f"{file} is missing: get the files from where bench/exams.py says they are published.") from None
    except KeyError as column:
        raise Failed(f"{file} has no column {column}.") from None


def drawn(learned: List[Row], count: int, seed: int) -> List[Row]:
    """`count` examples of each intent, by lot."""
    lot = np.random.RandomState(seed)
    by_intent: Dict[str, List[str]] = {}
    for text, intent in learned:
        by_intent.setdefault(intent, []).append(text)
    return [(str(text), intent) for intent, texts in by_intent.items() for text in lot.permutation(sorted(texts))[:count]]


def with_names(learned: List[Row]) -> List[Row]:
    """Each row once, and each intent's name in words as one more example, as a topic's title is one."""
    names = [(intent.replace("_", " ").lower(), intent) for intent in dict.fromkeys(intent for _, intent in learned)]
    return [row for row in dict.fromkeys([*learned, *names]) if row[0]]
