"""The inbox in a browser: what visitors asked in vain becomes a question of a topic, by an editor and a clinician."""
import json
from contextlib import closing
from typing import Any, Tuple

import pytest
import yaml
from playwright.sync_api import Page, expect

from faq.reader import PROJECT
from privacy.database import VARIABLE, connect
from tests.browser.conftest import screen, violations
from tests.browser.desk import Desk
from tests.browser.test_desk import does

QUESTION = "Could someone in a wheelchair get into the treatment room?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Any:
    folder = tmp_path_factory.mktemp("inbox")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder / "conversations.db"))
        fill(folder / "conversations.db")
        running = Desk(folder)
    yield running
    running.stop()


def fill(path: Any) -> None:
    """50 messages of 50 visitors, the first of them the latest; some judged, some handed over."""
    kinds = yaml.safe_load((PROJECT / "tests" / "nlu" / "grouping.yml").read_text(encoding="utf-8"))
    texts = [text for each in kinds.values() for text in each][::-1]
    texts[7] = "I am [name], do you have wifi in the waiting room"
    with closing(connect(path)) as connection, connection:
        for number, text in enumerate(texts):
            row(connection, number, text, "question", ["answer", "offer", "refuse", "refuse"][number % 4])
            if number % 4 == 0:
                connection.execute("INSERT INTO feedback VALUES (?, ?, datetime('now'), 0, 'not_my_question')",
                                   (f"visitor {number}", f"m{number}"))
            if number % 9 == 0:
                row(connection, number, "phone", "handover")


def row(connection: Any, number: int, text: str, kind: str, decision: str = "") -> None:
    about: Tuple[Any, ...] = (json.dumps([decision]), '["location"]', f"m{number}") if decision else (None, None, None)
    connection.execute("INSERT INTO messages (time, conversation, kind, text, decision, topics, message) VALUES "
                       "(datetime('now', ? || ' minutes'), ?, ?, ?, ?, ?, ?)",
                       (number * 7 - 600, f"visitor {number}", kind, text, *about))


def opens_inbox(page: Page) -> None:
    page.get_by_role("link", name="Inbox").first.click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_attached()


def test_from_a_visitors_message_to_a_topics_question(desk, at):
    """An editor finds what was asked, adds it to a topic in other words and hands that in; a clinician approves: the
    topic's file holds the question."""
    ella = at("ella")
    expect(ella.get_by_role("link", name="Inbox (50)")).to_be_visible()
    opens_inbox(ella)
    expect(ella.get_by_text("Putting the questions into groups")).to_be_visible()
    screen(ella, "desk-inbox-1-grouping")
    expect(ella.get_by_role("rowheader", name="voucher")).to_be_visible(timeout=60_000)
    screen(ella, "desk-inbox-2-groups")
    assert violations(ella) == []

    ella.get_by_role("checkbox", name="Choose all of: wheelchair").check()
    expect(ella.get_by_text("2 chosen:")).to_be_visible()
    screen(ella, "desk-inbox-3-chosen")
    ella.get_by_role("button", name="Add to a topic").click()
    topic = ella.get_by_role("combobox", name="Topic")
    expect(topic.locator("option:checked")).to_have_text("Where are you, and how do I get there?")
    topic.select_option(label="What does it cost?")  # and back: the page shows what people want to know of each
    expect(ella.get_by_role("radio").first).to_be_visible()
    topic.select_option(label="Where are you, and how do I get there?")
    expect(topic.locator("option:checked")).to_have_text("Where are you, and how do I get there?")
    ella.get_by_role("textbox", name="Questions").fill(QUESTION)
    screen(ella, "desk-inbox-4-add")
    assert violations(ella) == []
    ella.get_by_role("button", name="Add", exact=True).click()
    expect(ella.get_by_text("Added to the draft of")).to_be_visible()
    ella.get_by_role("link", name="Open the draft").hover()  # which waits until it stands still
    screen(ella, "desk-inbox-5-added")

    ella.get_by_role("link", name="Open the draft").click()
    does(ella, "Submit to a clinician")
    expect(ella.get_by_text("has been submitted for moderation")).to_be_visible()
    file = desk.data / "faq" / "location.yml"
    assert QUESTION not in file.read_text(encoding="utf-8")

    clara = at("clara")
    clara.get_by_role("link", name="Where are you, and how do I get there?").first.click()
    does(clara, "Approve")
    expect(clara.get_by_text("updated").first).to_be_visible()
    assert f"- {QUESTION}\n" in file.read_text(encoding="utf-8")


def test_what_is_not_a_question_for_a_topic(desk, at):
    """Marked as not for us, dismissed, put back; begun as a new topic; and all of it stands on the second page."""
    ella = at("ella")
    opens_inbox(ella)
    ella.get_by_label("who won the match last night").check()
    ella.get_by_role("button", name="Not for us").click()
    ella.get_by_role("combobox", name="What it is about").select_option(label="Sport")
    screen(ella, "desk-inbox-6-not-for-us")
    assert violations(ella) == []
    ella.get_by_role("button", name="Mark as not for us").click()
    expect(ella.get_by_text("Marked as not for us.")).to_be_visible()
    assert "  - who won the match last night\n" in (desk.data / "out_of_scope.yml").read_text(encoding="utf-8")

    ella.get_by_label("asdf").check()
    ella.get_by_role("button", name="Dismiss").click()
    expect(ella.get_by_text("Dismissed 1 message")).to_be_visible()

    ella.get_by_label("I am [name], do you have wifi").check()
    ella.get_by_role("button", name="New topic").click()
    ella.get_by_role("textbox", name="Title").fill("Do you have wifi?")
    ella.get_by_role("button", name="Begin the topic").click()
    expect(ella.get_by_role("alert")).to_contain_text("still has [name]")
    screen(ella, "desk-inbox-7-masked")
    assert violations(ella) == []
    ella.get_by_role("textbox", name="Questions").fill("do you have wifi in the waiting room")
    ella.get_by_role("button", name="Begin the topic").click()
    expect(ella.get_by_text("The topic is begun")).to_be_visible()
    screen(ella, "desk-inbox-8-new-topic")

    opens_inbox(ella)
    ella.get_by_role("link", name="What was done so far").click()
    expect(ella.get_by_role("row", name="asdf")).to_contain_text("Ella Example")
    screen(ella, "desk-inbox-9-done")
    assert violations(ella) == []
    ella.get_by_role("button", name="Put back: asdf").click()
    expect(ella.get_by_text("It is in the inbox again")).to_be_visible()


def test_on_a_telephone_and_by_who_only_looks(desk, visitor):
    """A reader sees what was asked, and no buttons; nothing runs out of a narrow screen."""
    rita = desk.log_in(visitor(viewport={"width": 400, "height": 800}).new_page(), "rita")
    rita.goto(f"{desk.address}/inbox/?words=dog")
    expect(rita.get_by_text("would you see my dog, he limps")).to_be_visible()
    expect(rita.get_by_role("button", name="Dismiss")).to_have_count(0)
    screen(rita, "desk-inbox-10-reader")
    assert rita.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
