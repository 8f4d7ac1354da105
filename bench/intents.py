"""`python -m bench.intents FOLDER`: this project's understanding beside Rasa's default pipeline, on public sets of intents.

Ours is what config.yml gives, costs and all, untouched but for the examples: nothing is chosen by a set, so the cut-off
that the costs give serves all of them. Rasa's is bench/stock/diet.yml. Both learn from the same examples.
"""
import argparse
import json
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import numpy as np
import yaml

from bench import stock
from bench.exams import BANK_FULL, PUBLISHED, SEEDS, SOURCES, Exam, exams
from bench.scores import Choice, Figure, above, accuracy, as_it_is, at_its_best, cell
from bench.table import NOT_MEASURED, commit, machine, markdown
from evaluation.cross_validation import train
from evaluation.material import CannotMeasure, Examples, costs_of, stage
from nlu.answer_rule import Costs
from nlu.encoder import Encoder
from nlu.encoder_files import FOLDER, EncoderUnavailable
from nlu.vector_store import encode_remembered
from stack.progress import ROOT, plainly, step

REPORT = ROOT / "reports" / "intents.json"
VECTORS = FOLDER / "exams.npz"  # not among the project's own, which are forgotten as soon as training does without them
QUICK_EPOCHS = 10
Made = Dict[str, List[Choice]]  # an exam's key -> what one side made of its messages


def ours(exam: Exam, costs: Costs, vectors: Dict[str, np.ndarray]) -> List[Choice]:
    """As the project is trained and reads, with the exam's examples for its own, each an ask of its own."""
    texts = [text for text, _ in exam.learned]
    examples = Examples(texts, [intent for _, intent in exam.learned], np.stack([vectors[text] for text in texts]), texts,
                        costs)
    model, rule, *_ = train(examples, range(len(texts)))
    asked = [text for text, _ in exam.asked]
    readings = model.read(asked, np.stack([vectors[text] for text in asked]))
    sure = [rule.certainty(reading.signals) for reading in readings]
    cut_off = answer_or_nothing_above(costs)
    return [Choice(reading.ranking[0][0], each, each > cut_off) for reading, each in zip(readings, sure)]


def answer_or_nothing_above(costs: Costs) -> float:
    """The certainty from which on a wrong answer costs less than a refusal: the sets know no offer, the third way that ours
    has. (From `costs.answer_above` on it costs less than an offer.)"""
    return costs.wrong / (costs.wrong + costs.refusal)


def theirs(exam: Exam, epochs: Optional[int]) -> List[Choice]:
    """Rasa's default pipeline, with other `epochs` if given. Raises Failed."""
    config = yaml.safe_load((stock.FILES / "diet.yml").read_text(encoding="utf-8"))
    for part in config["pipeline"]:
        if epochs and "epochs" in part:
            part["epochs"] = epochs
    examples = [{"text": text, "intent": intent} for text, intent in exam.learned]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("config.yml", config), ("learned.json", {"rasa_nlu_data": {"common_examples": examples}}),
                              ("asked.json", [text for text, _ in exam.asked])):
            Path(folder, name).write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML, too
        step(f"Rasa's default pipeline, {exam.key}:", [str(stock.PYTHON), "-m", "bench.default_pipeline", folder],
             "Rasa's default pipeline could not be trained.", stock.environment())
        return [Choice(*each) for each in json.loads(Path(folder, "readings.json").read_text(encoding="utf-8"))]


def compared(taken: Sequence[Exam], mine: Made, default: Made, costs: Costs) -> List[Dict[str, Any]]:
    """-> [{"set", "measure", "figures": [ours, Rasa's], "published"}], a figure being None where it was not measured."""
    rows: List[Dict[str, Any]] = []

    def add(name: str, measure: str, figures: List[Optional[Figure]], published: str = "") -> None:
        rows.append({"set": name, "measure": measure, "figures": figures, "published": published})

    for name in dict.fromkeys(exam.name for exam in taken):
        draws = [exam for exam in taken if exam.name == name]
        first, sides = draws[0], [[side[exam.key] for exam in draws if exam.key in side] for side in (mine, default)]
        size = f"{name} ({len({intent for _, intent in first.learned})} intents, {len(first.asked):,} messages"
        if first.strangers:
            add(name, f"{size}, {first.strangers} out of scope): MCC",
                [as_it_is(first, made[0]) if made else None for made in sides])
            add(name, "- the same, an offer counted as no answer",
                [as_it_is(first, above(mine[first.key], costs.answer_above)), None])
            add(name, "- the same, at its own best cut-off, found on the test set",
                [at_its_best(first, made[0]) if made else None for made in sides], PUBLISHED[name])
        else:
            add(name, f"{size}): accuracy, %", [accuracy(draws, made) if made else None for made in sides], PUBLISHED[name])
    return rows


