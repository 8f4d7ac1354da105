"""Topics made up to see what growth costs."""
import pytest

from bench.growth import QUESTIONS, SYLLABLES, evenly, grown, made_up, reworded, under_their_asks, write_project
from faq.store import load
from faq.text import normal


def test_made_up_words_differ():
    """No two of the words needed for 100 times the topics are the same, and each has three syllables."""
    words = [made_up(number) for number in range(7_000)]
    assert len(set(words)) == len(words)
    assert all(len(word) == 6 and word[:2] in SYLLABLES for word in words)


@pytest.mark.parametrize("question, expected", [
    ("Is it safe?", "Is it safe with babola?"),
    ("is it safe", "is it safe with babola"),
    ("Safe or not??", "Safe or not with babola??"),
    ("One line.\nIs it safe? ", "One line.\nIs it safe with babola? "),
    ("?", " with babola?"),
])
def test_reworded_keeps_the_end(question, expected):
    """The made-up word comes before the closing marks, so that the question stays one sentence."""
    assert reworded(question, "babola") == expected


def test_evenly_draws_from_first_to_last():
    """Of twelve, four are each third; a short list is taken whole."""
    assert evenly(list("abcdefghijkl"), 4) == ["a", "d", "g", "j"]
    assert evenly(["a", "b"], 4) == ["a", "b"]


def test_grown_keeps_the_given_topics_first():
    """At 1 times the topics are those given, with 20 questions each; copies come after them, as many each time."""
    topics = {"cost": [f"price {number}?" for number in range(50)], "hours": [f"open {number}" for number in range(30)]}
    once, thrice = grown(topics, 1), grown(topics, 3)
    assert list(once) == ["cost", "hours"] == list(thrice)[:2]
    assert len(thrice) == 6
    assert {len(questions) for questions in thrice.values()} == {QUESTIONS}


def test_grown_questions_all_differ():
    """No question of a copy equals another, even without case and punctuation: the data check would refuse it."""
    topics = {"cost": [f"price {number}?" for number in range(20)]}
    questions = [normal(question) for each in grown(topics, 10).values() for question in each]
    assert len(set(questions)) == len(questions) == 200


def test_reworded_questions_keep_their_ask():
    """Each stands under the ask of the question it was made of; an ask from which none was drawn is left out."""
    asks = {"Price": ["how much?", "price"], "Receipts": ["a receipt?"], "Ways to pay": ["card?"]}
    found = under_their_asks(asks, ["how much?", "price", "card?"], ["how much with x?", "price with x", "card with x?"])
    assert found == {"Price": ["how much with x?", "price with x"], "Ways to pay": ["card with x?"]}


def test_grown_project_passes_the_data_check(tmp_path):
    """A project of twice the topics can be read by the assistant: ids, titles, asks and questions are in order."""
    topics = {topic: entry.questions for topic, entry in load().topics.items()}
    write_project(tmp_path, topics, 2)
    found = load(tmp_path / "data").topics
    assert len(found) == 2 * len(topics)
    assert {len(entry.questions) for entry in found.values()} == {QUESTIONS}
    assert {len(entry.asks) > 1 for entry in found.values()} == {True}
