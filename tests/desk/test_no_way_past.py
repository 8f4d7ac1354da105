"""No words reach a visitor past the screens: by a timer, by code, by content that is not in order, by a file.

`stays`, of test_no_way_out.py, looks after each test whether what visitors read is as before, byte for byte.
"""
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import DraftStateMixin, Revision

from desk.answers.importing import read_data
from desk.answers.models import Ask, Citation, Source, Topic
from desk.answers.publishing import NotPublished
from tests.conftest import as_yaml, topic
from tests.desk import test_no_way_out as screens
from tests.desk.test_no_way_out import EVERYBODY, NEW, NOBODY, approval, draft_of, press, said, save, waiting

stays, someone, handed_in = screens.stays, screens.someone, screens.handed_in  # fixtures
pytestmark = pytest.mark.usefixtures("stays")
CHANGED = "changed after it had been approved"


def fresh_draft(user, name="fresh"):
    """Of a topic that has no file yet, in order but for its name."""
    row = Topic.objects.create(name=name, title="A fresh title", answer=NEW, live=False)
    asks = [Ask(ask="An ask", questions="a new one\nanother new one\na third new one\nthe fourth new one")]
    return draft_of(row, user, citations=[Citation(source_id="nhs")], asks=asks)


# Times

def test_a_time_to_go_live_sent_with_the_form(editor, needles):
    """The form does not ask for one."""
    save(editor, needles, "submit", answer=NEW, go_live_at="2020-01-01 00:00", expire_at="2020-01-02 00:00")
    call_command("publish_scheduled")


def test_a_time_to_go_live_put_on_a_draft(editor, needles):
    """Wagtail's timer finds a draft whose time has come."""
    Revision.objects.filter(pk=draft_of(needles, editor, answer=NEW).pk).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(NotPublished, match="Nobody has approved this"):
        call_command("publish_scheduled")


def test_a_time_to_go_live_put_on_what_is_approved(stays, clinician, editor, needles):
    """Tables and file go together: both now, or both later."""
    row = waiting(needles, editor, answer=NEW, go_live_at=timezone.now() + timedelta(days=1))
    press(clinician, row)
    assert Topic.objects.get(name="needles").answer == stays.served()["needles"].answer
    stays.look()


def test_an_answer_that_runs_out(needles):
    """What was live stays live for visitors, and reading the data says so to the desk."""
    Topic.objects.filter(pk=needles.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")

# Code that asks nobody

@pytest.mark.parametrize("way", [
    lambda row, draft, boss: draft.publish(),
    lambda row, draft, boss: draft.publish(user=boss, skip_permission_checks=True),
    lambda row, draft, boss: row.publish(draft, user=boss, log_action=False, changed=False),
    lambda row, draft, boss: row.publish(draft, previous_revision=row.live_revision, skip_permission_checks=True),
    lambda row, draft, boss: Topic(pk=row.pk).publish(draft),
], ids=["a draft publishes itself", "for a superuser, unasked", "by the row", "as if brought back", "by a row made up"])
def test_publishing_by_code(way, someone, editor, needles):
    """Topic.publish is the door, and asks."""
    with pytest.raises(NotPublished, match=NOBODY):
        way(needles, draft_of(needles, editor, answer=NEW), someone("administrator"))


@pytest.mark.parametrize("way", [
    lambda row, draft: PublishRevisionAction(draft).execute(skip_permission_checks=True),
    lambda row, draft: DraftStateMixin.publish(row, draft, skip_permission_checks=True),
    lambda row, draft: Topic.objects.filter(pk=row.pk).update(answer=NEW, review_by="Cleo Example"),
    lambda row, draft: draft.as_object().save(),
    lambda row, draft: row.unpublish(),
    lambda row, draft: row.delete(),
], ids=["Wagtail's action", "Wagtail's mixin", "an update", "a save", "an unpublishing", "a deletion"])
def test_tables_changed_behind_the_door(way, clinician, editor, needles):
    """No file changes with it, then or later; reading the data puts the tables right."""
    way(needles, draft_of(needles, editor, answer=NEW))
    if Topic.objects.filter(name="needles"):
        with pytest.raises(NotPublished, match="was changed in the meantime"):
            other = draft_of(needles, editor, answer="Good words.")
            approval(other, clinician)
            other.publish()
    read_data()
    row = Topic.objects.get(name="needles")
    assert row.live and row.answer.startswith("The answer to")


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("anonymous", "Clinicians")])
def test_a_row_that_says_that_somebody_else_approved(who, someone, editor, needles):
    """The role of whoever approved is asked for again."""
    draft = draft_of(needles, editor, answer=NEW)
    approval(draft, someone(who))
    with pytest.raises(NotPublished, match="To approve is for Clinicians"):
        draft.publish()


