"""Help beyond the chat: urgent answers, the clinic itself, and a chat that is cleared."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened, violations
from tests.browser.replies import CRISIS, EMERGENCY, WORDS, reply


@pytest.mark.parametrize("text, number", [("I have chest pain", "911"), ("I want to die", "988")])
def test_an_urgent_answer_stays_in_sight(chat, text, number):
    """Its number as a link to tap, over whatever is asked next, until it is put away; then also after a reload."""
    ask(chat, text)
    call = chat.get_by_role("region", name="Urgent help").get_by_role("link", name=f"Call {number}")
    expect(call).to_have_attribute("href", f"tel:{number}")
    ask(chat, "a long answer, please")
    expect(answer(chat, "Paragraph 15")).to_be_visible()
    expect(call).to_be_in_viewport()
    chat.reload()
    opened(chat)
    expect(call).to_be_in_viewport()
    chat.get_by_role("button", name="Close this notice").click()
    expect(call).to_be_hidden()
    chat.reload()
    opened(chat)
    expect(answer(chat, "Paragraph 15")).to_be_visible()
    expect(call).to_be_hidden()


def test_an_urgent_answer_without_a_number_shows_the_countrys(visit, double, monkeypatch):
    """The emergency number that the assistant named when the chat began."""
    monkeypatch.setitem(WORDS, "bleeding", {**EMERGENCY, "texts": ["Get help now."]})
    double.emergency = "112"
    page = visit()
    opened(page)
    ask(page, "bleeding")
    expect(page.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")


def test_an_urgent_answer_where_no_number_is_known(visit, double, monkeypatch):
    """Of a clinic that has not said its country: the answer's first paragraph stays in sight instead."""
    monkeypatch.setitem(WORDS, "bleeding", {**EMERGENCY, "texts": ["Call your local number now.\n\nSit down."]})
    double.emergency = None
    page = visit()
    opened(page)
    ask(page, "bleeding")
    expect(page.get_by_role("region", name="Urgent help")).to_contain_text("Call your local number now.")
    expect(page.get_by_role("region", name="Urgent help")).not_to_contain_text("Sit down")


def test_an_urgent_answer_that_leads_to_a_page(visit, double, monkeypatch):
    """Where no number is known, the paragraph with the link stays in sight, not the kind words before it."""
    monkeypatch.setitem(WORDS, "want to die", {**CRISIS, "texts": ["Thank you.", "See [lines](https://example.org/lines)."]})
    double.emergency = None
    page = visit()
    opened(page)
    ask(page, "I want to die")
    link = page.get_by_role("region", name="Urgent help").get_by_role("link", name="lines (opens a new tab)")
    expect(link).to_have_attribute("href", "https://example.org/lines")
    assert violations(page) == []


def tapped_and_noted(page, double, link, via):
    with page.expect_response("**/chat/handover"):
        link.evaluate("link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }")
    return double.handovers[-1] == via


def test_talk_to_the_clinic(chat, double):
    """Phone, e-mail, hours and website; a tap on the first two is noted."""
    chat.get_by_role("button", name="Talk to the clinic").click()
    phone, email = chat.get_by_role("link", name="555 0100"), chat.get_by_role("link", name="hello@example.org")
    expect(phone).to_have_attribute("href", "tel:5550100")
    expect(email).to_have_attribute("href", "mailto:hello@example.org")
    expect(chat.get_by_text("Mon to Fri 9 to 6")).to_be_visible()
    expect(chat.get_by_role("link", name="www.example.org")).to_have_attribute("href", "https://www.example.org")
    assert tapped_and_noted(chat, double, phone, "phone") and tapped_and_noted(chat, double, email, "email")
    chat.get_by_role("button", name="Talk to the clinic").click()
    expect(phone).to_be_hidden()


def test_the_clinics_number_in_an_answer(chat, double, monkeypatch):
    """Can be tapped as well, and is noted as well."""
    monkeypatch.setitem(WORDS, "human", reply("Call [555 0100](tel:5550100) or write to "
                                              "[hello@example.org](mailto:hello@example.org)."))
    ask(chat, "a human, please")
    said = answer(chat, "or write to")
    assert tapped_and_noted(chat, double, said.get_by_role("link", name="555 0100"), "phone")
    assert tapped_and_noted(chat, double, said.get_by_role("link", name="hello@example.org"), "email")


def test_a_clinic_that_gives_no_contact(visit, double):
    """A sentence in place of nothing; the page's own number where it has one."""
    double.clinic.update(phone=None, email=None, hours=None, website=None)
    page = visit()
    opened(page)
    page.get_by_role("button", name="Talk to the clinic").click()
    expect(page.get_by_text("Please contact the clinic directly.")).to_be_visible()
    other = visit(body='<clinic-chat phone="555 0199"></clinic-chat>')
    opened(other)
    other.get_by_role("button", name="Talk to the clinic").click()
    expect(other.get_by_role("link", name="555 0199")).to_be_visible()


def test_clear_this_chat(chat, double):
    """Asked once more; then deleted at the assistant, on the screen and for the next visit."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    chat.get_by_role("button", name="Clear this chat").click()
    chat.get_by_role("button", name="No, keep it").click()
    expect(answer(chat, "very little")).to_be_visible()
    chat.get_by_role("button", name="Clear this chat").click()
    chat.get_by_role("button", name="Yes, delete it").click()
    expect(answer(chat, "very little")).to_have_count(0)
    expect(chat.get_by_role("status")).to_have_text("The chat has been deleted.")
    assert [turns for turns in double.conversations.values() if turns] == []
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()


def test_what_could_not_be_cleared_is_not_called_so(chat, double):
    """Nothing goes from the screen that is still at the clinic."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    double.down = True
    chat.get_by_role("button", name="Clear this chat").click()
    chat.get_by_role("button", name="Yes, delete it").click()
    expect(chat.locator(".card")).to_have_text("The chat could not be deleted just now. Please try again in a minute.")
    expect(answer(chat, "very little")).to_be_visible()
