"""What no topic answers is written as it reads."""
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from faq.out_of_scope_text import NoSuchKind, out_of_scope_text
from faq.problems import DataError
from faq.publisher import add_out_of_scope
from faq.reader import DATA, Reader
from tests.conftest import TODAY

COMMENTED = """\
# Why this file is here.
kinds:
  A kind:   # of a kind
  - one
  # a nurse asked this
  - two   # behind two

  # before B
  "B: kind":
  - 'x'
  # the end
"""


@pytest.fixture(scope="module")
def own() -> str:
    with open(DATA / "out_of_scope.yml", encoding="utf-8", newline="") as file:
        return file.read()


def new_lines(old, new):
    """-> [(number from 1, line)] of what is new; nothing else may have changed."""
    before, after, found = old.splitlines(), new.splitlines(), []
    for number, line in enumerate(after, start=1):
        if before and line == before[0]:
            before.pop(0)
        else:
            found.append((number, line))
    assert before == []
    return found


def test_nothing_changes_where_nothing_is_added(own):
    """The project's own, byte for byte."""
    kind = next(iter(yaml.safe_load(own)["kinds"]))
    assert out_of_scope_text(own, kind, []) == own


@pytest.mark.parametrize("kind", ["The weather", "What causes an illness, in general",
                                  "Noise, single words and letters, quotations"])
def test_a_question_more_is_a_line_more(own, kind):
    """At the end of its kind, be it the first, the last or between."""
    new = out_of_scope_text(own, kind, ["will it hail tomorrow"])
    (number, line), = new_lines(own, new)
    assert line == "  - will it hail tomorrow" and yaml.safe_load(new)["kinds"][kind][-1] == "will it hail tomorrow"
    assert own.splitlines()[number - 2].startswith("  - ")


@pytest.mark.parametrize("kind, place", [("A kind", 7), ("B: kind", 11)])
def test_comments_stay_where_they_are(kind, place):
    """What is behind the last question stays behind it; what is before the next kind, before that."""
    assert new_lines(COMMENTED, out_of_scope_text(COMMENTED, kind, ["new", "newer"])) == [
        (place, "  - new"), (place + 1, "  - newer")]


def test_a_kind_that_is_not_there():
    """It is named."""
    with pytest.raises(NoSuchKind, match="There is no kind 'C'"):
        out_of_scope_text(COMMENTED, "C", ["new"])


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
@example("yes")
@example("12:30")
@example("- a")
@example("a: b #c")
@example("null")
def test_any_words_come_back_as_they_were(words):
    """Also those that YAML takes for something else."""
    words = words.strip()
    assert yaml.safe_load(out_of_scope_text(COMMENTED, "A kind", [words]))["kinds"]["A kind"] == ["one", "two", words]


def test_it_is_added_to_the_folder(folder):
    """And read at the next look; no other file changes."""
    before = {path: path.read_bytes() for path in folder.path.rglob("*.yml") if path.name != "out_of_scope.yml"}
    reader = Reader(folder.path)
    add_out_of_scope(reader, "A kind", ["who won", "what's on telly"], TODAY)
    assert folder.load().out_of_scope.kinds == {"A kind": ["what is the weather", "who won", "what's on telly"]}
    assert {path: path.read_bytes() for path in before} == before
    assert reader.files()["out_of_scope.yml"].entry.kinds["A kind"][-1] == "what's on telly"


def test_a_question_that_stands_elsewhere_is_refused(folder):
    """With the line where it stands; every byte stays."""
    before = (folder.path / "out_of_scope.yml").read_bytes()
    with pytest.raises(DataError, match="What does it cost\\? please' stands in .*cost.yml:"):
        add_out_of_scope(Reader(folder.path), "A kind", ["What does it cost? please"], TODAY)
    assert (folder.path / "out_of_scope.yml").read_bytes() == before


def test_a_file_that_is_broken_is_not_written_over(folder):
    """Somebody has to mend it by hand; the line is named."""
    for content in ("kinds: [", "kinds: {}\nmore: 1"):
        path = folder.write("out_of_scope.yml", content)
        with pytest.raises(DataError, match="out_of_scope.yml:"):
            add_out_of_scope(Reader(folder.path), "A kind", ["new"], TODAY)
        assert path.read_text() == content


def test_in_the_projects_own_data(tmp_path):
    """A line more in one file of all."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    add_out_of_scope(Reader(data), "The weather", ["will it hail on the hills tomorrow"], date.today())
    assert [path.name for path in data.rglob("*.yml")
            if path.read_bytes() != (DATA / path.relative_to(data)).read_bytes()] == ["out_of_scope.yml"]
