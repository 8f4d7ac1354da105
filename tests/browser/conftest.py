"""A browser, a stand-in for the assistant, and a visitor on a clinic's page. The browser is Debian's chromium."""
import shutil
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.double import ROOT, Double

SCREENS = ROOT / "reports" / "screens"
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
# It may talk to this machine only; the rest keeps it from asking its maker for updates.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
PAGE = """<!doctype html><html lang="en"><head><title>A clinic</title><meta name="viewport" content="width=device-width">
<script src="{origin}/widget.js" defer></script></head><body><main><h1>Welcome</h1><p>To a clinic's website.</p>
<a href="#there">A link</a></main>{body}</body></html>"""
CHAT = "<clinic-chat></clinic-chat>"
expect.set_options(timeout=15_000)  # ms; a limit for a machine that is busy, never a wait


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For this folder only: while it runs, asyncio thinks that its loop runs, which other tests could not bear."""
    program = shutil.which("chromium")
    if not program or not AXE.exists():
        pytest.fail("The browser's tests need chromium, nodejs and npm (apt-get install nodejs npm chromium), and the "
                    "widget's packages (npm ci in widget/; `make test` does that).", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def double() -> Iterator[Double]:
    stand_in = Double()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def complaints() -> List[str]:
    """What the pages complained of: errors in scripts, and what a Content-Security-Policy refused."""
    return []


@pytest.fixture
def visitor(browser: Browser, complaints: List[str]) -> Iterator[Callable[..., Any]]:
    """Makes visitors: each call is a browser of somebody else (a context), closed at the end. No page may complain."""
    contexts = []

    def come(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: "Content Security Policy" in message.text and complaints.append(message.text))
        contexts.append(context)
        return context

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def visit(visitor: Callable[..., Any], double: Double) -> Callable[..., Page]:
    """Opens the clinic's page with a chat on it, as a new visitor; -> the page."""

    def go(body: str = CHAT, html: str = PAGE, headers: dict = {}, **options: Any) -> Page:  # noqa: B006
        page = visitor(**options).new_page()
        page.goto(double.page(html.format(origin=double.origin, body=body), **headers))
        return page

    return go


@pytest.fixture
def chat(visit: Callable[..., Page]) -> Page:
    """A page whose chat the visitor has opened."""
    page = visit()
    opened(page)
    return page


@pytest.fixture
def at(visitor: Callable[..., Any], desk: Any) -> Callable[[str], Page]:
    """`at("ella")`: the first page of a module's desk, in that person's own browser."""
    return lambda name: desk.log_in(visitor(viewport={"width": 1280, "height": 900}).new_page(), name)


def opened(page: Page) -> None:
    page.get_by_role("button", name="Ask us a question").click()
    expect(page.get_by_text("Hello. Ask me about acupuncture")).to_be_visible()


def ask(page: Page, text: str) -> None:
    """Written and sent; not waited for."""
    page.get_by_role("textbox", name="Your question").fill(text)
    page.get_by_role("button", name="Send").click()


def answer(page: Page, text: str) -> Any:
    """The answer in the conversation that holds the words."""
    return page.locator("li.answer", has_text=text)


def screen(page: Page, name: str) -> None:
    """A picture for a person to look at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png")


def violations(page: Page) -> List[str]:
    """What axe-core finds wrong by WCAG 2.2 A and AA and its best practices, in the chat and on the page around it."""
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("""async () => (await axe.run(document, {resultTypes: ["violations"], runOnly: [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})).violations""")
    return [f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']]}" for each in found]
