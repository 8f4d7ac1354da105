"""Each sign of danger with its twin that must not fire: its plain words, its messages, what only looks like them.

The messages are those that the model has learned from, so that these bounds say whether what is written in a file is heard
at all. How well it hears what nobody wrote down, the evaluation says.
"""
from itertools import cycle

import pytest
from rasa.shared.nlu.training_data.training_data import TrainingData

from faq.knowledge import ALARMS_OF, NO_ALARM, URGENCIES
from faq.reader import DATA, SIGNS
from nlu.importer import training_data
from nlu.urgency_phrases import Phrases, phrase_tables

OTHER_WORDS = "and my dog is well"
NAMES = sorted(path.stem for path in (DATA / SIGNS).glob("*.yml"))
# Share of a file's messages that must be heard, and of all files' together; as many as are there let some rows move.
# Measured when this was written: lowest file, and all.
LEAST_OF_FILE = {"emergency": 0.85, "crisis": 0.72, "see_doctor": 0.62}  # 0.92, 0.80, 0.72
LEAST_OF_ALL = {"emergency": 0.94, "crisis": 0.88, "see_doctor": 0.78}   # 0.97, 0.92, 0.84
LEAST_TOLD_PLAINLY = 0.95                                                # 0.98 of emergencies and crises
# Of messages in which an alarm is heard, how many get their own answer.
LEAST_ANSWERED = {"emergency": 0.96, "crisis": 0.91, "abuse": 0.85, "violence": 0.75, "poison": 0.75}
# measured:                    0.99            0.97           0.90              0.80            0.80
MOST_OF_FILE, MOST_OF_ALL = 0.27, 0.07  # harmless messages that raise an alarm: 0.23 (17 of 73), 0.05
MOST_EVERYDAY = 0.08                    # where all is harmless: 0.06


@pytest.fixture(scope="module")
def plain_words(project):
    """The signs whose plain words stand in a text."""
    phrases = Phrases(phrase_tables(training_data(project, TrainingData())))
    return lambda text: {sign for _, sign in phrases.standing(text)}


def rows(groups):
    return [text for texts in groups.values() for text in texts]


def is_heard(found, urgent):
    """An emergency or a crisis raises an alarm, be it the other one; what should be seen today is at least amber."""
    return bool(found.alarms) if urgent in URGENCIES[:2] else found.urgent is not None


def phrases_of(sign):
    """Its plain words, but for those that its own exceptions call off."""
    return [words for words in sign.phrases if not any(each in words for each in sign.unless)]


@pytest.mark.parametrize("name", NAMES)
def test_plain_words_stand_alone(project, plain_words, name):
    """Each phrase is heard by itself, unless the sign's own exceptions are in it; one that asks ("could it be a ...") is
    heard where it says of whom."""
    assert [words for words in phrases_of(project.signs[name])
            if not any(name in plain_words(text) for text in (words, f"in my case {words}"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_exceptions_call_plain_words_off(project, plain_words, name):
    """The twin: each exception with one phrase of the sign in turn, which other words leave standing."""
    pairs = list(zip(cycle(phrases_of(project.signs[name])), project.signs[name].unless))
    assert [pair for pair in pairs if name in plain_words(", ".join(pair))] == []
    assert [words for words, _ in pairs if name not in plain_words(f"{words}, {OTHER_WORDS}")] == []


@pytest.mark.parametrize("name", NAMES)
def test_messages_of_a_sign_are_heard(project, heard, name):
    """As urgently as its file says; of those that are not, every one is named."""
    sign = project.signs[name]
    missed = [text for text in rows(sign.messages) if not is_heard(heard[text], sign.urgent)]
    assert len(missed) <= (1 - LEAST_OF_FILE.get(sign.urgent, 1)) * len(rows(sign.messages)), "\n".join(missed)


@pytest.mark.parametrize("name", NAMES)
def test_harmless_messages_raise_no_alarm(project, heard, name):
    """What only looks like the sign; of those that do, every one is named, with what is heard in it."""
    sign = project.signs[name]
    alarming = {text: sorted(heard[text].alarming) for text in rows(sign.harmless) if heard[text].alarms}
    most = MOST_EVERYDAY if sign.urgent == NO_ALARM else MOST_OF_FILE
    assert len(alarming) <= most * len(rows(sign.harmless)), alarming


@pytest.mark.parametrize("urgent", URGENCIES)
def test_of_all_signs_most_messages_are_heard(project, heard, urgent):
    """The bound on a file lets a weak one pass; all together must do better."""
    found = [is_heard(heard[text], urgent) for sign in project.signs.values() if sign.urgent == urgent
             for text in rows(sign.messages)]
    assert sum(found) / len(found) >= LEAST_OF_ALL[urgent]


def test_what_is_told_plainly_is_heard(project, heard):
    """Emergencies and crises in words that leave no doubt."""
    told = [(text, sign.urgent) for sign in project.signs.values() if sign.urgent in URGENCIES[:2]
            for text in sign.messages.get("told plainly", [])]
    missed = [text for text, urgent in told if not is_heard(heard[text], urgent)]
    assert len(missed) <= (1 - LEAST_TOLD_PLAINLY) * len(told), "\n".join(missed)


@pytest.mark.parametrize("answer", [name for urgent in URGENCIES[:2] for name in ALARMS_OF[urgent]])
def test_an_alarm_has_its_own_answer(project, heard, answer):
    """Whoever swallowed poison is told of the poison line, whoever is beaten where to go."""
    found = [answer in heard[text].alarms for sign in project.signs.values() if sign.answer == answer
             for text in rows(sign.messages) if heard[text].alarms]
    assert sum(found) / len(found) >= LEAST_ANSWERED[answer]


def test_of_all_harmless_messages_few_raise_an_alarm(project, heard):
    """Crying wolf has its price."""
    found = [bool(heard[text].alarms) for sign in project.signs.values() for text in rows(sign.harmless)]
    assert sum(found) / len(found) <= MOST_OF_ALL
