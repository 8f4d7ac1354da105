"""`python -m faq check` and `python -m faq review`."""
from datetime import date, timedelta

import pytest

from faq.__main__ import main
from faq.reader import DATA
from tests.conftest import review

SIGNED = ["--by", "Dr Jane Doe", "--due", "2099-06-01"]


@pytest.fixture
def faq(folder, capsys):
    """Runs a command on the small folder. -> (exit status, what it prints, what it prints as errors)."""
    def run(*arguments):
        status = main(["--data", str(folder.path), *arguments])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err.splitlines()

    return run


def test_a_sound_folder_passes(faq):
    """Without a problem the status is 0 and one line tells what there is."""
    assert faq("check") == (0, ["4 topics, 16 questions, 2 conditions, 1 messages out of scope: no problem"], [])


def test_every_problem_is_printed(faq, folder):
    """The status is 1; each problem has its line, and the last line counts them."""
    folder.change("faq/needles.yml", "- cost", "- cots")
    folder.change("clinic.yml", "{}", "phone: 5")
    status, printed, _ = faq("check")
    assert status == 1
    assert [line.split(": ")[0] for line in printed[:-1]] == [
        "data/clinic.yml:1", f"data/faq/needles.yml:{folder.line('faq/needles.yml', '- cots')}"]
    assert printed[-1].endswith(": 2 problems")


def test_one_problem_is_one(faq, folder):
    """A single problem is counted in the singular."""
    folder.change("clinic.yml", "{}", "phone: 5")
    assert faq("check")[1][-1].endswith(": 1 problem")


def test_reviews_due_soon_are_told(faq, folder):
    """A review due within 60 days is told with its date, and is no problem yet."""
    due = date.today() + timedelta(days=30)
    folder.topic("needles", "Needles?", review=review(due=due))
    status, printed, _ = faq("check")
    assert (status, printed[0]) == (0, f"data/faq/needles.yml: review due on {due}")


def test_an_overdue_review_fails_the_check(faq, folder):
    """An answer that is withheld is a problem to whoever checks the data."""
    folder.topic("needles", "Needles?", review=review(date=date(2024, 12, 1), due=date(2025, 12, 1)))
    status, printed, _ = faq("check")
    assert status == 1
    assert "the review was due on 2025-12-01; the answer is withheld" in printed[0]


def test_a_folder_that_is_not_there_fails_the_check(faq, folder):
    """Every file that must be there is missed."""
    folder.path.rename(folder.path.with_name("moved"))
    status, printed, _ = faq("check")
    assert status == 1
    assert "data/clinic.yml:1: is not there; restore it" in printed


def test_the_project_is_what_is_checked_by_default(capsys):
    """Without --data the project's own folder is read."""
    main(["check"])
    assert f"{len(list((DATA / 'faq').glob('*.yml')))} topics, " in capsys.readouterr().out


def test_a_review_is_recorded(faq, folder):
    """Each named file gets the reviewer, today's date and the next due date."""
    status, printed, _ = faq("review", "needles", "urgent", *SIGNED)
    knowledge = folder.load()
    assert status == 0
    assert printed[0] == f"data/faq/needles.yml: reviewed by Dr Jane Doe on {date.today()}, due on 2099-06-01"
    for found in (knowledge.topics["needles"].review, knowledge.urgent.review):
        assert (found.by, found.date, found.due) == ("Dr Jane Doe", date.today(), date(2099, 6, 1))


def test_a_review_touches_no_other_file(faq, folder):
    """Topics that were not named keep their review."""
    before = (folder.path / "faq/cost.yml").read_bytes()
    faq("review", "needles", *SIGNED)
    assert (folder.path / "faq/cost.yml").read_bytes() == before


def test_an_unknown_name_records_nothing(faq, folder):
    """With one unknown name among several none is recorded, and the nearest name is told."""
    before = (folder.path / "faq/needles.yml").read_bytes()
    status, _, errors = faq("review", "needles", "cots", *SIGNED)
    assert (status, errors) == (1, [f"There is no 'cots' in {folder.path}; did you mean 'cost'?"])
    assert (folder.path / "faq/needles.yml").read_bytes() == before


@pytest.mark.parametrize("arguments, why", [
    (["review", "needles", "--due", "2099-06-01"], "nobody signs"),
    (["review", "needles", "--by", "Dr Jane Doe"], "no date to review again"),
    (["review", "needles", "--by", "Dr Jane Doe", "--due", "next year"], "no date"),
    (["review", *SIGNED], "nothing is reviewed"),
    ([], "no command"),
    (["chekc"], "no such command"),
])
def test_a_command_that_cannot_be_understood_is_refused(faq, arguments, why):
    """argparse explains and exits with 2; nothing is done."""
    with pytest.raises(SystemExit) as exit:
        faq(*arguments)
    assert exit.value.code == 2, why
