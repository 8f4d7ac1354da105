"""The chat in large text, on small screens, above a keyboard, and without motion."""
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, answer, ask, opened, violations


def sideways(page):
    """The parts of the chat that would have to be scrolled sideways."""
    return page.evaluate("""() => [...document.querySelector("clinic-chat").shadowRoot
      .querySelectorAll(".panel, .log, textarea")].filter(each => each.scrollWidth > each.clientWidth)
      .map(each => each.tagName)""")


def test_above_an_on_screen_keyboard(visit):
    """The chat is as high as what the keyboard leaves (the visual viewport), and what was last read stays in sight."""
    page = visit(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    opened(page)
    ask(page, "Is it safe?")
    expect(answer(page, "The answer to: Is it safe?")).to_be_visible()
    page.evaluate("""() => {
      Object.defineProperties(visualViewport, {height: {value: 380}, offsetTop: {value: 40}});
      visualViewport.dispatchEvent(new Event("resize"));
    }""")
    dialog = page.get_by_role("dialog")
    assert (dialog.bounding_box()["y"], dialog.bounding_box()["height"]) == (40, 380)
    for part in (answer(page, "The answer to: Is it safe?").locator(".bubble"), page.get_by_role("textbox"),
                 page.get_by_role("button", name="Close the chat")):
        box = part.bounding_box()
        assert box["y"] >= 40 and box["y"] + box["height"] <= 420


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
    assert sideways(page) == []


def test_reduced_motion_moves_nothing(visit, double):
    """The sign that the answer is being looked for stands still."""
    page = visit(reduced_motion="reduce")
    opened(page)
    double.free.clear()
    ask(page, "Is it safe?")
    expect(page.locator(".writing i").first).to_have_css("animation-name", "none")


@pytest.mark.parametrize("size", [(1000, 800), (390, 780), (320, 640), (740, 340)], ids=str)
def test_text_of_200_percent(visit, size):
    """Everything can still be reached, and nothing lies over anything else."""
    page = visit(viewport={"width": size[0], "height": size[1]})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    opened(page)
    ask(page, "Does it hurt?")
    expect(answer(page, "very little")).to_be_visible()
    for name in ("Tell me more", "Yes, this was helpful", "Send", "Talk to the clinic", "Clear this chat",
                 "Close the chat"):
        button = page.get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        button.click(trial=True)
    assert sideways(page) == []


def test_wider_text_spacing(chat):
    """As some readers set it (WCAG 1.4.12): lines, letters, words and paragraphs further apart, and nothing is cut off."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    cut = chat.evaluate("""() => {
      const sheet = new CSSStyleSheet(), root = document.querySelector("clinic-chat").shadowRoot;
      sheet.replaceSync(`p { margin-bottom: 2em !important; }
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }`);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return [...root.querySelectorAll(".panel, .log, button, .bubble, .head")]
        .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.tagName);
    }""")
    assert cut == []


def test_axe_would_find_something(chat):
    """The tests of test_look.py can fail: a button without a name is found, also inside the chat."""
    chat.get_by_role("button", name="Send").evaluate("button => button.removeAttribute('aria-label')")
    assert [each.split(":")[0] for each in violations(chat)] == ["button-name"]


def test_the_list_of_criteria_names_tests_that_there_are():
    """docs/accessibility.md says how each is checked; a test that is renamed is renamed there."""
    text = (ROOT / "docs/accessibility.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser").glob("test_*.py"))
    named = set(re.findall(r"\b(test_[a-z0-9_]+)`", text))
    assert len(named) > 15 and named - {*re.findall(r"def (test_\w+)", tests)} == set()
