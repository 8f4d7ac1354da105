"""Checks of the signs of danger: what raises an alarm and what does not must never be the same words."""
import re
from typing import Dict, Iterator, Tuple

from faq.knowledge import ALARMS, ALARMS_OF, NO_ALARM, Knowledge, Sign
from faq.problems import Problem, meant
from faq.reader import File, sign_file, topic_names
from faq.text import normal

NO_TOPIC = "out_of_scope"  # of harmless messages that no topic answers


def check_signs(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    """In data/signs/: names, urgency and answer, messages told twice or called harmless elsewhere."""
    owners: Dict[str, Tuple[str, bool]] = {}
    for topic, entry in knowledge.topics.items():
        owners.update({normal(question): (f"data/faq/{topic}.yml", False) for question in entry.questions})
    for name, sign in knowledge.signs.items():
        file = files[sign_file(name)]
        yield from _one(name, sign, file, knowledge, topic_names(files))
        for key, alarming, groups in (("messages", True, sign.messages), ("harmless", False, sign.harmless)):
            for group, texts in groups.items():
                for position, text in enumerate(texts):
                    owner, alarms = owners.setdefault(normal(text), (file.name, alarming))
                    place = file.lines[(key, group, position)]
                    if alarms != alarming:
                        yield Problem(file.name, place, f"'{text}' is {'' if alarms else 'no '}danger in {owner}")
                    elif alarming and owner != file.name:
                        yield Problem(file.name, place, f"'{text}' stands in {owner} already")


def _one(name: str, sign: Sign, file: File, knowledge: Knowledge, topics: set) -> Iterator[Problem]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        yield Problem(file.name, 1, f"'{name}' cannot be a sign's name: small letters, digits and _ only")
    if (sign.urgent == NO_ALARM) != (sign.answer == NO_ALARM) or (sign.urgent == NO_ALARM) != (not sign.messages):
        yield Problem(file.name, file.lines[("urgent",)], "a sign has an urgency, an answer and messages; a file of "
                                                          "harmless messages has 'none', 'none' and no messages")
    elif sign.answer not in ALARMS_OF.get(sign.urgent, (NO_ALARM,)):
        yield Problem(file.name, file.lines[("answer",)], f"answer: '{sign.answer}' is none of {sign.urgent}'s, which are "
                                                          f"{', '.join(ALARMS_OF[sign.urgent])}")
    if sign.urgent != NO_ALARM and not sign.sources:
        yield Problem(file.name, file.lines[("sources",)], "a sign must name its sources")
    for topic in sign.harmless:
        if topic not in topics and topic != NO_TOPIC:
            yield Problem(file.name, file.lines[("harmless", topic)],
                          f"harmless: '{topic}' is no topic{meant(topic, topics)}")
    if knowledge.urgent and sign.answer in ALARMS and sign.answer not in knowledge.urgent.answers:
        yield Problem(file.name, file.lines[("answer",)], f"answer: '{sign.answer}' is not in data/urgent.yml")
