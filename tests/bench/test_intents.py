"""Ours and Rasa's default pipeline on the same public set."""
import numpy as np
import pytest

from bench.default_pipeline import FALLBACK, first_choice
from bench.exams import BANK_FULL, STRANGER, Exam
from bench.intents import answer_or_nothing_above, compared, ours, report
from bench.scores import Choice
from bench.table import NOT_MEASURED
from nlu.answer_rule import Costs

SAID = {"A": ["price now", "what price", "cost", "how much"], "B": ["open today", "when open", "hours", "how late"]}
ORDER, PRICE = {"name": "ORDER", "confidence": 0.4}, {"name": "PRICE", "confidence": 0.2}
UNSURE = {"name": FALLBACK, "confidence": 0.3}


@pytest.mark.parametrize("parsed, expected, why", [
    ({"intent": ORDER, "intent_ranking": [ORDER, PRICE]}, ("ORDER", 0.4, True), "sure enough"),
    ({"intent": UNSURE, "intent_ranking": [UNSURE, ORDER, PRICE]}, ("ORDER", 0.4, False), "the fallback hides it"),
    ({"intent": {"name": None, "confidence": 0.0}, "intent_ranking": []}, ("", 0.0, False), "an empty message"),
])
def test_first_choice_is_seen_behind_the_fallback(parsed, expected, why):
    """So that what DIET would have answered can be scored at any threshold."""
    assert first_choice(parsed) == expected, why


def test_ours_learns_from_the_exam_alone():
    """With vectors that tell its two intents apart, every message is understood, by the exam's names."""
    learned = [(text, intent) for intent, texts in SAID.items() for text in texts]
    lot = np.random.RandomState(0)
    vectors = {text: np.eye(8, dtype=np.float32)[int(intent == "B")] + 0.1 * lot.rand(8).astype(np.float32)
               for text, intent in learned}
    vectors = {text: vector / np.linalg.norm(vector) for text, vector in vectors.items()}
    choices = ours(Exam("bot", learned, learned), Costs(), vectors)
    assert [choice.intent for choice in choices] == [intent for _, intent in learned]


@pytest.mark.parametrize("costs, certainty, answered, why", [
    (Costs(wrong=4, refusal=4), 0.51, True, "both cost the same: whatever is likelier than not"),
    (Costs(wrong=4, refusal=4), 0.49, False, "and nothing less"),
    (Costs(wrong=9, refusal=3), 0.74, False, "a wrong answer costs three times as much: three in four must be right"),
])
def test_without_offers_two_costs_decide(costs, certainty, answered, why):
    """A wrong answer costs `wrong` if the first choice is wrong, a refusal `refusal` if it is right."""
    assert (certainty > answer_or_nothing_above(costs)) == answered, why


def test_table_says_what_was_not_measured():
    """A set that Rasa's side did not take, its few epochs, and every way to cut off where something is out of scope."""
    bot = Exam("HINT3 curekart", [("a", "A"), ("b", "B")], [("a", "A"), ("b", "B"), ("hy", STRANGER)])
    bank = Exam(BANK_FULL, [("a", "A"), ("b", "B")], [("a", "A"), ("b", "B")])
    choices = [Choice("A", 0.9, True), Choice("B", 0.7, True), Choice("B", 0.1, False)]
    rows = compared([bot, bank], {bot.key: choices, bank.key: choices[:2]}, {bot.key: choices}, Costs())
    assert [[figure and round(figure.value, 2) for figure in row["figures"]] for row in rows] == [
        [1.0, 1.0],      # each as it is
        [0.61, None],    # ours would rather offer than answer the second
        [1.0, 1.0],      # the cut-off that parts them, 0.1 to 0.7
        [100.0, None]]   # left out
    table = report(rows, Costs(), epochs=10).splitlines()
    assert "10 epochs only" in table[0] and NOT_MEASURED in table[5]
