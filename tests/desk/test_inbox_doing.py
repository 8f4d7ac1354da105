"""What is done about messages: by whom, into what, and what is refused."""
import re

import pytest
from django.test import Client

from desk.answers.models import Topic
from desk.inbox import doing, wagtail_hooks
from desk.inbox.models import Handled
from desk.policies import Refused, Role
from faq.store import Store
from tests.desk import inbox
from tests.desk.inbox import client_of, texts, waiting

kept, grouper = inbox.kept, inbox.grouper  # fixtures
pytestmark = pytest.mark.usefixtures("grouper")
ACTS = ["add", "new-topic", "out-of-scope", "dismiss"]
ROLES = {Role.READER: False, Role.EDITOR: True, Role.CLINICIAN: True, Role.MANAGER: False}


@pytest.fixture
def steel(kept):
    """A message of which the assistant thought that it may be about needles."""
    kept.ask("of which metal are they made", topic="needles")
    return waiting()


def questions_of(topic):
    """-> {ask: its questions} of the latest draft."""
    draft = Topic.objects.get(pk=topic.pk).get_latest_revision_as_object()
    return {each.ask: each.questions.splitlines() for each in draft.asks.all()}


def form_of(asked, **more):
    return {"message": [each.key for each in asked], **more}


def said(answer):
    """The page's words, or those of the page that it leads to, without marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode().replace("&#x27;", "'")).split())


def test_into_a_draft(desk, needles, editor, steel):
    """As a further question of an ask, by this user; visitors have nothing of it."""
    before, store = (desk.path / "faq/needles.yml").read_bytes(), Store(desk.path)
    doing.add_to_topic(editor, steel, ["What metal are they?"], needles, "An ask")
    assert questions_of(needles)["An ask"][-1] == "What metal are they?" and len(questions_of(needles)["An ask"]) == 5
    needles.refresh_from_db()
    assert needles.has_unpublished_changes and needles.latest_revision.user == editor
    assert (desk.path / "faq/needles.yml").read_bytes() == before
    assert "What metal are they?" not in store.current(["needles"]).topics["needles"].questions
    row, = Handled.objects.all()
    assert (row.done, row.by, row.topic) == ("added", editor, needles) and texts() == []


def test_into_a_draft_that_is_there(desk, needles, editor, clinician, steel):
    """What somebody else has begun goes on; a new ask comes last."""
    draft = needles.get_latest_revision_as_object()
    draft.answer = "Words of a draft."
    draft.save_revision(user=clinician)
    doing.add_to_topic(editor, steel, ["What metal are they?", "steel?"], needles, "Their metal")
    assert questions_of(needles)["Their metal"] == ["What metal are they?", "steel?"]
    assert list(questions_of(needles)) == ["An ask", "Their metal"]
    assert Topic.objects.get(pk=needles.pk).get_latest_revision_as_object().answer == "Words of a draft."


def test_not_into_what_waits_for_a_clinician(desk, needles, editor, clinician, steel):
    """Whoever approves it must know what it says."""
    needles.save_revision(user=editor)
    needles.get_workflow().start(needles, editor)
    for user in (editor, clinician):
        with pytest.raises(Refused, match="was handed in and waits for a clinician"):
            doing.add_to_topic(user, steel, ["What metal are they?"], Topic.objects.get(pk=needles.pk), "An ask")
    assert texts() and len(questions_of(needles)["An ask"]) == 4


@pytest.mark.parametrize("question, why", [
    ("I am [name], of which metal?", r"still has \[name\], which stands for words that tell who somebody is"),
    ("call [phone]", r"still has \[phone\]"), ("since [birth date]", r"still has \[birth date\]"),
    ("what does it cost then", "stands already in the topic 'What does it cost\\?', under 'An ask'"),
    ("WHAT are the needles like, PLEASE", "stands already in the topic 'What are the needles like\\?'"),
    ("What is the weather?", "stands already among what is not for us, under 'A kind'"), ("x" * 301, "has 301 characters"),
])
@pytest.mark.parametrize("way", [
    lambda user, asked, question, topic: doing.add_to_topic(user, asked, [question], topic, "An ask"),
    lambda user, asked, question, topic: doing.begin_topic(user, asked, ["a good one", question], "A new title"),
    lambda user, asked, question, topic: doing.put_out_of_scope(user, asked, [question], "A kind"),
], ids=["add", "new topic", "out of scope"])
def test_questions_that_are_refused(desk, needles, editor, steel, way, question, why):
    """With where it stands, or what has to go; nothing is done then."""
    before = (desk.path / "out_of_scope.yml").read_bytes()
    with pytest.raises(Refused, match=why):
        way(editor, steel, question, needles)
    assert not Handled.objects.exists() and Topic.objects.count() == 4
    assert not Topic.objects.get(pk=needles.pk).has_unpublished_changes
    assert (desk.path / "out_of_scope.yml").read_bytes() == before


def test_a_question_that_stands_in_a_draft(desk, needles, editor, kept, steel):
    """Nobody adds it twice before a clinician has seen it."""
    doing.add_to_topic(editor, steel, ["What metal are they?"], needles, "An ask")
    kept.ask("what metal are they")
    with pytest.raises(Refused, match="in the draft of the topic 'What are the needles like\\?', under 'An ask'"):
        doing.add_to_topic(editor, waiting(), ["what metal are they"], Topic.objects.get(name="cost"), "An ask")


def test_masked_words_in_a_title_or_an_ask(desk, needles, editor, steel):
    """They would stand in the data as well."""
    with pytest.raises(Refused, match=r"still has \[name\]"):
        doing.begin_topic(editor, steel, ["a good one"], "Does [name] work here?")
    with pytest.raises(Refused, match=r"still has \[name\]"):
        doing.add_to_topic(editor, steel, ["a good one"], needles, "Whether [name] works here")


@pytest.mark.parametrize("title, name", [
    ("Do you sell vouchers?", "do_you_sell_vouchers"), ("Needles", "needles_2"), ("Crisis", "topic_crisis"),
    ("24 hours", "topic_24_hours"), ("¿?", "topic"), ("Étés à la mer", "ts_la_mer")])
def test_a_new_topic(desk, editor, steel, title, name):
    """Begins as a draft with a name that its file can have."""
    made = doing.begin_topic(editor, steel, ["vouchers?"], title)
    assert (made.name, made.live, questions_of(made)) == (name, False, {title: ["vouchers?"]})
    assert Handled.objects.get().topic == made and not (desk.path / f"faq/{name}.yml").exists()


def test_a_new_topic_with_a_title_that_is_there(desk, editor, steel):
    """Two topics of one title are refused when they are handed in, so they are told here."""
    with pytest.raises(Refused, match="There is a topic 'What does it cost\\?' already"):
        doing.begin_topic(editor, steel, ["vouchers?"], "what does it cost")


def test_out_of_scope(desk, editor, steel):
    """A line more in its file; the data is still in order."""
    doing.put_out_of_scope(editor, steel, ["who won the match"], "A kind")
    assert desk.load().out_of_scope.kinds == {"A kind": ["what is the weather", "who won the match"]}
    assert Handled.objects.get().kind == "A kind"


def test_out_of_scope_that_cannot_be_written(desk, editor, steel):
    """Nothing is recorded then."""
    with pytest.raises(Refused, match="could not be written to the data: There is no kind 'Another'"):
        doing.put_out_of_scope(editor, steel, ["who won the match"], "Another")
    assert texts()


def test_two_who_deal_with_one_message(desk, editor, clinician, steel):
    """The second is told, and does nothing."""
    doing.dismiss(editor, steel)
    with pytest.raises(Refused, match="Somebody else has just dealt with"):
        doing.put_out_of_scope(clinician, steel, ["who won the match"], "A kind")
    assert "who won" not in (desk.path / "out_of_scope.yml").read_text()
    answer = client_of(clinician).post("/inbox/dismiss/", form_of(steel), follow=True)
    assert "somebody has dealt with them" in said(answer)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_who_may(desk, account, needles, steel, role, act):
    """Editors and clinicians act; readers and managers look, and see no buttons."""
    client = client_of(account("someone", role))
    page = client.get("/inbox/").content.decode()
    assert "of which metal are they made" in page and (f"/inbox/{act}/" in page) == ROLES[role]
    client.post(f"/inbox/{act}/", form_of(steel, save="yes", topic=needles.pk, shown=needles.pk, ask="An ask",
                                          questions="which metal", title="Which metal?", kind="A kind"))
    assert Handled.objects.exists() == ROLES[role]


@pytest.mark.parametrize("way", [
    lambda user, asked, topic: doing.add_to_topic(user, asked, ["metal?"], topic, "An ask"),
    lambda user, asked, topic: doing.begin_topic(user, asked, ["metal?"], "Metal?"),
    lambda user, asked, topic: doing.put_out_of_scope(user, asked, ["metal?"], "A kind"),
    lambda user, asked, topic: doing.dismiss(user, asked), lambda user, asked, topic: doing.put_back(user, 1)])
@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER])
def test_who_may_not_by_code_either(desk, account, needles, steel, role, way):
    """The policies are asked where it is done."""
    with pytest.raises(Refused, match="To draft is for"):
        way(account("someone", role), steel, needles)


def test_who_has_no_account(desk, steel):
    """Sees the door."""
    for page in ("", "done/", "grouped/"):
        assert Client().get(f"/inbox/{page}").status_code == 302


@pytest.mark.parametrize("act", ACTS)
def test_only_with_the_desks_own_token(desk, editor, steel, act):
    """A page elsewhere presses for nobody; an address that is opened does nothing."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(f"/inbox/{act}/", form_of(steel)).status_code == 403
    assert client.get(f"/inbox/{act}/").status_code == 302 and texts()


