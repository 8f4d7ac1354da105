"""The desk in a browser, a story a role; the visitor sits in another window, at the real assistant."""
import time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from stack.run import ask as rest_ask
from stack.run import free_port, started
from tests.browser.conftest import ask, opened, screen, violations
from tests.browser.desk import Desk
from training.model import ready_model

WORDS = ("In trained hands it is safe, and no treatment is free of risk.\n\nAbout 9 in 100 people have a minor effect, "
         "such as a bruise. Serious harm is rare, about 1 in 10,000 people.\n\n**Call your emergency number** if you get "
         "chest pain or trouble breathing, even days after a visit.")
NEEDLES = ("They are thin and solid, no thicker than a hair of a horse. Each is sterile, used once and thrown away. "
           "Nothing is injected. Most people have between 4 and 15 in one visit, some fewer and some more than that.")


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Any:
    running = Desk(tmp_path_factory.mktemp("desk"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def visitors(desk) -> Any:
    """The demo page of an assistant that answers from what the desk publishes."""
    rasa = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAQ_DATA", str(desk.data))
        with started(ready_model(), rasa, free_port()):
            yield f"http://127.0.0.1:{rasa}/"


def opens(page: Page, title: str) -> None:
    """Finds a topic and opens it for editing."""
    page.get_by_role("link", name="Topics").first.click()
    page.get_by_role("textbox", name="Search term").fill(title)
    expect(page.get_by_text("1 match").first).to_be_visible()
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator("[data-advice]")).not_to_be_empty()  # then its scripts listen
    page.wait_for_load_state("networkidle")


def ask_rest(address: str, question: str) -> str:
    """What a new visitor is answered, without a browser."""
    return rest_ask(urlsplit(address).port, uuid4().hex, question)[0]["text"]


def does(page: Page, action: str) -> None:
    """Chooses an action at the foot of the form."""
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=action).click()


def test_an_answer_from_draft_to_visitor(desk, at, visitor, visitors):
    """An editor drafts, a clinician sends it back, the editor mends, the clinician approves: the visitor, who had the old
    words, gets the new ones."""
    patient = visitor().new_page()
    patient.goto(visitors)
    opened(patient)
    ask(patient, "is acupuncture safe?")
    expect(patient.locator("li.answer").last).to_contain_text("It is safe in the hands of a trained practitioner")

    ella = at("ella")
    screen(ella, "desk-1-home")
    opens(ella, "Is acupuncture safe?")
    ella.locator("#id_answer").fill("It is always safe, for everybody, and cures all.")
    does(ella, "Submit to a clinician")
    expect(ella.get_by_text("has been submitted for moderation")).to_be_visible()

    clara = at("clara")
    screen(clara, "desk-2-awaiting")
    clara.get_by_role("link", name="Is acupuncture safe?").first.click()
    does(clara, "Send back")
    asked = clara.get_by_role("dialog")
    asked.get_by_role("textbox").fill("Nothing is always safe. Please say what can happen.")
    asked.get_by_role("button", name="Send back").click()
    expect(clara.get_by_text("updated").first).to_be_visible()

    opens(ella, "Is acupuncture safe?")
    expect(ella.get_by_text("Clara Example sent this back: Nothing is always safe.")).to_be_visible()
    screen(ella, "desk-3-sent-back")
    ella.locator("#id_answer").fill(WORDS)
    does(ella, "Resubmit to Clinician")
    expect(ella.get_by_text("has been submitted for moderation")).to_be_visible()

    clara.goto(desk.address)
    clara.get_by_role("link", name="Is acupuncture safe?").first.click()
    does(clara, "Approve")
    expect(clara.get_by_text("updated").first).to_be_visible()
    approved = time.monotonic()
    ask(patient, "is acupuncture safe?")
    expect(patient.locator("li.answer").last).to_contain_text("In trained hands it is safe")
    assert time.monotonic() - approved < 5
    screen(patient, "desk-4-visitor")
    assert "by: Clara Example" in (desk.data / "faq" / "is_it_safe.yml").read_text(encoding="utf-8")


def test_a_manager_brings_an_earlier_state_back(desk, at, visitors):
    """With one click, and the visitor reads again what was approved then, by whom it was."""
    old = ask_rest(visitors, "what are the needles like?")
    ella = at("ella")
    opens(ella, "What are the needles like?")
    ella.locator("#id_answer").fill(NEEDLES)
    does(ella, "Submit to a clinician")
    expect(ella.get_by_text("has been submitted for moderation")).to_be_visible()
    clara = at("clara")
    clara.get_by_role("link", name="What are the needles like?").first.click()
    does(clara, "Approve")
    expect(clara.get_by_text("updated").first).to_be_visible()
    assert ask_rest(visitors, "what are the needles like?") == NEEDLES

    max_ = at("max")
    max_.get_by_role("link", name="Topics").first.click()
    max_.get_by_role("textbox", name="Search term").fill("needles like")
    expect(max_.get_by_text("1 match").first).to_be_visible()
    max_.get_by_role("button", name="More options for 'What are the needles like?'").click()
    max_.get_by_role("link", name="Approved states").click()
    expect(max_.get_by_text("Visitors get this now.")).to_have_count(1)
    assert violations(max_) == []
    screen(max_, "desk-5-approved-states")
    max_.get_by_role("button", name="Bring this back").click()
    expect(max_.get_by_text("Visitors get these words from now on.")).to_be_visible()
    assert ask_rest(visitors, "what are the needles like?") == old
    assert "by: starter set" in (desk.data / "faq" / "needles.yml").read_text(encoding="utf-8")


def test_two_who_write_the_same_answer(desk, at):
    """The second is told before the first one's words are gone."""
    first, second = at("ella"), at("colin")
    for page in (first, second):
        opens(page, "Does it hurt? What does it feel like?")
    with first.expect_response(lambda answer: answer.request.method == "POST" and "/topic/edit/" in answer.url):
        first.locator("#id_more").fill("Words of the first.")  # saved by itself, a moment later
    second.locator("#id_more").fill("Words of the second.")
    expect(second.get_by_text("Saving will overwrite a newer version.")).to_be_visible()
    screen(second, "desk-6-two-editors")


def test_the_desks_own_pages_are_for_everybody(desk, at):
    """axe-core finds nothing; the first page is walked by keyboard."""
    clara = at("clara")
    assert violations(clara) == []
    clara.keyboard.press("Tab")
    expect(clara.get_by_role("link", name="Skip to main content")).to_be_focused()
