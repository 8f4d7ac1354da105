"""Trains in the background after the data has changed, and takes the new model into service if nothing falls by it.

    python -m training           train what the data asks for, compare, take it into service or not
    python -m training use NAME  a person's decision: this model is to answer visitors (BY=who)

Started by the desk; at most one works at a time, and who comes meanwhile is served by that one, since it looks at the data
again when it is done.
"""
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Optional, Tuple

from faq.knowledge import Knowledge
from faq.problems import DataError
from faq.reader import DATA
from faq.store import load
from stack.progress import Failed, plainly, said_of
from training import record
from training.compare import Exam, compare
from training.model import clear_away, examples, family, fitting_model, train
from training.record import MODELS, Progress

QUIET, PATIENCE = 1.5, 1.0  # seconds
EXPECTED = (DataError, Failed, OSError)


def work() -> bool:
    """One round: whether there was anything to do. What goes wrong is noted for the desk, and raised."""
    begun, started = record.now(), time.monotonic()
    last = record.progress()
    usually = last.usually if last else 0.0
    name = ""
    try:
        model, knowledge = settled()
        name, service = model.name, record.in_service()
        if service and name in (service.model, service.instead_of):
            return False
        record.note(Progress(step="training", since=begun, model=name, usually=usually))
        with ThreadPoolExecutor(1) as aside:
            before = aside.submit(exam_before, model, service, knowledge)
            if not model.exists():
                train(model, examples(knowledge))
            record.note(Progress(step="comparing", since=begun, model=name, usually=usually))
            judge(model, service, knowledge, before.result())
    except EXPECTED as error:
        trouble = said_of(error) if isinstance(error, OSError) else str(error)
        record.note(Progress(step="failed", since=begun, model=name, usually=usually, trouble=trouble))
        raise
    record.note(Progress(step="done", since=begun, model=name, usually=time.monotonic() - started))
    return True


def settled() -> Tuple[Path, Knowledge]:
    """What the data asks for once nobody has changed it for a moment: who approves one topic often approves another."""
    while True:
        model = fitting_model(load(DATA))
        time.sleep(QUIET)
        knowledge = load(DATA)
        if fitting_model(knowledge) == model:
            return model, knowledge


def exam_before(model: Path, service: Optional[record.Service], knowledge: Knowledge) -> Optional[Exam]:
    """What the model in service makes of its exam, while the other is trained; None if there is none that this code can
    read."""
    if service and family(service.model) == family(model.name) and (MODELS / service.model).exists():
        return exam(MODELS / service.model, knowledge)
    return None


def exam(model: Path, knowledge: Knowledge) -> Exam:
    """Of a trained model."""
    from nlu.encoder import shared  # here, since it is slow to load, and often there is nothing to do
    from training.exam import sit

    return sit(model, knowledge, shared(os.cpu_count() or 1))


def judge(model: Path, service: Optional[record.Service], knowledge: Knowledge, before: Optional[Exam]) -> None:
    """Takes it into service if it is the first that this code can read, or if nothing falls."""
    if service and before:
        found = compare(model.name, exam(model, knowledge), service.model, before)
        record.keep_report(found)
        if found.falls:
            record.put_into_service(service.model, instead_of=model.name)
            return
    chosen = record.in_service()
    if service and chosen and chosen.model != service.model:  # a person chose another meanwhile
        record.put_into_service(chosen.model, instead_of=model.name, by=chosen.by)
        return
    record.put_into_service(model.name)
    clear_away(MODELS, [model.name])


def use(name: str, by: str) -> None:
    """Raises Failed if it is not there or cannot be read by this code."""
    fitting = fitting_model(load(DATA))
    if not (MODELS / name).exists() or family(name) != family(fitting.name):
        raise Failed(f"{name} is no model that can be taken into service: it is gone, or an older program made it.")
    record.put_into_service(name, instead_of=fitting.name, by=by)


def main() -> None:
    with plainly(DataError):
        if sys.argv[1:2] == ["use"] and len(sys.argv) == 3:
            use(sys.argv[2], os.environ.get("BY", ""))
            return
        with record.alone(patience=PATIENCE) as free:
            while free and work():
                pass


if __name__ == "__main__":
    main()
