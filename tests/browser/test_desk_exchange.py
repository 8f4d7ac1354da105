"""Import and export in a browser: topics out to a workbook, changed there, and back as drafts."""
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screen, violations
from tests.browser.desk import Desk

ANSWER = "They are thin, solid and sterile. Each is used once, then thrown away."
QUESTION = "Are your needles as thin as a whisker?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Any:
    running = Desk(tmp_path_factory.mktemp("exchange"))
    yield running
    running.stop()


def changed(path: Any) -> None:
    """One answer and one question more, as a person does in a spreadsheet program; and a mistake."""
    book = openpyxl.load_workbook(path)
    answers, questions = book["Answers"], book["Questions"]
    column = {cell.value: cell.column for cell in answers[1]}
    row_of = {row[0].value: row[0].row for row in answers.iter_rows(min_row=2)}
    answers.cell(row_of["needles"], column["answer"], ANSWER)
    answers.cell(row_of["privacy"], column["sources"], "a-book-of-mine")
    questions.append(["needles", "How thin they are", QUESTION])
    book.save(path)


def test_answers_changed_in_a_spreadsheet(desk, at, tmp_path):
    """An editor exports all topics, changes an answer and adds a question, is shown exactly that, and makes a draft."""
    before = (desk.data / "faq" / "needles.yml").read_bytes()
    ella, file = at("ella"), tmp_path / "topics.xlsx"
    ella.get_by_role("link", name="Import and export").click()
    expect(ella.get_by_role("heading", name="Import and export")).to_be_attached()
    screen(ella, "desk-exchange-1")
    assert violations(ella) == []
    with ella.expect_download() as download:
        ella.get_by_role("button", name="Export", exact=True).click()
    download.value.save_as(file)
    changed(file)

    ella.get_by_label("File").set_input_files(file)
    ella.get_by_role("button", name="Show what would change").click()
    expect(ella.get_by_text("“topics.xlsx”: 1 topic would change")).to_be_visible()
    expect(ella.get_by_role("row", name="a-book-of-mine")).to_contain_text("There is no source 'a-book-of-mine'.")
    expect(ella.get_by_role("row", name=QUESTION)).to_contain_text("Added")
    expect(ella.get_by_role("row", name=ANSWER)).to_contain_text("Answer")
    screen(ella, "desk-exchange-2-changes")
    assert violations(ella) == []

    ella.get_by_role("button", name="Make drafts of this").click()
    expect(ella.get_by_role("status").filter(has_text="1 draft made.")).to_be_visible()
    screen(ella, "desk-exchange-3-made")
    assert violations(ella) == []
    ella.get_by_role("link", name="What are the needles like?").click()
    expect(ella.locator("#id_answer")).to_have_value(ANSWER)
    assert (desk.data / "faq" / "needles.yml").read_bytes() == before
