"""From likelihoods to alarms: what is made of the readings of a message and its pieces."""
import numpy as np
import pytest

from faq.knowledge import ALARMS
from nlu.urgency import Danger, danger

ALARM_ABOVE, SEE_DOCTOR_ABOVE = 0.5, 0.25
WHOLE, ONE, OTHER = "the whole message", "one piece", "the other piece"
# How likely each text is an emergency, a crisis, something for today.
READINGS = [  # (texts with their likelihoods, urgent, alarms, alarming texts, why)
    ({WHOLE: (0.9, 0.0, 0.1)}, "emergency", ["emergency"], [WHOLE], "an emergency"),
    ({WHOLE: (0.0, 0.9, 0.1)}, "crisis", ["crisis"], [WHOLE], "a crisis"),
    ({WHOLE: (0.0, 0.0, 0.9)}, "see_doctor", [], [], "amber raises no alarm"),
    ({WHOLE: (0.0, 0.0, 0.0)}, None, [], [], "nothing"),
    ({WHOLE: (0.375, 0.25, 0.0)}, "emergency", ["emergency"], [WHOLE], "together over the cut-off: the likelier is heard"),
    ({WHOLE: (0.25, 0.375, 0.0)}, "crisis", ["crisis"], [WHOLE], "the other way round"),
    ({WHOLE: (0.375, 0.375, 0.0)}, "emergency", ["emergency", "crisis"], [WHOLE], "as likely as each other: both"),
    ({WHOLE: (0.5, 0.0, 0.0)}, "see_doctor", [], [], "at the cut-off there is no alarm yet, and it is amber"),
    ({WHOLE: (0.25, 0.25, 0.0)}, "see_doctor", [], [], "nor together"),
    ({WHOLE: (0.1, 0.1, 0.1)}, "see_doctor", [], [], "all three are likely enough together for amber"),
    ({WHOLE: (0.0, 0.0, 0.25)}, None, [], [], "at the other cut-off there is no amber yet"),
    ({WHOLE: (0.75, 0.0, 0.25), ONE: (0.0, 0.0, 1.0)}, "emergency", ["emergency"], [WHOLE], "an alarm before amber"),
    ({WHOLE: (0.1, 0.1, 0.1), ONE: (0.9, 0.0, 0.0), OTHER: (0.0, 0.0, 0.0)}, "emergency", ["emergency"], [ONE],
     "a piece is louder than the whole"),
    ({WHOLE: (0.1, 0.1, 0.0), ONE: (0.55, 0.0, 0.0)}, "see_doctor", [], [], "a piece must be surer than a whole message"),
    ({WHOLE: (0.1, 0.1, 0.1), ONE: (0.0, 0.0, 0.1), OTHER: (0.0, 0.0, 0.9)}, "see_doctor", [], [],
     "a piece is amber that the whole hides"),
    ({WHOLE: (0.9, 0.0, 0.0), ONE: (0.0, 0.0, 0.0), OTHER: (0.0, 0.0, 0.0)}, "emergency", ["emergency"], [WHOLE],
     "the whole is louder than its pieces"),
    ({WHOLE: (0.6, 0.2, 0.0), ONE: (0.9, 0.0, 0.0), OTHER: (0.0, 0.75, 0.0)}, "emergency", ["emergency", "crisis"],
     [WHOLE, ONE, OTHER], "an emergency in one piece, a crisis in the other"),
    ({WHOLE: (0.2, 0.6, 0.0), ONE: (0.75, 0.0, 0.0), OTHER: (0.0, 0.9, 0.0)}, "emergency", ["emergency", "crisis"],
     [WHOLE, ONE, OTHER], "the crisis is surer: the emergency is said first all the same"),
    ({WHOLE: (0.6, 0.2, 0.0), ONE: (0.9, 0.0, 0.0), OTHER: (0.0, 0.4, 0.0)}, "emergency", ["emergency"], [WHOLE, ONE],
     "a crisis that is not likely by itself is not heard beside an emergency"),
    ({WHOLE: (0.3, 0.3, 0.0), ONE: (0.1, 0.9, 0.0)}, "crisis", ["crisis"], [WHOLE, ONE],
     "the surest text says which of the two it is"),
]
FITTING = [  # (likelihoods of a text, the answer that fits it best, alarms, why)
    ((0.9, 0.0, 0.1), "violence", ["violence"], "violence is an emergency with an answer of its own"),
    ((0.9, 0.0, 0.1), "poison", ["poison"], "poison too"),
    ((0.0, 0.9, 0.1), "abuse", ["abuse"], "abuse is a crisis with an answer of its own"),
    ((0.9, 0.0, 0.1), "abuse", ["emergency"], "the likelihood says which of the two, the fit only which of its answers"),
    ((0.0, 0.9, 0.1), "poison", ["crisis"], "the other way round"),
]


def heard(readings: dict, highest: tuple = ("emergency", "crisis")) -> Danger:
    """`highest`: of the answers of an emergency and of a crisis those that fit best, in every text."""
    likely = np.array([[*each, 1 - sum(each)] for each in readings.values()])
    fitting = np.array([[1.0 if name in highest else 0.1 for name in ALARMS]] * len(readings))
    return danger(list(readings), likely, fitting, ALARM_ABOVE, SEE_DOCTOR_ABOVE)


@pytest.mark.parametrize("readings, urgent, alarms, alarming, why", READINGS)
def test_danger(readings, urgent, alarms, alarming, why):
    """Urgency, alarms and the texts that raise them; an alarm overrides what else may be understood."""
    found = heard(readings)
    assert (found.urgent, list(found.alarms), found.alarming) == (urgent, alarms, set(alarming)), why
    assert found.alone == bool(alarms), why


@pytest.mark.parametrize("likely, highest, alarms, why", FITTING)
def test_an_alarm_has_the_answer_that_fits_best(likely, highest, alarms, why):
    """Of those that its kind of danger has."""
    assert list(heard({WHOLE: likely}, (highest, *alarms)).alarms) == alarms, why


def test_of_several_texts_each_alarm_has_the_answer_of_its_own():
    """The first piece is the likeliest emergency, the second the likeliest crisis."""
    likely = np.array([[0.6, 0.2, 0.0, 0.2], [0.9, 0.0, 0.0, 0.1], [0.0, 0.75, 0.0, 0.25]])
    fitting = np.array([[1.0 if name in highest else 0.1 for name in ALARMS]
                       for highest in (("emergency", "crisis"), ("poison", "crisis"), ("violence", "abuse"))])
    found = danger([WHOLE, ONE, OTHER], likely, fitting, ALARM_ABOVE, SEE_DOCTOR_ABOVE)
    assert found.alarms == ("poison", "abuse")


@pytest.mark.parametrize("readings, certainty", [({WHOLE: (0.25, 0.5, 0.0)}, 0.75), ({WHOLE: (0.0, 0.0, 0.9)}, 0.0),
                                                 ({WHOLE: (0.12345, 0.0, 0.0), ONE: (0.1, 0.0, 0.0)}, 0.123),
                                                 ({WHOLE: (0.1, 0.0, 0.0), ONE: (0.375, 0.0, 0.0)}, 0.275)])
def test_the_certainty_is_the_alarms(readings, certainty):
    """Emergency and crisis together, of the loudest text, whether it is enough for an alarm or not; of a piece less."""
    assert heard(readings).certainty == certainty
