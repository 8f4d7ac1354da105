"""The one line on an agency's page: what it costs the page, and what the page may do to it."""
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHAT, PAGE, answer, ask, opened

BUTTON = "Ask us a question"
BARE = "<!doctype html><html><head><title>A clinic</title></head><body>{body}</body></html>"
STRICT = "default-src 'none'; script-src {origin}; connect-src {origin}"
HOSTILE = """<style>
  body * { all: revert !important; font: 60px/3 fantasy !important; color: lime !important; background: lime !important;
      transform: rotate(3deg) !important; letter-spacing: 1em !important; }
  html { font-size: 62.5%; } body { display: flex; gap: 99px; }
  clinic-chat, button, dialog, li, ol, textarea, div { display: none !important; position: static !important;
      visibility: hidden !important; opacity: 0 !important; width: 1px !important; z-index: -1 !important; }
</style>"""
SHIFTS = """() => new Promise(done => {
  const shifts = [];
  new PerformanceObserver(list => shifts.push(...list.getEntries().map(({value}) => value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(shifts), 0)));
})"""


def test_before_it_is_opened_it_asks_for_nothing_but_itself(visit, double):
    """One request: the script."""
    page = visit()
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [path for method, path in double.requests if not path.startswith(("/page/", "/favicon"))] == ["/widget.js"]


@pytest.mark.parametrize("body", [CHAT, f"{CHAT}<p>after</p>", '<clinic-chat open position="start"></clinic-chat>'])
def test_it_moves_nothing_on_the_page(visit, body):
    """No layout shift, closed or open, and no room taken."""
    page = visit(body=body + "<p>more</p>" * 50)
    expect(page.get_by_role("button", name=re.compile(f"{BUTTON}|Close the chat"))).to_be_visible()
    if "open" not in body:
        opened(page)
    assert page.evaluate(SHIFTS) == []
    without = visit(body=body.replace(CHAT, "").replace("clinic-chat", "i") + "<p>more</p>" * 50)
    height = "document.documentElement.scrollHeight"
    assert page.evaluate(height) == without.evaluate(height)