NOTES = f"""\
- 95 % intervals: of MCC (Matthews' correlation, out of scope being a class) by drawing the messages anew, of accuracy
  Wilson's. {len(SEEDS)} draws (seeds {" and ".join(map(str, SEEDS))}) of the small BANKING77, their mean.
- Cut-offs, the same for all three bots: ours answers above a certainty of {{nothing:.2f}}, from which on config.yml's costs
  prefer a wrong answer to a refusal; where it may offer, as on a website, above {{offering:.2f}}. Rasa's FallbackClassifier
  stands as `rasa init` writes it (bench/stock/diet.yml).
- Both sides learn from the same examples, each intent's name in words being one more. {NOT_MEASURED}: not measured; Rasa's
  default pipeline learns all of BANKING77 only if asked to (STOCK=full, hours).
{SOURCES}"""


def report(rows: Sequence[Dict[str, Any]], costs: Costs, epochs: Optional[int]) -> str:
    """The table, and below it what must be known of it."""
    head = ["", "ours", "Rasa's default pipeline" + (f", {epochs} epochs only" if epochs else ""), "published"]
    cells = [[row["measure"], *map(cell, row["figures"]), row["published"]] for row in rows]
    notes = NOTES.format(nothing=answer_or_nothing_above(costs), offering=costs.answer_above)
    return f"{markdown(head, cells)}\n\n{notes}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.intents", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the public sets are; bench/exams.py says where to get them")
    parser.add_argument("--stock", choices=["no", "yes", "full"], default="yes",
                        help="no: leave Rasa's default pipeline out (it takes 20 minutes); full: train it on all of "
                             "BANKING77, too (hours)")
    parser.add_argument("--quick", action="store_true",
                        help=f"Rasa's with {QUICK_EPOCHS} epochs instead of 100: to see that it works")
    return parser.parse_args()


def run(wanted: argparse.Namespace) -> None:
    """Measures, prints, writes. Raises Failed, EncoderUnavailable or CannotMeasure."""
    taken, ran_on, encoder = exams(wanted.folder), machine(), Encoder()
    costs = costs_of(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8")))
    texts = list(dict.fromkeys(text for exam in taken for text, _ in [*exam.learned, *exam.asked]))
    with stage(f"Encoding {len(texts):,} messages of the public sets"):
        vectors = dict(zip(texts, encode_remembered(texts, encoder.encode, VECTORS)))
    mine: Made = {}
    default: Made = {}
    for exam in taken:
        with stage(f"Ours, {exam.key}"):
            mine[exam.key] = ours(exam, costs, vectors)
    epochs = QUICK_EPOCHS if wanted.quick else None
    if wanted.stock != "no":
        stock.make_environment()
        for exam in taken:
            if exam.name != BANK_FULL or wanted.stock == "full":
                default[exam.key] = theirs(exam, epochs)
    rows = compared(taken, mine, default, costs)
    write(rows, ran_on, epochs)
    print(f"\n{report(rows, costs, epochs)}\n\nKept in {REPORT.relative_to(ROOT)}.")


def write(rows: Sequence[Dict[str, Any]], ran_on: Dict[str, Any], epochs: Optional[int], path: Path = REPORT) -> None:
    """Everything as JSON, replacing an earlier report; `epochs` is None for Rasa's own number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = [{**row, "figures": [figure and vars(figure) for figure in row["figures"]]} for row in rows]
    kept_as = {"when": datetime.now(timezone.utc).isoformat(timespec="seconds"), "commit": commit(), "machine": ran_on,
              "stock_epochs": epochs, "rows": kept}
    path.write_text(json.dumps(kept_as, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    with plainly(CannotMeasure, EncoderUnavailable):
        run(arguments())
