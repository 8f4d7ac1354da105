"""The files of a spreadsheet program: a workbook (.xlsx), a table (.csv), or both tables in one folder (.zip).

What is uploaded is not trusted: its size, packed and unpacked, is limited before it is opened; formulas are told, never
worked out; and XML that declares entities is refused (defusedxml, which openpyxl reads with).
"""
import csv
import io
import re
import tempfile
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any, List, Sequence, Tuple

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment

from desk.exchange.tables import HEADS, NEEDED, ONLY, UNPRINTABLE, Odd, Row, Sheet

MOST_BYTES = 5_000_000           # of an upload
MOST_UNPACKED = 30_000_000       # bytes; 500 topics with 20,000 questions have 6,100,000
MOST_TAGS = 1_500_000            # of XML in a workbook; those topics have 430,000
MOST_ROWS, MOST_COLUMNS = 60_000, 20
MOST_IN_CELL = 32_767            # characters; Excel's limit
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program may take for the beginning of one
MARKED = re.compile(r"'+[=+\-@\t\r]")       # in CSV, text that would look like one without its first apostrophe
BOM = "\ufeff"                   # by which Excel sees that it is UTF-8
WIDTHS = (22, 36, 12, 80, 40, 60, 24, 24, 20, 12, 12, 24)
TOO_LARGE = ("Unpacked, this file is far larger than topics can be. Export the topics again, and put your changes into the "
             "new file.")
Table = Tuple[str, Sequence[Sequence[str]]]  # its name, and its rows without the head


class Unreadable(Exception):
    """A file that cannot be read, or not be written; a sentence for whoever has it, with what to do."""


def workbook(tables: Sequence[Table]) -> IO[bytes]:
    """An open file at its beginning, gone when it is closed. Raises Unreadable if a text is too long for a cell."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in tables:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for letter, width in zip("ABCDEFGHIJKL", WIDTHS if len(HEADS[name]) > 3 else (22, 40, 80)):
            sheet.column_dimensions[letter].width = width
        sheet.append(HEADS[name])
        for row in rows:
            sheet.append([_text_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def zipped(tables: Sequence[Table]) -> IO[bytes]:
    """The same as CSV files in one."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in tables:
            text = io.StringIO()
            csv.writer(text).writerows([HEADS[name], *([marked(value) for value in row] for row in rows)])
            packed.writestr(f"{name.lower()}.csv", (BOM + text.getvalue()).encode())
    file.seek(0)
    return file


def read(name: str, content: bytes) -> List[Sheet]:
    """The tables of an upload; its name says of which kind it is. Raises Unreadable."""
    kind = PurePosixPath(name.lower()).suffix
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file has {len(content) / 1e6:.1f} MB; at most {MOST_BYTES // 1_000_000} MB are read. "
                         f"Import the topics in several files.")
    if kind == ".xlsx":
        return _sheets(content)
    if kind == ".csv":
        return [Sheet(PurePosixPath(name).stem, _csv_rows(content, name))]
    if kind == ".zip":
        return _zipped_tables(content)
    raise Unreadable("Only .xlsx, .csv and .zip files are read. In the spreadsheet program choose 'Save as', "
                     "'Excel workbook (.xlsx)'.")


