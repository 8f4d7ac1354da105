"""What an agency may set: attributes and custom properties, and the table of them in widget/README.md."""
import re

from playwright.sync_api import expect

from tests.browser.conftest import CHAT, PAGE, ROOT, opened

BUTTON = "Ask us a question"


def test_open_from_the_start(visit):
    """Without taking the focus; on a small screen, where it would cover the page, only by the visitor."""
    body = "<clinic-chat open></clinic-chat>"
    page = visit(body=body)
    expect(page.get_by_text("Hello. Ask me about acupuncture")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    phone = visit(body=body, viewport={"width": 390, "height": 780})
    expect(phone.get_by_role("button", name=BUTTON)).to_be_visible()


def test_attributes(visit):
    """Language (also the page's), heading, position, scheme; each may change while it is there."""
    page = visit(body='<clinic-chat lang="es-MX" heading="Acupuntura" position="start" scheme="light"></clinic-chat>',
                 color_scheme="dark")
    page.get_by_role("button", name="Haga una pregunta").click()
    dialog = page.get_by_role("dialog", name="Acupuntura")
    assert dialog.bounding_box()["x"] < 100
    expect(dialog).to_have_css("background-color", "rgb(250, 247, 242)")
    page.locator("clinic-chat").evaluate("chat => { chat.lang = 'en'; chat.removeAttribute('position'); }")
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    assert dialog.bounding_box()["x"] > 500
    spanish = visit(html=PAGE.replace('lang="en"', 'lang="es"'))
    expect(spanish.get_by_role("button", name="Haga una pregunta")).to_be_visible()


def test_custom_properties(visit):
    """The agency's colours, type and corners, also in the dark."""
    style = """<style>clinic-chat { --clinic-chat-accent: #102030; --clinic-chat-font: serif;
        --clinic-chat-surface: #fffff0; --clinic-chat-gap: 40px; }</style>"""
    for scheme in ("light", "dark"):
        page = visit(body=style + CHAT, color_scheme=scheme)
        button = page.get_by_role("button", name=BUTTON)
        expect(button).to_have_css("background-color", "rgb(16, 32, 48)")
        expect(button).to_have_css("font-family", "serif")
        box = button.bounding_box()
        assert round(box["x"] + box["width"]), round(box["y"] + box["height"]) == (960, 760)
        opened(page)
        expect(page.get_by_role("dialog")).to_have_css("background-color", "rgb(255, 255, 240)")


def test_the_table_of_attributes_and_properties_is_whole():
    """widget/README.md names those of the source, and no other."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "widget/src").rglob("*.*"))
    table = (ROOT / "widget/README.md").read_text(encoding="utf-8")
    read = re.findall(r'(?:get|has)Attribute\("(\w+)"\)', re.sub(r'closest\([^;]*', '"lang") getAttribute("lang")', source))
    styled = re.findall(r":host\(\[(?!hidden)(\w+)|:not\(\[(\w+)", source)
    attributes = {*read, *("".join(pair) for pair in styled)}
    assert attributes == set(re.findall(r"^\| `([a-z]+)` \|", table, re.M))
    assert set(re.findall(r"var\((--clinic-chat-[a-z-]+)", source)) == set(re.findall(r"^\| `(--[a-z-]+)` \|", table, re.M))


def test_hidden_by_the_page(visit):
    """The attribute that hides any element hides this one."""
    page = visit(body="<clinic-chat hidden></clinic-chat>")
    page.wait_for_function("!!customElements.get('clinic-chat')")
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
