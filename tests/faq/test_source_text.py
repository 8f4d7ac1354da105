"""Sources are written as their file reads: one more at its end, or other values in one entry."""
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.knowledge import Source
from faq.problems import DataError
from faq.publisher import Changed, publish_source
from faq.reader import DATA, Reader, parse_file
from faq.source_text import source_text
from faq.store import Store
from tests.conftest import TODAY, DataFolder

BY_HAND = """\
# Ours.
nhs:   # the British
    title: 'Acupuncture: what it is'   # as it was
    publisher: NHS
    url: null
    read: seen
bmj: {title: "A, or B?", publisher: BMJ, read: known}  # on one line

# the last
"2020":
  title: >
    A long
    title
  publisher: WHO
  url:
  date: "2020"
  read: in part"""
NEW = Source(title="Trials: a review", publisher="Cochrane", url="https://example.org/a#b", date="2024", read="seen")


def read(text: str) -> dict:
    file = parse_file("sources.yml", text, "sources.yml")
    assert file.problems == []
    return file.entry


def lines_changed(text: str, key: str, source: Source) -> tuple:
    """-> (lines that are gone, lines that are new)."""
    new = source_text(key, source, text)
    assert read(new) == {**read(text), key: source}
    before, after = text.splitlines(), new.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.fixture(scope="module")
def own() -> str:
    with open(DATA / "sources.yml", encoding="utf-8", newline="") as file:
        return file.read()


def test_nothing_changes_where_nothing_is_changed(own):
    """Each of the project's own, and some in a form of their own, byte for byte."""
    for text in (own, BY_HAND, BY_HAND.replace("\n", "\r\n")):
        assert all(source_text(key, source, text) == text for key, source in read(text).items())


def test_a_source_more_stands_at_the_end(own):
    """In the form of the others; what stood there is there, byte for byte."""
    for text in (own, BY_HAND, "# Nothing yet.\n", ""):
        assert source_text("cochrane", NEW, text) == text + ("\n" if text and text[-1] != "\n" else "") + (
            'cochrane:\n  title: "Trials: a review"\n  publisher: Cochrane\n  url: https://example.org/a#b\n'
            '  date: "2024"\n  read: seen\n')
    assert lines_changed(BY_HAND.replace("\n", "\r\n"), "no", NEW)[1][0] == '"no":'


@pytest.mark.parametrize("key, changed, gone, new", [
    ("nhs", {"title": "Acupuncture"}, ["    title: 'Acupuncture: what it is'   # as it was"],
     ["    title: Acupuncture   # as it was"]),
    ("nhs", {"url": "https://www.nhs.uk/"}, ["    url: null"], ["    url: https://www.nhs.uk/"]),
    ("nhs", {"date": "2020"}, [], ['    date: "2020"']),
    ("bmj", {"date": "2020", "publisher": "B, M {J}"},
     ['bmj: {title: "A, or B?", publisher: BMJ, read: known}  # on one line'],
     ['bmj: {title: "A, or B?", publisher: "B, M {J}", read: known, date: "2020"}  # on one line']),
    ("2020", {"title": "Short"}, ["  title: >", "    A long", "    title"], ["  title: Short"]),
    ("2020", {"date": None}, ['  date: "2020"'], ["  date: null"]),
    ("2020", {"read": "as quoted"}, ["  read: in part"], ["  read: as quoted"]),
    ("2020", {"url": "https://who.example"}, ["  url:"], ["  url: https://who.example"])])
def test_a_correction_changes_its_own_lines(key, changed, gone, new):
    """Comments, quotes and the other entries stay."""
    assert lines_changed(BY_HAND, key, read(BY_HAND)[key].copy(update=changed)) == (gone, new)


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(str.strip))
@example("yes")
@example("null")
@example("2020-01-02")
@example("a: b #c")
@example("\u2028 \x85 \ufeff")
@example("- a, {b}")
def test_any_words_come_back_as_they_were(words):
    """Also those that YAML takes for something else; in a new entry and in one that is there."""
    words = words.strip()
    source = NEW.copy(update={"title": words, "publisher": words, "date": words})
    for key in ("cochrane", *read(BY_HAND)):
        assert read(source_text(key, source, BY_HAND))[key] == source


def publish(folder: DataFolder, key: str, source: Source, instead_of: object = None) -> None:
    publish_source(Reader(folder.path), key, source, TODAY, instead_of)


def test_what_is_published_is_served_next(folder):
    """A new one and a corrected one; no other file changes."""
    before = {path: path.read_bytes() for path in folder.path.rglob("*.yml") if path.name != "sources.yml"}
    store, nhs = Store(folder.path), folder.load().sources["nhs"]
    publish(folder, "cochrane", NEW)
    publish(folder, "nhs", nhs.copy(update={"title": "Other words"}), nhs)
    assert store.current().sources["cochrane"] == NEW and store.current().sources["nhs"].title == "Other words"
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("key, source, why", [
    ("cochrane", NEW.copy(update={"title": ""}), "sources.yml:\\d+: 'title'"),
    ("cochrane", NEW.copy(update={"read": "maybe"}), "sources.yml:\\d+: 'read'"),
    ("../x", NEW, "'../x' cannot be a source's short name"), ("", NEW, "cannot be a source's short name"),
    ("Upper", NEW, "cannot be"), ("x" * 51, NEW, "cannot be")])
def test_what_is_wrong_is_not_written(folder, key, source, why):
    """It is named, and every byte stays."""
    before = (folder.path / "sources.yml").read_bytes()
    with pytest.raises(DataError, match=why):
        publish(folder, key, source)
    assert (folder.path / "sources.yml").read_bytes() == before


def test_what_somebody_else_wrote_is_not_lost(folder):
    """Neither a source of that name that is there, nor words that were changed."""
    nhs = folder.load().sources["nhs"]
    with pytest.raises(Changed, match="the source 'nhs' is there already"):
        publish(folder, "nhs", NEW)
    folder.change("sources.yml", "What nhs says", "What the NHS says")
    with pytest.raises(Changed, match="the source 'nhs' was changed in the meantime"):
        publish(folder, "nhs", NEW, nhs)
    assert folder.load().sources["nhs"].title == "What the NHS says"


def test_a_file_that_is_broken_is_not_written_over(folder):
    """Somebody has to mend it by hand; the line is named."""
    for content in ("nhs: [", "nhs: {title: A}"):
        path = folder.write("sources.yml", content)
        with pytest.raises(DataError, match="sources.yml:[12]: "):
            publish(folder, "cochrane", NEW)
        assert path.read_text() == content


def test_a_file_in_a_form_that_cannot_be_changed(folder):
    """All on one line: nothing can stand behind it."""
    path = folder.write("sources.yml", "{nhs: {title: A, publisher: B, read: seen}}\n")
    with pytest.raises(DataError, match="in a form in which this cannot be changed from here; change it by hand"):
        publish(folder, "cochrane", NEW)
    assert path.read_text().count("\n") == 1


def test_in_the_projects_own_data(tmp_path):
    """One file of all."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    publish_source(Reader(data), "cochrane-new", NEW, date.today(), None)
    assert [path.name for path in data.rglob("*.yml")
            if path.read_bytes() != (DATA / path.relative_to(data)).read_bytes()] == ["sources.yml"]
