"""No words come in as a new topic, by who an account is or makes itself, by the desk's settings, or in a race.

`stays`, of test_no_way_out.py, looks after each test whether what visitors read is as before, byte for byte.
"""
import sqlite3
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from wagtail.models import DraftStateMixin, GroupApprovalTask, Revision, Task, Workflow, WorkflowContentType, WorkflowTask

from desk.answers import publishing
from desk.answers.models import Approval, ClinicRules, Topic
from desk.policies import Role
from tests.desk import test_no_way_out as screens
from tests.desk.conftest import PASSWORD
from tests.desk.test_no_way_out import ADD, EVERYBODY, NEW, NOBODY, approval, approved, at, draft_of, fields_anew, press

save, send, said = screens.save, screens.send, screens.said
stays, someone, handed_in = screens.stays, screens.someone, screens.handed_in  # fixtures
pytestmark = pytest.mark.usefixtures("stays")


# New topics

@pytest.mark.parametrize("who", ["Editors", "Clinicians", "administrator"])
def test_a_new_topic(who, someone, stays, needles):
    """It begins as a draft, whichever button."""
    send(someone(who), ADD, **fields_anew(needles), **{"action-publish": "yes"})
    assert Topic.objects.filter(name="fresh", live=False) and not (stays.folder / "faq/fresh.yml").exists()


@pytest.mark.parametrize("action", ["create", "submit", "publish"])
@pytest.mark.parametrize("who", ["Editors", "Clinicians", "administrator"])
def test_a_copy_of_a_topic(who, action, someone, needles):
    """Wagtail's copying leaves alone what it copies from."""
    answer = send(someone(who), f"/snippets/answers/topic/copy/{needles.pk}/", **fields_anew(needles),
                  **{f"action-{action}": "yes"})
    assert answer.status_code == 404
    needles.refresh_from_db()
    assert needles.live and needles.answer != NEW


def test_a_new_topic_by_the_chooser(editor):
    """Wagtail's choosers can make what they choose."""
    url = reverse(Topic.snippet_viewset.chooser_viewset.get_url_name("choose"))
    assert send(editor, f"{url}create/", name="fresh", title="A fresh title", answer=NEW).status_code == 404
    assert not Topic.objects.filter(name="fresh")


@pytest.mark.parametrize("name", ["../x", "a/b", "crisis", "Upper", "a-b", "out_of_scope", "needles", "..", "x.yml", ""])
def test_a_name_that_is_no_topics(name, stays, editor, clinician, needles):
    """It would leave the folder, hide an answer to danger, or be another's."""
    answer = send(editor, ADD, **fields_anew(needles, name=name), **{"action-submit": "yes"})
    by_the_form = answer.status_code == 200 and "name" in answer.context["form"].errors
    assert by_the_form or "cannot be a topic's name" in said(answer)


# Bringing back

def bring_back(user, row, approval):
    return send(user, reverse("approved_states", args=[row.pk]), approval=approval.pk)


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("Managers", "administrator")])
def test_bringing_back_what_was_approved_once(who, someone, stays, clinician, handed_in):
    """Only managers do."""
    press(clinician, handed_in)
    stays.look()
    bring_back(someone(who), handed_in, Approval.objects.get(revision__object_id=str(handed_in.pk), by=None))


def test_bringing_back_the_state_of_another_topic(someone, needles):
    """The address names one topic, the approval is another's."""
    other = Approval.objects.get(revision=Topic.objects.get(name="cost").live_revision)
    assert bring_back(someone("Managers"), needles, other).status_code == 404


def test_bringing_back_what_was_changed_since(someone, clinician, editor, needles):
    """An approval is of words."""
    draft = draft_of(needles, editor, answer="Good words.")
    row = approval(draft, clinician, live_since=timezone.now())
    draft.content["answer"] = NEW
    draft.save()
    assert "changed after it had been approved" in said(bring_back(someone("Managers"), needles, row))


def test_bringing_back_what_a_refused_press_left(someone, editor, clinician, handed_in):
    """An old button, refused, has said nothing about the words that came after: they are no approved state."""
    old = at("workflow_action", handed_in, "approve", handed_in.current_workflow_task_state.pk)
    save(editor, handed_in, "cancel-workflow")
    save(editor, handed_in, "submit", answer=f"{NEW} Changed.")
    send(clinician, old)
    for row in Approval.objects.filter(by=clinician):
        bring_back(someone("Managers"), handed_in, row)


