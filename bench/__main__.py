"""`python -m bench`: this project beside a stock Rasa 3.6.21, one table; reports/bench.json keeps it."""
import argparse
import signal
from typing import List

from bench import growth, install, serving, stock, table, training
from bench.table import Measure
from faq.problems import DataError
from faq.store import load
from stack.progress import ROOT, give_up, plainly
from stack.run import commands
from training.model import ready_model

QUICK = serving.Amounts(starts=1, messages=40, crowd=64, rounds=1)
TRAININGS = 3
LIMIT = 15.0  # minutes for Rasa's default pipeline
GROWTH_NOTES = f"""\
- {growth.QUESTIONS} questions a topic; copied topics are reworded with made-up words. Loading: with the file in memory.
- Above {max(growth.THROUGH_THE_STACK)} times, copied topics have the project's vectors moved by chance, and the time for
  encoding them is reckoned from the examples encoded a second."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer messages and starts: to see that it works")
    parser.add_argument("--stock-training", nargs="?", type=float, const=LIMIT, metavar="MINUTES",
                        help=f"train Rasa's default pipeline too, for so many minutes at most ({LIMIT:.0f} if not said)")
    parser.add_argument("--fresh", action="store_true", help="time a fresh clone up to its first answer (minutes)")
    parser.add_argument("--growth", action="store_true", help="1, 10 and 100 times the topics (many minutes)")
    return parser.parse_args()


def run(wanted: argparse.Namespace) -> None:
    """Measures, prints, writes. Raises DataError, Failed or OSError."""
    ran_on, knowledge = table.machine(), load()
    model = ready_model()
    ours = serving.Side("ours", ROOT, lambda rasa_port, actions_port: commands(model, rasa_port, desk=False))
    theirs, stock_training = stock.ready(knowledge, anew=not wanted.quick)
    measures = serving.measure(ours, theirs, knowledge, QUICK if wanted.quick else serving.Amounts())
    measures.append(Measure("training", "Training, the whole process", "s",
                            training.ours(knowledge, 1 if wanted.quick else TRAININGS), stock_training,
                            "stock's with the quick classifier of bench/stock/config.yml, once."))
    if wanted.stock_training:
        measures.append(training.default_pipeline(wanted.stock_training))
    measures += install.on_disk()
    if wanted.fresh:
        measures.append(install.fresh())
    sizes: List[growth.Size] = []
    table.write(measures, sizes, ran_on)
    print(f"\n{ran_on['cores']} cores, {ran_on['memory_gb']} GB, {ran_on['processor']}; load before the run: "
          f"{ran_on['load']}\n\n{table.comparison(measures)}\n", flush=True)
    if wanted.growth:
        for size in growth.measure(knowledge, growth.TIMES[:1] if wanted.quick else growth.TIMES):
            sizes.append(size)
            table.write(measures, sizes, ran_on)  # after each: the last takes long
        print(f"\n{table.growth(growth.LABELS, sizes)}\n\n{GROWTH_NOTES}\n")
    print(f"Kept in {table.REPORT.relative_to(ROOT)}.")


def main() -> None:
    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with plainly(DataError):
        try:
            run(arguments())
        except KeyboardInterrupt:
            give_up("Stopped; what was not yet in the report is lost.")


if __name__ == "__main__":
    main()
