"""Workbooks and CSV: what goes out comes back word for word, and what somebody may upload does no harm."""
import datetime
import io
import zipfile

import openpyxl
import pytest

from desk.exchange import files
from desk.exchange.files import Unreadable, read
from desk.exchange.tables import HEADS, Odd
from tests.desk.exchange import XLSX, ZIP, csv_of, packed, workbook

WORDS = ["=1+1", "+49 555", "-5 degrees", "@home", "'quoted", "'=quoted", "''@", "one\ntwo\n\n- three",
         'She said "no", twice', "naïve 你好 🙂", "5", "TRUE", "2026-11-24", "a, b; c", " =not at the start"]
ROWS = [["needles", "An ask", words] for words in WORDS]
BOMB = b"0" * 70_000_000
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


def cells(sheets):
    return [list(row) for _, row in sheets[0].rows[1:]]


def with_sheet(xml):
    """A workbook whose first sheet is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({"Questions": []}))) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            new.writestr(each, xml if each.filename == "xl/worksheets/sheet1.xml" else old.read(each))
    return out.getvalue()


@pytest.mark.parametrize(("name", "write"), [(XLSX, files.workbook), (ZIP, files.zipped)])
def test_what_goes_out_comes_back(name, write):
    """Whatever it looks like to a spreadsheet program."""
    assert [row[:3] for row in cells(read(name, write([("Questions", ROWS)]).read()))] == ROWS


def test_nothing_that_goes_out_is_a_formula():
    """In a workbook such cells are text, and stay text when somebody edits them; in CSV an apostrophe stands first."""
    sheet = openpyxl.load_workbook(files.workbook([("Questions", ROWS)]))["Questions"]
    column = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in column} == {"s"} and {cell.number_format for cell in column} == {"@"}
    assert all(cell.quotePrefix for cell in column[:4])
    with zipfile.ZipFile(files.zipped([("Questions", ROWS)])) as zipped:
        text = zipped.read("questions.csv")
    assert text.startswith("\ufefftopic,ask,question".encode()) and b",'=1+1" in text and b",=" not in text


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")])
def test_csv_as_other_programs_save_it(mark, encoding):
    """With the marks and characters of another country's."""
    content = csv_of([{"topic": "needles", "ask": "An ask", "question": "Größe, bitte; ja?"}], "Questions", mark, encoding)
    assert cells(read("questions.csv", content)) == [["needles", "An ask", "Größe, bitte; ja?"]]


def test_csv_in_characters_that_cannot_be_told():
    """Rather than guessed."""
    with pytest.raises(Unreadable, match="Save it as 'CSV UTF-8'"):
        read("questions.csv", "topic,ask,question\nneedles,x,Größe".encode("cp1252"))


def test_cells_that_hold_no_text():
    """Formulas are told, not worked out; a number is its digits; what became a date is told."""
    said = [{"topic": "needles", "ask": value} for value in ('=HYPERLINK("http://x", "y")', 42, 1.0, True,
                                                             datetime.date(2026, 11, 24), "#REF!", "a_x000D_\nb")]
    found = [row[1] for row in cells(read(XLSX, workbook({"Questions": said})))]
    assert found[1:4] + found[6:] == ["42", "1", "TRUE", "a\nb"]
    assert [cell.text.split(".")[0] for cell in (found[0], found[4], found[5])] == [
        "holds a formula", "was made a date by the spreadsheet program", "holds the error #REF!"]
    assert all(isinstance(cell, Odd) for cell in (found[0], found[4], found[5]))


def test_rows_have_the_numbers_that_the_program_shows():
    """With empty rows between them."""
    content = csv_of([{"topic": "a"}, {}, {}, {"topic": "b"}], "Questions")
    assert [number for number, _ in read("x.csv", content)[0].rows] == [1, 2, 5]


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("topics.xls", b"x", "Only .xlsx, .csv and .zip"), ("topics", b"x", "Only .xlsx, .csv and .zip"),
    (XLSX, b"", "no file of that kind"), (XLSX, b"PK\3\4 and not more", "no file of that kind"),
    (XLSX, packed(readme_txt=b"hello"), "This workbook cannot be read"),
    (XLSX, b"0" * 5_000_001, "at most 5 MB"), (ZIP, packed(answers_csv=BOMB), "far larger than topics"),
    (XLSX, packed(xl__workbook_xml=BOMB), "far larger than topics"),
    (ZIP, packed(**{f"a{n}_csv": b"" for n in range(501)}), "far larger than topics"),
    (ZIP, packed(questions_csv=b'topic,ask,question\n"' + b"x" * 200_000), "a quotation mark may be missing"),
    ("x.csv", b"topic,ask,question\n\0", ""), ("x.csv", b"topic\n" + b"x\n" * 60_001, "more than 60,000 rows"),
    (XLSX, with_sheet(b"<c/>" * files.MOST_TAGS), "far larger than topics"),
    (XLSX, with_sheet(ENTITIES), "This workbook cannot be read")],
    ids=["xls", "no ending", "empty", "cut off", "another zip", "too long", "bomb", "workbook bomb", "many files",
         "open quotation", "nil", "many rows", "many cells",
         "entities"])
def test_what_is_not_read(name, content, reason):
    """It is refused in a sentence, before it fills the memory or opens another file."""
    with pytest.raises(Unreadable, match=reason):
        read(name, content)


def test_a_sheet_that_claims_to_go_on_for_ever():
    """Rows and columns that nobody filled cost nothing."""
    xml = ENTITIES[ENTITIES.index(b"<worksheet"):].replace(b"&b;", b"topic").replace(
        b"</sheetData>", b'<row r="999999999"><c r="XFD999999999"><v>1</v></c></row></sheetData>')
    sheet, = read(XLSX, with_sheet(xml))
    assert [(number, row[0], len(row)) for number, row in sheet.rows] == [(1, "topic", files.MOST_COLUMNS)]


def test_a_text_that_no_cell_holds():
    """It would be cut in silence."""
    with pytest.raises(Unreadable, match="Export as CSV instead"):
        files.workbook([("Questions", [["needles", "x", "y" * 32_768]])])


def test_the_heads_say_what_is_for_reading_only():
    assert [head for head in HEADS["Answers"] if "for reading only" in head] == [
        f"{name} (for reading only)" for name in ("reviewed by", "date", "due", "version")]
