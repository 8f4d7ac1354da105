"""What stands in data/ is what the desk has, and the other way round."""
import shutil
from pathlib import Path

import pytest

from desk.answers.entries import entry_of
from desk.answers.importing import read_data
from desk.answers.models import Source, Topic
from faq.publisher import publish_topic
from faq.reader import DATA, Reader
from faq.store import load
from tests.conftest import TODAY


@pytest.fixture
def whole(db, tmp_path, settings) -> Path:
    """The project's own data, read."""
    settings.FAQ_DATA = Path(shutil.copytree(DATA, tmp_path / "data"))
    read_data()
    return settings.FAQ_DATA


def test_a_round_trip_changes_no_byte(whole):
    """Topics read into the tables and published from there; tests/faq/test_topic_text.py writes each of all."""
    before = {path: path.read_bytes() for path in sorted(whole.rglob("*.yml"))}
    for row in Topic.objects.all()[::13]:
        publish_topic(Reader(whole), row.name, entry_of(row), TODAY, entry_of(row))
    assert {path: path.read_bytes() for path in sorted(whole.rglob("*.yml"))} == before
    assert read_data() == 0


def test_everything_is_there(whole):
    """Topics with their asks, sources and what is related, and each is live."""
    knowledge = load(whole)
    assert {row.name: entry_of(row) for row in Topic.objects.filter(live=True)} == knowledge.topics
    assert Source.objects.count() == len(knowledge.sources)


def test_reading_again_reads_only_what_changed(desk, needles):
    """A file changed by hand is live in the tables, too, with its own history."""
    desk.change("faq/needles.yml", "The answer to", "Another answer to")
    assert read_data() == 1
    needles.refresh_from_db()
    assert needles.answer.startswith("Another answer to") and needles.live_revision == needles.latest_revision
    assert needles.revisions.count() == 2


def test_a_draft_outlives_a_change_by_hand(desk, needles, editor):
    """It stays the latest; what is live is what the file says."""
    needles.answer = "A draft."
    needles.save_revision(user=editor)
    Topic.objects.filter(pk=needles.pk).update(has_unpublished_changes=True)
    desk.change("faq/needles.yml", "The answer to", "Another answer to")
    read_data()
    needles = Topic.objects.get(name="needles")
    assert needles.get_latest_revision_as_object().answer == "A draft." and needles.latest_revision.user == editor
    assert needles.answer.startswith("Another answer") and needles.has_unpublished_changes


def test_a_broken_file_changes_nothing(desk, needles):
    """What was live stays, as it does for visitors."""
    desk.write("faq/needles.yml", "title: [")
    assert read_data() == 0
    needles.refresh_from_db()
    assert needles.live and needles.answer.startswith("The answer to")

