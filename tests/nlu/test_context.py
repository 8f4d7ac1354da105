"""What is read with what was said before, and which reading counts."""
import pytest

from nlu.context import COMPLETED, CORRECTED, JOINED, WEIGHED, believe, corrected, leans, other_texts

LEANING = [  # (message, whether it leans on what was said before, why)
    ("and in winter?", True, "goes on from it"),
    ("So no running?", True, "goes on from it"),
    ("ok but how long for", True, "goes on, after an ok"),
    ("what about my elbow", True, "goes on without a verb"),
    ("why there?", True, "refers to it"),
    ("do they leave marks", True, "who `they` are was said before"),
    ("Does that hurt?", True, "what `that` is was said before"),
    ("for a whole family?", True, "no verb"),
    ("after surgery", True, "no verb, and begins like the end of a sentence"),
    ("how often?", True, "no verb"),
    ("How much does a session cost?", False, "a whole question"),
    ("do you have parking", False, "a whole question"),
    ("what is dry needling", False, "a whole question"),
    ("my sister loves that", False, "asks nothing"),
    ("lol", False, "asks nothing"),
    ("👍", False, "no words"),
    ("", False, "nothing"),
    ("and " + "really " * 20 + "?", False, "so long that it says all that it needs"),
]
CORRECTIONS = [  # (message, what was meant, why)
    ("no, I meant the price", "the price", "a comma"),
    ("sorry i mean for how long", "for how long", "no mark"),
    ("Oh no, what I meant was how much it is", "how much it is", "in more words"),
    ("wait I meant to ask about parking", "parking", "`to ask about`"),
    ("not the first visit, the later ones", "the later ones", "the one and not the other"),
    ("No, not for me but for my dog", "for my dog", "the same with `but`"),
    ("I mean it", "it", "whatever follows counts"),
    ("no", None, "nothing else is said"),
    ("what do you mean", None, "somebody else means it"),
    ("not sure", None, "no second part"),
    ("is it not safe, then", None, "the `not` stands within"),
]
KNEE = "does it help knee pain"
TEXTS = [  # (message, its condition, question before, its condition, what is read beside the message, why)
    ("and for migraines?", "migraines", KNEE, "knee pain",
     {COMPLETED: "does it help migraines", JOINED: f"{KNEE} and for migraines?"}, "another condition"),
    ("and how many for migraines?", "migraines", "how many for knee pain", "knee pain",
     {COMPLETED: "how many for migraines", JOINED: "how many for knee pain and how many for migraines?"}, "the same"),
    ("and for migraines?", "migraines", "what do you charge", "", {JOINED: "what do you charge and for migraines?"},
     "no condition before"),
    ("and can migraines make that worse", "migraines", KNEE, "knee pain",
     {WEIGHED: f"{KNEE} and can migraines make that worse"}, "it asks something of its own"),
    ("will it hurt him", "", "do you treat boys", "", {WEIGHED: "do you treat boys will it hurt him"}, "whom it is about"),
    ("no, I meant the price", "", KNEE, "knee pain", {CORRECTED: "the price"}, "a correction stands by itself"),
    ("What does a session cost?", "", KNEE, "knee pain", {}, "a new question is not dragged back"),
    ("and for migraines?", "migraines", "", "", {}, "nothing was said before"),
    ("why there?", "", "long " * 40 + "story, where do you put them", "",
     {JOINED: "long " * 19 + "story, where do you put them why there?"}, "of a long story its end"),
]


def decided(decision, certainty, *topics):
    return {"decision": decision, "certainty": certainty, "topics": list(topics)}


SURE, UNSURE, NO = decided("answer", 0.95, "a"), decided("answer", 0.8, "a"), decided("refuse", 0.1, "a", "b")
LIKELY, OTHER = decided("answer", 0.99, "b"), decided("answer", 0.99, "c")
BOTH = decided("offer", 0.8, "a", "c")
BELIEVED = [  # (alone, the others, how much it is like what is out of scope, which counts, why)
    (SURE, {JOINED: OTHER}, 0.0, SURE, "certain by itself"),
    (UNSURE, {JOINED: OTHER}, 0.0, OTHER, "less certain by itself"),
    (NO, {JOINED: OTHER}, 0.0, OTHER, "understood only with what was said before"),
    (NO, {JOINED: OTHER}, 0.6, NO, "about something else altogether"),
    (NO, {JOINED: NO}, 0.0, NO, "not understood with it, either"),
    (NO, {WEIGHED: LIKELY}, 0.0, LIKELY, "a sentence, of whose likely topics the one before names one"),
    (NO, {WEIGHED: OTHER}, 0.0, NO, "a sentence that is about something else than the one before"),
    (UNSURE, {WEIGHED: OTHER}, 0.0, BOTH, "the two contradict each other, and neither is certain"),
    (UNSURE, {WEIGHED: LIKELY}, 0.0, LIKELY, "the second likeliest is what was talked about"),
    (SURE, {COMPLETED: OTHER, JOINED: NO}, 0.6, OTHER, "a whole question goes before its fragment"),
    (UNSURE, {COMPLETED: NO, JOINED: NO}, 0.0, UNSURE, "unless it is not understood"),
    (SURE, {CORRECTED: NO}, 0.0, NO, "a correction replaces what it corrects"),
]


@pytest.mark.parametrize("text, expected, why", LEANING)
def test_leans(text, expected, why):
    """Which messages are read with what was said before."""
    assert leans(text) == expected, why


@pytest.mark.parametrize("text, expected, why", CORRECTIONS)
def test_corrected(text, expected, why):
    """What somebody says to have meant."""
    assert corrected(text) == expected, why


@pytest.mark.parametrize("text, condition, before, named_before, expected, why", TEXTS)
def test_other_texts(text, condition, before, named_before, expected, why):
    """What is read beside a message."""
    assert other_texts(text, condition, before, named_before) == expected, why


@pytest.mark.parametrize("alone, others, stranger, expected, why", BELIEVED)
def test_believe(alone, others, stranger, expected, why):
    """Which reading counts."""
    assert believe(alone, others, ["a", "b"], stranger) == expected, why
