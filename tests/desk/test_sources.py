"""Sources at the desk: clinicians add and correct them, and what stands in data/sources.yml is what the desk has."""
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.answers.importing import read_data
from desk.answers.models import Source as Row
from desk.clinic.doing import key_for, save_source
from desk.clinic.forms import SourceForm
from desk.clinic.models import Change
from desk.policies import Refused, Role
from faq.knowledge import Source
from faq.reader import Reader
from faq.store import Store
from tests.desk.inbox import client_of

LIST, ADD, EDIT = "/snippets/answers/source/", "/snippets/answers/source/add/", "/snippets/answers/source/edit/nhs/"
NEW = {"title": "Acupuncture for  pain", "publisher": "Cochrane", "url": "https://example.org/a", "date": "2024",
       "read": "seen", "key": ""}


def held(desk):
    return Reader(desk.path).files()["sources.yml"].entry


def typed(desk, key="nhs", **changed):
    """What a browser would send back of the form as it is now."""
    return {**{field.html_name: field.value() for field in SourceForm(None, held(desk)[key])}, **changed}


def said(answer):
    """The page's words, without marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def post(user, url, form):
    return client_of(user).post(url, form, follow=True)


def rows():
    return [(row.source, row.name, row.before, row.after, row.by.username) for row in Change.objects.order_by("pk")]


def test_a_new_source(desk, clinician, needles):
    """In the file, in the desk's list, and ready to be named; its short name is made of publisher and title."""
    before, store = (desk.path / "sources.yml").read_bytes(), Store(desk.path)
    assert "Added as cochrane-acupuncture-for-pain." in said(post(clinician, ADD, NEW))
    assert (desk.path / "sources.yml").read_bytes().startswith(before)
    source = Source(**{**{name: NEW[name] for name in Source.__fields__}, "title": "Acupuncture for pain"})
    assert store.current().sources["cochrane-acupuncture-for-pain"] == source
    row = Row.objects.get(key="cochrane-acupuncture-for-pain")
    assert {name: getattr(row, name) for name in source.dict()} == source.dict()
    page = client_of(clinician).get(reverse(needles.snippet_viewset.get_url_name("edit"), args=[needles.pk]))
    assert 'value="cochrane-acupuncture-for-pain"' in page.content.decode()


def test_a_correction(desk, clinician):
    """Live at once, in the file and in the desk's table; the key and the other entries stay."""
    store, others = Store(desk.path), {key: each for key, each in held(desk).items() if key != "nhs"}
    form = {**typed(desk, title="Other words", url="https://www.nhs.uk/"), "key": "new"}
    assert "Saved." in said(post(clinician, EDIT, form))
    nhs = Source(title="Other words", publisher="nhs", url="https://www.nhs.uk/", read="seen")
    assert store.current().sources == {**others, "nhs": nhs}
    row = Row.objects.get(key="nhs")
    assert (row.title, row.url, row.date) == ("Other words", "https://www.nhs.uk/", "")
    assert rows() == [("nhs", "title", "What nhs says", "Other words", "cleo"),
                      ("nhs", "url", "", "https://www.nhs.uk/", "cleo")]
    assert "Title What nhs says Other words Cleo Example" in said(client_of(clinician).get(EDIT))


def test_nothing_corrected(desk, clinician):
    """No byte, no row."""
    before = (desk.path / "sources.yml").read_bytes()
    post(clinician, EDIT, typed(desk))
    assert (desk.path / "sources.yml").read_bytes() == before and not Change.objects.exists()


@pytest.mark.parametrize("publisher, title, key", [
    ("NHS", "Back pain", "nhs-back-pain"), ("¿?", "…", "source"), ("NHS", "Taken", "nhs-taken-2"),
    ("UK National Institute for Health and Care", "Headaches", "uk-national-institute-for-health-and"),
    ("Ärzteblatt", "Über Nadeln", "arzteblatt-uber-nadeln"), ("x" * 90, "A", "x" * 40)])
def test_a_short_name_of_publisher_and_title(publisher, title, key):
    """Cut between words, and its own."""
    assert key_for(publisher, title, ["nhs-taken", "nhs"]) == key


@pytest.mark.parametrize("changed, field, why", [
    ({"title": " "}, "title", "This field is required"), ({"publisher": ""}, "publisher", "This field is required"),
    ({"url": "javascript:alert(1)"}, "url", "no address of a page"), ({"url": "a page"}, "url", "no address of a page"),
    ({"url": "ftp://a.example"}, "url", "no address of a page"), ({"read": "maybe"}, "read", "Select a valid choice"),
    ({"read": ""}, "read", "This field is required"),
    ({"key": "a b"}, "key", "Small letters, digits"), ({"key": "x" * 51}, "key", "Small letters, digits"),
    ({"key": "nhs"}, "key", "There is a source 'nhs' already")])
