"""How long conversations are kept, as the clinic says it."""
import pytest

from faq.reply import facts
from tests.conftest import DataFolder


@pytest.mark.parametrize("written, days, said", [("{}", 30, "30 days"), ("retention_days:", 30, "30 days"),
                                                 ("retention_days: 1", 1, "1 day"),
                                                 ("retention_days: 365", 365, "365 days")])
def test_days_and_how_they_are_said(folder: DataFolder, written: str, days: int, said: str) -> None:
    """30 unless the clinic says otherwise; an answer's {retention_days} is a phrase."""
    folder.write("clinic.yml", written)
    knowledge = folder.load()
    assert knowledge.clinic.retention_days == days and facts(knowledge)["retention_days"] == said


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "'30'", "a month", "[30]", "true"])
def test_other_than_whole_days_is_refused(folder: DataFolder, written: str) -> None:
    """With file, line and what to write."""
    folder.write("clinic.yml", f"phone: '1'\nretention_days: {written}\n")
    assert folder.problems() == ["data/clinic.yml:2: 'retention_days' must be a whole number from 1 on, without quotes"]
