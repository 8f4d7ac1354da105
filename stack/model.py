"""Trains the model if none fits what is to be learned: `python -m stack.model [--force]`."""
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from faq.knowledge import Knowledge
from faq.problems import DataError
from faq.reader import DATA
from faq.store import load
from stack.progress import ROOT, plainly, step

MODELS = ROOT / "models"
KEPT = 5  # models; older ones are deleted
# Files whose every byte counts; of the data folder only what is learned from does.
LEARNED_BY = ("config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml", "data/stories.yml", "nlu/*.py",
              "faq/knowledge.py", "requirements.lock")


def what_is_learned(knowledge: Knowledge) -> Any:
    """The part of the data that a model is made of: a change of an answer's words leaves it as it is."""
    topics = {topic: [entry.title, *entry.questions] for topic, entry in knowledge.topics.items()}
    conditions = [[each.id, each.name, *each.also] for each in (knowledge.conditions.conditions
                                                              if knowledge.conditions else [])]
    signs = {name: sign.dict(exclude={"sign", "counts", "sources"}) for name, sign in knowledge.signs.items()}
    return [topics, conditions, signs, knowledge.out_of_scope.questions]


def fitting_model(knowledge: Knowledge, models: Path = MODELS) -> Path:
    """Where the model for the present data, settings and code lies, or is to lie."""
    digest = hashlib.sha256(json.dumps(what_is_learned(knowledge), sort_keys=True).encode())
    for pattern in LEARNED_BY:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return models / f"faq-{digest.hexdigest()[:16]}.tar.gz"


def train(model: Path, count: int) -> None:
    """Trains and stores a model. Raises Failed."""
    step(f"Training on {count:,} examples",
         [sys.executable, "-m", "rasa", "train", "--skip-validation", "--force", "--fixed-model-name",
          model.name[:-len(".tar.gz")], "--out", str(model.parent)], "The model could not be trained.")
    for old in sorted(model.parent.glob("faq-*.tar.gz"), key=os.path.getmtime)[:-KEPT]:
        old.unlink()


def ready_model(force: bool = False) -> Path:
    """The model that fits, trained first if need be. Raises DataError or Failed."""
    knowledge = load(DATA)
    model = fitting_model(knowledge)
    if force or not model.exists():
        count = sum(len(topic.questions) + 1 for topic in knowledge.topics.values())
        train(model, count + len(knowledge.out_of_scope.questions))
    os.utime(model)  # `rasa run` and `rasa shell` by hand take the newest
    return model


def main() -> None:
    with plainly(DataError):
        print(ready_model("--force" in sys.argv).relative_to(ROOT))


if __name__ == "__main__":
    main()
