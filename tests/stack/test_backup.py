"""What the clinic's people wrote is kept, and comes back."""
import sqlite3
import stat

import pytest

from faq.problems import DataError
from stack.backup import backup, restore
from stack.progress import Failed


@pytest.fixture
def kept(tmp_path):
    """The desk's tables, in use, and its key."""
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "desk.key").write_text("a key")
    with sqlite3.connect(folder / "desk.db") as tables:
        tables.execute("PRAGMA journal_mode=WAL")
        tables.execute("CREATE TABLE drafts (words TEXT)")
        tables.execute("INSERT INTO drafts VALUES ('a draft')")
    yield folder


def drafts(kept):
    with sqlite3.connect(kept / "desk.db") as tables:
        return [words for (words,) in tables.execute("SELECT words FROM drafts")]


def test_what_was_lost_comes_back(folder, kept, tmp_path):
    """Data, drafts and key; what stood there is moved aside, not deleted."""
    made = backup(tmp_path / "backups", folder.path, kept)
    before = {path: path.read_bytes() for path in sorted(folder.path.rglob("*.yml"))}
    folder.change("faq/needles.yml", "The answer to", "Spoilt")
    (folder.path / "clinic.yml").unlink()
    with sqlite3.connect(kept / "desk.db") as tables:
        tables.execute("DELETE FROM drafts")
    (kept / "desk.key").unlink()
    aside = restore(made, folder.path, kept)
    assert {path: path.read_bytes() for path in sorted(folder.path.rglob("*.yml"))} == before
    assert drafts(kept) == ["a draft"] and (kept / "desk.key").read_text() == "a key"
    assert "Spoilt" in (aside / "data" / "faq" / "needles.yml").read_text() or "Spoilt" in (
        aside / folder.path.name / "faq" / "needles.yml").read_text()


def test_a_backup_is_nobody_elses_to_read(folder, kept, tmp_path):
    """It holds accounts."""
    assert stat.S_IMODE(backup(tmp_path / "backups", folder.path, kept).stat().st_mode) == 0o600


def test_conversations_stay_out(folder, kept, tmp_path):
    """What a visitor deleted must not come back."""
    (kept / "conversations.db").write_text("what visitors said")
    (kept / "desk.db").unlink()
    made = backup(tmp_path / "backups", folder.path, kept)
    restore(made, folder.path, kept)
    assert (kept / "conversations.db").read_text() == "what visitors said", "neither packed nor touched"


def test_what_is_no_backup_changes_nothing(folder, kept, tmp_path):
    """Also one whose data has a problem."""
    (tmp_path / "photo.jpg").write_bytes(b"no backup")
    with pytest.raises(Failed, match="no backup that can be read"):
        restore(tmp_path / "photo.jpg", folder.path, kept)
    folder.change("faq/needles.yml", "title:", "titel:")
    broken = backup(tmp_path / "backups", folder.path, kept)
    folder.change("faq/needles.yml", "titel:", "title:")
    with pytest.raises(DataError, match="titel"):
        restore(broken, folder.path, kept)
    assert folder.problems() == [] and drafts(kept) == ["a draft"]
