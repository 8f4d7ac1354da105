"""Publishing a topic: in order as a whole, or not at all."""
import threading
from datetime import date

import pytest

from faq.knowledge import Topic
from faq.problems import DataError
from faq.publisher import Changed, problems_with, publish_topic
from faq.reader import Reader
from faq.store import Store
from tests.conftest import TODAY, DataFolder


@pytest.fixture
def needles(folder: DataFolder) -> Topic:
    folder.topic("needles", "Needles?")
    return folder.load().topics["needles"]


def publish(folder: DataFolder, topic: Topic, instead_of: Topic, name: str = "needles") -> None:
    publish_topic(Reader(folder.path), name, topic, TODAY, instead_of)


def test_what_is_published_is_served_next(folder, needles):
    """The store notices it at the next message."""
    store, changed = Store(folder.path), needles.copy(update={"answer": "New words."})
    publish(folder, changed, needles)
    assert store.current(["needles"]).topics["needles"] == changed


@pytest.mark.parametrize("broken", [{"sources": ["nowhere"]}, {"related": ["nothing"]}, {"answer": "Call {nobody}."},
                                    {"sources": []}, {"title": "Needles? " * 9}, {"answer": " "}])
def test_what_is_wrong_is_not_written(folder, needles, broken):
    """The problem is told, and every byte stays."""
    before = (folder.path / "faq" / "needles.yml").read_bytes()
    with pytest.raises(DataError, match="faq/needles.yml:"):
        publish(folder, needles.copy(update=broken), needles)
    assert (folder.path / "faq" / "needles.yml").read_bytes() == before


def test_what_another_topic_claims_is_refused(folder, needles):
    """A question stands once in all files."""
    folder.topic("other", "Other?", asks={"one": ["a very special question"]})
    taken = needles.copy(update={"asks": {"mine": ["A very special question"]}})
    assert any("a very special question" in str(problem).lower()
               for problem in problems_with(Reader(folder.path), "needles", taken, TODAY))


def test_what_was_wrong_elsewhere_does_not_stand_in_the_way(folder, needles):
    """A review that is overdue in another file is not this editor's."""
    folder.grow_old()
    assert problems_with(Reader(folder.path), "needles", needles, date(2030, 1, 1)) == []


def test_what_somebody_wrote_by_hand_is_not_lost(folder, needles):
    """Who publishes must have seen what stands there."""
    folder.change("faq/needles.yml", "Needles?", "Needles, again?")
    with pytest.raises(Changed, match="was changed in the meantime"):
        publish(folder, needles.copy(update={"answer": "New words."}), needles)
    assert folder.load().topics["needles"].title == "Needles, again?"


def test_a_new_topic_has_a_new_file(folder, needles):
    """And must have a name that can be one."""
    new = needles.copy(update={"title": "Pins?", "asks": {"pins": ["pins or needles"]}})
    publish(folder, new, None, "pins")
    assert folder.load().topics["pins"] == new
    with pytest.raises(DataError, match="cannot be a topic's name"):
        publish(folder, new.copy(update={"title": "Pins!", "asks": {"pins": ["pins and needles"]}}), None, "crisis")


def test_of_two_who_publish_at_once_the_second_is_told(folder, needles):
    """Neither's words are mixed with the other's."""
    told = []

    def go(words: str) -> None:
        try:
            publish(folder, needles.copy(update={"answer": words}), needles)
            told.append(words)
        except Changed:
            pass

    threads = [threading.Thread(target=go, args=(f"Words of {number}.",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [folder.load().topics["needles"].answer]
