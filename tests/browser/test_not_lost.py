"""Whatever happens to the line, the tab or the token: each message is answered once, or there is a number to call."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened

NO_LINE = "I cannot be reached just now. What you write is kept on this device"


def reload_and_open(page):
    page.reload()
    opened(page)


@pytest.mark.parametrize("mishaps", [
    ["drop"], ["drop", "drop", "drop"], ["lose the answer"], ["500"], ["503 1"], ["expire"],
    ["lose the answer", "drop", "502"], ["drop", "expire", "drop"]], ids=", ".join)
def test_a_message_arrives_once(chat, double, mishaps):
    """However it fails on the way: tried again under the same id, answered once, shown once."""
    double.mishaps = mishaps
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_have_count(1)
    ask(chat, "And then?")
    expect(answer(chat, "The answer to: And then?")).to_have_count(1)
    assert double.asked == ["Is it safe?", "And then?"]
    expect(chat.locator("li.question")).to_have_count(2)
    expect(chat.locator(".notice")).to_be_hidden()


def test_messages_keep_their_order(chat, double):
    """Each waits for the one before."""
    double.mishaps = ["drop"]
    for text in ("one", "two", "three"):
        ask(chat, text)
    expect(answer(chat, "The answer to: three")).to_be_visible()
    assert double.asked == ["one", "two", "three"]


def test_no_line_is_told_with_numbers_to_call(chat, double):
    """In one notice, with the clinic's number and the emergency's; gone when the line is back, and the message answered.
    It would try by itself only after ten minutes: the visitor's tap is what brings it."""
    double.mishaps = ["503", "503 600"]
    ask(chat, "Is it safe?")
    notice = chat.locator(".notice")
    expect(notice).to_contain_text(NO_LINE)
    expect(notice.get_by_role("link", name="555 0100")).to_have_attribute("href", "tel:5550100")
    expect(notice.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
    chat.get_by_role("button", name="Try now").click()
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(notice).to_be_hidden()


def test_an_assistant_that_was_never_there(visit, double):
    """The page's own number is given, and the chat begins when it can."""
    double.down = True
    page = visit(body='<clinic-chat phone="555 0199"></clinic-chat>')
    page.get_by_role("button", name="Ask us a question").click()
    expect(page.locator(".notice").get_by_role("link", name="555 0199")).to_be_visible()
    ask(page, "Is it safe?")
    page.get_by_role("button", name="Try now").click()
    double.down = False
    expect(answer(page, "The answer to: Is it safe?")).to_be_visible()
    expect(page.get_by_role("group", name="Questions to begin with")).to_be_visible()


def test_flight_mode(chat, double):
    """Told at once, since the browser knows; sent when it is over."""
    chat.context.set_offline(True)
    ask(chat, "Is it safe?")
    expect(chat.locator(".notice")).to_contain_text(NO_LINE)
    chat.context.set_offline(False)
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(chat.locator(".notice")).to_be_hidden()


def test_too_much_at_once_is_told_kindly(chat, double):
    """429: how long to wait, and then the message goes by itself (the browser's clock is put forward)."""
    chat.clock.install()
    double.mishaps = ["429 40"]
    ask(chat, "Is it safe?")
    expect(chat.locator(".notice")).to_have_text(
        "That was a lot at once. Please wait a moment: I go on by myself in 40 seconds.")
    chat.clock.fast_forward(41_000)
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(chat.locator(".notice")).to_be_hidden()


@pytest.mark.parametrize("wait, told", [("1790", "30 minutes"), ("43000", "12 hours")])
def test_a_long_wait_is_told_as_people_say_it(chat, double, wait, told):
    """As when many share one address, or after a whole day's messages: with the numbers to call instead."""
    double.mishaps = [f"429 {wait}"]
    ask(chat, "Is it safe?")
    expect(chat.locator(".notice")).to_contain_text(f"I go on by myself in {told}.")
    expect(chat.locator(".notice").get_by_role("link", name="555 0100")).to_be_visible()


@pytest.mark.parametrize("status", ["400", "413"])
def test_what_the_assistant_will_not_take_is_not_tried_for_ever(chat, double, status):
    """It is said under the message, and the next one goes through."""
    double.mishaps = [status]
    ask(chat, "odd")
    expect(chat.locator("li.question")).to_contain_text("This message could not be taken.")
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    assert double.asked == ["Is it safe?"]


def test_a_request_that_hangs_is_made_again(chat, double):
    """After a while without a word (the browser's clock is put forward), and answered once."""
    chat.clock.install()
    double.mishaps = ["hang"]
    ask(chat, "Is it safe?")
    assert double.hung.wait(15)
    chat.clock.fast_forward(20_000)
    expect(chat.locator(".writing")).to_be_visible()
    chat.clock.fast_forward(1000)
    expect(answer(chat, "The answer to: Is it safe?")).to_have_count(1)
    assert double.asked == ["Is it safe?"]


def test_history_comes_back_from_the_assistant(chat, double):
    """On reload, with the verdict, though the browser's own memory holds no word of it."""
    ask(chat, "Does it hurt?")
    chat.get_by_role("button", name="Yes, this was helpful").click()
    expect(chat.locator(".after")).to_have_text("Thank you for telling us.")
    assert "hurt?" not in chat.evaluate("Object.entries(localStorage).filter(([key]) => !key.endsWith(':session')).join()")
    reload_and_open(chat)
    expect(answer(chat, "very little")).to_be_visible()
    expect(chat.get_by_role("button", name="Yes, this was helpful")).to_have_attribute("aria-pressed", "true")
    assert len(double.conversations) == 1


def test_a_message_that_waited_is_sent_after_a_reload(chat, double):
    """The tab was closed before the line was back."""
    double.down = True
    ask(chat, "Is it safe?")
    expect(chat.locator(".notice")).to_be_visible()
    chat.reload()
    double.down = False
    opened(chat)
    expect(answer(chat, "The answer to: Is it safe?")).to_have_count(1)
    assert double.asked == ["Is it safe?"]


def test_a_reload_while_it_is_being_answered(chat, double):
    """The assistant has heard it; the answer is fetched under the same id."""
    double.free.clear()
    ask(chat, "Is it safe?")
    expect(chat.locator(".writing")).to_be_visible()
    chat.reload()
    double.free.set()
    opened(chat)
    expect(answer(chat, "The answer to: Is it safe?")).to_have_count(1)
    expect(chat.locator("li.question")).to_have_count(1)
    assert double.asked == ["Is it safe?"]


def test_an_expired_token_on_return(chat, double):
    """A new conversation begins, without a word about tokens."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    double.expire_tokens()
    reload_and_open(chat)
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(answer(chat, "very little")).to_have_count(0)


def test_an_expired_token_in_mid_conversation(chat, double):
    """What is on the screen stays there."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    double.expire_tokens()
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    expect(answer(chat, "very little")).to_be_visible()
    assert double.asked == ["Does it hurt?", "Is it safe?"]
