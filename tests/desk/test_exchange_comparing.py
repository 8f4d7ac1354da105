"""What would change if a file were imported, and what of it is refused, with its place and the reason."""
import copy
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.answers.importing import read_data
from desk.answers.models import Topic
from desk.exchange import reading
from desk.exchange.doing import outcome_of
from desk.policies import Refused, Role
from faq.reader import DATA
from faq.store import load
from tests.desk.exchange import (
    XLSX,
    ZIP,
    changing,
    csv_of,
    exported,
    faults_of,
    new_topic,
    packed,
    row_of,
    told,
    workbook,
)

LIVE = "The answer to: What are the needles like?"


@pytest.fixture
def whole(settings, tmp_path, desk) -> Path:
    """The project's own data, read."""
    Topic.objects.all().delete()
    settings.FAQ_DATA = Path(shutil.copytree(DATA, tmp_path / "whole"))
    read_data()
    return settings.FAQ_DATA


def draft(name, user, **values):
    """Saves one, as the editing screen does."""
    topic = Topic.objects.get(name=name).get_latest_revision_as_object()
    for key, value in values.items():
        setattr(topic, key, value)
    topic.save_revision(user=user, clean=False)


def test_the_projects_own_data_comes_back_unchanged(whole, editor):
    """All topics, in both formats, also as drafts: nothing would change, and nothing is refused."""
    count = len(load(whole).topics)
    for name, drafts in ((XLSX, False), (XLSX, True), (ZIP, False), (ZIP, True)):
        outcome = outcome_of(editor, name, exported(editor, name, drafts))
        assert (outcome.changes, outcome.faults, outcome.notes, outcome.same) == ([], [], [], count)


def test_a_changed_answer_and_its_questions(desk, editor):
    """Field by field, with what was before; questions as they are added, removed and moved."""
    def change(said):
        row_of(said, "needles").update(answer="Other words.", related="cost, condition_headache")
        questions = [row for row in said["Questions"] if row["topic"] == "needles"]
        said["Questions"].remove(questions[0])
        questions[1]["ask"] = "Another ask"
        said["Questions"].append({"topic": "needles", "ask": "An ask", "question": "Are they thin?"})

    outcome = changing(editor, change)
    only, = outcome.changes
    assert outcome.same == 3 and outcome.faults == []
    assert only.old["answer"] == LIVE and only.values["answer"] == "Other words."
    assert (only.old["related"], only.values["related"]) == (["cost"], ["cost", "condition_headache"])
    assert only.added == [("An ask", "Are they thin?")]
    assert only.removed == [("An ask", "What are the needles like? please")]
    assert only.moved == [("What are the needles like? then", "An ask", "Another ask")]
    assert not only.new and set(only.values) == {"answer", "related", "asks"}


def test_what_somebody_sorts_or_is_for_reading_only_changes_nothing(desk, editor):
    """Rows in another order, columns in another order and other letters, a review that somebody typed."""
    said = told(editor)
    for rows in said.values():
        rows.reverse()
    row_of(said, "cost").update({"reviewed by (for reading only)": "me", "due (for reading only)": "2099-01-01"})
    columns = {"Answers": reversed(said["Answers"][0])}
    assert outcome_of(editor, XLSX, workbook(said, columns)).changes == []
    content = packed(answers_csv=csv_of(said["Answers"], "Answers").replace(b"answer without", b"  ANSWER  Without"),
                     questions_csv=csv_of(said["Questions"], "Questions"))
    assert outcome_of(editor, ZIP, content).changes == []


def test_a_topic_that_is_new_and_one_that_is_missing(desk, editor):
    """The first would become a draft; of the second nothing is said."""
    def change(said):
        said["Answers"] = [row for row in said["Answers"] if row["name"] != "cost"]
        said["Questions"] = [row for row in said["Questions"] if row["topic"] != "cost"]
        new_topic(said, "vouchers", "Do you sell vouchers?", "do you sell vouchers", related="gifts")
        new_topic(said, "gifts", "Is it a gift?", "is it a gift", related="vouchers")

    outcome = changing(editor, change)
    assert [(change.name, change.new) for change in outcome.changes] == [("vouchers", True), ("gifts", True)]
    assert outcome.faults == [] and outcome.same == 3


def test_one_table_alone(desk, editor):
    """What stands in the other one stays."""
    said = told(editor)
    row_of(said, "needles")["answer"] = "Other words."
    outcome = outcome_of(editor, "my answers.csv", csv_of(said["Answers"], "Answers"))
    assert [list(change.values) for change in outcome.changes] == [["answer"]] and outcome.same == 3
    assert outcome.notes == ["There is no sheet 'Questions' in this file, so all questions stay as they are."]
    said["Questions"] = [row for row in said["Questions"] if row["topic"] == "cost"][1:]
    outcome = outcome_of(editor, "x.csv", csv_of(said["Questions"], "Questions"))
    only, = outcome.changes
    assert (only.name, len(only.removed), list(only.values)) == ("cost", 1, ["asks"])


