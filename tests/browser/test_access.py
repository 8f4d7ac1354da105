"""The chat without a mouse, and what a screen reader hears: in which order, and once."""
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, answer, ask, opened, violations

BUTTON = "Ask us a question"
# Notes each thing that a live region is given, as a screen reader would queue it.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelector("clinic-chat").shadowRoot.querySelectorAll("[role=status], [role=alert]")) {
    new MutationObserver(changes => {
      const added = changes.flatMap(change => [...change.addedNodes]).map(node => node.textContent.trim()).filter(Boolean);
      if (added.length) heard.push([region.getAttribute("role"), ...added]);
    }).observe(region, {childList: true, subtree: true, characterData: true});
  }
}"""


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


def test_above_an_on_screen_keyboard(visit):
    """The chat is as high as what the keyboard leaves (told by the visual viewport), and what was last read stays in sight."""
    page = visit(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    opened(page)
    ask(page, "Is it safe?")
    expect(answer(page, "The answer to: Is it safe?")).to_be_visible()
    page.evaluate("""() => {
      for (const [name, value] of [["height", 380], ["offsetTop", 40]]) Object.defineProperty(visualViewport, name, {value});
      visualViewport.dispatchEvent(new Event("resize"));
    }""")
    dialog = page.get_by_role("dialog")
    assert (dialog.bounding_box()["y"], dialog.bounding_box()["height"]) == (40, 380)
    for part in (answer(page, "The answer to: Is it safe?").locator(".bubble"), page.get_by_role("textbox"),
                 page.get_by_role("button", name="Close the chat")):
        box = part.bounding_box()
        assert 40 <= box["y"] and box["y"] + box["height"] <= 420


def test_what_is_heard_in_order_and_once(chat):
    """Each answer as it comes, with the number of buttons below it; an urgent one at once; never the history again."""
    chat.evaluate(LISTEN)
    for text, shown in (("Does it hurt?", "very little"), ("chest pain", "Do not drive"), ("Is it safe?", "The answer to: Is it safe?")):
        ask(chat, text)
        expect(answer(chat, shown).last).to_be_visible()
    chat.get_by_role("button", name="Yes, this was helpful").last.click()
    expect(chat.locator(".after").last).to_have_text("Thank you for telling us.")
    assert chat.evaluate("heard") == [
        ["status", "Most people feel very little. The needles are about as thin as a hair.\n\nPeople say it feels like:\n"
                   "a light tap\na dull ache\nnothing at all\n\nMore is in this leaflet.", "Buttons below the answer: 3"],
        ["alert", "What you describe can be an emergency. Call 911 now.", "Do not drive yourself."],
        ["status", "The answer to: Is it safe?"],
        ["status", "Thank you for telling us."]]


def test_history_is_not_read_out(chat):
    """Neither on reload nor when the chat is opened again."""
    ask(chat, "chest pain")
    expect(answer(chat, "Do not drive")).to_be_visible()
    chat.reload()
    opened(chat)
    expect(answer(chat, "Do not drive")).to_be_visible()
    for role in ("status", "alert"):
        expect(chat.get_by_role(role)).to_have_text("")
    chat.evaluate(LISTEN)
    chat.keyboard.press("Escape")
    chat.get_by_role("button", name=BUTTON).click()
    expect(answer(chat, "Do not drive")).to_be_visible()
    assert chat.evaluate("heard") == []


def test_trouble_is_heard_once(chat, double):
    """However often it is tried in vain."""
    chat.evaluate(LISTEN)
    double.mishaps = ["drop"] * 4
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    assert [(role, lines[0][:26]) for role, *lines in chat.evaluate("heard")] == [
        ("status", "I cannot be reached just n"), ("status", "The answer to: Is it safe?")]


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 640}}], ids=["wide", "320"])
def test_targets_are_large_and_nothing_is_cut_off(visit, options):
    """At least 44 px each way; no sideways scrolling, nothing over the edge."""
    page = visit(**options)
    opened(page)
    ask(page, "Does it hurt?")
    page.get_by_role("button", name="No, this was not helpful").click()
    ask(page, "chest pain")
    page.get_by_role("link", name="Call 911").wait_for()
    page.get_by_role("button", name="Talk to the clinic").click()
    page.get_by_role("link", name="555 0100").wait_for()
    small = page.evaluate("""() => [...document.querySelector("clinic-chat").shadowRoot
      .querySelectorAll("button, summary, .call, textarea, dd a")].filter(each => each.checkVisibility())
      .map(each => [each.textContent, each.getBoundingClientRect()])
      .filter(([text, {width, height}]) => width < 44 || height < 44).map(([text]) => text)""")
    assert small == []
    assert page.evaluate("""() => [document.documentElement, ...document.querySelector("clinic-chat").shadowRoot
      .querySelectorAll(".panel, .log")].filter(each => each.scrollWidth > each.clientWidth).length""") == 0


def test_reduced_motion_moves_nothing(visit, double):
    """The sign that the answer is being looked for stands still."""
    page = visit(reduced_motion="reduce")
    opened(page)
    double.free.clear()
    ask(page, "Is it safe?")
    expect(page.locator(".writing i").first).to_have_css("animation-name", "none")


@pytest.mark.parametrize("size", [(1000, 800), (320, 640), (740, 340)], ids=str)
def test_text_of_200_percent(visit, size):
    """Everything can still be reached, and nothing lies over anything else."""
    page = visit(viewport={"width": size[0], "height": size[1]})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    opened(page)
    ask(page, "Does it hurt?")
    expect(answer(page, "very little")).to_be_visible()
    for name in ("Tell me more", "Yes, this was helpful", "Send", "Talk to the clinic", "Clear this chat", "Close the chat"):
        button = page.get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        button.click(trial=True)


def test_wider_text_spacing(chat):
    """As some readers set it (WCAG 1.4.12): lines, letters, words and paragraphs further apart, and nothing is cut off."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    cut = chat.evaluate("""() => {
      const sheet = new CSSStyleSheet(), root = document.querySelector("clinic-chat").shadowRoot;
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
        + "p { margin-bottom: 2em !important; }");
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return [...root.querySelectorAll(".panel, .log, button, .bubble, .head")]
        .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.className);
    }""")
    assert cut == []


def test_axe_would_find_something(chat):
    """The tests of test_look.py can fail: a button without a name is found, also inside the chat."""
    chat.evaluate("""() => document.querySelector("clinic-chat").shadowRoot.querySelector(".send").removeAttribute("aria-label")""")
    assert [each.split(":")[0] for each in violations(chat)] == ["button-name"]


def test_the_list_of_criteria_names_tests_that_there_are():
    """docs/accessibility.md says how each is checked; a test that is renamed is renamed there."""
    text = (ROOT / "docs/accessibility.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser").glob("test_*.py"))
    named = set(re.findall(r"\b(test_[a-z0-9_]+)`", text))
    assert len(named) > 15 and named - {*re.findall(r"def (test_\w+)", tests)} == set()
