"""Groups of like meaning: outside of any request, once for each set of messages, and their order on the page."""
import time

import pytest

from desk.inbox.grouping import Grouper, Groups, Program, State
from desk.inbox.handled import record
from desk.inbox.listing import PAGE, Order, page_of, sections
from desk.inbox.models import Done
from tests.desk import inbox
from tests.desk.inbox import COMMAND, client_of, waiting

kept, grouper = inbox.kept, inbox.grouper  # fixtures
TEXTS = ["price please", "parking", "price of a visit", "price"]


class Counting(Program):
    """Counts what it is asked."""

    asked = 0

    def ask(self, texts):
        self.asked += 1
        return super().ask(texts)


@pytest.fixture
def counting():
    made = Grouper(Counting(COMMAND, limit=1))
    yield made
    made.program.end()


def ready(grouper, texts, there=None):
    """-> what it says when it no longer works."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        groups, state = grouper.look(texts, there or texts)
        if state is not State.WORKING:
            return groups, state
        time.sleep(0.02)
    raise AssertionError("it still works")


def test_at_first_there_are_none(counting):
    """The list is shown at once; the groups come later."""
    groups, state = counting.look(TEXTS, TEXTS)
    assert (groups, state) == (Groups(), State.WORKING)
    groups, state = ready(counting, TEXTS)
    assert state is State.READY and groups.names == ("price", "parking")
    assert [groups.of[hash(text)] for text in TEXTS] == [0, 1, 0, 0]


def test_once_for_each_set(counting):
    """Looking again asks nothing, nor does dealing with a message; a new one does, and so does a deleted one."""
    ready(counting, TEXTS)
    ready(counting, TEXTS)
    ready(counting, TEXTS[1:], there=TEXTS)
    assert counting.program.asked == 1
    ready(counting, ["a new one", *TEXTS])
    assert counting.program.asked == 2
    groups, _ = ready(counting, TEXTS)
    assert counting.program.asked == 3 and hash("a new one") not in groups.of


def test_while_it_works_again_the_old_groups_are_shown(counting):
    """What is new stands by itself until then."""
    ready(counting, TEXTS)
    groups, state = counting.look(["a new one", *TEXTS], ["a new one", *TEXTS])
    assert state is State.WORKING and hash("price") in groups.of and hash("a new one") not in groups.of


@pytest.mark.parametrize("text, why", [("broken", "ended early (code 1)"), ("no encoder", "Whoever looks after it can run"),
                                       ("slow", "took longer than 1 seconds"),
                                       ("odd", "gave no groups")])
def test_a_program_that_fails(counting, text, why):
    """It is said why, nothing is asked again for the same messages, and others get their groups."""
    groups, state = ready(counting, [text])
    assert (groups, state) == (Groups(), State.FAILED) and why in counting.trouble
    ready(counting, [text])
    assert counting.program.asked == 1
    assert ready(counting, TEXTS)[1] is State.READY


def test_a_program_that_is_not_there():
    """As when it fails."""
    made = Grouper(Program(("/no/such/program",)))
    assert ready(made, TEXTS)[1] is State.FAILED and "are not in groups" in made.trouble


def test_one_program_for_several_sets(counting):
    """It goes on while it is asked, ends when it is idle, and begins again."""
    ready(counting, TEXTS)
    first = counting.program._process
    ready(counting, ["another"])
    assert counting.program._process is first
    counting.program.end()
    assert first.poll() is not None
    assert ready(counting, TEXTS)[1] is State.READY


def test_an_idle_program_ends():
    """It holds much memory."""
    made = Grouper(Program(COMMAND, idle=0.1))
    ready(made, TEXTS)
    process, deadline = made.program._process, time.monotonic() + 10
    while process and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not process or process.poll() is not None


def test_on_the_page(desk, kept, editor, grouper):
    """First it says that it groups, then the groups stand there; their names go with the messages."""
    for text in TEXTS:
        kept.ask(text)
    client = client_of(editor)
    assert "Putting the questions into groups" in client.get("/inbox/").content.decode()
    assert client.get("/inbox/grouped/").json()["working"] in (True, False)
    ready(grouper, [each.text for each in waiting()])
    page = client.get("/inbox/")
    assert "Putting the questions" not in page.content.decode()
    assert [(each.name, each.count) for each in page.context["sections"]] == [("price", 3), ("Asked once", 1)]
    record(editor, [each for each in waiting() if each.text != "price"], Done.DISMISSED)
    assert [each.name for each in client.get("/inbox/").context["sections"]] == ["Asked once"]


def test_on_the_page_when_it_fails(desk, kept, editor, grouper):
    """The list is there, and why it is not in groups."""
    kept.ask("no encoder")
    ready(grouper, ["no encoder"])
    page = client_of(editor).get("/inbox/").content.decode()
    assert "Whoever looks after it can run `make setup`" in page and 'for="m1">no encoder' in page


def test_order(kept):
    """By the newest message of each group, or by its size; while there are no groups, by the same words."""
    for text in ("price a", "price b", "price c", "hours a", "hours b", "once", "Price a!"):
        kept.ask(text)
    asked = waiting()
    names = ("price", "hours", "once")
    groups = Groups({hash(each.text): names.index(each.text.split()[0].lower()) for each in asked}, names)

    def shown(groups, order):
        return [(each.name, [one.text for one in each.rows]) for each in sections(asked, groups, order)]

    assert shown(groups, Order.NEWEST) == [
        ("price", ["Price a!", "price c", "price b", "price a"]), ("hours", ["hours b", "hours a"]),
        ("Asked once", ["once"])]
    kept.ask("hours c")
    asked = [*waiting()]
    groups = Groups({**groups.of, hash("hours c"): 1}, groups.names)
    assert [name for name, _ in shown(groups, Order.NEWEST)] == ["hours", "price", "Asked once"]
    assert [name for name, _ in shown(groups, Order.COMMONEST)] == ["price", "hours", "Asked once"]
    assert shown(Groups(), Order.NEWEST)[0][1][0] == "hours c"
    assert shown(Groups(), Order.COMMONEST) == [("", ["Price a!", "price a", "hours c", "once", "hours b", "hours a",
                                                      "price c", "price b"])]


def test_pages(kept):
    """50 messages each; a group that is longer goes on."""
    for number in range(PAGE + 10):
        kept.ask(f"price {number}")
    kept.ask("once")
    found = sections(waiting(), Groups({hash(f"price {number}"): 0 for number in range(PAGE + 10)} | {hash("once"): 1},
                                       ("price", "once")), Order.NEWEST)
    first, second = page_of(found, 1), page_of(found, 2)
    assert [(each.name, each.count, len(each.rows)) for each in first] == [("price", 60, 50)]
    assert [(each.name, each.count, len(each.rows)) for each in second] == [("price", 60, 10), ("Asked once", 1, 1)]
    assert first[0].rows[-1].text == "price 10" and second[0].rows[0].text == "price 9"
