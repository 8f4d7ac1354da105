"""The whole pipeline, trained on a small world, stored, loaded and asked."""
import pytest

ROWS = [
    ("does it hurt", "what_it_feels_like", "an example but for case and mark"),
    ("dose it hurrt?", "what_it_feels_like", "typos"),
    ("WHAT DO YOU CHARGE", "cost", "capitals"),
    ("when do you open on sundays", "hours", "other words, same meaning"),
]


@pytest.mark.parametrize("text, topic, why", ROWS)
def test_first_choice(pipeline, text, topic, why):
    """The likeliest topic is the one that the question asks for."""
    assert pipeline(text).get("intent_ranking")[0]["name"] == topic, why


def test_a_known_question_is_answered(pipeline):
    """An example itself is certain enough to be answered."""
    asked = pipeline("What do you charge").get("understood")["questions"][0]
    assert (asked["decision"], asked["topics"]) == ("answer", ["cost"])


def test_a_stranger_is_not_answered(pipeline):
    """What is out of scope gets no answer, and the intent says so (of so small a world it may be unsure)."""
    message = pipeline("who won the match yesterday")
    assert message.get("understood")["questions"][0]["decision"] in ("offer", "refuse")
    assert message.get("intent")["name"] in ("unsure", "out_of_scope")


def test_two_questions_are_understood_each(pipeline):
    """Two questions in one message are decided one by one, in order."""
    asked = pipeline("Does it hurt? How much is it?").get("understood")["questions"]
    assert [each["topics"][0] for each in asked] == ["what_it_feels_like", "cost"]


def test_the_same_question_twice_is_answered_once(pipeline):
    """A topic that two questions ask for stands once."""
    asked = pipeline("Does it hurt? Is it painful?").get("understood")["questions"]
    assert [each["topics"][0] for each in asked] == ["what_it_feels_like"]


def test_a_fragment_is_read_with_the_question_before(pipeline):
    """What is not understood by itself is, with what was said before; a new question is read alone."""
    asked = [pipeline(text, question="what does one treatment cost").get("understood")["questions"][0]
             for text in ("and for two?", "when are you open")]
    assert [each["topics"] for each in asked] == [["cost"], ["hours"]]
    assert [each.get("within") for each in asked] == [True, None]


@pytest.mark.parametrize("text, alarm", [("my chest is tight and my arm aches", "emergency"),
                                         ("there is no way out for me", "crisis")])
def test_danger_overrides_the_question(pipeline, text, alarm):
    """An urgent message has the urgent intent, and names the urgent answer."""
    message = pipeline(text)
    assert message.get("intent")["name"] == alarm
    assert (message.get("understood")["urgent"], message.get("understood")["alarms"]) == (alarm, [alarm])


def test_amber_leaves_the_question_standing(pipeline):
    """A sign that a doctor should look goes with the ordinary answer."""
    understood = pipeline("the pain wakes me every night. What does a visit cost?").get("understood")
    assert understood["urgent"] == "see_doctor" and understood["questions"]


@pytest.mark.parametrize("text", ["?", "🙂", "你好吗", "مرحبا", "a", "x" * 1999, "123 456", "…", "\u0301"])
def test_any_text_is_understood_somehow(pipeline, text):
    """No text of any length or alphabet stops the pipeline, and each ends in a decision."""
    assert pipeline(text).get("understood")["questions"][0]["decision"] in ("answer", "offer", "refuse")
