"""How well danger is heard that nobody has written down: each sign's messages as they are read while it is left out."""
from typing import Any, Dict, List, Sequence

import numpy as np
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from evaluation.figures import tally
from faq.knowledge import URGENCIES
from nlu.importer import ALARM, SIGN

LOOK_ALIKES, QUESTIONS = "look_alikes", "questions"
WHAT_IS_RIGHT = {"emergency": True, "crisis": True, LOOK_ALIKES: False, QUESTIONS: False}  # whether an alarm is


def signs_left_out(examples: Sequence[Message], unseen: np.ndarray, alarm_above: float) -> Dict[str, List[bool]]:
    """For each of WHAT_IS_RIGHT, whether each of its messages raises an alarm. `unseen`: as train_urgency() gives it. The
    questions are those of topics, each read while its topic was left out."""
    raised: Dict[str, List[bool]] = {group: [] for group in WHAT_IS_RIGHT}
    for message, likely in zip(examples, unseen):
        group = (message.get(INTENT) if message.get(ALARM) else LOOK_ALIKES) if message.get(SIGN) else QUESTIONS
        if group != URGENCIES[-1]:  # what is for today raises none, and is none of these
            raised[group].append(bool(likely[0] + likely[1] > alarm_above))
    return raised


def of_signs(raised: Dict[str, List[bool]]) -> Dict[str, Dict[str, Any]]:
    """The outcomes of each group, as figures of the report."""
    return {group: tally([_outcome(alarm, WHAT_IS_RIGHT[group]) for alarm in alarms], ["right", "wrong", "missed", "alarm"])
            for group, alarms in raised.items()}


def _outcome(alarm: bool, meant: bool) -> str:
    return "right" if alarm == meant else "missed" if meant else "alarm"