def test_adding_on_the_screen(desk, needles, editor, steel):
    """First what is likely is filled in, then it is added."""
    client = client_of(editor)
    shown = client.post("/inbox/add/", form_of(steel))
    assert shown.context["topic"] == needles and shown.context["form"]["questions"].value() == steel[0].text
    filled = form_of(steel, save="yes", topic=needles.pk, shown=needles.pk, ask="new", new_ask="Their metal",
                     questions="Which metal?\r\n\r\nwhich metal")
    answer = client.post("/inbox/add/", filled, follow=True)
    assert "Added to the draft of “What are the needles like?”" in said(answer)
    assert questions_of(needles)["Their metal"] == ["Which metal?"]


def test_another_topic_on_the_screen(desk, needles, editor, steel):
    """Its asks are shown before anything is added, and what was written stays."""
    cost = Topic.objects.get(name="cost")
    answer = client_of(editor).post("/inbox/add/", form_of(steel, save="yes", topic=cost.pk, shown=needles.pk, ask="An ask",
                                                           questions="my own words"))
    assert answer.context["topic"] == cost and answer.context["form"]["questions"].value() == "my own words"
    assert not Handled.objects.exists()


@pytest.mark.parametrize("more, why", [
    ({"ask": "", "questions": "metal?"}, "Choose what they want to know"),
    ({"ask": "new", "new_ask": " ", "questions": "metal?"}, "Choose what they want to know"),
    ({"ask": "An ask", "questions": " "}, "There is no question left to add"),
    ({"ask": "An ask", "questions": "I am [name]"}, "'I am [name]' still has [name]"),
    ({"ask": "Not one of them", "questions": "metal?"}, "Select a valid choice")])
