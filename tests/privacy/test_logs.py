"""No words of a visitor in a log."""
import io
import logging
import subprocess
import sys

import pytest

from faq.reader import PROJECT
from privacy.logs import leave_messages_out

WORDS = "my name is Maria"


def test_an_exceptions_text_is_left_out() -> None:
    """Kind and place of it and of its cause are logged; what it says is not."""
    before = logging.getLogRecordFactory()
    stream = io.StringIO()
    logger, handler = logging.getLogger("a test of logs"), logging.StreamHandler(stream)
    logger.addHandler(handler)
    try:
        leave_messages_out()
        leave_messages_out()
        try:
            try:
                raise KeyError(WORDS)
            except KeyError as cause:
                raise ValueError(f"cannot read '{WORDS}'") from cause
        except ValueError:
            logger.exception("A message could not be handled.")
    finally:
        logging.setLogRecordFactory(before)
        logger.removeHandler(handler)
    said = stream.getvalue()
    assert WORDS not in said
    assert "ValueError" in said and "KeyError" in said and "test_logs.py" in said and "could not be handled" in said


@pytest.mark.parametrize("start", ["import rasa_sdk.endpoint", "from privacy.store import MaskedTrackerStore as S; S()"],
                         ids=["action server", "Rasa"])
def test_both_programs_leave_them_out(start: str) -> None:
    """From their start on, and without anybody's doing."""
    asks = "import logging; print(getattr(logging.getLogRecordFactory(), 'leaves_messages_out', False))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", f"{start}; {asks}"], capture_output=True, text=True,
                          cwd=PROJECT, check=True)
    assert done.stdout.strip() == "True"
