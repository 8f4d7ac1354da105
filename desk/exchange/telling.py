"""What the tables of a file say of topics, and each cell that says nothing which can be taken."""
import re
from itertools import zip_longest
from typing import Any, Dict, Iterable, Mapping, Sequence

from desk.answers.entries import lines, said
from desk.exchange.tables import (
    ANSWERS,
    ASK,
    ASKS,
    FIELDS,
    HEADS,
    LISTS,
    NAME,
    NEEDED,
    ONE_LINE,
    ONLY,
    PERHAPS,
    QUESTION,
    QUESTIONS,
    READ_ONLY,
    TOPIC,
    VERSION,
    Content,
    Fault,
    Odd,
    Row,
    Sheet,
    Told,
)


def content_of(sheets: Iterable[Sheet]) -> Content:
    """What the tables say, and each cell that says nothing which can be taken."""
    content, seen = Content(), set()
    for sheet in sheets:
        rows = [(number, cells) for number, cells in sheet.rows if any(cells)]
        head = [_column(cell) for cell in rows[0][1]] if rows else []
        kind = next((kind for kind in HEADS if kind.casefold() == sheet.name.strip().casefold()), None) or next(
            (kind for kind, needed in NEEDED.items() if set(needed) <= set(head)), None)
        if kind is None:
            content.notes.append(f"The sheet '{sheet.name}' is neither '{ANSWERS}' nor '{QUESTIONS}', so it was not read.")
        elif kind in seen:
            content.faults.append(Fault(sheet.name, 1, "", f"This is a second sheet of {kind.lower()}. Keep one."))
        elif _has_columns(sheet.name, kind, head, rows, content):
            seen.add(kind)
            _Table(sheet.name, kind, head, content).read(rows[1:])
    if not seen and not content.faults:
        content.faults.append(Fault("", 1, "", f"There is no sheet '{ANSWERS}' or '{QUESTIONS}' here. Export the topics, "
                                               f"and change what you then have."))
    content.notes += [f"There is no sheet '{kind}' in this file, so all {what} stay as they are." for kind, what in (
        (ANSWERS, "answers"), (QUESTIONS, "questions")) if seen and kind not in seen]
    return content


def _has_columns(sheet: str, kind: str, head: Sequence[str], rows: Sequence[Row], content: Content) -> bool:
    """Tells those that are missing, stand twice, or are not known."""
    row = rows[0][0] if rows else 1
    faults = [Fault(sheet, row, name, f"The column '{name}' is missing. Its name has to stand in the first row.")
              for name in NEEDED[kind] if name not in head]
    faults += [Fault(sheet, row, name, f"There are two columns '{name}'. Keep one.")
               for name in NEEDED[kind] if list(head).count(name) > 1]
    known = (*NEEDED[kind], *READ_ONLY)
    content.notes += [f"The column '{name}' of '{sheet}' is none of a topic's, so it was not read."
                      for name in head if name and name not in known]
    content.faults += faults
    return not faults


class _Table:
    """Reads the rows of one table into what is told."""

    def __init__(self, sheet: str, kind: str, head: Sequence[str], content: Content) -> None:
        self.sheet, self.kind, self.head, self.content = sheet, kind, head, content
        self._first: Dict[str, int] = {}

    def read(self, rows: Iterable[Row]) -> None:
        for number, cells in rows:
            row = {name: cell for name, cell in zip_longest(self.head, cells, fillvalue="")
                   if name in NEEDED[self.kind] or name == VERSION}
            name = one_line(row.get(NAME if self.kind == ANSWERS else TOPIC))
            odd = [(column, cell) for column, cell in row.items() if isinstance(cell, Odd) and column != VERSION]
            for column, cell in odd:
                self._fault(number, column, f"This cell {cell.text}", name)
            if odd:
                continue
            if not name:
                self._fault(number, NAME if self.kind == ANSWERS else TOPIC, "This row has no topic's name, so it is not "
                            "known whose it is. Write it, or delete the row.", "")
            elif self.kind == ANSWERS:
                self._answer(number, name, row)
            else:
                self._question(number, name, row)

    def _answer(self, number: int, name: str, row: Mapping[str, Any]) -> None:
        if name in self._first:
            self._fault(number, NAME, f"The topic '{name}' stands in row {self._first[name]} already. Keep one of the two "
                                      f"rows.", name)
            return
        self._first[name] = number
        told = self.content.topics.setdefault(name, Told(name))
        told.values.update({each: _value(each, row[column]) for column, each in FIELDS.items()})
        told.rows.update(dict.fromkeys((*FIELDS.values(), NAME), number))
        stamp = one_line(row.get(VERSION)).split("-")
        told.versions = dict(zip(HEADS, stamp)) if len(stamp) == len(HEADS) else {}

    def _question(self, number: int, name: str, row: Mapping[str, Any]) -> None:
        told = self.content.topics.setdefault(name, Told(name))
        told.rows.setdefault(TOPIC, number)
        ask, question = one_line(row[ASK]), one_line(row[QUESTION])
        for column, words, what in ((ASK, ask, "it does not say what people want to know"),
                                    (QUESTION, question, "it has no question")):
            if not words:
                self._fault(number, column, f"This row is not complete: {what}. Fill it in, or delete the row.", name)
        if ask and question:
            told.values.setdefault(ASKS, {}).setdefault(ask, []).append(question)
            told.rows.setdefault((ask, question), number)

    def _fault(self, row: int, column: str, text: str, topic: str) -> None:
        self.content.faults.append(Fault(self.sheet, row, column, text, topic))


def one_line(cell: Any) -> str:
    """A cell's words where a line break means nothing."""
    return " ".join(lines(cell)) if isinstance(cell, str) else ""


def _value(name: str, cell: Any) -> Any:
    if name in LISTS:
        return [each.strip() for each in re.split(r"[,;\n]", cell) if each.strip()]
    words = one_line(cell) if name in ONE_LINE else said(cell)
    return words or (None if name in PERHAPS else "")


def _column(cell: Any) -> str:
    """A column's name however it is written, without what is said about it."""
    return " ".join(cell.casefold().split()).replace(ONLY, "") if isinstance(cell, str) else ""