@pytest.mark.parametrize("drafts", [False, True], ids=["live", "drafts"])
def test_a_draft_that_is_there(desk, editor, clinician, drafts):
    """It is exported if that is chosen; a file of what is live leaves it alone."""
    draft("needles", clinician, answer="Words of a draft.")
    said = told(editor, drafts)
    assert row_of(said, "needles")["answer"] == ("Words of a draft." if drafts else LIVE)
    outcome = outcome_of(editor, XLSX, workbook(said))
    assert (outcome.changes, outcome.faults, outcome.same) == ([], [], 4)
    row_of(said, "needles")["answer"] = LIVE if drafts else "Words of the file."
    outcome = outcome_of(editor, XLSX, workbook(said))
    if drafts:  # back to what is live
        assert [change.old for change in outcome.changes] == [{"answer": "Words of a draft."}]
    else:
        (sheet, row, column, why), = faults_of(outcome)
        assert (sheet, column, outcome.changes) == ("Answers", "name", []) and "has a newer draft" in why


def test_what_somebody_drafted_after_the_export(desk, editor, clinician):
    """An old file does not undo it; what it says otherwise of the other table is taken."""
    said = told(editor)
    draft("needles", clinician, answer="Words of a draft.")
    said["Questions"].append({"topic": "needles", "ask": "An ask", "question": "Are they thin?"})
    outcome = outcome_of(editor, XLSX, workbook(said))
    assert [list(change.values) for change in outcome.changes] == [["asks"]] and outcome.faults == []


SPOILED = {
    "group": (lambda said: row_of(said, "needles").update(group="hwo"),
              ("Answers", "group", "'hwo' is no group of topics; did you mean 'how'?")),
    "source": (lambda said: row_of(said, "needles").update(sources="nhs, nhz"),
               ("Answers", "sources", "There is no source 'nhz'; did you mean 'nhs'? The page")),
    "no source": (lambda said: row_of(said, "needles").update(sources=""), ("Answers", "sources", "'sources' is empty")),
    "no group": (lambda said: row_of(said, "needles").update(group=""), ("Answers", "group", "The group is empty.")),
    "related": (lambda said: row_of(said, "needles").update(related="csot"), ("Answers", "related", "mean 'cost'?")),
    "title": (lambda said: row_of(said, "needles").update(title="x" * 51), ("Answers", "title", "has 51 characters")),
    "title of another": (lambda said: row_of(said, "needles").update(title="what does it cost"),
                         ("Answers", "title", "the title 'what does it cost' is that of 'cost' too")),
    "placeholder": (lambda said: row_of(said, "needles").update({"answer": "{fone}.", "answer without facts": "Call."}),
                    ("Answers", "answer", "nothing fills the placeholder {fone}; did you mean 'phone'?")),
    "facts": (lambda said: row_of(said, "needles").update(answer="Call {phone}."), ("Answers", "answer", "it needs an")),
    "formula": (lambda said: row_of(said, "needles").update(answer="=A1"), ("Answers", "answer", "holds a formula")),
    "twice": (lambda said: said["Answers"].append(row_of(said, "needles")), ("Answers", "name", "stands in row 5 already")),
    "question of another": (lambda said: said["Questions"].append(
        {"topic": "needles", "ask": "An ask", "question": "what does it cost, THEN?"}),
        ("Questions", "question", "is a question of the topic 'What does it cost?' too")),
    "question of none": (lambda said: said["Questions"].append(
        {"topic": "needles", "ask": "An ask", "question": "What is the weather?"}),
        ("Questions", "question", "stands among what is not for us, under 'A kind'")),
    "question twice": (lambda said: said["Questions"].append(
        {"topic": "needles", "ask": "An ask", "question": "what are the needles like, THEN"}),
        ("Questions", "question", "already, in the same words")),
    "danger": (lambda said: said["Questions"].append(
        {"topic": "needles", "ask": "An ask", "question": "I have chest pain now"}), ("Questions", "", "danger in")),
    "no question": (lambda said: said["Questions"].append({"topic": "needles", "ask": "An ask"}),
                    ("Questions", "question", "it has no question")),
    "no ask": (lambda said: said["Questions"].append({"topic": "needles", "question": "Thin?"}),
               ("Questions", "ask", "it does not say what people want to know")),
    "long ask": (lambda said: said["Questions"].append({"topic": "needles", "ask": "x" * 201, "question": "Thin?"}),
                 ("Questions", "ask", "201 characters")),
}


def test_topics_that_are_refused(desk, editor):
    """With sheet, row, column and a reason; the topic is left out, and another one in the file is not."""
    clean = told(editor)
    row_of(clean, "greet")["answer"] = "Good morning."
    for name, (spoil, (sheet, column, reason)) in SPOILED.items():
        said = copy.deepcopy(clean)
        spoil(said)
        outcome = outcome_of(editor, XLSX, workbook(said))
        (fault,), row = outcome.faults, said[sheet][outcome.faults[0].row - 2]
        assert (fault.sheet, fault.column, fault.topic) == (sheet, column, "needles"), name
        assert reason in fault.text and fault.text.endswith((".", "?")), name
        assert row.get("name", row.get("topic")) == "needles" and (sheet == "Answers" or row is said[sheet][-1]), name
        assert [change.name for change in outcome.changes] == ["greet"], name


