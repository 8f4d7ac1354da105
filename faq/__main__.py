"""`python -m faq check` and `python -m faq review`: the data folder from the command line."""
import argparse
import sys
from datetime import date
from pathlib import Path
from typing import List, Optional

from faq.check_asks import THIN, neighbours, thin_asks
from faq.checks import check, due_soon, reviews
from faq.problems import DataError, meant
from faq.reader import DATA, Reader, topic_file
from faq.writer import record_review

SHOWN = 20  # pairs of neighbouring questions; the rest is counted


def show_check(folder: Path, today: date) -> int:
    """Prints every problem; then what is none but worth a look: reviews due within 60 days, asks with few questions, and
    questions of two topics that say nearly the same. Returns the exit status, 1 if there is a problem."""
    knowledge, problems = check(Reader(folder).files(), today)
    for problem in problems:
        print(problem)
    for name, due in due_soon(knowledge, today):
        print(f"{folder.name}/{name}.yml: review due on {due}")
    for topic, ask, count in thin_asks(knowledge):
        print(f"{folder.name}/{topic_file(topic)}: '{ask}' has {count} question{'s' * (count != 1)}; {THIN} or more in "
              f"different words are understood better")
    near = neighbours(knowledge)
    for pair in near[:SHOWN]:
        print(f"{pair.topics[0]} and {pair.topics[1]} claim neighbouring questions: '{pair.questions[0]}' and "
              f"'{pair.questions[1]}'")
    if len(near) > SHOWN:
        more = len(near) - SHOWN
        print(f"... and {more} more pair{'s' * (more != 1)} of neighbouring questions")
    conditions = len(knowledge.conditions.conditions) if knowledge.conditions else 0
    questions = sum(len(topic.questions) for topic in knowledge.topics.values())
    print(f"{len(knowledge.topics)} topics, {questions} questions, {conditions} conditions, "
          f"{len(knowledge.out_of_scope.questions)} messages out of scope: "
          + (f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else "no problem"))
    return 1 if problems else 0


def review(folder: Path, names: List[str], by: str, due: date, today: date) -> int:
    """Records a review in the named files (`needles`, `conditions`, ...)."""
    paths = Reader(folder).paths()
    known = {Path(name).stem: path for name, path in paths.items()}
    knowledge, problems = check(Reader(folder).files(), today)
    reviewed = {Path(name).stem for name, _ in reviews(knowledge)}
    for name in names:
        if name not in reviewed:
            what = f"'{name}' has no review to record" if name in known else f"There is no '{name}'"
            print(f"{what} in {folder}{meant(name, reviewed)}", file=sys.stderr)
            for problem in problems:
                if Path(problem.file).stem == name:
                    print(problem, file=sys.stderr)
            return 1
    if not by.strip() or due <= today:
        print("Give the name of the person who reviewed, and a date after today on which it is due again.", file=sys.stderr)
        return 1
    for name in names:
        record_review(known[name], by, today, due)
        print(f"{known[name].relative_to(folder.parent)}: reviewed by {by} on {today}, due on {due}")
    return show_check(folder, today)


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m faq", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (default: this project's)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="print every problem, reviews due within 60 days, asks with few questions, "
                                         "and questions of two topics that say nearly the same")
    reviewing = commands.add_parser("review", help="record that a person has reviewed answers")
    reviewing.add_argument("names", nargs="+", help="topics, or conditions, phrases, urgent")
    reviewing.add_argument("--by", required=True, help="who reviewed: a person's name")
    reviewing.add_argument("--due", required=True, type=date.fromisoformat, help="when it is due again: 2027-11-24")
    given = parser.parse_args(arguments)
    try:
        if given.command == "review":
            return review(given.data, given.names, given.by, given.due, date.today())
        return show_check(given.data, date.today())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
