"""The clinic's facts are written as their file reads, in order as a whole or not at all."""
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.clinic_text import clinic_text
from faq.knowledge import Clinic
from faq.problems import DataError
from faq.publisher import Changed, publish_clinic
from faq.reader import DATA, Reader, parse_file
from faq.store import Store
from tests.conftest import TODAY, DataFolder

BY_HAND = """\
# Ours.
country: US   # where we are
phone: '555 0100'     # in a column
email:  # none yet
hours: |
  Mon to Fri
  9 to 6

# Where.
address:
    "12 Example
    Street"
retention_days: 14
origins:   # both work
    - "https://a.example"   # main
    # a partner
    - https://b.example
# the end"""


def read(text: str) -> Clinic:
    file = parse_file("clinic.yml", text, "clinic.yml")
    assert file.problems == []
    return file.entry


def lines_changed(text: str, **changed: object) -> tuple:
    """-> (lines that are gone, lines that are new)."""
    wanted = read(text).copy(update=changed)
    new = clinic_text(wanted, text)
    assert read(new) == wanted
    before, after = text.splitlines(), new.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.fixture(scope="module")
def own() -> str:
    with open(DATA / "clinic.yml", encoding="utf-8", newline="") as file:
        return file.read()


def test_nothing_changes_where_nothing_is_changed(own):
    """The project's own and one in a form of its own, byte for byte, with either kind of line break."""
    for text in (own, BY_HAND, own.replace("\n", "\r\n"), "", "{}\n", "# Nothing yet.\n"):
        assert clinic_text(read(text), text) == text


@pytest.mark.parametrize("name", [name for name in Clinic.__fields__ if name not in ("country", "origins",
                                                                                     "retention_days")])
def test_a_fact_is_one_line_and_is_taken_back(own, name):
    """Each of them: filled in, the file differs in its line; emptied, it is as it was."""
    assert lines_changed(own, **{name: "Mon: 9 to 6 # “yes”"}) == ([f"{name}:"], [f'{name}: "Mon: 9 to 6 # “yes”"'])
    filled = clinic_text(read(own).copy(update={name: "some words"}), own)
    assert clinic_text(read(own), filled) == own


@pytest.mark.parametrize("changed, gone, new", [
    ({"phone": "555 0199"}, ["phone: '555 0100'     # in a column"], ['phone: "555 0199"     # in a column']),
    ({"phone": None}, ["phone: '555 0100'     # in a column"], ["phone:     # in a column"]),
    ({"email": "a@b.example"}, ["email:  # none yet"], ['email: "a@b.example"  # none yet']),
    ({"hours": "daily"}, ["hours: |", "  Mon to Fri", "  9 to 6"], ['hours: "daily"']),
    ({"address": None}, ['    "12 Example', '    Street"'], [""]),
    ({"retention_days": 30}, ["retention_days: 14"], ["retention_days: 30"]),
    ({"country": "EU"}, ["country: US   # where we are"], ['country: "EU"   # where we are']),
    ({"country": None}, ["country: US   # where we are"], ["country:   # where we are"]),
    ({"parking": "behind"}, [], ['parking: "behind"']),
    ({"origins": ["https://a.example", "https://c.example"]}, ["    - https://b.example"], ['    - "https://c.example"']),
    ({"origins": ["https://0.example", "https://a.example", "https://b.example"]}, [], ['    - "https://0.example"']),
    ({"origins": []}, ['    - "https://a.example"   # main', "    - https://b.example"], []),
])
def test_comments_stay_where_they_are(changed, gone, new):
    """However it was written by hand; what is not there yet comes last."""
    found = lines_changed(BY_HAND, **changed)
    assert found[0] == gone and [line for line in found[1] if line] == [line for line in new if line]


@pytest.mark.parametrize("old", ["origins:", "origins: []\n", "origins: [ 'https://a.example' ]", "{}", "",
                                 "{origins: ['https://a.example'], phone: '1'}\n", 'phone: "1"'])
def test_websites_in_any_form(old):
    """A list on one line, an empty one, none."""
    for origins in (["https://b.example", "https://a.example"], []):
        lines_changed(old, origins=origins)


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(str.strip))
@example("yes")
@example("12:30")
@example('"a" \\ # b')
@example("\u2028 \x85 \ufeff \x7f")
@example("😀")
def test_any_words_come_back_as_they_were(words):
    """Also those that YAML takes for something else."""
    for text in (BY_HAND, BY_HAND.replace("\n", "\r\n"), "{}"):
        wanted = read(text).copy(update={"phone": words.strip(), "email": words.strip(), "plan": words.strip()})
        assert read(clinic_text(wanted, text)) == wanted


def publish(folder: DataFolder, instead_of: Clinic, **changed: object) -> None:
    publish_clinic(Reader(folder.path), instead_of.copy(update=changed), TODAY, instead_of)


def test_what_is_published_is_served_next(folder):
    """And no other file changes."""
    before = {path: path.read_bytes() for path in folder.path.rglob("*.yml") if path.name != "clinic.yml"}
    store = Store(folder.path)
    publish(folder, Clinic(), phone="555 0100", country="UK")
    assert store.current().clinic == Clinic(phone="555 0100", country="UK")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("broken, why", [
    ({"origins": ["https://a.example/"]}, "'origins.1': 'https://a.example/' is no website's address"),
    ({"country": "FR"}, "'country': "), ({"retention_days": 0}, "'retention_days' must be a whole number from 1 on")])
def test_what_is_wrong_is_not_written(folder, broken, why):
    """The fact is named, and every byte stays."""
    before = (folder.path / "clinic.yml").read_bytes()
    with pytest.raises(DataError, match=f"clinic.yml:\\d+: {why}"):
        publish(folder, Clinic(), **broken)
    assert (folder.path / "clinic.yml").read_bytes() == before


def test_what_somebody_else_wrote_is_not_lost(folder):
    """Who publishes must have seen what stands there."""
    folder.clinic(phone="555 0199")
    with pytest.raises(Changed, match="was changed in the meantime"):
        publish(folder, Clinic(), email="a@b.example")
    assert folder.load().clinic == Clinic(phone="555 0199")


@pytest.mark.parametrize("content", ["phone: [", "phones: 1", "phone: 555"])
def test_a_file_that_is_broken_is_not_written_over(folder, content):
    """Somebody has to mend it by hand; the line is named."""
    path = folder.write("clinic.yml", content)
    with pytest.raises(DataError, match="clinic.yml:[12]: "):
        publish(folder, Clinic(), phone="555 0100")
    assert path.read_text() == content


def test_a_file_in_a_form_that_cannot_be_changed(folder):
    """One value that stands for two facts: no other fact is changed along."""
    path = folder.write("clinic.yml", 'phone: &it "555"\nhours: *it\n')
    with pytest.raises(DataError, match="clinic.yml:1: is written in a form in which this cannot be changed from here"):
        publish(folder, folder.load().clinic, hours="daily")
    assert path.read_text() == 'phone: &it "555"\nhours: *it\n'


def test_in_the_projects_own_data(tmp_path):
    """One line in one file of all."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    reader = Reader(data)
    held = reader.files()["clinic.yml"].entry
    publish_clinic(reader, held.copy(update={"price_first": "$95"}), date.today(), held)
    assert [path.name for path in data.rglob("*.yml")
            if path.read_bytes() != (DATA / path.relative_to(data)).read_bytes()] == ["clinic.yml"]
