"""What the benchmark reads from logs, from /proc and from the disk; and the stock side's project."""
import os

import pytest
import yaml

from bench.install import size
from bench.load import questions
from bench.serving import kilobytes
from bench.stock import nlu, rules, write_project
from bench.training import Epochs, epochs_of, extrapolated
from faq.store import load


@pytest.mark.parametrize("log, expected", [
    ("", None),
    ("Epochs:   0%|          | 0/100 [00:00<?, ?it/s]", Epochs(0, 100, 0, 0)),
    ("Epochs:   1%|1 | 1/100 [00:09<15:08]\rEpochs:  20%|## | 20/100 [03:05<12:20, 9.2s/it, t_loss=2.1]",
     Epochs(20, 100, 185, 9)),
    ("Epochs:  90%|######### | 90/100 [1:02:03<06:50, 41s/it]", Epochs(90, 100, 3723, 3723)),
])
def test_epochs_are_read_from_the_progress_bar(log, expected):
    """The last state counts; minutes and hours are seconds; no bar, no epochs."""
    assert epochs_of(log) == expected


def test_a_cut_off_training_is_extrapolated():
    """After 200 s, 11 of 40 epochs took 180, the first 30 of them: the other 29 take 15 s each, as the ten after it."""
    assert extrapolated(200.0, Epochs(11, 40, 180, 30)) == 200 + 29 * 15


def test_one_epoch_is_all_there_is_to_go_by():
    """Where only the first is finished, the others are taken to be like it."""
    assert extrapolated(70.0, Epochs(1, 100, 60, 60)) == 70 + 99 * 60


def test_kilobytes_are_found_by_name():
    """As in /proc/PID/status and smaps_rollup; a kernel thread has no such line and counts 0."""
    text = "Name:\tpython\nVmRSS:\t   12345 kB\nPss:                 678 kB\nPss_Anon:              9 kB\n"
    assert (kilobytes(text, "VmRSS"), kilobytes(text, "Pss"), kilobytes(text, "VmSwap")) == (12345, 678, 0)


def test_size_counts_a_file_once(tmp_path):
    """A second name of the same file takes no room."""
    (tmp_path / "below").mkdir()
    (tmp_path / "file").write_bytes(b"x" * 1000)
    os.link(tmp_path / "file", tmp_path / "below" / "same")
    assert size(tmp_path) == 1000


def test_messages_are_the_same_in_each_run():
    """Both sides and both runs are asked the same questions of the data, so that runs can be compared."""
    knowledge = load()
    asked = questions(knowledge, 30)
    assert asked == questions(knowledge, 30)
    assert set(asked) <= {question for entry in knowledge.topics.values() for question in entry.questions}


def test_stock_learns_from_the_same_examples():
    """Every topic's title and questions and the out-of-scope ones, a line each."""
    knowledge = load()
    lines = [line for entry in nlu(knowledge)["nlu"] for line in entry["examples"].splitlines()]
    assert len(lines) == (sum(1 + len(entry.questions) for entry in knowledge.topics.values())
                          + len(knowledge.out_of_scope.questions))
    assert all(line.startswith("- ") for line in lines)


def test_stock_has_a_rule_an_intent():
    """Each intent leads to the one action."""
    assert rules(["cost"])["rules"] == [{"rule": "cost", "steps": [{"intent": "cost"}, {"action": "action_answer"}]}]


def test_stock_project_is_complete(tmp_path):
    """Each intent of its domain has a rule and an answer with a text and the custom JSON of the wire contract."""
    import json

    write_project(load(), tmp_path)
    domain = yaml.safe_load((tmp_path / "domain.yml").read_text())
    answers = json.loads((tmp_path / "answers.json").read_text())
    ruled = [rule["rule"] for rule in yaml.safe_load((tmp_path / "rules.yml").read_text())["rules"]]
    assert domain["intents"] == ruled == list(answers)
    assert answers["is_it_safe"]["text"] and answers["is_it_safe"]["custom"]["topics"] == ["is_it_safe"]
    assert set(answers["out_of_scope"]["custom"]) == {"topics", "urgent", "suggestions", "sources", "reviewed"}
