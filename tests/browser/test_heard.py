"""What a screen reader hears: in which order, and once."""
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask, opened

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


def test_what_is_heard_in_order_and_once(chat):
    """Each answer as it comes, with the number of buttons below it; an urgent one at once; never the history again."""
    chat.evaluate(LISTEN)
    for text, shown in (("Does it hurt?", "very little"), ("chest pain", "Do not drive"),
                        ("Is it safe?", "The answer to: Is it safe?")):
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
    chat.get_by_role("button", name="Ask us a question").click()
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
