"""Drafts of a file, and the screens that lead there: whose, of what, and what stays as it is."""
import os
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from desk.answers.models import Source, Topic
from desk.answers.publishing import authors
from desk.exchange import kept, views
from desk.exchange.doing import make_drafts, outcome_of
from desk.exchange.files import read
from desk.policies import Refused, Role
from faq.store import load
from tests.desk.exchange import XLSX, ZIP, changing, new_topic, row_of, told, workbook
from tests.desk.inbox import client_of

UPLOAD, ROLES = "/exchange/import/", {Role.READER: False, Role.EDITOR: True, Role.CLINICIAN: True, Role.MANAGER: False}


@pytest.fixture
def imports(settings, tmp_path):
    """-> what is kept between preview and button."""
    settings.KEPT = tmp_path
    return lambda: sorted((tmp_path / "imports").glob("*"))


def latest(name):
    return Topic.objects.get(name=name).get_latest_revision_as_object()


def questions_of(name):
    return {each.ask: each.questions.splitlines() for each in latest(name).asks.all()}


def change(said):
    """A topic's answer, place, sources and questions, and a new topic."""
    row_of(said, "needles").update(
        answer="Other words.\n\nIn two paragraphs.", related="cost, vouchers", sources="nccih, nhs")
    said["Questions"].append({"topic": "needles", "ask": "Another ask", "question": "Are they thin?"})
    new_topic(said, "vouchers", "Do you sell vouchers?", "do you sell vouchers", related="needles")


def upload(client, said, **more):
    content = said if isinstance(said, bytes) else workbook(said)
    return client.post(UPLOAD, {"file": SimpleUploadedFile("topics.xlsx", content)}, **more)


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode().replace("&#x27;", "'")).split())


def test_drafts_of_a_file(desk, editor):
    """Of what changed, by this user, with nothing else of the topic touched; visitors have nothing of it."""
    before = {path: path.read_bytes() for path in sorted(desk.path.rglob("*.yml"))}
    made = make_drafts(editor, changing(editor, change).changes)
    assert [topic.name for topic in made.drafts] == ["vouchers", "needles"] and made.skipped == []
    draft, new = latest("needles"), latest("vouchers")
    assert (draft.answer, draft.more) == ("Other words.\n\nIn two paragraphs.", "They are made of steel.")
    assert [each.to.name for each in draft.related.all()] == ["cost", "vouchers"]
    assert [each.source_id for each in draft.citations.all()] == ["nccih", "nhs"]
    assert list(questions_of("needles")) == ["An ask", "Another ask"] and len(questions_of("needles")["An ask"]) == 4
    assert (new.title, new.group, new.live, questions_of("vouchers")) == (
        "Do you sell vouchers?", "clinic", False, {"An ask": ["do you sell vouchers"]})
    topic = Topic.objects.get(name="needles")
    assert topic.has_unpublished_changes and topic.latest_revision.user == editor
    assert topic.answer.startswith("The answer to") and authors(topic, topic.latest_revision) == {editor.pk}
    assert {path: path.read_bytes() for path in sorted(desk.path.rglob("*.yml"))} == before
    assert not Topic.objects.get(name="cost").has_unpublished_changes


def test_who_imported_what_is_in_the_history(desk, editor):
    """A line of Wagtail's log on each topic, with words of its own."""
    make_drafts(editor, changing(editor, change).changes)
    entries = ModelLogEntry.objects.filter(action="exchange.import").order_by("pk")
    assert [(entry.user, entry.label, bool(entry.revision_id)) for entry in entries] == [
        (editor, "Do you sell vouchers?", True), (editor, "What are the needles like?", True)]
    assert registry.get_action_label("exchange.import") == "Import"


