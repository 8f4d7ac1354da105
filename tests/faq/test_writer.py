"""Writing: whole or not at all, and nothing but what was to change."""
import os
import re
import shutil
import stat
from datetime import date

import pytest

from faq.reader import DATA, Reader
from faq.writer import record_review, write_atomically
from tests.conftest import review

ON, UNTIL = date(2027, 3, 1), date(2028, 3, 1)
TOPICS = sorted((DATA / "faq").glob("*.yml"))
REVIEW = re.compile(r"^review:\n(?:[ ]+.*\n)+", re.MULTILINE)
RECORDED = "review:\n  by: Dr Jane Doe\n  date: 2027-03-01\n  due: 2028-03-01\n"
COMMENTED = """\
# Why this topic is here.
title: "Needles?"   # quotes that need not be
group: how
answer: |
  **One** line: with a colon.

  Another,   with spaces.
sources: [nhs, nccih]  # a list on one line
review:
  by: starter set   # nobody yet
  date: 2026-11-24
  due: 2027-11-24
more: >-
  Folded
  text.

# People ask:
asks:
  Their size:   # and not their number
  - 'Are they thin?'

  - "yes"
"""


@pytest.fixture
def file(tmp_path):
    """A file that is there already, and all that is in its folder."""
    path = tmp_path / "some.yml"
    path.write_text("old\n", encoding="utf-8")
    return path


def test_the_new_text_takes_the_olds_place(file):
    """After writing the file holds the new text and the folder nothing else."""
    write_atomically(file, "neu: äöü\n")
    assert (file.read_bytes(), os.listdir(file.parent)) == ("neu: äöü\n".encode(), ["some.yml"])


def test_a_file_that_was_not_there_is_made(tmp_path):
    """A new file can be read by everybody, as the bot and the desk may be different users."""
    write_atomically(tmp_path / "new.yml", "a: b\n")
    assert (tmp_path / "new.yml").read_text() == "a: b\n"
    assert stat.S_IMODE((tmp_path / "new.yml").stat().st_mode) == 0o644


def test_who_may_read_a_file_stays(file):
    """A file keeps its mode."""
    file.chmod(0o640)
    write_atomically(file, "new\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(file, monkeypatch, step, error):
    """Whichever step fails, and however: the old text stays, no scratch file does, and the error is raised."""
    def fail(*args, **kwargs):
        raise error

    with monkeypatch.context() as patch, pytest.raises(type(error)):
        patch.setattr(f"faq.writer.os.{step}", fail)
        write_atomically(file, "new\n")
    assert (file.read_text(), os.listdir(file.parent)) == ("old\n", ["some.yml"])


def test_text_that_cannot_be_written_leaves_the_old_file(file):
    """Half of a surrogate pair has no bytes in UTF-8: nothing is written."""
    with pytest.raises(UnicodeEncodeError):
        write_atomically(file, "new \ud83d")
    assert (file.read_text(), os.listdir(file.parent)) == ("old\n", ["some.yml"])


@pytest.mark.parametrize("original", TOPICS, ids=[path.stem for path in TOPICS])
def test_recording_a_review_changes_only_the_review(tmp_path, original):
    """In each of the project's topics every byte outside the review stays, comments and order included."""
    path = shutil.copy(original, tmp_path / original.name)
    record_review(path, "Dr Jane Doe", ON, UNTIL)
    expected, count = REVIEW.subn(RECORDED, original.read_text(encoding="utf-8"))
    assert count == 1
    assert path.read_bytes().decode() == expected


def test_recording_a_review_keeps_comments_and_quotes(tmp_path):
    """Comments, blank lines, quotes and folded text around a review are none of its business."""
    path = tmp_path / "needles.yml"
    path.write_text(COMMENTED, encoding="utf-8")
    record_review(path, "Dr Jane Doe", ON, UNTIL)
    expected = COMMENTED.replace("starter set  ", "Dr Jane Doe  ").replace("2026-11-24", "2027-03-01")
    assert path.read_text(encoding="utf-8") == expected.replace("2027-11-24", "2028-03-01")


@pytest.mark.parametrize("before, given, expected, why", [
    ("Not signed yet.", None, None, "a note belongs to the review it was written for"),
    ("Not signed yet.", "All of it.", "All of it.", "a new note takes the old one's place"),
    (None, "All of it.", "All of it.", "the first note"),
    (None, "Prices: ask # first", "Prices: ask # first", "words that YAML would read otherwise"),
])
def test_the_note_is_that_of_this_review(folder, before, given, expected, why):
    """After a review the file has its note, or none."""
    path = folder.topic("needles", "Needles?", review={key: value for key, value in review(note=before).items() if value})
    record_review(path, "Dr Jane Doe", ON, UNTIL, given)
    assert folder.load().topics["needles"].review.note == expected, why


@pytest.mark.parametrize("name", ["faq/needles", "conditions", "phrases", "urgent"])
def test_a_recorded_review_is_read_back(folder, name):
    """What was recorded is what the reader finds, in every kind of file that is reviewed."""
    record_review(folder.path / f"{name}.yml", "Dr Jane Doe", ON, UNTIL)
    found = Reader(folder.path).files()[f"{name}.yml"].entry.review
    assert (found.by, found.date, found.due, found.note) == ("Dr Jane Doe", ON, UNTIL, None)
