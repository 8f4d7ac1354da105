"""`python -m evaluation`: measures, writes reports/evaluation.html and .json, and prints the main figures.

EVAL in the environment names the folder with the public's questions (../shared/eval); it need not be there.
"""
import os
import sys
from pathlib import Path

from rasa.shared.exceptions import RasaException

from evaluation.material import ROOT, CannotMeasure, gather
from evaluation.report import summary, write
from evaluation.result import evaluate
from faq.problems import DataError
from nlu.encoder_files import EncoderUnavailable

REPORTS = ROOT / "reports"
EXPECTED = (DataError, RasaException, EncoderUnavailable, CannotMeasure, OSError)  # RasaException: BrokenData, config.yml


def main() -> int:
    public = ROOT / os.environ.get("EVAL", "../shared/eval")
    try:
        result = evaluate(gather(), Path(os.path.normpath(public)))
        page = write(result, REPORTS)
    except EXPECTED as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\n{summary(result, page)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
