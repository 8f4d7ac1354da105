"""Checks across files: every name that one file gives must be known to another."""
from typing import Dict, Iterator, List, Set, Tuple

from faq.knowledge import ALARMS, Knowledge
from faq.problems import Problem, meant
from faq.reader import File, sign_file, topic_file, topic_names
from faq.text import normal

COUNTRIES = ("US", "CA", "UK", "IE", "AU", "NZ", "EU", "other")


def check_references(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    """Related topics, starters, sources, conditions' topics and words, urgent answers and numbers."""
    for look in (_related, _starters, _sources, _conditions, _urgent):
        yield from look(files, knowledge)


def _related(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    known = topic_names(files)  # also those whose file is broken: that is told once, there
    for topic, entry in knowledge.topics.items():
        file = files[topic_file(topic)]
        for position, name in enumerate(entry.related):
            if name not in known or name == topic:
                what = "is this topic itself" if name == topic else "is no topic" + meant(name, known)
                yield Problem(file.name, file.lines[("related", position)], f"related: '{name}' {what}")


def _starters(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    known = topic_names(files)
    for position, name in enumerate(knowledge.phrases.starters if knowledge.phrases else []):
        if name not in known:
            file = files["phrases.yml"]
            yield Problem(file.name, file.lines[("starters", position)],
                          f"starters: '{name}' is no topic{meant(name, known)}")


def _sources(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if "sources.yml" not in files or files["sources.yml"].entry is None:
        return  # that file's own problem has been told
    for file, place, keys in _named_sources(files, knowledge):
        for position, key in enumerate(keys):
            if key not in knowledge.sources:
                yield Problem(file.name, file.lines[place + (position,)],
                              f"sources: '{key}' is not in data/sources.yml{meant(key, knowledge.sources)}")


def _named_sources(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Tuple[File, Tuple, List[str]]]:
    for topic, entry in knowledge.topics.items():
        yield files[topic_file(topic)], ("sources",), entry.sources
    if knowledge.conditions:
        for number, condition in enumerate(knowledge.conditions.conditions):
            yield files["conditions.yml"], ("conditions", number, "sources"), condition.sources
    if knowledge.urgent:
        for name, answer in knowledge.urgent.answers.items():
            yield files["urgent.yml"], ("answers", name, "sources"), answer.sources
    for name, sign in knowledge.signs.items():
        yield files[sign_file(name)], ("sources",), sign.sources


def _conditions(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.conditions:
        return
    file, topics = files["conditions.yml"], topic_names(files)
    owners: Dict[str, str] = {}
    ids: Set[str] = set()
    for number, condition in enumerate(knowledge.conditions.conditions):
        place = ("conditions", number)
        if condition.id in ids:
            yield Problem(file.name, file.lines[place + ("id",)], f"a second condition has the id '{condition.id}'")
        ids.add(condition.id)
        if condition.topic not in topics:
            yield Problem(file.name, file.lines[place + ("topic",)], f"topic: '{condition.topic}' is no topic"
                          + meant(condition.topic, topics))
        for words in sorted({normal(words) for words in (condition.name, *condition.also)}):
            owner = owners.setdefault(words, condition.id)
            if owner != condition.id:
                yield Problem(file.name, file.lines[place + ("also",)], f"'{words}' belongs to '{owner}' already")


def _urgent(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.urgent:
        return
    file = files["urgent.yml"]
    for name in ALARMS:
        if name not in knowledge.urgent.answers:
            yield Problem(file.name, file.lines[("answers",)], f"the answer for '{name}' is missing")
    for name in knowledge.urgent.answers:
        if name not in ALARMS:
            yield Problem(file.name, file.lines[("answers", name)],
                          f"no such answer is given: '{name}'{meant(name, ALARMS)}")
    for country in COUNTRIES:
        if country not in knowledge.urgent.numbers:
            yield Problem(file.name, file.lines[("numbers",)], f"the numbers for '{country}' are missing")
