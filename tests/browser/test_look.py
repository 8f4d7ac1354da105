"""Each state of the chat: axe-core finds nothing wrong with it, and a picture of it goes to reports/screens/."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened, screen, violations

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
SCHEMES = {
    "light": {}, "dark": {"color_scheme": "dark"}, "phone": PHONE, "phone_dark": {**PHONE, "color_scheme": "dark"},
    "320": {"viewport": {"width": 320, "height": 640}}, "forced_colors": {"forced_colors": "active"},
    "landscape": {"viewport": {"width": 740, "height": 340}}, "reduced_motion": {"reduced_motion": "reduce"},
}
RIGHT_TO_LEFT = '<div dir="rtl"><clinic-chat></clinic-chat></div>'


def looks_right(page, name):
    screen(page, name)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_closed_greeting_answer_and_sources(visit, scheme):
    """The usual way through."""
    page = visit(**SCHEMES[scheme])
    looks_right(page, f"{scheme}-1-closed")
    opened(page)
    looks_right(page, f"{scheme}-2-greeting")
    page.get_by_role("button", name="Does it hurt?").click()
    expect(answer(page, "very little")).to_be_visible()
    looks_right(page, f"{scheme}-3-answer")
    page.get_by_text("Where this comes from").click()
    page.get_by_text("Last reviewed").scroll_into_view_if_needed()
    page.get_by_role("button", name="No, this was not helpful").click()
    expect(page.get_by_role("button", name="Not my question")).to_be_visible()
    looks_right(page, f"{scheme}-4-sources_and_why")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_urgent_contact_and_clear(visit, scheme):
    """The banner stays; the two cards of the foot."""
    page = visit(**SCHEMES[scheme])
    opened(page)
    ask(page, "I have chest pain")
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    looks_right(page, f"{scheme}-5-urgent")
    page.get_by_role("button", name="Close this notice").click()
    page.get_by_role("button", name="Talk to the clinic").click()
    looks_right(page, f"{scheme}-6-contact")
    page.get_by_role("button", name="Clear this chat").click()
    looks_right(page, f"{scheme}-7-clear")


@pytest.mark.parametrize("scheme", ["light", "dark", "phone", "320"])
def test_waiting_and_no_line(visit, double, scheme):
    """An answer that is being looked for; an assistant that cannot be reached."""
    page = visit(**SCHEMES[scheme])
    opened(page)
    double.free.clear()
    ask(page, "Is it slow?")
    expect(page.locator(".writing")).to_be_visible()
    looks_right(page, f"{scheme}-8-writing")
    double.free.set()
    expect(answer(page, "The answer to: Is it slow?")).to_be_visible()
    double.down = True
    ask(page, "And now?")
    expect(page.get_by_role("button", name="Try now")).to_be_visible()
    looks_right(page, f"{scheme}-9-no_line")


def test_right_to_left(visit):
    """Mirrored as a whole, by the page's direction."""
    page = visit(body=RIGHT_TO_LEFT)
    opened(page)
    ask(page, "Does it hurt?")
    expect(answer(page, "very little")).to_be_visible()
    looks_right(page, "right_to_left")


def test_large_text(visit):
    """The visitor's own text at 200 %."""
    page = visit()
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    opened(page)
    looks_right(page, "text_200-1-greeting")
    ask(page, "Does it hurt?")
    expect(answer(page, "very little")).to_be_visible()
    looks_right(page, "text_200-2-answer")
