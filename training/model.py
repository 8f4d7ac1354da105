"""Trains the model if none fits what is to be learned: `python -m training.model [--force]`."""
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, Iterable, Optional

from faq.knowledge import Knowledge
from faq.problems import DataError
from faq.reader import DATA
from faq.store import load
from stack.progress import ROOT, Failed, environment, plainly, step
from training import record
from training.record import MODELS

KEPT = 5  # models beside the one in service; older ones are deleted
UNFINISHED = ".unfinished-"
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
    """Where the model for the present data, settings and code lies, or is to lie. What the same settings and code made
    bears names that begin alike (family)."""
    code = hashlib.sha256()
    for pattern in LEARNED_BY:
        for file in sorted(ROOT.glob(pattern)):
            code.update(file.read_bytes())
    data = hashlib.sha256(json.dumps(what_is_learned(knowledge), sort_keys=True).encode())
    return models / f"faq-{code.hexdigest()[:8]}-{data.hexdigest()[:8]}{record.ARCHIVE}"


def family(model: str) -> str:
    """What the names of all models begin with that were made by the same settings and code."""
    return model.rpartition("-")[0]


def train(model: Path, count: int) -> None:
    """Trains and stores a model, whole or not at all. Raises Failed."""
    model.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=model.parent, prefix=UNFINISHED) as folder:
        step(f"Training on {count:,} examples",
             [sys.executable, "-m", "rasa", "train", "--skip-validation", "--force", "--fixed-model-name",
              model.name[:-len(record.ARCHIVE)], "--out", folder], "The model could not be trained.",
             training_environment())
        os.replace(Path(folder, model.name), model)


def training_environment() -> Dict[str, str]:
    """Topics and danger are learned at the same time, so each takes half of the processors for its products of matrices."""
    return environment(OPENBLAS_NUM_THREADS=str(max((os.cpu_count() or 1) // 2, 1)))


def examples(knowledge: Knowledge) -> int:
    """How many there are to learn topics from."""
    return sum(len(topic.questions) + 1 for topic in knowledge.topics.values()) + len(knowledge.out_of_scope.questions)


def clear_away(models: Path, wanted: Iterable[str]) -> None:
    """Deletes all but the newest models and those that are wanted, by name; and what a killed training began."""
    for old in [each for each in record.kept(models) if each.name not in wanted][KEPT:]:
        record.delete(old)
    for unfinished in models.glob(f"{UNFINISHED}*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def ready_model(force: bool = False) -> Path:
    """The model to answer visitors with: the one that fits the data, trained first if need be; or the one in service in its
    place, because it was found worse or a person chose so. Raises DataError or Failed."""
    knowledge = load(DATA)
    model, service = fitting_model(knowledge), record.in_service()
    if service and service.instead_of == model.name and (MODELS / service.model).exists() and not force:
        print(f"The model of {service.since:%d %B %Y} goes on answering, and not the one that fits the data: the desk's "
              "page “Training” says why.")
        return MODELS / service.model
    with record.alone(patience=1.0) as free:
        if not free:
            return _meanwhile(service)
        if force or not model.exists():
            train(model, examples(knowledge))
        record.put_into_service(model.name)
        clear_away(MODELS, [model.name])
    os.utime(model)  # `rasa run` and `rasa shell` by hand take the newest
    return model


def _meanwhile(service: Optional[record.Service]) -> Path:
    """While somebody else trains: the model that was in service before, which hands over when the other is ready."""
    if service and (MODELS / service.model).exists():
        return MODELS / service.model
    raise Failed("The first model is being trained just now: try again in two minutes.")


def main() -> None:
    with plainly(DataError):
        print(os.path.relpath(ready_model("--force" in sys.argv), ROOT))


if __name__ == "__main__":
    main()
