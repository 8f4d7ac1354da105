"""What would change at the desk if a file's topics became drafts: plain functions."""
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from typing_extensions import get_args

from desk.exchange.tables import (
    ANSWERS,
    ASK,
    ASKS,
    FIELDS,
    NAME,
    QUESTION,
    QUESTIONS,
    TOPIC,
    Content,
    Fault,
    Told,
    pairs,
    refused,
    version,
)
from faq.checks import NAME as FORM
from faq.checks import RESERVED
from faq.knowledge import TITLE_LIMIT, Group
from faq.problems import meant

ASK_LIMIT, NAME_LIMIT = 200, 60  # characters; as the tables of the desk have them
GROUPS = get_args(Group)
TABLE_OF = {**dict.fromkeys(FIELDS.values(), ANSWERS), ASKS: QUESTIONS}
COLUMN_OF = {**{name: column for column, name in FIELDS.items()}, ASKS: QUESTION}
NOTHING: Dict[str, Any] = {"title": "", "group": "", "answer": "", "answer_without_facts": None, "more": None,
                           "related": [], "sources": [], ASKS: {}}


@dataclass(frozen=True)
class State:
    """A topic at the desk now. `values`: of its newest draft, or what is live; `live`: what visitors read, if anything;
    `held`: why nobody may change it now, in a sentence."""

    values: Dict[str, Any]
    live: Optional[Dict[str, Any]] = None
    held: str = ""


@dataclass(frozen=True)
class Change:
    """What a file changes of one topic. `values`: the changed fields, as they become; `old`: as they are; `compared`: of
    what it was compared with, so that a later change shows, empty for a new topic; `moved`: (question, from ask, to ask);
    `rows`: where the file says it (Told.rows)."""

    name: str
    title: str
    values: Dict[str, Any]
    old: Dict[str, Any]
    compared: str
    added: List[Tuple[str, str]] = field(default_factory=list)
    removed: List[Tuple[str, str]] = field(default_factory=list)
    moved: List[Tuple[str, str, str]] = field(default_factory=list)
    rows: Dict[Any, int] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        return not self.compared


def compare(content: Content, states: Mapping[str, State]) -> Tuple[List[Change], List[Fault], int]:
    """-> (what would change, why some of it is refused, how many topics are as they are). A topic with a fault is in none
    of the others; what needs the other topics and the data folder is not asked here."""
    changes, faults, same = [], list(content.faults), 0
    left_out = refused(faults)
    for name, told in content.topics.items():
        if name in left_out:
            continue
        state = states.get(name)
        found = list(_new(told, states) if state is None else _stale(told, state))
        fields = {} if found else _changed(told, state)
        found += _forms(told, fields)
        if state and state.held and fields:
            found.append(_at(told, NAME, state.held))
        if found:
            faults += found
        elif fields or state is None:
            changes.append(_change(told, state, fields))
        else:
            same += 1
    return changes, faults, same


def after(change: Change, states: Mapping[str, State]) -> Dict[str, Any]:
    """All that the topic would say."""
    return {**(NOTHING if change.new else states[change.name].values), **change.values}


def digest(values: Mapping[str, Any]) -> str:
    return "-".join(version(values, table) for table in (ANSWERS, QUESTIONS))


def _changed(told: Told, state: Optional[State]) -> Dict[str, Any]:
    """-> the fields that the file says otherwise. What it says as visitors read it, it leaves as it is in the draft, unless
    it was exported from that draft."""
    now = state.values if state else NOTHING
    found = {}
    for name, value in told.values.items():
        same = sorted(pairs({ASKS: value})) == sorted(pairs(now)) if name == ASKS else value == now[name]
        if not same:
            found[name] = _merged(now[ASKS], value) if name == ASKS else value
    for table in (ANSWERS, QUESTIONS) if state else ():
        exported, said = told.versions.get(table), {**now, **told.values}
        as_exported = exported == version(said, table)
        as_live = not exported and state is not None and state.live and version(state.live, table) == version(said, table)
        if as_exported or as_live:
            found = {name: value for name, value in found.items() if TABLE_OF[name] != table}
    return found


