"""The page of numbers, its charts and what is downloaded from it."""
import csv
import io
import tracemalloc
from contextlib import closing
from datetime import date
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from desk.numbers import rows, sheets
from desk.numbers.charts import over_time, ranking, shortened, ticks
from desk.numbers.rows import HEAD, batches
from desk.numbers.tables import share
from desk.policies import Role
from privacy.database import connect
from tests.desk import inbox
from tests.desk.inbox import client_of
from tests.desk.numbers import NOVEMBER, turn
from tests.desk.test_numbers_rewrites import live, on, since_october  # noqa: F401 (a fixture)

kept = inbox.kept  # a fixture
DAYS = "since=2026-11-01&until=2026-11-30"
ADDRESSES = [f"/numbers/{page}?{DAYS}" for page in ("", "messages.csv", "numbers.xlsx")]


@pytest.fixture
def november(settings, monkeypatch):
    """The clinic is in London, and it is the end of November."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: on(30, 20))
    settings.TIME_ZONE = "Europe/London"


@pytest.fixture
def reader(account):
    return account("rita", Role.READER)


def page(user, query=DAYS):
    return client_of(user).get(f"/numbers/?{query}")


def text_of(answer):
    return " ".join(answer.content.decode().split())


def lines_of(answer):
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def book_of(answer):
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role, allowed", [(Role.READER, True), (Role.MANAGER, True), (None, False)])
def test_who_may_look(kept, november, account, role, allowed, address):
    """Whoever may read; who belongs to no group does not."""
    turn(kept, "2026-11-02 10:00:00", "cost")
    user = account("somebody", *([role] if role else []))
    assert (client_of(user).get(address).status_code == 200) == allowed


def test_what_stands_on_the_page(kept, november, needles, reader):
    """Counts and shares, each topic by its title, words that lead to the inbox, and the charts as pictures with a name."""
    for number in range(7):
        turn(kept, f"2026-11-02 10:00:0{number}", "needles", helpful=number > 0)
    turn(kept, "2026-11-03 10:00:00", text="vouchers?", decision="refuse")
    turn(kept, "2026-11-03 10:00:00", urgent="crisis", decision="refuse", text="help")
    kept.call()
    shown = page(reader)
    assert [(name, count, part) for name, count, part in shown.context["head"]] == [
        ("Questions", "9", ""), ("Answered", "7", "78 %"), ("Topics offered", "0", "0 %"), ("Not answered", "1", "11 %"),
        ("Urgent", "1", "11 %"), ("Found helpful", "6", "of 7")]
    assert [(each["title"], each["answered"].times, each["helpful"]) for each in shown.context["topics"]] == [
        ("What are the needles like?", 7, "86 %")]
    said = text_of(shown)
    assert '<a href="/inbox/?kind=refused&amp;words=vouchers">vouchers</a>' in said
    assert said.count('role="img"') == 6 and 'aria-label="Questions by day: 9 in all' in said
    assert "Nothing is kept from before 2 November 2026" in said and "Europe/London" in said


def test_a_rewritten_answer_on_the_page(kept, november, since_october, needles, clinician, reader):  # noqa: F811
    """Before and after."""
    live(needles, on(20), clinician, answer="New words.")
    for day, helpful in (("05", False), (14, True), (15, False), (21, True), (29, True), (29, None)):
        turn(kept, f"2026-11-{day} 10:00:00", "needles", helpful=helpful)
    row, = page(reader).context["rewritten"]
    assert (row["title"], row["by"], row["length"]) == ("What are the needles like?", "Cleo Example", "10 days")
    assert (row["before"].times, row["helpful_before"], row["after"].times, row["helpful_after"]) == (2, "50 %", 3, "100 %")


def test_where_there_is_nothing(kept, november, reader):
    """No chart without a bar, and no page that breaks."""
    assert "Nothing was asked from 1 November 2026" in text_of(page(reader))
    turn(kept, "2026-10-02 10:00:00", "cost")
    assert "still kept is of 2 October 2026" in text_of(page(reader))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_bot_that_never_ran(desk, reader, november, tmp_path, monkeypatch, address):
    """It is said in a sentence, whatever was asked for."""
    monkeypatch.setenv("CONVERSATIONS", str(tmp_path / "none.db"))
    assert "Nothing has been asked yet" in text_of(client_of(reader).get(address, follow=True))


@pytest.mark.parametrize("address", ADDRESSES)
def test_days_that_make_no_sense(kept, reader, november, address):
    """They are named; what was typed stays."""
    turn(kept, "2026-11-02 10:00:00", "cost")
    said = text_of(client_of(reader).get(address.replace("until=2026-11-30", "until=2026-10-30"), follow=True))
    assert "This day lies after the last one" in said and 'value="2026-10-30"' in said and "1 November 2026 to" in said


def test_in_the_clinics_time_whatever_an_account_is_set_to(kept, november, account):
    """A day has the same numbers for everybody."""
    from wagtail.users.models import UserProfile
    turn(kept, "2026-11-02 00:30:00", "cost")
    ana = account("ana", Role.READER)
    UserProfile.objects.create(user=User.objects.get(pk=ana.pk), current_time_zone="America/New_York")
    shown = page(ana)
    assert [each["label"] for each in shown.context["pieces"] if each["questions"]] == ["2 Nov", "All"]
    assert "2 November 2026, 00:30" in text_of(shown)


def test_the_messages_as_csv(kept, november, reader, needles):
    """One row each, the oldest first, in the clinic's time, with what was thought and done about it."""
    turn(kept, "2026-11-02 23:30:00", "needles", "cost", text="hurts?, I am [name]", helpful=False, why="too_long")
    kept.call()
    turn(kept, "2026-11-03 10:00:00", text="vouchers?", decision="refuse", helpful=True)
    turn(kept, "2026-12-03 10:00:00", "cost")
    answer = client_of(reader).get(ADDRESSES[1])
    assert answer["Content-Disposition"] == 'attachment; filename="messages-2026-11-01-to-2026-11-30.csv"'
    assert lines_of(answer) == [
        list(HEAD),
        ["2026-11-02", "23", "Answered", "What are the needles like?; What does it cost?", "no", "too long", "phone",
         "hurts?, I am [name]"],
        ["2026-11-03", "10", "Not answered", "", "yes", "", "", "vouchers?"]]