def marked(text: str) -> str:
    """For CSV, which has no other mark for text than an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) or MARKED.match(text) else text


def unmarked(text: str) -> str:
    """Undoes `marked`."""
    return text[1:] if MARKED.match(text) else text


def _text_cell(sheet: Any, value: str) -> Any:
    """Text, even if it begins like a formula and even if somebody edits it; nothing if it is empty."""
    if len(value) > MOST_IN_CELL:
        raise Unreadable(f"A workbook's cell holds {MOST_IN_CELL:,} characters, and the text that begins '{value[:60]}' "
                         f"has more. Export as CSV instead.")
    if not value:
        return None
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value))
    cell.data_type, cell.number_format = "s", "@"
    if value.startswith(FORMULA):
        cell.quotePrefix = True
    if len(value) > 60 or "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _check_packed(content: bytes) -> List[zipfile.ZipInfo]:
    """-> what is in it. Python unpacks no more of a file than its entry says, so those figures can be relied on."""
    try:
        inside = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("This is no file of that kind, or it is damaged or has a password. Save it again in the "
                         "spreadsheet program.") from None
    if sum(each.file_size for each in inside) > MOST_UNPACKED or len(inside) > 500:
        raise Unreadable(TOO_LARGE)
    return inside


def _sheets(content: bytes) -> List[Sheet]:
    if not openpyxl.DEFUSEDXML:
        raise Unreadable("Workbooks cannot be read on this machine, since its package defusedxml is missing. Use CSV.")
    inside = _check_packed(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:  # each cell takes far more memory than its letters
            if sum(packed.read(each).count(b"<") for each in inside) > MOST_TAGS:
                raise Unreadable(TOO_LARGE)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [Sheet(sheet.title, _sheet_rows(sheet)) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # a damaged or hostile workbook fails in as many ways as openpyxl has lines
        raise Unreadable("This workbook cannot be read. Open it in the spreadsheet program, and save it again as 'Excel "
                         "workbook (.xlsx)', without a password.") from error


def _sheet_rows(sheet: Any) -> List[Row]:
    """`max_row`: a file may claim that it goes on for ever."""
    found = [(number, [_plain(cell) for cell in row]) for number, row in enumerate(
        sheet.iter_rows(min_row=1, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1)]
    return _checked([(number, cells) for number, cells in found if any(cells)], sheet.title)


def _plain(cell: Any) -> Any:
    """A cell as text, or Odd."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Odd("holds a formula. Write the text itself.")
    if cell.data_type == "e":
        return Odd(f"holds the error {value}. Write the text itself.")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, (str, int, float)):
        return Odd("was made a date by the spreadsheet program. Set the cell's format to 'Text', and write it again.")
    return _printable(str(value).replace("_x000D_", ""))  # as some programs write the end of a line


def _printable(text: str) -> Any:
    return Odd("holds a character that cannot be shown. Write the text anew.") if UNPRINTABLE.search(text) else text


def _checked(rows: List[Row], name: str) -> List[Row]:
    if rows and rows[-1][0] > MOST_ROWS:
        raise Unreadable(f"'{name}' has more than {MOST_ROWS:,} rows. Import the topics in several files.")
    return rows


def _zipped_tables(content: bytes) -> List[Sheet]:
    inside = [each for each in _check_packed(content) if each.filename.lower().endswith(".csv")
              and not PurePosixPath(each.filename).name.startswith(".") and "__MACOSX" not in each.filename]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return [Sheet(PurePosixPath(each.filename).stem, _csv_rows(packed.read(each), each.filename))
                    for each in inside]
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError) as error:  # damaged, or a password
        raise Unreadable("This .zip file is damaged, or it has a password. Pack the tables again, without one.") from error


def _csv_rows(content: bytes, name: str) -> List[Row]:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"The characters of '{name}' cannot be told. Save it as 'CSV UTF-8', or as an Excel workbook "
                         f"(.xlsx).") from None
    try:
        rows = [(number, [_printable(unmarked(cell)) for cell in cells[:MOST_COLUMNS]]) for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1)]
    except csv.Error:  # a cell of more than 131,072 characters, or a byte that is none
        raise Unreadable(f"'{name}' is no table that can be read: a quotation mark may be missing. Save it again in the "
                         f"spreadsheet program, or use .xlsx.") from None
    return _checked([(number, cells) for number, cells in rows if any(cells)], name)


def _delimiter(text: str) -> str:
    """Where commas stand in numbers, programs part cells by semicolons."""
    head = text.split("\n", 1)[0].replace(ONLY, "").replace('"', "").casefold()
    known = {name for names in NEEDED.values() for name in names}
    return max(",;\t", key=lambda mark: len(known & {cell.strip() for cell in head.split(mark)}))
