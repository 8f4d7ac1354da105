"""The clinic's facts in a browser: a manager fills them in, and the page says what is live and what is still missing."""
from typing import Any

import pytest
from playwright.sync_api import expect

from faq.reader import DATA
from tests.browser.conftest import screen, violations
from tests.browser.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Any:
    running = Desk(tmp_path_factory.mktemp("clinic"))
    yield running
    running.stop()


def test_a_manager_fills_in_the_phone_and_the_prices(desk, at):
    """What was wrong is told at its field and nothing typed is lost; then the file has it, the answer has its facts, and a
    reader sees who changed it."""
    max_ = at("max")
    max_.get_by_role("link", name="The clinic", exact=True).click()
    cost = max_.get_by_role("row", name="What does it cost?")
    expect(cost).to_contain_text("Price of a first visit")
    expect(max_.get_by_text("visitors who need a person are not told how to reach one")).to_be_visible()
    screen(max_, "desk-clinic-1-gaps")
    assert violations(max_) == []

    cost.get_by_role("link", name="Price of a first visit").click()
    expect(max_.get_by_role("textbox", name="Price of a first visit")).to_be_focused()
    max_.get_by_role("textbox", name="Price of a first visit").fill("$95")
    max_.get_by_role("textbox", name="Price of each later visit").fill("$75")
    max_.get_by_role("textbox", name="Ways to pay").fill("card, cash or check")
    max_.get_by_role("textbox", name="Phone number").fill("555 0100")
    max_.get_by_role("textbox", name="Websites that may show the chat").fill("https://www.example.org/contact")
    max_.get_by_role("button", name="Save", exact=True).click()
    wrong = max_.get_by_role("alert").get_by_role("listitem")
    expect(wrong).to_contain_text("Websites that may show the chat: 'https://www.example.org/contact' is no website's")
    screen(max_, "desk-clinic-2-wrong")
    assert violations(max_) == []
    file, before = desk.data / "clinic.yml", (DATA / "clinic.yml").read_bytes()
    assert file.read_bytes() == before

    max_.get_by_role("textbox", name="Websites that may show the chat").fill("https://www.example.org")
    max_.get_by_role("button", name="Save", exact=True).click()
    expect(max_.get_by_text("It is live with the next message of a visitor.")).to_be_visible()
    expect(max_.get_by_role("row", name="What does it cost?")).to_have_count(0)
    screen(max_, "desk-clinic-3-saved")
    text = file.read_text(encoding="utf-8")
    assert '\nphone: "555 0100"\n' in text and '\norigins:\n  - "https://www.example.org"\n' in text
    assert [line for line in before.decode().splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")]

    rita = at("rita")
    rita.goto(f"{desk.address}/clinic/")
    expect(rita.get_by_role("row", name="Phone number empty 555 0100 Max Example")).to_be_visible()
    expect(rita.get_by_role("button", name="Save")).to_have_count(0)
    screen(rita, "desk-clinic-4-reader")
    assert violations(rita) == []