def test_rows_that_are_nobodys(desk, editor):
    """A row without a topic, one of a topic that is nowhere, and new topics that may not be."""
    def change(said):
        said["Answers"].append({"title": "Whose is this?"})
        said["Questions"] += [{"ask": "An ask", "question": "Whose?"},
                              {"topic": "needels", "ask": "x", "question": "Thin?"}]
        new_topic(said, "Big Name", "A big name", "a big name")
        new_topic(said, "all_is_well", "A name of the code", "a name of the code")
        new_topic(said, "empty", "No questions")
        new_topic(said, "alone", "Alone", "am i alone", answer="")

    outcome = changing(editor, change)
    assert outcome.changes == [] and outcome.same == 4
    found = {(sheet, row, column): why for sheet, row, column, why in faults_of(outcome)}
    assert set(found) == {("Answers", 6, "name"), ("Answers", 7, "name"), ("Answers", 8, "name"), ("Answers", 9, "name"),
                          ("Answers", 10, "answer"), ("Questions", 18, "topic"), ("Questions", 19, "topic")}
    assert found["Questions", 19, "topic"].startswith("There is no topic 'needels'; did you mean 'needles'?")
    assert found["Answers", 9, "name"] == "The topic has no question. Add rows for it to 'Questions'."


@pytest.mark.parametrize("column", ["name", "answer", "sources"])
def test_a_column_that_is_missing(desk, editor, column):
    """The sheet is not read, the other one is."""
    said = told(editor)
    said["Questions"].append({"topic": "needles", "ask": "An ask", "question": "Thin?"})
    kept = [each for each in said["Answers"][0] if each != column]
    outcome = outcome_of(editor, XLSX, workbook(said, {"Answers": [*kept, "colour"]}))
    assert faults_of(outcome) == [("Answers", 1, column, f"The column '{column}' is missing. Its name has to stand in the "
                                                         f"first row.")]
    assert "The column 'colour' of 'Answers' is none of a topic's, so it was not read." in outcome.notes
    assert [list(change.values) for change in outcome.changes] == [["asks"]]


def test_other_sheets(desk, editor):
    """A person's own notes are said not to be read; a file without our sheets says nothing."""
    said = {**told(editor), "My notes": [{"something": "x"}]}
    assert outcome_of(editor, XLSX, workbook(said)).notes == [
        "The sheet 'My notes' is neither 'Answers' nor 'Questions', so it was not read."]
    (_, _, _, why), = faults_of(outcome_of(editor, XLSX, workbook({"My notes": [{"something": "x"}]})))
    assert why.startswith("There is no sheet 'Answers' or 'Questions' here.")


def test_a_question_that_goes_to_another_topic(desk, editor):
    """Both topics change; if the one that has it now is refused, so is the other."""
    def move(said):
        next(row for row in said["Questions"] if row["topic"] == "cost")["topic"] = "needles"

    outcome = changing(editor, move)
    assert {change.name for change in outcome.changes} == {"needles", "cost"} and outcome.faults == []

    def move_and_spoil(said):
        move(said)
        row_of(said, "cost")["title"] = "x" * 51

    outcome = changing(editor, move_and_spoil)
    assert {fault.topic for fault in outcome.faults} == {"needles", "cost"} and outcome.changes == []


def test_a_topic_without_rows_of_questions(desk, editor):
    """They stay as they are: a filter or a slip must not empty a topic."""
    def change(said):
        said["Questions"] = [row for row in said["Questions"] if row["topic"] != "needles"]

    outcome = changing(editor, change)
    assert (outcome.changes, outcome.same) == ([], 4)


def test_reading_takes_as_many_queries_for_many_drafts(desk, editor, clinician):
    """Whether they are locked or not."""
    def queries():
        with CaptureQueriesContext(connection) as found:
            reading.states(reading.rows(), editor)
        return len(found)

    draft("needles", clinician, answer="Words of a draft.")
    Topic.objects.filter(name="needles").update(locked=True, locked_by=clinician)
    few = queries()
    for name in ("cost", "greet"):
        draft(name, clinician, answer="Words of a draft.")
    Topic.objects.update(locked=True, locked_by=clinician)
    assert queries() == few


def test_what_waits_or_is_locked(desk, editor, clinician, needles):
    """It is said so at once."""
    needles.locked, needles.locked_by = True, clinician
    needles.save()
    greet = Topic.objects.get(name="greet")
    draft("greet", editor, answer="Good day.")
    greet.get_workflow().start(greet, editor)

    def change(said):
        row_of(said, "needles")["answer"] = row_of(said, "greet")["answer"] = "Other words."

    found = [why for _, _, _, why in faults_of(changing(editor, change, drafts=True))]
    assert len(found) == 2 and "handed in" in found[0] and "locked by Cleo Example" in found[1]


def test_only_who_may_draft(desk, account):
    """A reader's file is not looked into."""
    with pytest.raises(Refused):
        outcome_of(account("rita", Role.READER), XLSX, b"")
