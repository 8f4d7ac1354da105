"""A visitor's whole way with the real assistant: the demo page, as `make run` serves it."""
import pytest
from playwright.sync_api import expect

from stack.run import free_port, started
from tests.browser.conftest import ask, opened, screen, violations
from training.model import ready_model


@pytest.fixture(scope="module")
def address():
    """Of the demo page, with the project's own data."""
    rasa = free_port()
    with started(ready_model(), rasa, free_port()):
        yield f"http://127.0.0.1:{rasa}/"


def test_a_visitors_way(visitor, address):
    """Opens the chat, takes a question, reads on, says it helped, is heard in danger, comes back, clears it all."""
    page = visitor(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    screen(page, "stack-1-demo")
    assert violations(page) == []
    opened(page)
    starters = page.get_by_role("group", name="Questions to begin with").get_by_role("button")
    expect(starters).to_have_count(4)
    screen(page, "stack-2-greeting")

    ask(page, "does it hurt?")
    answer = page.locator("li.answer:not(.greeting)")
    expect(answer.first).to_contain_text("Where this comes from")
    screen(page, "stack-3-answer")
    assert violations(page) == []
    page.get_by_role("button", name="Yes, this was helpful").click()
    expect(page.locator(".after")).to_have_text("Thank you for telling us.")
    page.get_by_role("group", name="You could also ask").get_by_role("button").last.click()
    expect(answer).to_have_count(2)

    ask(page, "I have chest pain and cannot breathe")
    expect(page.get_by_role("region", name="Urgent help")).to_be_visible()
    expect(page.locator(".grave")).to_be_in_viewport()
    screen(page, "stack-4-urgent")

    said = page.locator("li.question").all_text_contents()
    page.reload()
    opened(page)
    expect(page.locator("li.question")).to_have_text(said)
    expect(page.get_by_role("button", name="Yes, this was helpful").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Clear this chat").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.locator("li.question")).to_have_count(0)
    page.reload()
    opened(page)
    expect(page.locator("li.question")).to_have_count(0)
