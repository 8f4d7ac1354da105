"""Whether the data would be in order with the drafts of a file: as faq.publisher.problems_with asks of one topic, here of
many at once, since one import may move a question from one topic to another."""
import json
from datetime import date, timedelta
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Sequence, Tuple

from desk.exchange.comparing import COLUMN_OF, TABLE_OF, Change, State, after
from desk.exchange.tables import ANSWERS, ASKS, NAME, QUESTION, QUESTIONS, Fault, pairs, refused
from faq.checks import check
from faq.problems import Problem
from faq.reader import File, assemble, parse_file, topic_file
from faq.text import normal

NO_QUESTION = f"The topic has no question. Add rows for it to '{QUESTIONS}'."


def settled(changes: Sequence[Change], states: Mapping[str, State], files: Mapping[str, File], shown: str,
            today: date) -> Tuple[List[Change], List[Fault]]:
    """-> (what can become drafts, why the rest cannot). `files`: the data folder's; `shown`: how its name is shown. What is
    left out may be what another change rests on, so it is asked until nothing more falls out."""
    left, faults = list(changes), []
    before = {(problem.file, problem.text) for problem in check(dict(files), today)[1]}
    kinds = assemble(dict(files)).out_of_scope.kinds
    while left:
        found = list(claimed_twice(left, states, kinds)) or list(_wrong(left, states, files, shown, today, before))
        if not found:
            break
        faults += found
        out = refused(found)
        left = [change for change in left if change.name not in out]
    return left, faults


def claimed_twice(changes: Iterable[Change], states: Mapping[str, State],
                  kinds: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Questions that a change adds, and another topic has: in this file, in its draft or where visitors read it. `kinds`:
    of what no topic answers."""
    changes = list(changes)
    changed = {change.name for change in changes if ASKS in change.values}
    owners = {claim(question): ("", f"stands among what is not for us, under '{kind}'. Delete this row")
              for kind, questions in kinds.items() for question in questions}
    for name, state in states.items():
        for values in () if name in changed else (state.values, *([state.live] if state.live else [])):
            owners.update(dict.fromkeys((claim(question) for _, question in pairs(values)), (name, _of(values["title"]))))
    for change in changes:
        own: Dict[str, int] = {}
        for ask, question in pairs(change.values) if ASKS in change.values else ():
            row = change.rows.get((ask, question), 0)
            owner, where = owners.setdefault(claim(question), (change.name, _of(change.title)))
            if owner != change.name:
                yield Fault(QUESTIONS, row, QUESTION, f"'{question}' {where}.", change.name)
            elif claim(question) in own:
                yield Fault(QUESTIONS, row, QUESTION, f"'{question}' stands in row {own[claim(question)]} already, in the "
                                                      f"same words. Delete one of the two rows.", change.name)
            own[claim(question)] = row


def _of(title: str) -> str:
    return f"is a question of the topic '{title}' too. Keep it in one of the two"


def claim(question: str) -> str:
    return normal(question) or question


def _wrong(changes: Sequence[Change], states: Mapping[str, State], files: Mapping[str, File], shown: str, today: date,
           before: Any) -> Iterator[Fault]:
    """What the data's own check finds that was not there before."""
    drafts = {topic_file(change.name): _file(change, states, shown, today) for change in changes}
    owners = {file.name: change for change, file in zip(changes, drafts.values())}
    for problem in check({**files, **drafts}, today)[1]:
        if problem.overdue:
            continue
        if problem.file in owners:
            change = owners[problem.file]
            yield _fault(problem, change, drafts[topic_file(change.name)])
        elif (problem.file, problem.text) not in before:
            yield from _elsewhere(problem, changes)


def _file(change: Change, states: Mapping[str, State], shown: str, today: date) -> File:
    """As JSON, which is YAML with a line for each value."""
    values = {name: value for name, value in after(change, states).items() if value not in (None, "", [], {})}
    review = {"by": "nobody yet", "date": str(today), "due": str(today + timedelta(days=1))}
    text = json.dumps({**values, "review": review}, indent=0, ensure_ascii=False)
    return parse_file(topic_file(change.name), text, f"{shown}/{topic_file(change.name)}")


def _fault(problem: Problem, change: Change, file: File) -> Fault:
    """In the row and column that hold the value."""
    place = next((place for place, line in file.lines.items() if place and line == problem.line), (NAME,))
    if f"'{ASKS}' is missing" in problem.text:
        return Fault(ANSWERS, change.rows.get(NAME, 0), NAME, NO_QUESTION, change.name)
    name = next((name for name in TABLE_OF if problem.text.startswith(f"'{name}'")), str(place[0]))
    row = change.rows.get(name) or change.rows.get(NAME, 0)
    if name == ASKS and len(place) > 2:
        ask, question = place[1], after(change, {change.name: State(change.values)})[ASKS][place[1]][place[2]]
        row = change.rows.get((ask, question), row)
    column = COLUMN_OF.get(name, name)
    return Fault(TABLE_OF.get(name, ANSWERS), row, column, _in_plain_words(problem.text, name, column), change.name)


def _in_plain_words(text: str, name: str, column: str) -> str:
    """A problem of the data for somebody who sees a table, not the files."""
    if text == f"'{name}' is missing":
        return f"'{column}' is empty, and a topic needs it."
    if name == "sources" and text.startswith("sources: "):
        source = text[len("sources: "):].replace(" is not in data/sources.yml", "")
        return f"There is no source {source}{'' if source.endswith('?') else '.'} The page 'Sources' lists them."
    return f"{text}."


def _elsewhere(problem: Problem, changes: Sequence[Change]) -> Iterator[Fault]:
    """Told of the changes that it names; of all where it names none, since one of them it is."""
    named = [change for change in changes if f"faq/{change.name}.yml" in problem.text or f"'{change.name}'" in problem.text]
    for change in named or changes:
        row = change.rows.get(NAME, 0) or min(change.rows.values(), default=0)
        quoted: Dict[Any, int] = {place: at for place, at in change.rows.items()
                                  if isinstance(place, tuple) and f"'{place[1]}'" in problem.text}
        table = QUESTIONS if quoted or NAME not in change.rows else ANSWERS
        yield Fault(table, min(quoted.values(), default=row), "", f"{problem.file}: {problem.text}.", change.name)
