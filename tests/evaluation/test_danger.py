"""How well danger is heard that nobody has written down."""
import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from evaluation.danger import of_signs, signs_left_out
from nlu.importer import ALARM, SIGN

CHEST = {SIGN: "chest", ALARM: "emergency"}
EXAMPLES = [  # (intent, properties, how likely emergency, crisis, today; group, whether an alarm is raised)
    ("emergency", CHEST, (0.4, 0.2, 0.1), "emergency", True),
    ("emergency", CHEST, (0.25, 0.25, 0.4), "emergency", False),
    ("crisis", {SIGN: "despair", ALARM: "abuse"}, (0.0, 0.9, 0.0), "crisis", True),
    ("needles", {SIGN: "chest"}, (0.7, 0.0, 0.0), "look_alikes", True),
    ("out_of_scope", {SIGN: "everyday"}, (0.1, 0.0, 0.0), "look_alikes", False),
    ("cost", {}, (0.0, 0.0, 0.0), "questions", False),
    ("see_doctor", {SIGN: "calf", ALARM: "see_doctor"}, (0.9, 0.0, 0.1), None, None),
]


def test_alarms_are_counted_by_what_was_told():
    """Together over the cut-off is an alarm; what should be seen today is no part of it."""
    messages = [Message({"text": "x", "intent": intent, **properties}) for intent, properties, *_ in EXAMPLES]
    likely = np.array([(*each, 1 - sum(each)) for _, _, each, _, _ in EXAMPLES])
    assert signs_left_out(messages, likely, alarm_above=0.5) == {
        group: [raised for *_, name, raised in EXAMPLES if name == group]
        for group in ("emergency", "crisis", "look_alikes", "questions")}


@pytest.mark.parametrize("group, alarms, outcome", [("emergency", True, "right"), ("crisis", False, "missed"),
                                                    ("look_alikes", True, "alarm"), ("questions", False, "right")])
def test_what_an_alarm_is_worth(group, alarms, outcome):
    """Right where there is danger, false where there is none."""
    raised = {"emergency": [], "crisis": [], "look_alikes": [], "questions": [], group: [alarms]}
    assert of_signs(raised)[group]["outcomes"][outcome]["count"] == 1