def test_an_approval_of_ones_own(clinician, needles):
    """A row that says so itself, and one that leaves out who wrote it."""
    for authors in ([clinician.pk], []):
        draft = draft_of(needles, clinician, answer=f"{NEW} {authors}")
        approval(draft, clinician, authors=authors)
        with pytest.raises(NotPublished, match="You wrote some of this yourself"):
            draft.publish()


@pytest.mark.parametrize("lose", [
    lambda user: user.groups.clear(), lambda user: user.groups.set(Group.objects.filter(name="Managers")),
    lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
], ids=["no role left", "another role", "switched off"])
def test_an_approver_who_is_none_any_more(lose, clinician, editor, needles):
    """What somebody approved who may no longer, has to be approved again."""
    draft = draft_of(needles, editor, answer=NEW)
    approval(draft, clinician)
    lose(clinician)
    with pytest.raises(NotPublished, match="To approve is for Clinicians"):
        draft.publish()


def test_an_approval_of_another_draft(clinician, editor, needles):
    """An older one of this topic, and one of another topic."""
    approval(draft_of(needles, editor, answer="Good words."), clinician)
    approval(draft_of(Topic.objects.get(name="greet"), editor, answer=NEW), clinician)
    with pytest.raises(NotPublished, match=NOBODY):
        draft_of(needles, editor, answer=NEW).publish()


@pytest.mark.parametrize("changed", [
    {"answer": NEW}, {"title": "New words"}, {"group": "clinic"}, {"more": NEW}, {"answer_without_facts": NEW},
    {"asks": [Ask(ask="An ask", questions="one more\nquestion of\nfour with\nother words")]},
    {"related": []}, {"citations": []},
], ids=lambda changed: next(iter(changed)))
@pytest.mark.parametrize("place", ["in its place", "in memory"])
def test_a_draft_changed_after_it_was_approved(place, changed, clinician, editor, needles):
    """Anything of it, as autosaving does: the same row, other words."""
    draft = draft_of(needles, editor, answer="Good words.")
    approval(draft, clinician)
    row = draft.as_object()
    for name, value in changed.items():
        setattr(row, name, value)
    if place == "in memory":
        draft.content = json.loads(json.dumps(row.serializable_data(), default=str))
    else:
        draft = row.save_revision(user=editor, overwrite_revision=draft, clean=False)
    with pytest.raises(NotPublished, match=CHANGED):
        draft.publish()


def test_a_new_topic_renamed_after_it_was_approved(clinician, editor, stays):
    """A name says which file it is, and belongs to what was approved."""
    draft = fresh_draft(editor)
    approval(draft, clinician)
    draft.content["name"] = "renamed"
    draft.save()
    with pytest.raises(NotPublished):
        draft.publish()


@pytest.mark.parametrize("place", ["in its content", "in the form"])
def test_a_draft_that_says_of_itself_that_it_is_approved(place, editor, clinician, handed_in, stays):
    """Nobody's name but an approver's comes to stand in a file, and no other time than the clinic's rules give."""
    said_so = {"review_by": "Dr. Nobody", "review_date": "2020-01-01", "review_due": "2099-01-01", "live": True}
    if place == "in the form":
        save(editor, handed_in, "cancel-workflow")
        save(editor, handed_in, "submit", answer=f"{NEW} Yes.", **said_so)
    else:
        draft = Topic.objects.get(name="needles").latest_revision
        draft.content.update(said_so)
        draft.save()
    with pytest.raises(NotPublished, match=NOBODY):
        Topic.objects.get(name="needles").latest_revision.publish()
    press(clinician, handed_in)
    review = stays.served()["needles"].review
    assert review.by == "Cleo Example" and review.due.year == review.date.year + 1
    stays.look()


# Content

BROKEN = {
    "no source": ({"citations": []}, "sources"),
    "a source that only the desk knows": ({"citations": [Citation(source_id="made_up")]}, "made_up"),
    "no answer": ({"answer": ""}, "answer"),
    "an unknown fact": ({"answer": f"{NEW} {{phone_of_nobody}}"}, "phone_of_nobody"),
    "no asks": ({"asks": []}, "asks"),
    "another topic's title": ({"title": "What does it cost?"}, "title"),
    "a sign of danger as an example": ({"asks": [Ask(ask="An ask", questions="I have chest pain now\na b\nc d\ne f")]}, ""),
}


