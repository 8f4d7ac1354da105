"""The numbers in a browser: a reader looks at a week, and takes it home as a spreadsheet."""
import json
from contextlib import closing
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from privacy.database import VARIABLE, connect
from tests.browser.conftest import screen, violations
from tests.browser.desk import Desk

TOPICS = ["cost", "is_it_safe", "needles", "hours", "session_length"]
VAIN = ["do you sell vouchers", "is there a voucher for two", "do you take dogs", "what about my dog, can he come",
        "fax number?"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Any:
    folder = tmp_path_factory.mktemp("numbers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder / "conversations.db"))
        fill(folder / "conversations.db")
        running = Desk(folder)
    yield running
    running.stop()


def fill(path: Any) -> None:
    """Twenty days, the last of them today; on each, seven questions and a call, and on some days more."""
    with closing(connect(path)) as connection, connection:
        for day in reversed(range(20)):
            for number in range(7 + (day * 5) % 9):
                decision = {5: "refuse", 6: "offer"}.get(number, "answer")
                text = VAIN[day % len(VAIN)] if number == 5 else "a question"
                asks(connection, f"{day}-{number}", day, text, decision, TOPICS[(number * number + day) % len(TOPICS)])
            connection.execute("INSERT INTO messages (time, conversation, kind, text) VALUES "
                               f"(datetime('now', '-{day} days'), '{day}-0', 'handover', 'phone')")
        asks(connection, "urgent", 2, "my chest hurts", "", "", "emergency")


def asks(connection: Any, who: str, day: int, text: str, decision: str, topic: str, urgent: Any = None) -> None:
    """With its reply, and for some with what the visitor thought of it."""
    insert = ("INSERT INTO messages (time, conversation, kind, text, decision, topics, urgent, message) VALUES "
              f"(datetime('now', '-{day} days'), ?, ?, ?, ?, ?, ?, ?)")
    answered = json.dumps([topic] if decision == "answer" else [])
    connection.execute(insert, (who, "question", text, json.dumps([decision] if decision else []), json.dumps([topic]),
                                urgent, f"m{who}"))
    connection.execute(insert, (who, "reply", "Words.", None, answered, urgent, None))
    if decision == "answer" and who.endswith(("1", "2")):
        connection.execute("INSERT INTO feedback VALUES (?, ?, datetime('now'), ?, NULL)",
                           (who, f"m{who}", who.endswith("1")))


def no_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_reader_looks_at_a_week(desk, visitor, tmp_path):
    """The counts are those that were put in; the spreadsheet has a row for each message of the week."""
    rita = desk.log_in(visitor(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page(), "rita")
    rita.get_by_role("link", name="Numbers").first.click()
    expect(rita.get_by_role("heading", name="Questions", exact=True)).to_be_visible()
    rita.get_by_role("link", name="Last 7 days").click()
    expect(rita.get_by_role("link", name="Last 7 days")).to_have_attribute("aria-current", "page")
    questions = sum(7 + (day * 5) % 9 for day in range(7)) + 1
    expect(rita.get_by_role("definition").first).to_have_text(str(questions))
    expect(rita.get_by_role("img", name="Questions by day")).to_be_visible()
    expect(rita.get_by_role("row", name="Turned to the clinic by phone")).to_contain_text("7")
    expect(rita.get_by_role("link", name="dog")).to_have_attribute("href", "/inbox/?kind=refused&words=dog")
    screen(rita, "desk-numbers-1-week")
    assert violations(rita) == []

    with rita.expect_download() as download:
        rita.get_by_role("link", name="Spreadsheet (XLSX)").click()
    file = tmp_path / "numbers.xlsx"
    download.value.save_as(file)
    book = load_workbook(file, read_only=True)
    assert len(list(book["Messages"].values)) == 1 + questions
    assert ("Emergency", 1) in list(book["Hand-overs and alarms"].values)

    rita.set_viewport_size({"width": 390, "height": 800})
    rita.get_by_role("link", name="Last 30 days").click()
    expect(rita.get_by_role("link", name="Last 30 days")).to_have_attribute("aria-current", "page")
    rita.get_by_text("All of this as a table").click()
    expect(rita.get_by_role("columnheader", name="Topics offered")).to_be_visible()
    screen(rita, "desk-numbers-2-telephone")
    assert no_wider_than_the_screen(rita) and violations(rita) == []
