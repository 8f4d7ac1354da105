"""A topic's file is written as it reads."""
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.knowledge import Topic
from faq.reader import DATA, parse_file
from faq.topic_text import topic_text

FILES = sorted((DATA / "faq").glob("*.yml"))
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

# People ask:
asks:
  Their size:   # and not their number
  - 'Are they thin?'
  # a nurse asked this
  - how thick then
  Pain:
  - "does it hurt"
"""


def read(text: str) -> Topic:
    file = parse_file("faq/needles.yml", text, "needles.yml")
    assert file.problems == []
    return file.entry


def lines_changed(changed: Topic, text: str = COMMENTED) -> Any:
    """-> (lines that are gone, lines that are new)."""
    new = topic_text(changed, text)
    assert read(new) == changed
    before, after = text.splitlines(), new.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_changes_where_nothing_is_changed(path):
    """Each topic of the project, byte for byte; and written anew, it says the same."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    assert topic_text(read(text), text) == text
    assert read(topic_text(read(text))) == read(text)


def test_an_answer_is_changed_and_nothing_else():
    """Comments, quotes and order stay."""
    gone, new = lines_changed(read(COMMENTED).copy(update={"answer": "New words.\n\nIn two paragraphs."}))
    assert gone == ["  **One** line: with a colon.", "  Another,   with spaces."]
    assert new == ["  New words.", "  In two paragraphs."]


def test_one_question_more_is_one_line_more():
    """Where it stands, and the comments around it stay."""
    asks = {"Their size": ["Are they thin?", "like a hair?", "how thick then"], "Pain": ["does it hurt"]}
    assert lines_changed(read(COMMENTED).copy(update={"asks": asks})) == ([], ["  - like a hair?"])


def test_an_ask_less_takes_its_questions_along():
    """And leaves the others as they were."""
    gone, new = lines_changed(read(COMMENTED).copy(update={"asks": {"Their size": ["Are they thin?", "how thick then"]}}))
    assert (gone, new) == (["  Pain:", '  - "does it hurt"'], [])


def test_what_is_said_no_more_goes_and_what_is_new_has_its_place():
    """`more` stands behind the answer, as in every file."""
    with_more = read(COMMENTED).copy(update={"more": "To read on."})
    text = topic_text(with_more, COMMENTED)
    assert text.index("answer:") < text.index("more: |\n  To read on.\n") < text.index("sources:")
    assert topic_text(read(COMMENTED), text) == COMMENTED


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
@example("yes")
@example("12:30")
@example("null")
@example("- a")
@example("a: b #c")
@example("{x}")
@example("2026-11-24")
def test_any_words_come_back_as_they_were(words):
    """Also those that YAML takes for something else."""
    words = words.strip()
    topic = read(COMMENTED).copy(update={"answer": words, "asks": {words: [words]}, "title": words[:50].strip()})
    assert read(topic_text(topic, COMMENTED)) == topic == read(topic_text(topic))