# Settings and accounts

def all_rows():
    """What says who approves."""
    tables = Workflow, Task, WorkflowTask, WorkflowContentType, Group
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "administrator"])
@pytest.mark.parametrize("url, data", [
    ("wagtailadmin_workflows:add", {"name": "Quick", "active": "on", **{f"{part}-{end}_FORMS": "0" for part in (
        "workflow_tasks", "pages") for end in ("TOTAL", "INITIAL")}}),
    ("wagtailadmin_workflows:disable", {}),
    ("wagtailadmin_workflows:disable_task", {}),
    ("wagtailadmin_workflows:add_task", {"name": "Quick", "groups": "1"}),
    ("wagtailusers_groups:add", {"name": "Quick"}),
    ("wagtailusers_groups:edit", {"name": "Clinicians"}),
    ("wagtailusers_groups:delete", {}),
], ids=lambda part: part if isinstance(part, str) else "")
def test_wagtails_own_settings(url, data, who, someone):
    """How topics are approved, and what a role may, is not set at the desk."""
    before = all_rows()
    group, flow = Group.objects.get(name="Editors"), WorkflowContentType.objects.get().workflow
    args = {"add": [], "add_task": ["wagtailcore", "groupapprovaltask"], "disable_task": [flow.tasks.first().pk],
            "disable": [flow.pk]}.get(url.split(":")[1], [group.pk])
    answer = send(someone(who), reverse(url, args=[] if url.endswith(":add") else args), **data)
    assert answer.status_code == 302 and all_rows() == before


@pytest.mark.parametrize("tasks", ["none", "the editors' own", "the editors' own after the clinician's"])
def test_another_workflow(tasks, editor, account, needles):
    """An administrator can make one in which no clinician is asked; the door asks all the same."""
    flow = Workflow.objects.create(name="Quick")
    if tasks != "none":
        task = GroupApprovalTask.objects.create(name="Editors")
        task.groups.set(Group.objects.filter(name="Editors"))
        flow = flow if tasks == "the editors' own" else WorkflowContentType.objects.get().workflow
        WorkflowTask.objects.create(workflow=flow, task=task, sort_order=5)
    WorkflowContentType.objects.update(workflow=flow)
    answer = save(editor, needles, "submit", answer=NEW)
    if tasks == "the editors' own":
        answer = press(account("ed", Role.EDITOR), needles)
    assert NOBODY in said(answer) or tasks.endswith("clinician's") and not approved()


@pytest.mark.parametrize("who", ["anonymous", "Readers", "Editors", "Clinicians"])
def test_the_rule_about_ones_own_changes(who, someone):
    """Only managers set it."""
    url = reverse("wagtailsettings:edit", args=["answers", "clinicrules", ClinicRules.load().pk])
    send(someone(who), url, own_changes="on", review_months="36")
    assert not ClinicRules.load().own_changes and ClinicRules.load().review_months == 12


def account_form(user, **changed):
    return {"username": user.username, "email": "a@example.org", "first_name": "A", "last_name": "B", "is_active": "on",
            "groups": [group.pk for group in user.groups.all()], "password1": "", "password2": "", **changed}


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "administrator"])
def test_giving_oneself_a_role(who, someone, account):
    """Nobody makes a clinician, or an administrator, of themselves; managers too ask another one."""
    user = someone(who) or account("nobody")
    every = account_form(user, groups=[group.pk for group in Group.objects.all()], is_superuser="on")
    send(someone(who), reverse("wagtailusers_users:edit", args=[user.pk]), **every)
    user.refresh_from_db()
    assert not user.is_superuser and user.groups.count() == (0 if who == "anonymous" else 1)


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "administrator"])
def test_making_an_administrator(who, someone, editor):
    """A new account or one that is there: who is none cannot make one."""
    url = reverse("wagtailusers_users:edit", args=[editor.pk])
    send(someone(who), url, **account_form(editor, is_superuser="on"))
    new = {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "groups": [], "is_superuser": "on"}
    send(someone(who), reverse("wagtailusers_users:add"), **account_form(editor, **new))
    assert not User.objects.filter(is_superuser=True)


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "administrator"])
def test_taking_over_an_administrator(who, someone):
    """By another password for the account, or by switching it off."""
    boss = someone("administrator")
    url = reverse("wagtailusers_users:edit", args=[boss.pk])
    send(someone(who), url, **account_form(boss, is_superuser="on", password1=f"{PASSWORD} 2", password2=f"{PASSWORD} 2"))
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