def test_a_strict_content_security_policy(visitor, double):
    """`default-src 'none'` with the assistant's origin for script and connections is enough; the page may not complain."""
    page = visitor().new_page()
    page.goto(double.page(PAGE.format(origin=double.origin, body=CHAT),
                          **{"Content-Security-Policy": STRICT.format(origin=double.origin)}))
    opened(page)
    ask(page, "Does it hurt?")
    expect(answer(page, "very little")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_css("position", "fixed")


def test_a_page_with_hostile_styles(visit):
    """They reach neither the button nor the chat: both look as they do on an empty page."""
    looks = []
    for body in (CHAT, HOSTILE + CHAT):
        page = visit(body=body)
        button = page.get_by_role("button", name=BUTTON)
        expect(button).to_be_in_viewport()
        look = [button.bounding_box()]
        opened(page)
        ask(page, "Does it hurt?")
        expect(answer(page, "very little")).to_be_visible()
        looks.append([*look, page.get_by_role("dialog").bounding_box(), *[page.locator(name).evaluate(
            "e => (s => [s.fontSize, s.color, s.backgroundColor, s.letterSpacing, s.width])(getComputedStyle(e))")
            for name in ("li.question .bubble", "clinic-chat .send", "clinic-chat h2")]])
    assert looks[0] == looks[1]


def test_two_of_one_name_show_one_conversation(visit, double):
    """Each with its own button; the answer is read out once."""
    page = visit(body=CHAT + '<clinic-chat position="start"></clinic-chat>')
    expect(page.get_by_role("button", name=BUTTON)).to_have_count(2)
    for _ in range(2):
        page.get_by_role("button", name=BUTTON).first.click()
    left, right = page.get_by_role("dialog").all()
    left.get_by_role("textbox").fill("Is it safe?")
    left.get_by_role("button", name="Send").click()
    for chat in (left, right):
        expect(chat.locator("li.answer", has_text="The answer to: Is it safe?")).to_have_count(1)
    assert double.asked == ["Is it safe?"] and len(double.conversations) == 1
    right.get_by_role("textbox").fill("chest pain")
    right.get_by_role("button", name="Send").click()
    for chat in (left, right):
        expect(chat.get_by_role("link", name="Call 911")).to_be_visible()
    heard = [[chat.get_by_role(role).inner_text() for role in ("status", "alert")] for chat in (left, right)]
    assert heard == [["The answer to: Is it safe?", ""], ["", heard[1][1]]] and "Call 911 now" in heard[1][1]


def test_two_of_different_names_never_mix(visit, double):
    """Two conversations, now and after a reload."""
    page = visit(body='<clinic-chat name="a"></clinic-chat><clinic-chat name="b" position="start"></clinic-chat>')
    for name in ("a", "b"):
        chat = page.locator(f"clinic-chat[name={name}]")
        chat.get_by_role("button", name=BUTTON).click()
        chat.get_by_role("textbox").fill(f"I am {name}")
        chat.get_by_role("button", name="Send").click()
        expect(chat.locator("li.answer", has_text=f"The answer to: I am {name}")).to_be_visible()
    page.reload()
    for name in ("a", "b"):
        chat = page.locator(f"clinic-chat[name={name}]")
        chat.get_by_role("button", name=BUTTON).click()
        expect(chat.locator("li.question")).to_have_text(f"You wrote:I am {name}")
    assert len(double.conversations) == 2


def test_a_single_page_application_takes_it_away_and_brings_it_back(chat, double):
    """The same element or a new one: open as it was, with what was said and what was being written."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    chat.get_by_role("textbox", name="Your question").fill("And is it")
    before = len(double.requests)
    for bring_back in ("document.body.append(kept)", "document.body.innerHTML = '<clinic-chat></clinic-chat>'"):
        chat.evaluate(f"""() => {{ const kept = document.querySelector("clinic-chat");
            document.body.innerHTML = ""; {bring_back}; }}""")
        expect(answer(chat, "very little")).to_be_visible()
        expect(chat.get_by_role("textbox", name="Your question")).to_have_value("And is it")
    assert len(double.requests) == before
    ask(chat, "And is it safe?")
    expect(answer(chat, "The answer to: And is it safe?")).to_have_count(1)
    chat.get_by_role("button", name="Close the chat").click()
    chat.evaluate("document.body.innerHTML = '<clinic-chat></clinic-chat>'")
    expect(chat.get_by_role("button", name=BUTTON)).to_be_visible()


def test_an_answer_comes_while_it_is_taken_away(chat, double):
    """It is there when the chat is back."""
    double.free.clear()
    ask(chat, "Is it safe?")
    chat.evaluate("document.querySelector('clinic-chat').remove()")
    with chat.expect_response("**/chat/messages"):
        double.free.set()
    chat.evaluate("document.body.append(document.createElement('clinic-chat'))")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()


SCRIPT = '<script src="{origin}/widget.js"{how}></script>'


@pytest.mark.parametrize("body", [
    SCRIPT.replace("{how}", "") + CHAT, CHAT + SCRIPT.replace("{how}", ""), SCRIPT.replace("{how}", " async") + CHAT,
    SCRIPT.replace("{how}", " defer") + CHAT + SCRIPT.replace("{how}", " defer"),
    '<clinic-chat server="{origin}/"></clinic-chat>' + SCRIPT.replace("{how}", ' type="module"')],
    ids=["before", "after", "async", "twice", "module"])
def test_wherever_the_script_stands(visit, double, body):
    """Before or after the element, later, or twice: one chat, which finds its assistant."""
    page = visit(html=BARE.replace("{body}", body.replace("{origin}", double.origin)))
    opened(page)
    assert page.locator("clinic-chat").count() == 1


def test_it_leaves_nothing_on_the_page_but_the_element(visit):
    """No global name."""
    names = "() => Object.getOwnPropertyNames(window).filter(name => isNaN(name))"
    page, empty = visit(), visit(html=BARE.replace("{body}", ""))
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    assert set(page.evaluate(names)) - set(empty.evaluate(names)) == set()