def test_an_imported_draft_goes_the_usual_way(desk, editor, clinician):
    """A clinician approves it, and visitors get it; the file that was imported then changes nothing more."""
    said = told(editor)
    row_of(said, "needles")["answer"] = "Other words."
    make_drafts(editor, outcome_of(editor, XLSX, workbook(said)).changes)
    topic = Topic.objects.get(name="needles")
    topic.get_workflow().start(topic, editor)
    state = topic.current_workflow_task_state
    state.task.specific.on_action(state, clinician, "approve")
    assert load(desk.path).topics["needles"].answer == "Other words."
    again = outcome_of(editor, XLSX, workbook(said))
    assert (again.changes, again.faults, again.same) == ([], [], 4)


def test_what_somebody_changed_in_between_is_skipped(desk, editor, clinician):
    """By a new draft or within the same one; the others become drafts."""
    def both(said):
        change(said)
        row_of(said, "cost")["more"] = "Other words."
        row_of(said, "greet")["more"] = "Other words."

    old = latest("cost")
    old.more = "Words of a draft."
    revision = old.save_revision(user=clinician, clean=False)
    outcome = changing(editor, both, drafts=True)
    needles, cost = latest("needles"), latest("cost")
    needles.more = cost.more = "Words in between."
    needles.save_revision(user=clinician, clean=False)
    cost.save_revision(user=clinician, clean=False, overwrite_revision=revision)
    made = make_drafts(editor, outcome.changes)
    assert {topic.name for topic in made.drafts} == {"vouchers", "greet"}
    assert {title for title, _ in made.skipped} == {"What are the needles like?", "What does it cost?"}
    assert all("Somebody has changed this topic since" in why for _, why in made.skipped)
    assert latest("needles").more == latest("cost").more == "Words in between."


def test_what_else_is_skipped(desk, editor, clinician):
    """Whole: what was handed in, what names a source that is gone, a topic that somebody else began, and what is related
    to it no more."""
    def several(said):
        for name in ("needles", "cost"):
            row_of(said, name)["more"] = "Other words."
        row_of(said, "greet").update(answer="Good day.", sources="nccih")
        new_topic(said, "vouchers", "Do you sell vouchers?", "do you sell vouchers")
        new_topic(said, "gifts", "Is it a gift?", "is it a gift", related="vouchers", sources="nccih")

    outcome = changing(editor, several)
    needles = latest("needles")
    needles.get_workflow().start(needles, clinician)
    Topic.objects.filter(name="cost").update(locked=True, locked_by=clinician)
    Source.objects.filter(key="nccih").delete()
    Topic.objects.create(name="vouchers", title="Somebody else's", live=False)
    made = make_drafts(editor, outcome.changes)
    assert made.drafts == []
    whys = dict(made.skipped)
    assert "handed in" in whys["What are the needles like?"] and "locked by Cleo" in whys["What does it cost?"]
    assert "source 'nccih'" in whys["Hello"] and "source 'nccih'" in whys["Is it a gift?"]
    assert "Somebody has begun a topic of that name" in whys["Do you sell vouchers?"]
    assert not Topic.objects.filter(name="gifts").exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER])
def test_who_may_not_draft_makes_none(desk, editor, account, role):
    outcome = changing(editor, change)
    with pytest.raises(Refused):
        make_drafts(account("somebody", role), outcome.changes)
    assert not Topic.objects.filter(name="vouchers").exists()


def test_the_screens_by_role(desk, account):
    """Everybody may export; to import is for who may draft; who belongs to no group sees nothing."""
    for role, allowed in ROLES.items():
        client = client_of(account(role.name.lower(), role))
        page = client.get("/exchange/")
        assert page.status_code == 200 and ('type="file"' in page.content.decode()) == allowed
        assert client.get("/exchange/export/?what=live&form=xlsx").status_code == 200
        sent = upload(client, b"x")
        assert sent.status_code == (200 if allowed else 302), role
        assert client.get(UPLOAD).status_code in (405, 302)
    client = client_of(account("nobody"))
    assert [client.get(f"/exchange/{page}").status_code for page in ("", "export/", "changes/x/")] == [302] * 3