@pytest.mark.parametrize("changed, why", BROKEN.values(), ids=BROKEN)
def test_content_that_is_not_in_order(changed, why, clinician, editor, needles):
    """Neither a clinician's press nor a row that says that it was approved brings it out."""
    Source.objects.create(key="made_up", title="Made up", publisher="Nobody", read="never")
    row = waiting(needles, editor, **{"answer": NEW, **changed})
    told = said(press(clinician, row))
    assert "This cannot be approved yet" in told and why in told
    approval(row.get_latest_revision(), clinician)
    with pytest.raises(NotPublished, match="This cannot be approved yet"):
        row.get_latest_revision().publish()


@pytest.mark.parametrize("changed, why", [
    ({"citations-0-DELETE": "1"}, "sources"), ({"answer": ""}, ""), ({"answer": " \n "}, ""),
    ({"citations-0-source": "no"}, ""),
    ({"asks-0-DELETE": "1"}, "asks"), ({"answer": "Call {phone_of_nobody}."}, "phone_of_nobody"),
], ids=["no source", "no answer", "a blank answer", "no such source", "no asks", "an unknown fact"])
def test_handing_in_what_is_not_in_order(changed, why, editor, needles):
    """The form says so, or the desk does."""
    answer = save(editor, needles, "submit", **changed)
    assert answer.status_code == 200 or "cannot be handed in yet" in said(answer) and why in said(answer)
    needles.refresh_from_db()
    assert not needles.workflow_in_progress


def test_a_draft_whose_source_is_gone(editor, someone, needles):
    """A draft that cites what an administrator has deleted since is shown, and says what is missing."""
    Source.objects.create(key="made_up", title="Made up", publisher="Nobody", read="never")
    draft_of(needles, editor, answer=NEW, citations=[Citation(source_id="made_up")])
    Source.objects.get(key="made_up").delete()
    assert "cannot be handed in yet" in said(save(editor, needles, "submit"))


@pytest.mark.parametrize("name", ["../clinic", "../x", "../../x", "crisis", "Upper", "/tmp/no_way_out"])
def test_a_name_put_in_by_code(name, clinician, editor, needles, stays):
    """A topic's file stands in the folder of topics, under a topic's name."""
    draft = fresh_draft(editor, name=name)
    approval(draft, clinician)
    with pytest.raises(NotPublished, match="cannot be a topic's name"):
        draft.publish()


# Files

@pytest.mark.parametrize("spoilt", [{"sources": None}, {"review": None}, {"sources": ["nobody"]}, {"answer": None}],
                         ids=["no source", "no review", "an unknown source", "no answer"])
def test_a_file_written_by_hand_that_is_not_in_order(spoilt, desk, stays, needles):
    """Visitors keep what they had, and the desk does not take it for live."""
    desk.write("faq/needles.yml", topic("What are the needles like?", **{"answer": NEW, **spoilt}))
    read_data()
    needles.refresh_from_db()
    assert needles.answer != NEW and stays.served() == stays.before[1]
    stays.look()


@pytest.mark.parametrize("text", [
    as_yaml(topic("What are the needles like?", answer="By hand.")), as_yaml(topic("Needles", sources=None)), "title: [",
    "- a\n- b", "just words", "", "title: a\ntitle: b\n", None,
], ids=["in order", "without source", "broken", "a list", "a text", "empty", "a key twice", "gone"])
def test_a_file_changed_by_hand_is_not_written_over(text, desk, stays, clinician, editor, needles):
    """While a draft waited: a refusal in words, and the file stays as whoever changed it left it."""
    row = waiting(needles, editor, answer="Good words.")
    path = desk.path / "faq/needles.yml"
    path.unlink() if text is None else path.write_text(text)
    stays.look()
    answer = press(clinician, row)
    assert "was changed in the meantime" in said(answer) or "cannot be approved yet" in said(answer)


def test_a_new_topic_whose_file_somebody_wrote_meanwhile(desk, stays, clinician, editor):
    """Be it broken: it is not written over."""
    draft = fresh_draft(editor)
    row = waiting(draft.content_object, editor)
    desk.write("faq/fresh.yml", "title: [")
    stays.look()
    answer = press(clinician, row)
    assert "was changed in the meantime" in said(answer) or "cannot be approved yet" in said(answer)


def test_a_draft_can_be_saved_after_its_file_was_changed_by_hand(desk, stays, editor, needles):
    """The screen that shows it takes it back."""
    save(editor, needles, answer=NEW)
    desk.change("faq/needles.yml", "The answer to", "Another answer to")
    read_data()
    stays.look()
    assert "submitted" in said(save(editor, needles, "submit", answer=f"{NEW} Yes."))