def test_calling_oneself_by_another_name(clinician):
    """The name that stands under an answer is the one that a manager gave the account."""
    send(clinician, reverse("wagtailadmin_account"), **{
        "name_email-first_name": "Dr. Somebody", "name_email-last_name": "Else", "locale-preferred_language": "",
        "locale-current_time_zone": "", "theme-theme": "system", "theme-density": "default", "theme-contrast": "system"})
    clinician.refresh_from_db()
    assert clinician.get_full_name() == "Cleo Example"


def test_a_locked_topic(someone, editor, clinician, needles):
    """Who may not save it does not, and whoever hands it in does not either."""
    Topic.objects.filter(pk=needles.pk).update(locked=True, locked_by=clinician, locked_at=timezone.now())
    for user in (editor, someone("administrator")):
        answer = save(user, needles, "submit", answer=NEW)
        assert "locked" in said(answer) and not Revision.objects.filter(user=user).exists()


# Two at once

def test_a_draft_changed_while_a_clinician_approves(monkeypatch, stays, clinician, editor, handed_in):
    """Between the approval and the file: what goes out is what was approved, or nothing."""
    approve = publishing.approve

    def slow(*what):
        approve(*what)
        draft_of(handed_in, editor, answer=f"{NEW} Too late.")

    monkeypatch.setattr(publishing, "approve", slow)
    press(clinician, handed_in)
    assert stays.served()["needles"].answer in (NEW, stays.before[1]["needles"].answer)
    stays.look()


@pytest.mark.parametrize("cut", ["the file cannot be written", "the tables cannot be written"])
def test_a_machine_that_fails_between_tables_and_file(cut, monkeypatch, clinician, handed_in):
    """Both or neither."""
    def fails(*what, **more):
        raise OSError("No space left on device")

    if cut == "the file cannot be written":
        monkeypatch.setattr(publishing, "publish_topic", fails)
    else:
        monkeypatch.setattr(DraftStateMixin, "publish", fails)
    with pytest.raises(OSError):
        press(clinician, handed_in)
    assert Topic.objects.get(name="needles").answer != NEW and not approved()


@pytest.fixture
def on_disk(transactional_db, tmp_path, monkeypatch):
    """Copies the tables to a file when called; other threads then have connections of their own, as at a clinic.
    -> the file"""

    def copy():
        connection.ensure_connection()
        with sqlite3.connect(tmp_path / "desk.db") as file:
            connection.connection.backup(file)
            file.execute("PRAGMA journal_mode=WAL")  # as the desk's own has been since its first start
        settings = {**connections.settings["default"], "NAME": str(tmp_path / "desk.db")}
        monkeypatch.setitem(connections.settings, "default", settings)
        return file

    return copy


def at_once(*acts):
    """Runs them in threads that begin together. -> what each returned or raised."""
    start, done = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            done[place] = act()
        except Exception as error:
            done[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=item) for item in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return done


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_two_clinicians_at_the_same_moment(turn, on_disk, stays, account, clinician, handed_in):
    """It goes out once or twice, whole, under the name of one of them; neither sees a crash."""
    other = account("other", Role.CLINICIAN)
    tables = on_disk()
    done = at_once(lambda: press(clinician, handed_in), lambda: press(other, handed_in))
    assert [getattr(answer, "status_code", answer) for answer in done] == [302, 302]
    live = stays.served()["needles"]
    assert live.answer == NEW and live.review.by in ("Cleo Example", "Other Example")
    assert tables.execute("SELECT review_by, answer FROM answers_topic WHERE name = 'needles'").fetchall() == [
        (live.review.by, NEW)]
    stays.look()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_an_editor_saving_while_a_clinician_approves(turn, on_disk, stays, clinician, editor, handed_in):
    """What the editor saves then is not what goes out."""
    on_disk()
    late = {"answer": f"{NEW} Too late."}
    done = at_once(lambda: press(clinician, handed_in),
                   lambda: save(editor, handed_in, "cancel-workflow") and save(editor, handed_in, **late))
    assert [getattr(answer, "status_code", answer) for answer in done] in ([302, 302], [302, 200])
    assert stays.served()["needles"].answer in (NEW, stays.before[1]["needles"].answer)
    stays.look()
