"""Public sets of messages, as they are read and drawn for the benchmark."""
import pytest

from bench.exams import BOTS, STRANGER, drawn, exams, rows, with_names
from stack.progress import Failed


@pytest.fixture
def folder(tmp_path):
    """The ten files, small: each HINT3 bot with a stranger in its test set, BANKING77 with eleven examples an intent."""
    for bot in BOTS:
        (tmp_path / f"hint3_{bot}_train.csv").write_text("sentence,label\nwhere is it,ORDER_STATUS\n")
        (tmp_path / f"hint3_{bot}_test.csv").write_text(f"sentence,label\nany news?,ORDER_STATUS\nhy,{STRANGER}\n")
    lines = [f"{text} {number},{intent}" for text, intent in (("lost", "lost_card"), ("pin", "pin_blocked"))
             for number in range(11)]
    (tmp_path / "banking77_train.csv").write_text("\n".join(["text,category", *lines]))
    (tmp_path / "banking77_test.csv").write_text("text,category\nmy pin,pin_blocked\n")
    return tmp_path


def test_exams_are_the_same_each_time(folder):
    """Three bots, two draws of ten examples, and all: six, with other examples in each draw, and no chance between runs."""
    found = exams(folder)
    assert found == exams(folder)
    assert [(exam.key, len(exam.learned), exam.strangers) for exam in found] == [
        ("HINT3 curekart", 1 + 1, 1), ("HINT3 sofmattress", 1 + 1, 1), ("HINT3 powerplay11", 1 + 1, 1),
        ("BANKING77, 10 examples an intent, draw 0", 2 * 10 + 2, 0),
        ("BANKING77, 10 examples an intent, draw 1", 2 * 10 + 2, 0), ("BANKING77, all examples", 2 * 11 + 2, 0)]
    assert found[3].learned != found[4].learned


def test_nothing_asked_is_learned(folder):
    """No example comes from a test set."""
    assert not any(set(exam.learned) & set(exam.asked) for exam in exams(folder))


@pytest.mark.parametrize("learned, expected, why", [
    ([("lost it", "LOST_CARD")], [("lost it", "LOST_CARD"), ("lost card", "LOST_CARD")], "the name is one more"),
    ([("a", "X"), ("a", "X")], [("a", "X"), ("x", "X")], "said twice is learned once"),
    ([("lost card", "LOST_CARD")], [("lost card", "LOST_CARD")], "the name was an example already"),
    ([("a", "X"), ("a", "Y")], [("a", "X"), ("a", "Y"), ("x", "X"), ("y", "Y")], "of two intents it stays with both"),
    ([("", "X")], [("x", "X")], "an empty line teaches nothing"),
])
def test_names_are_examples(learned, expected, why):
    """As a topic's title is one."""
    assert with_names(learned) == expected, why


def test_drawn_takes_what_there_is():
    """As many of each intent as asked for, none twice; all of one that has fewer."""
    found = drawn([*((f"a{number}", "A") for number in range(5)), ("b", "B")], 3, seed=0)
    assert [intent for _, intent in found] == ["A", "A", "A", "B"]
    assert len(set(found)) == 4


def test_spaces_do_not_count(tmp_path):
    """Line breaks inside a message and spaces around a label go."""
    (tmp_path / "set.csv").write_text('sentence,label\n" two\nlines ", X \n')
    assert rows(tmp_path / "set.csv", "sentence", "label") == [("two lines", "X")]


@pytest.mark.parametrize("name, said", [("none.csv", "is missing"), ("set.csv", "no column 'text'")])
def test_what_is_wrong_is_said(tmp_path, name, said):
    """A file that is not there, or is another one, is named."""
    (tmp_path / "set.csv").write_text("sentence,label\nx,X\n")
    with pytest.raises(Failed, match=f"{name}.* {said}"):
        rows(tmp_path / name, "text", "category")
