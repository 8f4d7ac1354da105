"""The chat without a mouse, and where the focus goes."""
from playwright.sync_api import expect

from tests.browser.conftest import answer, opened

BUTTON = "Ask us a question"


def focused(page):
    """The name of what has the focus, in the chat or on the page."""
    return page.evaluate("""() => {
      const inside = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      return inside.getAttribute("aria-label") || inside.labels?.[0]?.textContent || inside.textContent.trim();
    }""")


def test_keyboard_alone(visit, double):
    """Open, ask, read on, take a suggestion, look at the sources, say why not, close: without a mouse."""
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == BUTTON
    page.keyboard.press("Enter")
    assert focused(page) == "Your question"
    expect(page.get_by_text("Hello. Ask me")).to_be_visible()
    page.keyboard.type("Does it hurt?")
    page.keyboard.press("Enter")
    expect(answer(page, "very little")).to_be_visible()
    assert focused(page) == "Your question"
    back = []
    while focused(page) != "Tell me more":
        page.keyboard.press("Shift+Tab")
        back.append(focused(page))
    assert back == ["No, this was not helpful", "Yes, this was helpful", "Is it safe?", "What are the needles like?",
                    "Tell me more"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("Last reviewed on")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused(page) == "What are the needles like?"
    page.keyboard.press("Enter")
    expect(answer(page, "The answer to: What are the needles like?")).to_be_visible()
    assert focused(page) == "Your question"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Not clear")).to_be_visible()
    assert focused(page) == "No, this was not helpful"
    page.keyboard.press("Tab")
    assert focused(page) == "Too long"
    page.keyboard.press("Enter")
    assert focused(page) == "No, this was not helpful"
    page.keyboard.press("Escape")
    assert focused(page) == BUTTON
    assert double.feedback[-1]["why"] == "too_long"


def test_escape_in_the_chat_closes_the_chat_alone(visit):
    """What the page does on Escape it does not do."""
    page = visit()
    page.evaluate("() => document.addEventListener('keydown', event => { window.pressed = event.key; })")
    opened(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("window.pressed") is None


def test_enter_while_a_word_is_composed_sends_nothing(chat, double):
    """As in Japanese, where Enter ends a word; shift and Enter begin a line."""
    field = chat.get_by_role("textbox", name="Your question")
    field.fill("しんぱい")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    field.press("Shift+Enter")
    field.press_sequentially("?")
    expect(field).to_have_value("しんぱい\n?")
    field.press("Enter")
    expect(answer(chat, "The answer to: しんぱい")).to_be_visible()
    assert double.asked == ["しんぱい\n?"]


def test_beside_the_page_the_page_can_be_reached(chat):
    """On a wide screen the chat is not modal: the keyboard goes on into it from the page, and out again."""
    expect(chat.get_by_role("link", name="A link")).to_be_visible()
    chat.get_by_role("link", name="A link").focus()
    chat.keyboard.press("Tab")
    assert focused(chat) == "Close the chat"


def test_on_a_phone_the_chat_is_all_there_is(visit):
    """It covers the page, so nothing behind it can get the focus; no keyboard comes up unasked."""
    page = visit(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    opened(page)
    assert focused(page) == "Conversation"
    page.get_by_role("link", name="A link").focus()
    assert focused(page) == "Conversation"  # the page cannot take it
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 780}
    page.get_by_role("button", name="Does it hurt?").tap()
    expect(answer(page, "very little")).to_be_visible()
    assert focused(page) == "Conversation"


def test_a_phone_is_turned_and_a_window_resized(chat):
    """Full screen or beside the page as the room is, with the focus where it was."""
    chat.get_by_role("textbox", name="Your question").fill("half a")
    for width, modal in ((400, True), (1000, False)):
        chat.set_viewport_size({"width": width, "height": 800})
        expect(chat.locator("dialog.full")).to_have_count(int(modal))
        assert focused(chat) == "Your question"
        expect(chat.get_by_role("textbox", name="Your question")).to_have_value("half a")
