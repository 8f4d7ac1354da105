"""The clinic's facts at the desk: who changes them, what becomes of it, and what is refused."""
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk.answers.models import Topic
from desk.clinic.doing import save_facts
from desk.clinic.explained import explained, sections
from desk.clinic.forms import ClinicForm, label_of
from desk.clinic.gaps import Gap, gaps
from desk.clinic.models import Change
from desk.policies import Refused, Role
from faq.knowledge import Clinic
from faq.reader import PROJECT, Reader
from faq.store import Store
from tests.desk.inbox import client_of

PAGE = "/clinic/"


@pytest.fixture
def manager(account):
    return account("max", Role.MANAGER)


def held(desk):
    return Reader(desk.path).files()["clinic.yml"].entry


def typed(desk, **changed):
    """What a browser would send back of the form as it is now."""
    form = ClinicForm(None, held(desk), sections(desk.path))
    return {**{field.html_name: field.value() for field in form}, **changed}


def said(answer):
    """The page's words, without marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def save(user, form, follow=True):
    return client_of(user).post(PAGE, form, follow=follow)


def test_a_fact_is_live_with_the_next_message(desk, manager):
    """The file has it, the assistant serves it, and the page says so."""
    store = Store(desk.path)
    answer = save(manager, typed(desk, phone=" 555  0100 ", country="UK", retention_days="14"))
    assert "Saved: Country, Phone number, Days that chats are kept. It is live with the next message" in said(answer)
    assert store.current().clinic == held(desk) == Clinic(phone="555 0100", country="UK", retention_days=14)


def test_who_changed_what_when(desk, manager, account):
    """From what to what, the latest first, for all to read."""
    save(manager, typed(desk, phone="555 0100", hours="daily"))
    save(account("mona", Role.MANAGER), typed(desk, phone=""))
    rows = [(row.name, row.before, row.after, row.by.username) for row in Change.objects.all()]
    assert rows == [("phone", "555 0100", "", "mona"), ("hours", "", "daily", "max"), ("phone", "", "555 0100", "max")]
    page = said(client_of(account("rita", Role.READER)).get(PAGE))
    assert "Phone number 555 0100 empty Mona Example" in page and "Opening hours empty daily Max Example" in page


def test_nothing_changed(desk, manager):
    """No byte, no row."""
    desk.write("clinic.yml", "phone: '555 0100'   # ours\nhours: |\n  Mon to Fri\n  9 to 6\nretention_days:\norigins:\n"
                             "    - https://a.example\n")
    before = (desk.path / "clinic.yml").read_bytes()
    assert "Nothing was changed." in said(save(manager, typed(desk)))
    assert (desk.path / "clinic.yml").read_bytes() == before and not Change.objects.exists()


def test_what_the_browser_does_not_send_stays(desk, manager):
    """Nobody has emptied it."""
    desk.clinic(phone="555 0100", email="a@example.org")
    save(manager, {"shown": held(desk).json(), "phone": "555 0199"})
    assert held(desk) == Clinic(phone="555 0199", email="a@example.org")


@pytest.mark.parametrize("role", Role)
def test_who_may(desk, account, role):
    """Managers change the facts; all others look at them, and see no form."""
    desk.clinic(phone="555 0100")
    client = client_of(account("someone", role))
    page = client.get(PAGE).content.decode()
    assert "555 0100" in page and ('name="phone"' in page) == (role is Role.MANAGER)
    client.post(PAGE, typed(desk, phone="555 0199"))
    assert (held(desk).phone == "555 0199") == Change.objects.exists() == (role is Role.MANAGER)


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.CLINICIAN])
def test_who_may_not_by_code_either(desk, account, role):
    """The policies are asked where it is done."""
    with pytest.raises(Refused, match="To manage is for Managers"):
        save_facts(account("someone", role), Clinic(phone="1"), held(desk))


def test_who_has_no_account_or_another_page(desk, manager):
    """Sees the door; a page elsewhere presses for nobody."""
    assert Client().get(PAGE).status_code == Client().post(PAGE, typed(desk, phone="1")).status_code == 302
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    assert client.post(PAGE, typed(desk, phone="1")).status_code == 403 and held(desk) == Clinic()


@pytest.mark.parametrize("name, value, why", [
    ("origins", "https://good.example\nhttps://a.example/page", "'https://a.example/page' is no website's address"),
    ("retention_days", "0", "greater than or equal to 1"), ("retention_days", "a month", "Enter a whole number"),
    ("country", "FR", "Select a valid choice")])
def test_what_is_wrong_is_told_at_its_field(desk, manager, name, value, why):
    """With all that was typed; nothing is written."""
    before = (desk.path / "clinic.yml").read_bytes()
    answer = save(manager, typed(desk, phone="555 0100", **{name: value}))
    form = answer.context["form"]
    assert why in " ".join(form.errors[name]) and list(form.errors) == [name]
    assert "nothing that you typed is lost" in said(answer)
    assert form["phone"].value() == "555 0100" and form[name].value() == value
    assert (desk.path / "clinic.yml").read_bytes() == before and not Change.objects.exists()


def test_two_managers_at_once(desk, manager, account):
    """The second is told what the first changed, and loses nothing; saving again keeps both."""
    mine = typed(desk, hours="daily", phone="555 0111")
    save(account("mona", Role.MANAGER), typed(desk, phone="555 0100", plan="six visits"))
    answer = save(manager, mine)
    form = answer.context["form"]
    assert "Somebody else has changed this while you wrote: Usual plan of visits, Phone number." in said(answer)
    assert (form["hours"].value(), form["phone"].value(), form["plan"].value()) == ("daily", "555 0111", "six visits")
    assert "Somebody else has put “555 0100” here." in form.errors["phone"][0] and held(desk).hours is None
    save(manager, {field.html_name: field.value() for field in form})
    assert held(desk) == Clinic(hours="daily", phone="555 0111", plan="six visits")


def test_a_change_by_hand_meanwhile(desk, manager):
    """The same; and what was emptied by hand is not put back unseen."""
    desk.clinic(phone="555 0100", parking="behind")
    mine = typed(desk, hours="daily")
    desk.clinic(phone="555 0100")
    form = save(manager, mine).context["form"]
    assert form["parking"].value() == "" and form["hours"].value() == "daily" and held(desk).hours is None


@pytest.mark.parametrize("shown", ["", "no json", "[]", '{"phone": 5}'])
def test_a_form_that_does_not_say_what_was_shown(desk, manager, shown):
    """It is shown again, beside what the file holds."""
    desk.clinic(phone="555 0100")
    answer = save(manager, typed(desk, phone="555 0199", shown=shown))
    assert "Somebody else has put “555 0100” here" in said(answer) and held(desk).phone == "555 0100"


def test_a_file_that_is_broken(desk, manager):
    """The page says where; what was typed meanwhile is kept, and nothing is written over."""
    mine = typed(desk, phone="555 0100")
    desk.write("clinic.yml", "phones: 1\n")
    page = client_of(manager).get(PAGE)
    assert "data/clinic.yml:1: unknown key 'phones'; did you mean 'phone'?" in said(page)
    assert 'name="phone"' not in page.content.decode()
    answer = save(manager, mine)
    assert answer.context["form"]["phone"].value() == "555 0100" and "unknown key 'phones'" in said(answer)
    assert (desk.path / "clinic.yml").read_text() == "phones: 1\n"


def test_problems_elsewhere_stand_at_the_top(desk, manager):
    """What is about no fact."""
    form = ClinicForm(typed(desk), held(desk), sections(desk.path))
    desk.write("sources.yml", "nhs: {title: A}")
    form.told(desk.found())
    assert list(form.errors) == ["__all__"] and "data/sources.yml:" in form.non_field_errors()[0]


def test_answers_that_fall_back(desk, manager, account):
    """Each with what is missing and a way to the topic, until it is filled in."""
    desk.topic("home", "Do you come?", answer="{home_visits}, {phone}", answer_without_facts="Ask.", more="Pay: {payment}",
               asks={"one": ["come to me"]})
    assert gaps(desk.load()) == [Gap("home", "Do you come?", ["home_visits", "phone"]),
                                 Gap("home", "Do you come?", ["payment"], more=True),
                                 Gap("cost", "What does it cost?", ["price_first"])]
    page = client_of(account("rita", Role.READER)).get(PAGE)
    assert "What does it cost? Price of a first visit" in said(page)
    assert f'href="/snippets/answers/topic/edit/{Topic.objects.get(name="cost").pk}/"' in page.content.decode()
    assert "Do you come? (what there is to read on) Ways to pay" in said(page)
    assert "neither a phone number nor an e-mail address" in said(page)
    page = save(manager, typed(desk, price_first="$95", payment="card", home_visits="Fridays", phone="1"))
    assert "every answer has the facts that it names" in said(page) and "neither a phone" not in said(page)


def test_the_file_itself_explains_its_facts(desk):
    """Each of the project's own has a section, an explanation and an example; a file without comments has the same."""
    own = explained((PROJECT / "data" / "clinic.yml").read_text(encoding="utf-8"))
    assert [name for each in own for name, _, _ in each.facts] == sorted(
        Clinic.__fields__, key=[name for each in own for name, _, _ in each.facts].index)
    assert all(what and example and "#" not in what for each in own for _, what, example in each.facts)
    assert [each.title for each in own][:2] == ["The clinic", "How to reach you"]
    assert own[1].facts[0] == ("phone", "The phone number for patients.", "555 0100")
    assert sections(desk.path) == own


def test_every_fact_has_a_name_that_says_it(desk):
    """No two have the same, and none is a file's."""
    labels = [label_of(name) for name in Clinic.__fields__]
    assert len(set(labels)) == len(labels) and not any("_" in label for label in labels)


def test_the_pages_queries(desk, manager):
    """Do not grow with topics and changes."""
    def change(number):
        save_facts(manager, held(desk).copy(update={"phone": str(number)}), held(desk))
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len(asked)

    client = client_of(manager)
    change(0)
    assert {change(number) for number in range(1, 9)} == {change(9)}