def test_a_hand_over_belongs_to_the_message_before(kept, november, reader):
    """In its own conversation, and until something else is asked."""
    for who, text in (("ana", "first"), ("ana", "second"), ("ben", "his")):
        turn(kept, "2026-11-02 10:00:00", "cost", who=who, text=text)
    kept.call()
    assert [(line[-1], line[-2]) for line in lines_of(client_of(reader).get(ADDRESSES[1]))[1:]] == [
        ("first", ""), ("second", "phone"), ("his", "")]


@pytest.mark.parametrize("text", ["=1+1", "+44 0", "-1", "@SUM(1)", "\t=1", "=HYPERLINK(\"http://x\")"])
def test_no_message_becomes_a_formula(kept, november, reader, text):
    """A visitor writes what a member of staff opens."""
    turn(kept, "2026-11-02 10:00:00", "cost", text=text)
    assert lines_of(client_of(reader).get(ADDRESSES[1]))[1][-1] == f"'{text}"
    cell = book_of(client_of(reader).get(ADDRESSES[2]))["Messages"]["H2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_workbook(kept, november, reader, needles):
    """The messages and the page's tables; dates are dates, and what no XML can hold is left out."""
    turn(kept, "2026-11-02 10:00:00", "needles", helpful=True, text="a\x0bquestion")
    kept.call()
    book = book_of(client_of(reader).get(ADDRESSES[2]))
    assert book.sheetnames == ["Messages", "By time", "Topics", "Rewritten answers", "Words", "Hand-overs and alarms"]
    row = [cell.value for cell in book["Messages"][2]]
    assert row[0].date() == date(2026, 11, 2) and row[1:] == [10, "Answered", "What are the needles like?", "yes", None,
                                                              "phone", "aquestion"]
    assert [cell.value for cell in book["Topics"][2]] == ["What are the needles like?", 1, 1, 0]
    assert [cell.value for cell in book["By time"][3]] == ["2 Nov", 1, 1, 0, 0, 0]


def test_more_than_a_sheet_holds(kept, november, reader, monkeypatch):
    """What to do instead is said."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    for _ in range(2):
        turn(kept, "2026-11-02 10:00:00", "cost")
    assert "Choose fewer days, or the CSV" in text_of(client_of(reader).get(ADDRESSES[2], follow=True))


def test_what_is_deleted_meanwhile_comes_out_no_more(kept, monkeypatch):
    """A download that is slow holds nothing back: between two batches the file is free."""
    monkeypatch.setattr(rows, "BATCH", 1)
    monkeypatch.setattr(rows, "ROWS", rows.ROWS.replace(f"LIMIT {2_000}", "LIMIT 1"))
    for who in ("ana", "ben", "cleo"):
        turn(kept, "2026-11-02 10:00:00", "cost", who=who, text=who)
    found = batches(NOVEMBER, {})
    assert next(found)[0].text == "ana"
    kept.write("DELETE FROM messages WHERE conversation = 'ben'")
    assert [row.text for batch in found for row in batch] == ["cleo"]


def test_nothing_is_written(kept, november, reader):
    """The assistant's file stays as it is."""
    turn(kept, "2026-11-02 10:00:00", "cost")
    before = kept.path.read_bytes()
    for address in ADDRESSES:
        client_of(reader).get(address)
    assert kept.path.read_bytes() == before


def fill(path, many):
    """So many messages with their replies, every fifth not answered."""
    with closing(connect(path)) as file, file:
        file.executemany(
            "INSERT INTO messages (time, conversation, kind, text, decision, topics, message) "
            "VALUES (datetime('2026-11-01', '+' || ? || ' seconds'), ?, ?, ?, ?, ?, ?)",
            ((row * 10, f"{row // 4:032}", *(("reply", "words " * 40, None, '["cost"]', None) if row % 2 else (
                "question", f"word{row % 50} and words", '["refuse"]' if row % 10 == 0 else '["answer"]', '["cost"]',
                f"m{row}"))) for row in range(2 * many)))


def test_many_messages(kept, november, reader):
    """20,000 take as many queries as ten, and a download holds a small part of them at a time."""
    client, counts = client_of(reader), []
    for many in (10, 20_000):
        kept.write("DELETE FROM messages")
        fill(kept.path, many)
        client.get(ADDRESSES[0])  # what Wagtail keeps of an account, it asks for once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESSES[0]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    tracemalloc.start()
    try:
        assert sum(line.count("\n") for line in sheets.csv_of(batches(NOVEMBER, {}))) == 20_001
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_chart_is_a_picture_without_a_script():
    """It has a name for who does not see it, and fetches nothing; a title is text, whatever stands in it."""
    for chart in (over_time("Questions", "How many", ["1 Nov", "2 Nov"], [1, 2], "#00676a", "3 in all"),
                  over_time("Questions", "How many", [str(day) for day in range(90)], [1] * 90, "#00676a", "90 in all"),
                  ranking("Topics", "Times", ["</svg><script>alert(1)</script>", "b"], [2, 1], "#00676a")):
        root = ElementTree.fromstring(chart)
        assert root.get("role") == "img" and root.get("aria-label")
        assert not [each for each in root.iter() if each.tag.split("}")[-1] in ("script", "image", "use", "a")]
        assert "http" not in chart.replace("http://www.w3.org/", "") and "@import" not in chart and "url(" not in chart


@pytest.mark.parametrize("most, expected", [(0, [0, 1]), (3, [0, 1, 2, 3]), (15, [0, 5, 10, 15]), (16, [0, 5, 10, 15, 20]),
                                            (100, [0, 50, 100]), (14.3, [0, 5, 10, 15]), (4_321, [0, 2000, 4000, 6000])])
def test_ticks(most, expected):
    """Round and whole, also where there is little to count."""
    assert ticks(most) == expected


@pytest.mark.parametrize("part, whole, said", [(0, 0, "–"), (0, 5, "0 %"), (1, 3, "33 %"), (1, 1000, "< 1 %"),
                                               (999, 1000, "> 99 %"), (5, 5, "100 %")])
def test_shares(part, whole, said):
    """A little is not nothing."""
    assert share(part, whole) == said


def test_a_long_title_is_cut_where_a_telephone_would_cut_it():
    assert shortened("What are the needles like?") == "What are the needles like?"
    assert len(shortened("How long does it take until I notice any change?")) <= 30
