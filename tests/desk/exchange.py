"""Files of topics to import: exported ones, changed as a person would in a spreadsheet program."""
import csv
import io
import zipfile
from typing import Any, Callable, Dict, List, Optional

import openpyxl

from desk.exchange import files
from desk.exchange.doing import outcome_of
from desk.exchange.kept import Outcome
from desk.exchange.reading import tables
from desk.exchange.tables import HEADS

XLSX, ZIP = "topics.xlsx", "topics.zip"
Tables = Dict[str, List[Dict[str, Any]]]  # by name; the rows by column


def exported(user: Any, name: str = XLSX, drafts: bool = False) -> bytes:
    return (files.workbook if name == XLSX else files.zipped)(tables(drafts, user)).read()


def told(user: Any, drafts: bool = False) -> Tables:
    """What an export says, to be changed by a test."""
    return {name: [dict(zip(HEADS[name], row)) for row in rows] for name, rows in tables(drafts, user)}


def workbook(said: Tables, columns: Optional[Dict[str, Any]] = None) -> bytes:
    """As Excel would save it, with formulas where a text begins with =. `columns`: other ones than usual, by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in said.items():
        sheet, head = book.create_sheet(name), (columns or {}).get(name) or HEADS.get(name, ["something"])
        sheet.append(list(head))
        for row in rows:
            sheet.append([row.get(column) for column in head])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(rows: List[Dict[str, Any]], name: str, mark: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows([HEADS[name], *([row.get(column, "") for column in HEADS[name]]
                                                               for row in rows)])
    return text.getvalue().encode(encoding)


def packed(**content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, each in content.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), each)
    return file.getvalue()


def changing(user: Any, change: Callable[[Tables], None], drafts: bool = False) -> Outcome:
    """What importing an export would do, after somebody has changed it."""
    said = told(user, drafts)
    change(said)
    return outcome_of(user, XLSX, workbook(said))


def row_of(said: Tables, name: str) -> Dict[str, Any]:
    return next(row for row in said["Answers"] if row["name"] == name)


def new_topic(said: Tables, name: str, title: str, *questions: str, **more: str) -> None:
    """A topic of which nothing is wrong, unless `more` says otherwise."""
    said["Answers"].append({"name": name, "title": title, "group": "clinic", "answer": "An answer.", "sources": "nhs",
                            **more})
    said["Questions"] += [{"topic": name, "ask": "An ask", "question": question} for question in questions]


def faults_of(outcome: Outcome) -> List[Any]:
    return [(fault.sheet, fault.row, fault.column, fault.text) for fault in outcome.faults]
