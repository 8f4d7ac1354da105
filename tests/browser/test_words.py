"""Every word of the chat's own stands in widget/src/words/, in every language."""
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.double import CLINIC
from tests.browser.replies import FULL, STARTERS

FILES = sorted((ROOT / "widget/src/words").glob("*.json"))
WORDS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
SHOWN = """() => {
  const found = [], root = document.querySelector("clinic-chat").shadowRoot;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeType === 3) { if (!node.parentElement.closest("[lang=en]")) found.push(node.data); }
    else for (const name of ["aria-label", "placeholder", "title", "alt"]) found.push(node.getAttribute(name) ?? "");
  }
  return found.map(text => text.trim()).filter(text => /\\p{L}/u.test(text));
}"""


@pytest.mark.parametrize("language", WORDS)
def test_each_language_has_all_words_with_the_same_gaps(language):
    """The same keys in the same order, and in each the same {gaps}."""
    assert list(WORDS[language]) == list(WORDS["en"])
    for key, words in WORDS[language].items():
        assert words.strip() == words != ""
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", WORDS["en"][key])), key


def test_every_word_is_used():
    """Nothing is translated for nobody."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "widget/src").rglob("*.ts"))
    named = set(re.findall(r'"(\w+)"', source))
    assert set(WORDS["en"]) - named == set()


def allowed() -> re.Pattern:
    """What may stand on the screen in Spanish: its words with their gaps filled, and what the assistant sent."""
    sent = [*CLINIC.values(), *(each["title"] for each in [*STARTERS, *FULL["suggestions"]]), "911", "Tell me more",
            "chest pain", "long", "Ask 1"]
    ours = [re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)) for words in WORDS["es"].values()]
    pieces = [re.escape(piece.strip(" .:")) + "[ .:]*" for words in WORDS["es"].values()
              for piece in re.split(r"\{\w+\}", words) if "{" in words and piece.strip(" .:")]  # around a link
    return re.compile("|".join([*ours, *pieces, *map(re.escape, sent)]))


def test_no_word_stands_outside(visit, double):
    """All that is shown or read out in Spanish, state by state, is of the Spanish file or was sent by the assistant."""
    page = visit(body='<clinic-chat lang="es"></clinic-chat>')
    words, seen = WORDS["es"], set()

    def look():
        seen.update(page.evaluate(SHOWN))

    def click(name, **filled):
        page.get_by_role("button", name=words[name].format(**filled), exact=True).last.click()

    def send(text):
        page.get_by_role("textbox").fill(text)
        click("send")

    look()
    click("open")
    expect(page.get_by_text(words["greeting"])).to_be_visible()
    look()
    send("Does it hurt?")
    page.get_by_text(words["sources"]).click()
    look()
    click("no")
    expect(page.get_by_text(words["not_clear"])).to_be_visible()
    look()
    click("not_clear")
    expect(page.locator(".after")).to_have_text(words["thanks"])
    send("chest pain")
    expect(page.get_by_role("link", name=words["call"].format(number="911"))).to_be_visible()
    look()
    double.mishaps = ["400"]
    send("long")
    expect(page.locator(".unsent")).to_be_visible()
    page.get_by_role("textbox").fill("x" * 1999)
    click("contact")
    look()
    page.get_by_role("textbox").fill("")
    click("clear")
    look()
    double.down = True
    click("clear_yes")
    expect(page.locator(".card")).to_have_text(words["not_cleared"])
    look()
    click("yes")
    expect(page.locator(".after")).to_have_text(words["unrated"])
    send("Is it safe?")
    expect(page.locator(".notice")).to_be_visible()
    look()
    outside = [text for text in seen if not allowed().fullmatch(text)]
    assert outside == []
    assert len(seen) > 40
