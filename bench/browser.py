"""The chat in a visitor's browser, measured: `python -m bench.browser [address of a running assistant]`.

Without an address it asks the tests' stand-in, whose answers take no time: what is left is the widget and the browser.
"""
import gzip
import shutil
import sys
from statistics import median, quantiles
from typing import Dict, List

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from stack.progress import ROOT
from tests.browser.conftest import ARGUMENTS, CHAT, PAGE
from tests.browser.double import Double

SLOWER = 4  # times, the processor
RUNS = 9
MESSAGES = 20  # as many as a visitor may send in a minute
OPEN = """document.querySelector("clinic-chat").shadowRoot.querySelector("button").click()"""
# From the tap on "send" to the answer in the list, painted: ms.
TAP = """text => new Promise(done => {
  const root = document.querySelector("clinic-chat").shadowRoot;
  const answers = () => root.querySelectorAll(".answer:not(.writing)").length, before = answers();
  root.querySelector("textarea").value = text;
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (answers() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  watch.observe(root.querySelector("ol"), {childList: true});
  root.querySelector(".send").click();
})"""


def spent(session: CDPSession) -> Dict[str, float]:
    """Milliseconds of this page since it began, by kind of work."""
    found = {each["name"]: each["value"] * 1000 for each in session.send("Performance.getMetrics")["metrics"]}
    return {"script": found["ScriptDuration"], "style and layout": found["RecalcStyleDuration"] + found["LayoutDuration"]}


def begun(browser: Browser, address: str, has_chat: bool) -> Dict[str, float]:
    """What a page costs until its chat is open and may be written in, on a slow processor."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.evaluate(OPEN if has_chat else "document.querySelector('h1').click()")
    if has_chat:
        expect(page.get_by_role("group", name="Questions to begin with")).to_be_visible()
    found = spent(session)
    page.close()
    return found


def opening(browser: Browser, double: Double) -> Dict[str, float]:
    """Medians, less what the same page costs without the chat."""
    def middle(html: str, has_chat: bool) -> Dict[str, float]:
        runs = [begun(browser, double.page(html), has_chat) for _ in range(RUNS)]
        return {name: median(run[name] for run in runs) for name in runs[0]}

    with_it = middle(PAGE.format(origin=double.origin, body=CHAT), True)
    without = middle("<!doctype html><html lang=en><title>A clinic</title><h1>Welcome</h1>", False)
    return {name: with_it[name] - without[name] for name in with_it}


def tapped(page: Page) -> List[float]:
    page.evaluate(OPEN)
    expect(page.get_by_role("group", name="Questions to begin with")).to_be_visible()
    return [page.evaluate(TAP, "Does it hurt?" if number % 2 else "Is it safe?") for number in range(MESSAGES)]


def main() -> None:
    script = (ROOT / "widget/widget.js").read_bytes()
    double = Double()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        cost = opening(browser, double)
        page = browser.new_page()
        page.goto(sys.argv[1] if len(sys.argv) > 1 else double.page(PAGE.format(origin=double.origin, body=CHAT)))
        times = tapped(page)
        browser.close()
    double.stop()
    late = quantiles(times, n=20)[-1]
    print(f"as served, gzip                                        {len(gzip.compress(script, 9)) / 1000:.1f} kB\n"
          f"until open and usable, processor {SLOWER} times slower: script   {cost['script']:.0f} ms\n"
          f"                                    style and layout   {cost['style and layout']:.0f} ms\n"
          f"tap to answer on screen: median / p95                  {median(times):.0f} / {late:.0f} ms")


if __name__ == "__main__":
    main()
