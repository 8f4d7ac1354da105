"""All that is wrong with a data folder: in each file, across files, and with the calendar."""
import re
from datetime import date, timedelta
from typing import Dict, Iterator, List, Tuple

from faq.check_asks import check_asks
from faq.check_placeholders import check_placeholders
from faq.check_references import check_references
from faq.check_signs import check_signs
from faq.knowledge import URGENCIES, Knowledge, Review
from faq.problems import Problem
from faq.reader import SINGLE, TOPICS, File, assemble, topic_file
from faq.text import normal

DUE_SOON = timedelta(days=60)
NAME = re.compile(r"[a-z][a-z0-9_]*")  # of a topic, and so of its file
# Names that mean something else: intents of the code and of data/nlu.yml, files of the data folder.
RESERVED = (*URGENCIES, "out_of_scope", "unsure", "ask_more", "affirm", "deny", "acknowledge", "all_is_well",
            "delete_my_data", *SINGLE, "sources")


def check(files: Dict[str, File], today: date) -> Tuple[Knowledge, List[Problem]]:
    """-> (what can be read, every problem, in the order of files and lines)."""
    knowledge = assemble(files)
    problems = [problem for file in files.values() for problem in file.problems]
    for look in (_topics, check_references, check_placeholders, check_asks, check_signs):
        problems += look(files, knowledge)
    problems += _overdue(files, knowledge, today)
    return knowledge, sorted(set(problems), key=lambda p: (p.file, p.line, p.text))


def due_soon(knowledge: Knowledge, today: date) -> List[Tuple[str, date]]:
    """-> [(name of what was reviewed, due date)] for reviews due within 60 days, soonest first."""
    due = [(name, review.due) for name, review in reviews(knowledge) if today <= review.due <= today + DUE_SOON]
    return sorted(due, key=lambda item: item[1])


def reviews(knowledge: Knowledge) -> Iterator[Tuple[str, Review]]:
    """-> (file below data/ without its ending, review) of everything that is reviewed."""
    for topic, entry in knowledge.topics.items():
        yield f"{TOPICS}/{topic}", entry.review
    for name in ("conditions", "phrases", "urgent"):
        entry = getattr(knowledge, name)
        if entry:
            yield name, entry.review


def _topics(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if not any(name.startswith(TOPICS) for name in files):
        yield Problem(f"data/{TOPICS}", 1, "has no topic: there must be at least one file")
    titles: Dict[str, str] = {}
    for topic, entry in knowledge.topics.items():
        file = files[topic_file(topic)]
        if not NAME.fullmatch(topic) or topic in RESERVED:
            yield Problem(file.name, 1, f"'{topic}' cannot be a topic's name: small letters, digits and _ only, "
                                        f"and none of {', '.join(RESERVED)}")
        other = titles.setdefault(normal(entry.title), topic)
        if other != topic:
            yield Problem(file.name, file.lines[("title",)], f"the title '{entry.title}' is that of '{other}' too")


def _overdue(files: Dict[str, File], knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for name, review in reviews(knowledge):
        if review.overdue(today):
            file = files[f"{name}.yml"]
            yield Problem(file.name, file.lines[("review", "due")], f"the review was due on {review.due}; the answer is "
                          f"withheld until it is reviewed again", overdue=True)