def test_a_form_says_what_is_wrong_with_it(desk, needles, editor, steel, more, why):
    """On itself: a message that travels in a cookie quotes no visitor."""
    answer = client_of(editor).post("/inbox/add/", form_of(steel, save="yes", topic=needles.pk, shown=needles.pk, **more))
    assert answer.status_code == 200 and why in said(answer)
    assert "name" not in str(answer.cookies.get("messages", "")) and not Handled.objects.exists()


def test_a_group_at_once(desk, kept, editor):
    """All that is ticked is dealt with; nothing else is."""
    for text in ("vouchers?", "a voucher for mum", "the weather"):
        kept.ask(text)
    both = [each for each in waiting() if "voucher" in each.text]
    answer = client_of(editor).post("/inbox/dismiss/", form_of(both), follow=True)
    assert "Dismissed 2 messages" in said(answer) and texts() == ["the weather"]


def test_nothing_ticked(desk, kept, editor):
    """It says what to do first."""
    kept.ask("vouchers?")
    assert "Tick the messages first" in said(client_of(editor).post("/inbox/dismiss/", {}, follow=True))


def test_what_was_done_and_back_again(desk, kept, editor, clinician, needles, steel):
    """The newest first, by whom, with a way back for what was dismissed."""
    doing.add_to_topic(editor, steel, ["metal?"], needles, "An ask")
    kept.ask("vouchers?")
    doing.dismiss(clinician, waiting())
    client = client_of(editor)
    page = said(client.get("/inbox/done/"))
    assert page.index("vouchers? Dismissed") < page.index("of which metal are they made Added to a topic")
    assert "Cleo Example" in page and "Eve Example" in page
    dismissed, added = Handled.objects.all()
    assert "is in the inbox again" in said(client.post(f"/inbox/done/{dismissed.pk}/put-back/", follow=True))
    assert "Only what was dismissed can be put back" in said(client.post(f"/inbox/done/{added.pk}/put-back/", follow=True))
    assert texts() == ["vouchers?"]


def test_the_menu_says_how_many_wait(desk, kept, editor, steel):
    """Anew when something is asked or done."""
    assert wagtail_hooks.waiting() == 1
    kept.ask("vouchers?")
    assert wagtail_hooks.waiting() == 2
    doing.dismiss(editor, waiting()[:1])
    assert wagtail_hooks.waiting() == 1 and "Inbox (1)" in client_of(editor).get("/inbox/done/").content.decode()
