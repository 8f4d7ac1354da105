"""The page of the training: what it says to whom, and what may be done there. (tests/training/ really trains.)"""
import pytest

from desk.answers.publishing import knowledge_now
from desk.policies import Role
from desk.training import starting
from training import record
from training.compare import Changed, Comparison, Fall
from training.model import fitting_model
from training.record import Progress

SHARES = dict.fromkeys(("right", "wrong", "heard", "alarm"), (0.9, 0.8))


@pytest.fixture
def models(desk, settings):
    """Two models that were in service, the second of which fits the data."""
    folder = settings.FAQ_MODELS
    fitting = fitting_model(knowledge_now(), folder)
    first = fitting.with_name(fitting.name.rpartition("-")[0] + f"-00000000{record.ARCHIVE}")
    folder.mkdir()
    for model in (first, fitting):
        model.write_bytes(b"")
        record.put_into_service(model.name, folder)
    return {"folder": folder, "first": first.name, "fitting": fitting.name}


@pytest.fixture
def started(monkeypatch):
    """What the desk would have started."""
    begun = []
    monkeypatch.setattr(starting.subprocess, "Popen", lambda command, **more: begun.append((command[-1], more["env"])))
    return begun


def comparison(models, *falls):
    return Comparison(candidate=models["fitting"], before=models["first"], shares=SHARES, added=(3, 2), falls=list(falls),
                      changed=[Changed(text="what do I pay", meant="cost", was="right", now="wrong")])


def refuse(models, *falls):
    """The model that fits the data was found worse."""
    record.keep_report(comparison(models, *falls), models["folder"])
    record.put_into_service(models["first"], models["folder"], instead_of=models["fitting"])


def test_all_is_learned(client, editor, models):
    """Then there is nothing to start."""
    client.force_login(editor)
    page = client.get("/training/").content.decode()
    assert "has learned from all questions as they are now" in page and "Learn now" not in page


def test_a_changed_file_can_be_learned(client, editor, models, desk, started):
    """By who writes; the trainer is told where the data and the models are."""
    desk.topic("cost", "What does it cost?", group="clinic", asks={"An ask": ["a question that is new", "and one more"]})
    client.force_login(editor)
    assert "Learn now" in client.get("/training/").content.decode()
    client.post("/training/start/")
    [(what, env)] = started
    assert (what, env["FAQ_DATA"], env["FAQ_MODELS"]) == ("training", str(desk.path), str(models["folder"]))


def test_who_only_looks(client, account, models, started):
    """Sees the page, and can start nothing and bring nothing back."""
    client.force_login(account("rita", Role.READER))
    page = client.get("/training/").content.decode()
    assert "A manager can bring an earlier state back" in page and "Everything as it was" not in page
    assert client.post("/training/start/").status_code in (302, 403) and started == []
    client.post("/training/use/", {"model": models["first"]})
    assert record.in_service(models["folder"]).model == models["fitting"]


def test_a_worse_model_is_shown_question_by_question(client, account, models):
    """What falls, which questions are worse, and the way to take it all the same: a manager's."""
    refuse(models, Fall(text="Fewer questions are understood: 9 lost, 1 won."))
    client.force_login(account("max", Role.MANAGER))
    page = client.get("/training/").content.decode()
    for words in ("Fewer questions are understood: 9 lost, 1 won.", "what do I pay", "What does it cost?",
                  "taken for something else", "Let it answer all the same", "80.0 %"):
        assert words in page


def test_an_unsafe_model_is_nobodys_to_choose(client, account, models):
    """The button is not there, and the door behind it is closed."""
    refuse(models, Fall(text="Fewer messages of people in danger are heard: 9 lost, 1 won.", safety=True))
    (models["folder"] / record.HISTORY).unlink()
    client.force_login(account("max", Role.MANAGER))
    assert "Let it answer all the same" not in client.get("/training/").content.decode()
    answer = client.post("/training/use/", {"model": models["fitting"]}, follow=True).content.decode()
    assert "nobody can put it into service" in answer
    assert record.in_service(models["folder"]).model == models["first"]


def test_a_training_that_failed(client, editor, models, started):
    """Says why, and can be tried again."""
    record.note(Progress(step="failed", since=record.now(), trouble="The disk is full."), models["folder"])
    client.force_login(editor)
    page = client.get("/training/").content.decode()
    assert "The disk is full." in page and "Try again" in page


def test_a_training_at_work(client, editor, models):
    """The page waits for it, and offers nothing meanwhile."""
    record.note(Progress(step="training", since=record.now(), usually=60), models["folder"])
    client.force_login(editor)
    with record.alone(models["folder"]):
        page = client.get("/training/").content.decode()
        assert "took 60 seconds last time" in page and "data-progress" in page and "Try again" not in page
        assert "True" in client.get("/training/progress/").json()["state"]


def test_everything_as_it_was(client, account, editor, clinician, models, needles, desk):
    """Topics say again what they said when the model took over, as it was approved then."""
    client.force_login(clinician)
    needles.answer = "Other words, that a clinician has approved, and that are here for a moment only."
    needles.save_revision(user=editor)
    needles.get_workflow().start(needles, editor)
    state = needles.current_workflow_task_state
    state.task.specific.on_action(state, clinician, "approve")
    assert "Other words" in (desk.path / "faq/needles.yml").read_text()
    client.force_login(account("max", Role.MANAGER))
    since = record.history(models["folder"])[-1].since.isoformat()
    answer = client.post("/training/bring-back/", {"since": since}, follow=True).content.decode()
    assert "All is as it was" in answer and "(topics that say something else by it: 1)" in answer
    assert "Other words" not in (desk.path / "faq/needles.yml").read_text()


def test_a_change_of_questions_starts_it(settings, started, needles, editor, clinician, django_capture_on_commit_callbacks):
    """Other words of an answer do not."""
    settings.DESK_TRAINS = True
    for change, count in (({"answer": "Thin and made of steel, each is used once and then thrown away for good."}, 0),
                          ({"title": "How thin are the needles?"}, 1)):
        for name, value in change.items():
            setattr(needles, name, value)
        needles.save_revision(user=editor)
        needles.get_workflow().start(needles, editor)
        state = needles.current_workflow_task_state
        with django_capture_on_commit_callbacks(execute=True):
            state.task.specific.on_action(state, clinician, "approve")
        needles.refresh_from_db()
        assert len(started) == count