def test_what_is_downloaded(desk, editor):
    """A file with a name that says what it holds, and when it was."""
    for form, name, sheets in (("xlsx", XLSX, ["Answers", "Questions"]), ("csv", ZIP, ["answers", "questions"])):
        answer = client_of(editor).get(f"/exchange/export/?what=drafts&form={form}")
        assert re.search(r"attachment; filename=\"topics-drafts-\d{4}-\d\d-\d\d\.", answer["Content-Disposition"])
        assert [sheet.name for sheet in read(name, b"".join(answer.streaming_content))] == sheets
    assert client_of(editor).get("/exchange/export/?what=all&form=xls").status_code == 302


def test_from_upload_to_drafts(desk, editor, imports):
    """Nothing changes before the button is pressed; what was kept in between is gone then."""
    client = client_of(editor)
    said = told(editor)
    change(said)
    row_of(said, "cost")["group"] = "<b>none</b>"
    shown = client.get(upload(client, said).url)
    text = words(shown)
    assert "“topics.xlsx”: 2 topics would change, 2 are as at the desk." in text
    assert "New topic: Do you sell vouchers?" in text and "Added Are they thin? under “Another ask”" in text
    assert "Answers 3 group cost '&lt;b&gt;none&lt;/b&gt;' is no group of topics." in text
    assert not Topic.objects.filter(name="vouchers").exists() and len(imports()) == 1
    made = client.post(shown.request["PATH_INFO"])
    assert "2 drafts made." in words(made) and imports() == []
    again = client.post(shown.request["PATH_INFO"], follow=True)
    assert "is not kept any more" in words(again) and Topic.objects.get(name="needles").revisions.count() == 2


def test_an_upload_that_cannot_be_read(desk, editor, imports):
    """It is said at the field, and nothing is kept."""
    client = client_of(editor)
    assert "no file of that kind" in words(upload(client, b"x"))
    assert "Choose a file first." in words(client.post(UPLOAD))
    assert "The file has 5.0 MB; at most 5 MB are read." in words(upload(client, b"x" * 5_000_001))
    assert imports() == []


def test_what_is_kept_is_its_accounts_own(desk, editor, clinician, imports):
    """For a day, one a person; no address leads elsewhere."""
    outcome = changing(editor, change)
    first, second = kept.keep(editor, outcome), kept.keep(editor, outcome)
    assert kept.kept(editor, first) is None and kept.kept(editor, second) is not None
    assert kept.kept(clinician, second) is None and kept.take(clinician, second) is None
    assert client_of(clinician).get(f"/exchange/changes/{second}/").status_code == 302
    other = kept.keep(clinician, outcome)
    assert oct(imports()[0].parent.stat().st_mode)[-3:] == "700"
    os.utime(next(path for path in imports() if second in path.name), (time.time() - kept.DAY - 1,) * 2)
    assert kept.kept(editor, second) is None
    kept.keep(clinician, outcome)
    assert len(imports()) == 1 and kept.kept(clinician, other) is None
    for token in ("../../desk.key", "x" * 22, "", "%2e%2e"):
        assert kept.kept(editor, token) is None and kept.take(editor, token) is None


def test_many_topics_are_shown_in_pages(desk, editor, monkeypatch):
    """The page does not grow with what would change, nor do its queries; the button is for all of it."""
    monkeypatch.setattr(views, "PAGE", 2)
    client = client_of(editor)

    def queries(count):
        said = told(editor)
        for number in range(count):
            new_topic(said, f"new_{number}", f"New topic {number}?", f"what is new {number}")
        url = upload(client, said).url
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            page = client.get(f"{url}?p=2" if count > 2 else url)
        return len(found), page

    few, _ = queries(2)
    many, page = queries(30)
    assert few == many
    assert "Page 2 of 15: 3 to 4 of 30 topics" in words(page) and "New topic 2?" in words(page)
    assert words(page).count("New topic: ") == 2 and "30 drafts in your name" in words(page)