def test_what_is_wrong_is_told_at_its_field(desk, clinician, changed, field, why):
    """With all that was typed; nothing is written, and the desk has no row."""
    before = (desk.path / "sources.yml").read_bytes()
    form = post(clinician, ADD, {**NEW, **changed}).context["form"]
    assert list(form.errors) == [field] and why in form.errors[field][0]
    assert form["date"].value() == "2024" and form[field].value() == {**NEW, **changed}[field]
    assert (desk.path / "sources.yml").read_bytes() == before
    assert Row.objects.count() == 3 and not Change.objects.exists()


def test_two_clinicians_at_once(desk, clinician, account):
    """The second is told what the first changed, and loses nothing."""
    mine = typed(desk, title="Mine", date="2024")
    post(account("colin", Role.CLINICIAN), EDIT, typed(desk, title="Theirs", publisher="The NHS"))
    form = post(clinician, EDIT, mine).context["form"]
    assert "Somebody else has changed this while you wrote: Publisher, Title." in form.non_field_errors()[0] or (
        "Somebody else has changed this while you wrote: Title, Publisher." in form.non_field_errors()[0])
    assert "Somebody else has put “Theirs” here" in form.errors["title"][0] and held(desk)["nhs"].title == "Theirs"
    post(clinician, EDIT, {field.html_name: field.value() for field in form})
    assert held(desk)["nhs"] == Source(title="Mine", publisher="The NHS", date="2024", read="seen")


def test_a_file_changed_by_hand(desk, clinician):
    """What it says counts, whatever the desk has read at its start."""
    desk.change("sources.yml", "What nhs says", "What the NHS says")
    assert client_of(clinician).get(EDIT).context["form"]["title"].value() == "What the NHS says"
    post(clinician, EDIT, typed(desk, date="2024"))
    assert held(desk)["nhs"].title == Row.objects.get(key="nhs").title == "What the NHS says" and read_data() == 0


def test_a_source_that_is_gone_or_a_file_that_is_broken(desk, clinician):
    """The list says so; what was typed of a new one stays."""
    desk.write("sources.yml", "nccih: {title: A, publisher: B, read: seen}\n")
    assert "has no source 'nhs' any more" in said(client_of(clinician).get(EDIT, follow=True))
    desk.write("sources.yml", "nccih: {title: A}\n")
    assert "data/sources.yml:1: 'publisher' is missing" in said(client_of(clinician).get(EDIT, follow=True))
    answer = post(clinician, ADD, NEW)
    assert answer.context["form"]["title"].value() == NEW["title"] and "is missing" in said(answer)
    assert not Row.objects.filter(publisher="Cochrane")


@pytest.mark.parametrize("who", [*Role, "administrator"])
def test_who_may(desk, account, who):
    """Clinicians add and correct; all others look, and read whom to ask. Who administers everything is no clinician."""
    may = who is Role.CLINICIAN
    roles = [role for role in Role if role is who]
    client = client_of(account("someone", *roles, is_superuser=not roles))
    page = client.get(LIST).content.decode()
    assert "What nhs says" in page and "ask one of them" in page and (ADD in page, EDIT in page) == (may, may)
    client.post(ADD, NEW)
    client.post(EDIT, typed(desk, title="Other words"))
    assert ("cochrane-acupuncture-for-pain" in held(desk), held(desk)["nhs"].title == "Other words") == (may, may)
    assert client.get("/snippets/answers/source/inspect/nhs/").status_code == 200


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.MANAGER])
def test_who_may_not_by_code_either(desk, account, role):
    """The policies are asked where it is done."""
    with pytest.raises(Refused, match="To approve is for Clinicians"):
        save_source(account("someone", role), "nhs", held(desk)["clinic"], held(desk)["nhs"])


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.MANAGER])
def test_nobody_deletes_a_source(desk, account, role):
    """Nor many at once, nor makes one in passing; not who administers everything either."""
    client = client_of(account("boss", role, is_superuser=True))
    many = reverse("wagtail_bulk_action", args=["answers", "source", "delete"]) + "?id=nhs"
    chooser = reverse(Row.snippet_viewset.chooser_viewset.get_url_name("choose"))
    for url in ("/snippets/answers/source/delete/nhs/", many):
        assert client.get(url).status_code == client.post(url).status_code == 302
    assert client.post(f"{chooser}create/", NEW).status_code == 404
    assert Row.objects.count() == len(held(desk)) == 3
    assert "/delete/" not in client.get(LIST).content.decode()


def test_who_has_no_account_or_another_page(desk, clinician):
    """Sees the door; a page elsewhere presses for nobody."""
    assert Client().get(ADD).status_code == Client().post(ADD, NEW).status_code == 302
    client = Client(enforce_csrf_checks=True)
    client.force_login(clinician)
    assert client.post(ADD, NEW).status_code == 403 and len(held(desk)) == 3


def test_the_lists_queries(desk, clinician):
    """Do not grow with sources."""
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    client = client_of(clinician)
    client.get(LIST)
    before = count()
    for number in range(12):
        Row.objects.create(key=f"more-{number}", title="More", publisher="More", read="seen")
    assert count() == before