def _merged(now: Mapping[str, List[str]], told: Mapping[str, List[str]]) -> Dict[str, List[str]]:
    """What the file says, in the order of the topic; what is new stands last."""
    wanted = {(ask, question) for ask, questions in told.items() for question in questions}
    ordered = dict.fromkeys([*(pair for pair in pairs({ASKS: now}) if pair in wanted), *pairs({ASKS: told})])
    merged: Dict[str, List[str]] = {}
    for ask, question in ordered:
        merged.setdefault(ask, []).append(question)
    return merged


def _change(told: Told, state: Optional[State], fields: Dict[str, Any]) -> Change:
    now = state.values if state else NOTHING
    before, then = (dict.fromkeys(pairs(values)) for values in (now, {ASKS: fields.get(ASKS, now[ASKS])}))
    removed, added = [pair for pair in before if pair not in then], [pair for pair in then if pair not in before]
    came_from = {question: ask for ask, question in removed}
    moved = [(question, came_from[question], ask) for ask, question in added if question in came_from]
    gone = {question for question, _, _ in moved}
    return Change(told.name, fields.get("title") or now["title"] or told.name, fields, {name: now[name] for name in fields},
                  digest(now) if state else "", [pair for pair in added if pair[1] not in gone],
                  [pair for pair in removed if pair[1] not in gone], moved, told.rows)


def _new(told: Told, states: Mapping[str, State]) -> Iterator[Fault]:
    if NAME not in told.rows:
        yield _at(told, TOPIC, f"There is no topic '{told.name}'{meant(told.name, states) or '.'} Correct the name; a new "
                               f"topic needs a row in '{ANSWERS}', too.")
    elif not FORM.fullmatch(told.name) or told.name in RESERVED or len(told.name) > NAME_LIMIT:
        yield _at(told, NAME, f"'{told.name}' cannot be a topic's name: small letters, digits and _ only, a letter first, "
                              f"at most {NAME_LIMIT}, and none of {', '.join(RESERVED)}.")


def _stale(told: Told, state: State) -> Iterator[Fault]:
    """The file holds an older state than the desk, and changes it."""
    for table, exported in told.versions.items():
        said = {**state.values, **told.values}
        if exported not in (version(state.values, table), version(said, table)) and version(said, table) != version(
                state.values, table):
            yield _at(told, NAME if table == ANSWERS else TOPIC, f"'{told.name}' has a newer draft at the desk than this "
                      f"file was made from, and taking the file's {table.lower()} would undo it. Export the newest drafts, "
                      f"and make the change there.")


def _forms(told: Told, fields: Mapping[str, Any]) -> Iterator[Fault]:
    """What can be said of a changed field by itself."""
    title, group = fields.get("title", ""), fields.get("group", GROUPS[0])
    if len(title) > TITLE_LIMIT:
        yield _at(told, "title", f"The title has {len(title)} characters; at most {TITLE_LIMIT} fit a button. Shorten it.")
    if group not in GROUPS:
        what = f"'{group}' is no group of topics{meant(group, GROUPS) or '.'}" if group else "The group is empty."
        yield _at(told, "group", f"{what} There are: {', '.join(GROUPS)}.")
    for ask, questions in fields.get(ASKS, {}).items():
        if len(ask) > ASK_LIMIT:
            yield Fault(QUESTIONS, told.rows.get((ask, questions[0]), 0), ASK, f"What people want to know has {len(ask)} "
                        f"characters here; at most {ASK_LIMIT} fit. Shorten it.", told.name)


def _at(told: Told, place: str, text: str) -> Fault:
    """In the row that says this of a topic."""
    row = told.rows.get(place) or told.rows.get(NAME) or told.rows.get(TOPIC, 0)
    asks = place in (TOPIC, ASKS) or NAME not in told.rows
    column = TOPIC if asks and place in (NAME, TOPIC) else COLUMN_OF.get(place, place)
    return Fault(QUESTIONS if asks else ANSWERS, row, column, text, told.name)
