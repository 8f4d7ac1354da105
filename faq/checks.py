"""Checks across files: names that must be known, questions that only one topic may claim, reviews that are due."""
import re
from datetime import date, timedelta
from typing import Any, Dict, Iterable, Iterator, List, Tuple

from faq.knowledge import Clinic, Knowledge, Numbers
from faq.placeholders import placeholders
from faq.problems import Problem, meant
from faq.reader import TOPICS, File, assemble

DUE_SOON = timedelta(days=60)
CONTACT, EMERGENCY = "contact", "emergency"
# The sentences that the code says by name; each must be in data/phrases.yml.
PHRASES = ("unsure", "unsure_alone", "out_of_scope", "still_unsure", "partly", "no_more", "more_about_what", "which_one",
           "declined", "acknowledged", "outage", "too_long", "empty", "under_review",
           "contact", "contact_phone", "contact_email", "contact_none")
URGENT = ("emergency", "crisis", "see_doctor")
RESERVED = (*URGENT, "out_of_scope", "unsure")


def normal(question: str) -> str:
    """A question without case, punctuation and spare spaces: how two of them are found to be the same."""
    return " ".join(re.sub(r"[^\w\s]", " ", question.casefold().replace("'", "").replace("’", "")).split())


def check(files: Dict[str, File], today: date) -> Tuple[Knowledge, List[Problem]]:
    """-> (what can be read, every problem, in the order of files and lines)."""
    knowledge = assemble(files)
    problems = [problem for file in files.values() for problem in file.problems]
    for look in (_topics, _related, _sources, _placeholders, _phrases, _conditions, _urgent, _claimed_twice, _overdue):
        problems += look(files, knowledge, today)
    return knowledge, sorted(set(problems), key=lambda p: (p.file, p.line, p.text))


def due_soon(knowledge: Knowledge, today: date) -> List[Tuple[str, date]]:
    """-> [(name of what was reviewed, due date)] for reviews due within 60 days, soonest first."""
    due = [(name, review.due) for name, review in reviews(knowledge) if today <= review.due <= today + DUE_SOON]
    return sorted(due, key=lambda item: item[1])


def reviews(knowledge: Knowledge) -> Iterator[Tuple[str, Any]]:
    """-> (file below data/ without its ending, review) of everything that is reviewed."""
    for topic, entry in knowledge.topics.items():
        yield f"{TOPICS}/{topic}", entry.review
    for name in ("conditions", "phrases", "urgent"):
        entry = getattr(knowledge, name)
        if entry:
            yield name, entry.review


def _each_topic(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Tuple[str, Any, File]]:
    for topic, entry in knowledge.topics.items():
        yield topic, entry, files[f"{TOPICS}/{topic}.yml"]


