"""Where the reader is while answers come, and what tells of an answer that is not in sight."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened
from tests.browser.replies import EMERGENCY, WORDS


def paragraph(page, number):
    return page.locator("li.answer").get_by_text(f"Paragraph {number} of")


def test_a_long_answer_shows_from_its_beginning(chat):
    """The reader need not scroll up to begin."""
    ask(chat, "a long answer, please")
    expect(paragraph(chat, 1)).to_be_in_viewport()
    expect(paragraph(chat, 15)).not_to_be_in_viewport()


def test_the_reader_is_never_pulled_away(chat, double):
    """An answer that comes while they read further up waits below, and a button leads there."""
    ask(chat, "a long answer, please")
    expect(paragraph(chat, 1)).to_be_in_viewport()
    double.free.clear()
    ask(chat, "Is it safe?")
    log = chat.get_by_role("region", name="Conversation")
    log.evaluate("log => { log.scrollTop = 0; }")
    expect(chat.get_by_text("Hello. Ask me")).to_be_in_viewport()
    double.free.set()
    chat.get_by_role("button", name="New answer below").wait_for()
    assert log.evaluate("log => log.scrollTop") == 0
    chat.get_by_role("button", name="New answer below").click()
    expect(answer(chat, "The answer to: Is it safe?")).to_be_in_viewport()
    expect(chat.get_by_role("button", name="New answer below")).to_be_hidden()


def test_an_answer_to_a_closed_chat_is_told_by_the_button(chat, double):
    """In its name, for who cannot see the dot."""
    double.free.clear()
    ask(chat, "Is it safe?")
    chat.get_by_role("button", name="Close the chat").click()
    double.free.set()
    chat.get_by_role("button", name="Ask us a question (a new answer is waiting)").click()
    expect(answer(chat, "The answer to: Is it safe?")).to_be_in_viewport()


def test_a_sign_that_the_answer_is_being_looked_for(chat, double):
    """Only while it is; a quick answer goes without (its clock is the browser's, stopped here)."""
    chat.clock.install()
    double.free.clear()
    ask(chat, "Is it safe?")
    chat.clock.run_for(250)
    expect(chat.locator(".writing")).to_have_count(0)
    chat.clock.run_for(100)
    expect(chat.locator(".writing")).to_be_visible()
    double.free.set()
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(chat.locator(".writing")).to_have_count(0)


def test_the_question_stays_in_sight_above_its_answer(chat):
    """Where it is short; a long one would leave no room for the answer."""
    ask(chat, "a long answer, please")
    expect(paragraph(chat, 1)).to_be_in_viewport()
    expect(chat.locator("li.question")).to_be_in_viewport(ratio=1)
    ask(chat, "I ask for a long answer, " + "and so on, " * 40)
    expect(paragraph(chat, 1).last).to_be_in_viewport()
    expect(chat.locator("li.question").last).not_to_be_in_viewport()


@pytest.mark.parametrize("height", range(500, 640, 20))
def test_an_urgent_answer_shows_from_its_beginning(visit, monkeypatch, height):
    """Also where it is just a little higher than the room that its banner leaves."""
    monkeypatch.setitem(WORDS, "chest pain", {**EMERGENCY, "texts": [*EMERGENCY["texts"], "Sit down. " * 12]})
    page = visit(viewport={"width": 600, "height": height})
    opened(page)
    ask(page, "chest pain")
    expect(page.get_by_role("region", name="Urgent help")).to_be_visible()
    expect(answer(page, "What you describe").get_by_text("What you describe")).to_be_in_viewport(ratio=1)
    above, below = (page.locator(part).bounding_box() for part in (".banner", ".grave .bubble"))
    assert below["y"] >= above["y"] + above["height"]
