"""No words reach a visitor that no clinician approved, or that have no source: every way that somebody thought of.

`stays` looks, after each test, whether all files and what the assistant serves are as before, byte for byte.
"""
from datetime import date
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from desk.answers.entries import digest
from desk.answers.importing import read_data
from desk.answers.models import Approval, Topic
from desk.policies import Role
from faq.store import Store

NEW = "Words that nobody has approved yet."
NOBODY = "Nobody has approved this"
WITHOUT_CLINICIANS = ["anonymous", "Readers", "Editors", "Managers", "administrator"]
ADD = "/snippets/answers/topic/add/"
EVERYBODY = [*WITHOUT_CLINICIANS, "Clinicians"]


class Stays:
    """What visitors read, then and now."""

    def __init__(self, folder):
        self.folder, self.store = folder.path, Store(folder.path)
        self.look()

    def now(self):
        return {path.relative_to(self.folder).as_posix(): path.read_bytes()
                for path in sorted(self.folder.rglob("*.yml"))}

    def served(self):
        return self.store.current(self.store.knowledge.topics).topics

    def look(self):
        """From here on, this is what has to stay."""
        self.before = self.now(), self.served()


@pytest.fixture
def stays(desk):
    seen = Stays(desk)
    yield seen
    assert (seen.now(), seen.served()) == seen.before


pytestmark = pytest.mark.usefixtures("stays")


@pytest.fixture
def someone(account):
    """An account by what it is: a role, "administrator" (Django's superuser), or none for a visitor of the desk."""
    known = {}

    def get(who):
        if who not in known:
            roles = [role for role in Role if role.value == who]
            known[who] = None if who == "anonymous" else account(who.lower(), *roles, is_superuser=who == "administrator")
        return known[who]

    return get


def at(view, topic, *more):
    return reverse(topic.snippet_viewset.get_url_name(view), args=[topic.pk, *more])


def send(user, url, **data):
    """Posts a form as that user; an exception that no screen catches is raised here."""
    client = Client()
    if user:
        client.force_login(user)
    return client.post(url, data)


def said(answer):
    """-> what the desk told whoever tried."""
    return unescape(" ".join(str(message) for message in get_messages(answer.wsgi_request)))


def fields(topic):
    """What a browser would send back of the editing screen."""
    draft = Topic.objects.get(pk=topic.pk).get_latest_revision_as_object()
    form = Topic.snippet_viewset.get_edit_handler().get_form_class()(instance=draft)
    parts = [form, *(part for each in form.formsets.values() for part in (each.management_form, *each.forms))]
    values = {bound.html_name: bound.value() for part in parts for bound in part}
    return {name: "" if value is None or value is False else value for name, value in values.items()}


def fields_anew(topic, **changed):
    """The same of the screen for a new topic, whose lists have no rows yet."""
    anew = {"-id": "", "-INITIAL_FORMS": "0"}
    blank = {name: anew[end] for name in fields(topic) for end in anew if name.endswith(end)}
    return {**fields(topic), **blank, "name": "fresh", "title": "A fresh title", "answer": NEW, **changed}


def save(user, topic, action="edit", **changed):
    return send(user, at("edit", topic), **{**fields(topic), **changed, f"action-{action}": "yes"})


def press(user, topic, action="approve", **more):
    """The button on the list of what waits."""
    return send(user, at("workflow_action", topic, action, topic.current_workflow_task_state.pk), **more)


def draft_of(topic, user, **changed):
    """A draft that never went through a form, and so was never checked."""
    row = Topic.objects.get(pk=topic.pk).get_latest_revision_as_object()
    for name, value in changed.items():
        setattr(row, name, value)
    return row.save_revision(user=user, clean=False)


def waiting(topic, user, **changed):
    """The same, handed in without the check of the form."""
    draft_of(topic, user, **changed)
    row = Topic.objects.get(pk=topic.pk)
    row.get_workflow().start(row, user)
    return row


def approval(revision, by, **more):
    """A row that says that these words are approved, wherever it comes from."""
    review = {"by": "Cleo Example", "date": date.today().isoformat(), "due": "2099-01-01"}
    given = {"by": by, "review": review, "words": digest(revision.as_object()), "authors": [], **more}
    return Approval.objects.create(**{"revision": revision, **given})


def approved():
    """Whether a row says that somebody approved something; those of files have no account."""
    return Approval.objects.filter(by__isnull=False).exists()


@pytest.fixture
def handed_in(needles, editor):
    """An editor's words, waiting for a clinician."""
    assert "submitted" in said(save(editor, needles, "submit", answer=NEW))
    return needles


# The good way

def test_the_good_way(stays, handed_in, clinician, editor):
    """An editor drafts and hands in, a clinician approves: visitors read it at once, under the clinician's name."""
    assert press(clinician, handed_in).status_code == 302
    live = stays.served()["needles"]
    assert live.answer == NEW and (live.review.by, live.review.date) == ("Cleo Example", date.today())
    assert NEW in (stays.folder / "faq/needles.yml").read_text()
    assert Topic.objects.get(name="needles").answer == NEW and read_data() == 0
    stays.look()


def test_the_good_way_by_the_editing_screen(stays, handed_in, clinician):
    """A clinician who reads the draft there and changes nothing."""
    save(clinician, handed_in, "workflow-action", **{"workflow-action-name": "approve"})
    assert stays.served()["needles"].answer == NEW and stays.served()["needles"].review.by == "Cleo Example"
    stays.look()


# Buttons, and the addresses behind buttons that are not shown

@pytest.mark.parametrize("who", EVERYBODY)
def test_publishing_from_the_editing_screen(who, someone, needles):
    """`action-publish`, which the screen does not show."""
    answer = save(someone(who), needles, "publish", answer=NEW)
    if who == "administrator":
        assert NOBODY in said(answer)


