"""What is downloaded: CSV as it is read, and a workbook of Excel's.

Visitors wrote the texts, so none of them may become a formula: one that begins like a formula is marked as text.
"""
import csv
import tempfile
from typing import IO, Any, Iterable, Iterator, List, Sequence, Tuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from desk.numbers.rows import HEAD, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for the beginning of one
MOST_ROWS = 1_000_000  # of a sheet of Excel's; it has a few more
BOM = "\ufeff"        # by which Excel sees that it is UTF-8
WIDTHS = {"Messages": (12, 6, 15, 30, 8, 18, 22, 80)}


class _Echo:
    """A file that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_of(batches: Iterable[Sequence[Row]]) -> Iterator[str]:
    """A batch at a time."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow(HEAD))
    for batch in batches:
        yield "".join(writer.writerow([as_text(value) for value in row]) for row in batch)


def as_text(value: Any) -> Any:
    """For CSV, which has no other mark than an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def workbook(batches: Iterable[Sequence[Row]], tables: Sequence[Tuple[str, List[Tuple[Any, ...]]]]) -> IO[bytes]:
    """An open file at its beginning, which is gone when it is closed; it is written to the disk as it grows."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, "Messages")
    sheet.append(HEAD)
    for batch in batches:
        for row in batch:
            sheet.append([_cell(sheet, value) for value in row])
    for name, rows in tables:
        sheet = _sheet(book, name)
        for values in rows:
            sheet.append([_cell(sheet, value) for value in values])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _sheet(book: Workbook, name: str) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", WIDTHS.get(name, (40, *[16] * 9))):
        sheet.column_dimensions[letter].width = width
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """Nothing for empty words, since that is faster."""
    if not isinstance(value, str):
        return value
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not value.startswith(FORMULA):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type, cell.quotePrefix = "s", True  # text, even if somebody edits the cell
    return cell