def _topics(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    titles: Dict[str, str] = {}
    for topic, entry, file in _each_topic(files, knowledge):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", topic) or topic in RESERVED:
            yield Problem(file.name, 1, f"'{topic}' cannot be a topic's name: small letters, digits and _ only, "
                                        f"and none of {', '.join(RESERVED)}")
        other = titles.setdefault(normal(entry.title), topic)
        if other != topic:
            yield Problem(file.name, file.lines[("title",)], f"the title '{entry.title}' is that of '{other}' too")


def _related(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    known = {name.split("/")[1][:-len(".yml")] for name in files if name.startswith(TOPICS)}
    for topic, entry, file in _each_topic(files, knowledge):
        for position, name in enumerate(entry.related):
            if name not in known or name == topic:
                what = "is this topic itself" if name == topic else "is no topic" + meant(name, known)
                yield Problem(file.name, file.lines[("related", position)], f"related: '{name}' {what}")


def _sources(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    if "sources.yml" not in files or files["sources.yml"].entry is None:
        return  # that file's own problem has been said
    for file, place, keys in _named_sources(files, knowledge):
        for position, key in enumerate(keys):
            if key not in knowledge.sources:
                yield Problem(file.name, file.lines[place + (position,)],
                              f"sources: '{key}' is not in data/sources.yml{meant(key, knowledge.sources)}")


def _named_sources(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Tuple[File, Tuple, List[str]]]:
    for _, entry, file in _each_topic(files, knowledge):
        yield file, ("sources",), entry.sources
    if knowledge.conditions:
        for number, condition in enumerate(knowledge.conditions.conditions):
            yield files["conditions.yml"], ("conditions", number, "sources"), condition.sources
    if knowledge.urgent:
        for name, answer in knowledge.urgent.answers.items():
            yield files["urgent.yml"], ("answers", name, "sources"), answer.sources
        for number, sign in enumerate(knowledge.urgent.signs):
            yield files["urgent.yml"], ("signs", number, "sources"), sign.sources


def _placeholders(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    facts = set(Clinic.__fields__) - {"country"}
    for _, entry, file in _each_topic(files, knowledge):
        for key in ("answer", "answer_without_facts", "more"):
            yield from _unfilled(getattr(entry, key) or "", facts, file, (key,))
        if placeholders(entry.answer) and not entry.answer_without_facts:
            yield Problem(file.name, file.lines[("answer",)], "the answer has a placeholder, so it needs an "
                          "'answer_without_facts': the words served while data/clinic.yml leaves it empty")
        for name in placeholders(entry.answer_without_facts or ""):
            yield Problem(file.name, file.lines[("answer_without_facts",)],
                          f"'answer_without_facts' may not have a placeholder; it has {{{name}}}")
    if knowledge.phrases:
        for name, text in knowledge.phrases.phrases.items():
            yield from _unfilled(text, facts | {CONTACT, EMERGENCY}, files["phrases.yml"], ("phrases", name))
    if knowledge.urgent:
        for name, answer in knowledge.urgent.answers.items():
            yield from _unfilled(answer.text, Numbers.__fields__, files["urgent.yml"], ("answers", name, "text"))


def _unfilled(text: str, names: Iterable[str], file: File, place: Tuple) -> Iterator[Problem]:
    for name in sorted(placeholders(text) - set(names)):
        yield Problem(file.name, file.lines[place], f"nothing fills the placeholder {{{name}}}{meant(name, names)}")


def _phrases(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    if not knowledge.phrases:
        return
    written, file = knowledge.phrases.phrases, files["phrases.yml"]
    for name in PHRASES:
        if name not in written:
            yield Problem(file.name, file.lines[("phrases",)], f"the phrase '{name}' is missing")
    for name in written:
        if name not in PHRASES:
            yield Problem(file.name, file.lines[("phrases", name)], f"no such phrase is said: '{name}'"
                          + meant(name, PHRASES))


def _conditions(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    if not knowledge.conditions:
        return
    file = files["conditions.yml"]
    owners: Dict[str, str] = {}
    ids = set()
    for number, condition in enumerate(knowledge.conditions.conditions):
        place = ("conditions", number)
        if condition.id in ids:
            yield Problem(file.name, file.lines[place + ("id",)], f"a second condition has the id '{condition.id}'")
        ids.add(condition.id)
        if condition.topic not in knowledge.topics:
            yield Problem(file.name, file.lines[place + ("topic",)], f"topic: '{condition.topic}' is no topic"
                          + meant(condition.topic, knowledge.topics))
        for words in {normal(words) for words in (condition.name, *condition.also)}:
            owner = owners.setdefault(words, condition.id)
            if owner != condition.id:
                yield Problem(file.name, file.lines[place + ("also",)], f"'{words}' belongs to '{owner}' already")


def _urgent(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    if not knowledge.urgent:
        return
    file = files["urgent.yml"]
    for name in URGENT:
        if name not in knowledge.urgent.answers:
            yield Problem(file.name, file.lines[("answers",)], f"the answer for '{name}' is missing")
    for country in ("US", "CA", "UK", "IE", "AU", "NZ", "EU", "other"):
        if country not in knowledge.urgent.numbers:
            yield Problem(file.name, file.lines[("numbers",)], f"the numbers for '{country}' are missing")


def _claimed_twice(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    owners: Dict[str, Tuple[str, int]] = {}
    claims = [(f"{TOPICS}/{topic}.yml", entry.questions) for topic, entry in knowledge.topics.items()]
    for name, questions in [*claims, ("out_of_scope.yml", knowledge.out_of_scope.questions)]:
        for position, question in enumerate(questions):
            file = files.get(name)
            if file is None:
                continue
            words, line = normal(question) or question, file.lines[("questions", position)]
            owner, first_line = owners.setdefault(words, (file.name, line))
            if (owner, first_line) != (file.name, line):
                yield Problem(file.name, line, f"the question '{question}' stands in {owner}:{first_line} too; "
                                               f"keep it in one of them")


def _overdue(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for name, review in reviews(knowledge):
        if review.overdue(today):
            file = files[f"{name}.yml"]
            yield Problem(file.name, file.lines[("review", "due")], f"the review was due on {review.due}; the answer is "
                          f"withheld until it is reviewed again", overdue=True)
