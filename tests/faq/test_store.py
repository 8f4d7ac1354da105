"""The store serves what was last good, and notices at the next call what has changed."""
import logging
from datetime import date

import pytest

from faq.knowledge import Knowledge
from faq.problems import DataError
from faq.store import Store, load
from faq.writer import write_atomically
from tests.conftest import TODAY, as_yaml, review, topic

NEW = "New words, longer than the old ones were."


def write_in_place(path, text):
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def store(folder):
    """A store of the small folder, with all files older than any change to come."""
    folder.grow_old()
    return Store(folder.path)


def errors(caplog):
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("write", [write_atomically, write_in_place])
def test_changed_words_are_served_at_the_next_call(folder, store, write):
    """An answer's new words are served, however its file was written."""
    write(folder.path / "faq/needles.yml", as_yaml(topic("Needles?", answer=NEW)))
    assert store.current(["needles"]).topics["needles"].answer == NEW


@pytest.mark.parametrize("write", [write_atomically, write_in_place])
def test_the_clinics_new_facts_are_served_at_the_next_call(folder, store, write):
    """The single files are watched whatever the topic."""
    write(folder.path / "clinic.yml", "phone: 555 0100\n")
    assert store.current().clinic.phone == "555 0100"


def test_a_replaced_file_is_noticed_under_any_topic(folder, store):
    """A file put in another's place changes its folder, so it is noticed even when it is not about to be served."""
    write_atomically(folder.path / "faq/needles.yml", as_yaml(topic("Needles?", answer=NEW)))
    assert store.current(["cost"]).topics["needles"].answer == NEW


def test_a_new_topic_appears(folder, store):
    """A file laid into data/faq is a topic at the next call."""
    folder.topic("moxa", "What is moxa?")
    assert "moxa" in store.current().topics


def test_a_removed_topic_goes(folder, store):
    """A file taken away is no topic any more."""
    (folder.path / "faq/greet.yml").unlink()
    assert "greet" not in store.current().topics


def test_nothing_is_read_while_nothing_changes(store):
    """Without a change the very same knowledge is served."""
    assert store.current(["needles"]) is store.current(["cost", "needles"])


def test_a_topic_that_is_not_there_is_no_change(store):
    """Asking for an unknown topic reads nothing anew."""
    assert store.current(["nowhere"]) is store.current()


@pytest.mark.parametrize("spoil", [
    pytest.param(lambda folder: folder.change("faq/needles.yml", "group: how", "group: hwo"), id="a bad value"),
    pytest.param(lambda folder: folder.write("faq/needles.yml", "title: 'half a fi"), id="no YAML"),
    pytest.param(lambda folder: (folder.path / "phrases.yml").unlink(), id="a missing file"),
    pytest.param(lambda folder: (folder.path / "faq/cost.yml").unlink(), id="a topic that others name"),
])
def test_broken_data_changes_nothing(folder, store, spoil):
    """What was served before stays in service."""
    before = store.current()
    spoil(folder)
    assert store.current(["needles"]) is before


def test_broken_data_is_logged_once(folder, store, caplog):
    """One error tells all problems; the next calls, and another touch of the file, add none."""
    folder.change("faq/needles.yml", "group: how", "group: hwo")
    store.current(["needles"])
    folder.grow_old()
    store.current(["needles"])
    [record] = errors(caplog)
    assert f"data/faq/needles.yml:{folder.line('faq/needles.yml', 'group:')}: 'group'" in record.getMessage()


def test_another_mistake_is_logged_again(folder, store, caplog):
    """A new problem is told although the old one was."""
    folder.change("faq/needles.yml", "group: how", "group: hwo")
    store.current(["needles"])
    folder.change("faq/needles.yml", "title:", "titel:")
    store.current(["needles"])
    assert len(errors(caplog)) == 2


def test_a_mended_file_is_served(folder, store):
    """After the mending the new words are served."""
    folder.write("faq/needles.yml", "this: is no topic")
    store.current(["needles"])
    folder.topic("needles", "Needles?", answer=NEW)
    assert store.current(["needles"]).topics["needles"].answer == NEW


def test_the_same_mistake_after_a_mending_is_logged_again(folder, store, caplog):
    """Mending a file ends its story: the same mistake is news again."""
    for group in ("hwo", "how", "hwo"):
        folder.topic("needles", f"Needles {group}?", group=group)
        store.current(["needles"])
    assert len(errors(caplog)) == 2


def test_a_store_does_not_start_on_broken_data(folder):
    """Without anything good to serve the error is raised, with every problem in it."""
    folder.change("faq/needles.yml", "group: how", "group: hwo")
    folder.change("clinic.yml", "{}", "phone: 5")
    with pytest.raises(DataError) as error:
        Store(folder.path)
    assert [problem.file for problem in error.value.problems] == ["data/clinic.yml", "data/faq/needles.yml"]


def test_an_overdue_review_keeps_nothing_else_from_being_served(folder):
    """Data with an overdue review is loaded; the answer withholds itself when it is asked for."""
    folder.topic("needles", "Needles?", review=review(due=date(2026, 12, 1)))
    knowledge = load(folder.path, TODAY)
    assert isinstance(knowledge, Knowledge) and knowledge.topics["needles"].review.overdue(TODAY)
