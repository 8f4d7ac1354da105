"""What a visitor sees and does in the open chat, found by role and name."""
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer, ask
from tests.browser.replies import STARTERS


def test_greeting_offers_four_questions(chat):
    """Each is a button; a tap asks it."""
    names = chat.get_by_role("group", name="Questions to begin with").get_by_role("button").all_inner_texts()
    assert names == [starter["title"] for starter in STARTERS]
    chat.get_by_role("button", name="Does it hurt?").click()
    expect(chat.locator("li.question")).to_have_text("You wrote:Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()


def test_what_is_kept_is_said_before_the_first_message(chat):
    """With the days that the assistant named."""
    expect(chat.get_by_text("What you write is kept for 30 days, then deleted. Names and numbers are")).to_be_visible()
    assert chat.locator("li.question").count() == 0


def test_bold_lists_and_links(chat):
    """An answer's few marks."""
    ask(chat, "Does it hurt?")
    reply = answer(chat, "very little")
    expect(reply.locator("strong")).to_have_text("very little")
    items = reply.locator(".text").get_by_role("listitem").all_inner_texts()
    assert items == ["a light tap", "a dull ache", "nothing at all"]
    link = reply.get_by_role("link", name="this leaflet (opens a new tab)")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/leaflet", "noopener noreferrer")


def test_nothing_else_becomes_markup(chat):
    """What looks like HTML or a script's address is shown as the words that it is."""
    ask(chat, "<b>evil</b>")
    reply = answer(chat, "<b>bold?</b>").locator(".text")
    expect(reply).to_contain_text("<img src=x onerror=")
    expect(reply).to_contain_text("&amp; <script>document.title=2</script>")
    assert reply.locator("img, b, i, script").count() == 0
    assert [link.get_attribute("href") for link in reply.get_by_role("link").all()] == ["mailto:a@example.org"]
    expect(chat.locator("li.question")).to_contain_text("<b>evil</b>")
    expect(chat).to_have_title("A clinic")


def test_sources_are_folded_under_the_answer(chat):
    """Opened by a tap: title with link, publisher, date, and the day of the last review."""
    ask(chat, "Does it hurt?")
    source = chat.get_by_role("link", name="Acupuncture: Effectiveness and Safety")
    expect(chat.get_by_text("Where this comes from")).to_be_visible()
    expect(source).to_be_hidden()
    chat.get_by_text("Where this comes from").click()
    expect(source).to_have_attribute("href", "https://example.org/nccih")
    expect(chat.get_by_text("NCCIH, October 2022")).to_be_visible()
    expect(chat.get_by_text("Last reviewed on November 24, 2026")).to_be_visible()


def test_suggestions_and_more(chat, double):
    """A suggestion sends its title; "more" sends what the assistant knows as that, for the last answer only."""
    ask(chat, "Does it hurt?")
    chat.get_by_role("group", name="You could also ask").get_by_role("button", name="What are the needles like?").click()
    expect(answer(chat, "The answer to: What are the needles like?")).to_be_visible()
    expect(chat.get_by_role("button", name="Tell me more")).to_be_hidden()
    ask(chat, "Does it hurt much?")
    chat.get_by_role("button", name="Tell me more").click()
    expect(answer(chat, "The answer to: Tell me more")).to_be_visible()
    assert double.asked == ["Does it hurt?", "What are the needles like?", "Does it hurt much?", "Tell me more"]


def test_thumbs_up(chat, double):
    """Kept, said thanks for, and shown as pressed."""
    ask(chat, "Does it hurt?")
    chat.get_by_role("button", name="Yes, this was helpful").click()
    expect(chat.locator("li.answer .after")).to_have_text("Thank you for telling us.")
    expect(chat.get_by_role("button", name="Yes, this was helpful")).to_have_attribute("aria-pressed", "true")
    assert [(each["helpful"], each["why"]) for each in double.feedback] == [(True, None)]


@pytest.mark.parametrize("label, why", [("Too long", "too_long"), ("Not my question", "not_my_question"),
                                        ("Out of date", "out_of_date"), ("Not clear", "not_clear")])
def test_thumbs_down_may_say_why(chat, double, label, why):
    """The verdict is kept at once; the reason follows if there is one."""
    ask(chat, "Does it hurt?")
    chat.get_by_role("button", name="No, this was not helpful").click()
    chat.get_by_role("button", name=label, exact=True).click()
    expect(chat.locator("li.answer .after")).to_have_text("Thank you for telling us.")
    assert [(each["helpful"], each["why"]) for each in double.feedback] == [(False, None), (False, why)]


def test_a_verdict_that_could_not_be_kept_is_taken_back(chat, double):
    """And the visitor is told."""
    ask(chat, "Does it hurt?")
    expect(answer(chat, "very little")).to_be_visible()
    double.down = True
    chat.get_by_role("button", name="Yes, this was helpful").click()
    expect(chat.locator("li.answer .after")).to_have_text("That could not be saved just now. Please try again.")
    expect(chat.get_by_role("button", name="Yes, this was helpful")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("text", ["I have chest pain", "xyzzy"])
def test_what_is_no_answer_is_not_rated(chat, text):
    """Neither a call for help nor a question back."""
    ask(chat, text)
    expect(chat.locator("li.answer:not(.greeting):not(.writing)")).to_be_visible()
    assert chat.get_by_role("button", name="Yes, this was helpful").count() == 0


def test_what_is_shown_is_what_is_kept(chat):
    """A name that the assistant hid is hidden on the screen as well."""
    ask(chat, "I am Ann. Is it safe?")
    expect(chat.locator("li.question")).to_contain_text("I am [name]. Is it safe?")


def test_the_field_has_an_end_that_is_told(chat):
    """2,000 characters; how many are left is said for the last 200."""
    field = chat.get_by_role("textbox", name="Your question")
    field.fill("x" * 1799)
    expect(chat.get_by_text("Characters left")).to_have_count(0)
    field.fill("x" * 1990)
    expect(chat.get_by_text("Characters left: 10")).to_be_visible()
    field.press_sequentially("y" * 20)
    assert field.evaluate("field => field.value.length") == 2000


def test_nothing_is_sent_for_nothing(chat, double):
    """Blank space is no question."""
    ask(chat, "  \n ")
    ask(chat, "Is it safe?")
    expect(answer(chat, "The answer to: Is it safe?")).to_be_visible()
    assert double.asked == ["Is it safe?"]


def test_a_double_click_is_one_click(visit):
    """Neither hits "Clear this chat", which appears where the button on the page was, nor closes what it has opened."""
    page = visit()
    page.get_by_role("button", name="Ask us a question").dblclick()
    expect(page.get_by_role("group", name="Questions to begin with")).to_be_visible()
    expect(page.get_by_role("button", name="Clear this chat")).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Talk to the clinic").dblclick()
    expect(page.get_by_text("Mon to Fri 9 to 6")).to_be_visible()
    ask(page, "Does it hurt?")
    page.get_by_text("Where this comes from").dblclick()
    expect(page.get_by_text("Last reviewed on November 24, 2026")).to_be_visible()
