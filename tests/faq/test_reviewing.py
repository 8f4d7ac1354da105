"""`python -m faq review` changes the review and nothing else, and refuses what would spoil a file."""
import re
import shutil
from contextlib import suppress
from datetime import date

import pytest

from faq.__main__ import main
from faq.reader import DATA
from faq.writer import record_review

REVIEW = re.compile(r"^review:\n(?:[ ]+.*\n)+", re.MULTILINE)
SIGNED = ["--by", "Dr Jane Doe", "--due", "2099-06-01"]


@pytest.mark.parametrize("name", ["conditions", "phrases", "urgent"])
def test_the_long_files_keep_every_other_line(tmp_path, name):
    """Lists, nulls and comments stay as the clinician left them."""
    path = shutil.copy(DATA / f"{name}.yml", tmp_path / "x.yml")
    record_review(path, "Dr Jane Doe", date(2027, 3, 1), date(2028, 3, 1))
    assert REVIEW.sub("", path.read_text()) == REVIEW.sub("", (DATA / f"{name}.yml").read_text())


def test_line_ends_are_kept(folder):
    """Also those of a file that was written on Windows."""
    path = folder.path / "faq/needles.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    record_review(path, "Dr Jane Doe", date(2027, 3, 1), date(2028, 3, 1))
    assert b"by: Dr Jane Doe\r\n" in path.read_bytes()


def test_a_review_on_one_line_is_spread_out(folder):
    """`review: {...}` becomes the lines that the other files have."""
    path = folder.path / "faq/needles.yml"
    path.write_text(REVIEW.sub("review: {by: x, date: 2026-01-01, due: 2099-01-01}\n", path.read_text()))
    record_review(path, "Dr Jane Doe", date(2027, 3, 1), date(2099, 3, 1))
    assert "review:\n  by: Dr Jane Doe\n  date: 2027-03-01\n  due: 2099-03-01\n" in path.read_text()


@pytest.mark.parametrize("name", ["clinic", "sources", "out_of_scope"])
def test_what_has_no_review_gets_none(folder, name):
    """A sentence, and status 1."""
    assert main(["--data", str(folder.path), "review", name, *SIGNED]) == 1


def test_a_broken_file_is_not_signed(folder, capsys):
    """Nobody can have reviewed what cannot be read; its problem is told."""
    folder.write("faq/needles.yml", "a: b: c\n")
    assert main(["--data", str(folder.path), "review", "needles", *SIGNED]) == 1
    assert "faq/needles.yml:1" in capsys.readouterr().err


@pytest.mark.parametrize("by, due", [("Dr Jane Doe", "2020-01-01"), (" ", "2099-06-01"), ("Dr Jane Doe", "soon")])
def test_an_impossible_review_spoils_nothing(folder, by, due):
    """A date in the past, no name, no date: the file stays."""
    before = (folder.path / "faq/needles.yml").read_bytes()
    with suppress(SystemExit):
        assert main(["--data", str(folder.path), "review", "needles", "--by", by, "--due", due]) == 1
    assert (folder.path / "faq/needles.yml").read_bytes() == before
