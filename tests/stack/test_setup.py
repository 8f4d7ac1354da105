"""What set-up and start say when something stands in the way: one sentence, and a status that is not 0."""
import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from stack import progress, setup
from stack.progress import Failed, said_of, step
from stack.run import check_free, port
from training.model import fitting_model, what_is_learned

ROOT = Path(__file__).resolve().parents[2]


def test_a_step_shows_that_it_is_done(capsys):
    """The label, and how long it took."""
    step("Trying something", [sys.executable, "-c", "pass"], "advice")
    assert capsys.readouterr().out.startswith("Trying something  done in")


def test_a_failed_step_gives_advice_and_the_cause():
    """What to do, and the last lines of what the command said."""
    with pytest.raises(Failed, match="Do this.*(?s:.*)the cause"):
        step("Trying something", [sys.executable, "-c", "import sys; print('the cause'); sys.exit(3)"], "Do this.")


def test_a_full_disk_is_told_as_such():
    """Whichever command met it."""
    with pytest.raises(Failed, match="The disk is full: make room"):
        step("Trying something", [sys.executable, "-c", "import sys; sys.exit('No space left on device')"], "x")


def test_a_full_disk_met_by_ourselves_is_told_alike():
    """The operating system's error becomes the same sentence."""
    assert said_of(OSError(errno.ENOSPC, "No space left on device")).startswith("The disk is full")


def test_little_room_is_told_before_anything_is_fetched(monkeypatch, tmp_path):
    """Set-up does not begin what it cannot end."""
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5_000_000))
    with pytest.raises(Failed, match="Only 5 MB are free"):
        setup.room()


def test_no_python_310_is_told(monkeypatch, tmp_path):
    """Where none is found, none can be fetched, the sentence says how to name one."""
    monkeypatch.setattr(setup, "python310", lambda: None)
    monkeypatch.setattr(setup, "UV", Path(sys.executable))  # a uv that fails at once
    with pytest.raises(Failed, match="no Python 3.10 here.*PYTHON310="):
        setup.make_environment()


def test_python_310_can_be_named(monkeypatch):
    """$PYTHON310 comes first."""
    monkeypatch.setenv("PYTHON310", sys.executable)
    assert setup.python310() == sys.executable


def test_python_310_is_found_among_pyenvs_versions(monkeypatch, tmp_path):
    """Also where it is not on the path."""
    python = tmp_path / "versions" / "3.10.99" / "bin" / "python3.10"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    monkeypatch.setattr(setup.sys, "executable", "/nowhere")
    assert setup.python310() == str(python)


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """Set-up in an empty folder, with its steps noted instead of taken: whatever a test does, the environment that it runs
    in stays as it is. -> the names of those that were to be taken."""
    taken = []
    for name in ("room", "get_uv", "make_environment", "make_encoder"):
        monkeypatch.setattr(setup, name, lambda name=name: taken.append(name))
    for name in ("PYTHON", "INSTALLED", "BUILT"):
        monkeypatch.setattr(setup, name, tmp_path / name)
    setup.PYTHON.touch()  # as a finished environment has it
    return taken


def test_a_second_set_up_does_nothing(steps, capsys):
    """What is installed stays as it is, and nothing is printed."""
    setup.main()
    assert steps == ["room", "get_uv", "make_environment", "make_encoder"]
    steps.clear()
    capsys.readouterr()
    setup.main()
    assert (steps, capsys.readouterr().out) == ([], "")


@pytest.mark.parametrize("missing, again", [("INSTALLED", "make_environment"), ("PYTHON", "make_environment"),
                                            ("BUILT", "make_encoder")])
def test_only_what_is_missing_is_made_again(steps, missing, again):
    """The packages without the encoder, or the encoder without the packages."""
    setup.main()
    steps.clear()
    getattr(setup, missing).unlink()
    setup.main()
    assert steps == ["room", "get_uv", again]


def test_a_taken_port_is_told():
    """Which one, and how to choose another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(Failed, match=f"Port {number} cannot be used.*PORT={number + 1} make run"):
            check_free("PORT", number)


@pytest.mark.parametrize("text", ["abc", "0", "70000", "-1", "5005x"])
def test_what_is_no_port_is_told(monkeypatch, text):
    """A port is a number from 1 to 65535."""
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Failed, match=f"PORT={text} is no port"):
        port("PORT", 5005)


def test_a_port_may_be_left_out(monkeypatch):
    """Then it is the usual one."""
    monkeypatch.delenv("PORT", raising=False)
    assert port("PORT", 5005) == 5005


def test_broken_data_stops_the_start(tmp_path):
    """`make run` on a broken file: file, line and what is wrong; status 1; no traceback."""
    for room in ("faq", "stack", "training", "data"):
        shutil.copytree(ROOT / room, tmp_path / room)
    (tmp_path / "data/faq/cost.yml").write_text("titel: What does it cost?\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-W", "ignore", "-m", "training.model"], cwd=tmp_path, capture_output=True,
                         text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    assert "data/faq/cost.yml:1: unknown key 'titel'; did you mean 'title'?" in ran.stderr


def test_new_words_of_an_answer_ask_for_no_new_model(project_knowledge):
    """The fingerprint is of what is learned."""
    topic = project_knowledge.topics["cost"]
    reworded = {**project_knowledge.topics, "cost": topic.copy(update={"answer": "Other words."})}
    same = type(project_knowledge)(**{**vars(project_knowledge), "topics": reworded})
    assert fitting_model(same) == fitting_model(project_knowledge)


def test_a_new_question_asks_for_a_new_model(project_knowledge):
    """Otherwise it would not be understood."""
    topic = project_knowledge.topics["cost"]
    asks = {**topic.asks, "The price, politely": ["How much, please?"]}
    asked = {**project_knowledge.topics, "cost": topic.copy(update={"asks": asks})}
    changed = type(project_knowledge)(**{**vars(project_knowledge), "topics": asked})
    assert what_is_learned(changed) != what_is_learned(project_knowledge)
    assert fitting_model(changed) != fitting_model(project_knowledge)


def test_logs_are_kept_out_of_the_project():
    """What commands print lands in the cache, which git ignores."""
    assert progress.LOGS.relative_to(ROOT).parts[0] == ".cache"


def test_each_part_is_made_again_when_its_own_files_change(tmp_path):
    """A new version of the encoder does not install the packages anew."""
    stamp, file = tmp_path / "set-up", tmp_path / "lock"
    file.write_text("a==1")
    assert not setup.done(stamp, [file])
    stamp.write_text(setup.state([file]))
    assert setup.done(stamp, [file])
    file.write_text("a==2")
    assert not setup.done(stamp, [file])
