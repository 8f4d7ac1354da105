"""One visitor in several tabs, and one whose browser remembers nothing."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened

# Whether, sooner or later, a tab waits for another to have begun the conversation.
ONE_WAITS = """async () => {
  for (let look = 0; look < 500; look++) {
    if ((await navigator.locks.query()).pending.length === 1) return true;
    await new Promise(done => setTimeout(done, 10));
  }
  return false;
}"""


def test_a_second_tab_shows_the_same(chat, double):
    """What was said before it opened comes from the assistant; what is said later, from the tab where it is said."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    other = chat.context.new_page()
    other.goto(chat.url)
    opened(other)
    expect(answer(other, "very little")).to_be_visible()
    ask(chat, "Is it safe?")
    expect(answer(other, "The answer to: Is it safe?")).to_have_count(1)
    ask(other, "How many?")
    expect(answer(chat, "The answer to: How many?")).to_have_count(1)
    assert double.asked == ["Does it hurt?", "Is it safe?", "How many?"] and len(double.conversations) == 1


def test_a_tab_that_hears_before_it_has_read(chat):
    """An answer that was given elsewhere while its chat was closed stands after what came before it."""
    ask(chat, "one")
    expect(answer(chat, "The answer to: one")).to_be_visible()
    other = chat.context.new_page()
    other.goto(chat.url)
    other.get_by_role("button", name="Ask us a question").wait_for()
    ask(chat, "two")
    expect(answer(chat, "The answer to: two")).to_be_visible()
    opened(other)
    expect(other.locator("li.question")).to_have_text(["You wrote:one", "You wrote:two"])


def test_two_tabs_that_open_together_share_one_conversation(visit, double):
    """One begins it while the other waits; what is asked in either is found in both."""
    first = visit()
    second = first.context.new_page()
    second.goto(first.url)
    double.free.clear()
    for page in (first, second):
        page.get_by_role("button", name="Ask us a question").click()
    assert first.evaluate(ONE_WAITS)
    double.free.set()
    for page in (first, second):
        expect(page.get_by_text("Hello. Ask me about acupuncture")).to_be_visible()
    ask(first, "one")
    expect(answer(second, "The answer to: one")).to_be_visible()
    ask(second, "two")
    expect(answer(first, "The answer to: two")).to_be_visible()
    assert [len(turns) for turns in double.conversations.values() if turns] == [2]


def test_cleared_in_one_tab_is_cleared_in_the_other(chat):
    """And both go on in the new conversation."""
    ask(chat, "Does it hurt?")
    other = chat.context.new_page()
    other.goto(chat.url)
    opened(other)
    expect(answer(other, "very little")).to_be_visible()
    chat.get_by_role("button", name="Clear this chat").click()
    chat.get_by_role("button", name="Yes, delete it").click()
    expect(answer(other, "very little")).to_have_count(0)
    ask(other, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()


@pytest.mark.parametrize("how", ["get localStorage() { throw new DOMException('no', 'SecurityError') }",
                                 "localStorage: { setItem() { throw new DOMException('full', 'QuotaExceededError') } }"],
                         ids=["blocked", "no room"])
def test_without_storage_it_works_for_this_page(visitor, double, how):
    """A private window, or cookies that are off."""
    context = visitor()
    context.add_init_script(f"""const given = {{ {how} }};
        Object.defineProperty(window, "localStorage", {{ get: () => given.localStorage }})""")
    page = context.new_page()
    page.goto(double.page(f'<script src="{double.origin}/widget.js" defer></script><clinic-chat></clinic-chat>'))
    opened(page)
    double.mishaps = ["drop"]
    ask(page, "Is it safe?")
    expect(answer(page, "The answer to: Is it safe?")).to_have_count(1)
    ask(page, "And then?")
    expect(answer(page, "The answer to: And then?")).to_have_count(1)
    assert len(double.conversations) == 1