@pytest.mark.parametrize("who", WITHOUT_CLINICIANS)
def test_approving_by_the_button_on_the_list(who, someone, handed_in):
    """Only a clinician's press counts; who administers everything is none."""
    answer = press(someone(who), handed_in)
    assert answer.status_code == 302 and not approved()


@pytest.mark.parametrize("who", WITHOUT_CLINICIANS)
def test_approving_from_the_editing_screen(who, someone, handed_in):
    """The same with the form's own button."""
    save(someone(who), handed_in, "workflow-action", **{"workflow-action-name": "approve"})
    assert not approved()


def test_a_clinician_who_wrote_it_by_the_button(clinician, needles):
    """Another clinician has to; the desk shows no button, and the address answers nothing else."""
    save(clinician, needles, "submit", answer=NEW)
    assert press(clinician, needles).status_code == 302 and not approved()


def test_a_clinician_who_changes_a_word_while_approving(clinician, handed_in):
    """Editing and approving in one press is writing it oneself."""
    answer = save(clinician, handed_in, "workflow-action", answer=f"{NEW} More.", **{"workflow-action-name": "approve"})
    assert "You wrote some of this yourself" in said(answer)


def test_a_clinician_who_takes_the_change_back_before_approving(clinician, handed_in):
    """Whoever wrote any of it since what is live counts, whatever came after."""
    save(clinician, handed_in, answer=f"{NEW} More.")
    save(clinician, handed_in, answer=NEW)
    assert press(clinician, handed_in).status_code == 302 and not approved()


def test_a_clinician_whose_draft_an_editor_only_touched_up(clinician, editor, needles):
    """The words are still the clinician's."""
    save(clinician, needles, answer=NEW)
    save(editor, needles, "submit", answer=f"{NEW} Yes.")
    assert press(clinician, needles).status_code == 302 and not approved()


def test_a_clinician_whose_draft_outlived_a_change_by_hand(desk, stays, clinician, editor, needles):
    """The same, when the file was changed between and the desk has read it again."""
    draft_of(needles, clinician, answer=NEW)
    draft_of(needles, editor, answer=f"{NEW} Yes.")
    desk.change("faq/needles.yml", "The answer to", "Another answer to")
    read_data()
    stays.look()
    press(clinician, waiting(needles, editor))
    assert not approved()


def test_an_approval_on_the_screen_of_another_topic(desk, clinician, editor, needles):
    """The address names one topic, the task is another's, which the clinician wrote."""
    cost = Topic.objects.get(name="cost")
    save(clinician, cost, "submit", answer=f"{NEW} {{price_first}}")
    save(editor, needles, "submit", answer=NEW)
    url = at("workflow_action", needles, "approve", cost.current_workflow_task_state.pk)
    assert "You wrote some of this yourself" in said(send(clinician, url))


def test_a_button_that_is_older_than_the_draft(editor, clinician, handed_in):
    """The editor took it back, changed it and handed it in again: the old button approves nothing, and no row says so."""
    old = at("workflow_action", handed_in, "approve", handed_in.current_workflow_task_state.pk)
    save(editor, handed_in, "cancel-workflow")
    save(editor, handed_in, "submit", answer=f"{NEW} Changed.")
    send(clinician, old)
    assert not approved()


def test_words_that_another_clinician_put_in_after_it_was_handed_in(account, clinician, handed_in):
    """Whoever has the list open presses on what it was then."""
    old = at("workflow_action", handed_in, "approve", handed_in.current_workflow_task_state.pk)
    save(account("other", Role.CLINICIAN), handed_in, answer=f"{NEW} Changed.")
    send(clinician, old)
    assert not approved()


def test_a_page_elsewhere_that_presses_for_a_clinician(clinician, handed_in):
    """Opening the address approves nothing, and sending something to it needs the desk's own token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(clinician)
    url = at("workflow_action", handed_in, "approve", handed_in.current_workflow_task_state.pk)
    assert client.get(url).status_code == 200 and client.post(url).status_code == 403 and not approved()


@pytest.mark.parametrize("more", ['{"update": false}', '{"user": "eve"}', "no json", "[]"])
def test_odd_data_with_an_approval(more, stays, clinician, handed_in):
    """What Wagtail passes on from the form is not believed, and is no crash: either approved as it is, or refused."""
    save(clinician, handed_in, "workflow-action", **{"workflow-action-name": "approve", "workflow-action-extra-data": more})
    assert approved() == (stays.served()["needles"].answer == NEW)
    stays.look()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_taking_an_answer_away(view, who, someone, needles):
    """The file stays, whatever becomes of the row; reading the data brings that back."""
    send(someone(who), at(view, needles))
    read_data()
    assert Topic.objects.get(name="needles").live


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish"])
@pytest.mark.parametrize("who", ["Editors", "Clinicians", "Managers"])
def test_many_at_once(action, who, someone, needles):
    """The lists' own buttons."""
    url = reverse("wagtail_bulk_action", args=["answers", "topic", action]) + f"?id={needles.pk}"
    assert send(someone(who), url, answer=NEW).status_code in (200, 302, 404) and Topic.objects.filter(name="needles")


@pytest.mark.parametrize("who", EVERYBODY)
def test_bringing_back_a_draft_that_was_never_approved(who, someone, editor, needles):
    """Wagtail's own way back to an old version."""
    old = draft_of(needles, editor, answer=NEW)
    draft_of(needles, editor, answer="Other words.")
    answer = send(someone(who), at("revisions_revert", needles, old.pk), **{**fields(needles), "answer": NEW,
                                                                           "action-publish": "yes"})
    if who == "administrator":
        assert NOBODY in said(answer)
