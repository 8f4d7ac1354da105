"""Checks across files: known names, phrases and numbers that must be there, reviews. Of asks see test_check_asks.py."""
from datetime import timedelta

import pytest

from faq.checks import check, due_soon
from faq.reader import Reader
from faq.text import normal
from tests.conftest import TODAY, condition, review

COST, NEEDLES, CONDITIONS, PHRASES, URGENT = ("faq/cost.yml", "faq/needles.yml", "conditions.yml", "phrases.yml",
                                              "urgent.yml")
SIGN = "signs/chest.yml"
REFUSALS = [  # (file, what is written, what somebody makes of it, words on the refused line, the refusal, why it is hard)
    (NEEDLES, "related:\n- cost", "related:\n- cots", "- cots",
     "related: 'cots' is no topic; did you mean 'cost'?", "a slip"),
    (NEEDLES, "related:\n- cost", "related:\n- needles", "- needles", "related: 'needles' is this topic itself", "itself"),
    (NEEDLES, "sources:\n- nhs", "sources:\n- nhs\n- ncih", "- ncih",
     "sources: 'ncih' is not in data/sources.yml; did you mean 'nccih'?", "the second of two"),
    (CONDITIONS, "sources:\n  - nccih", "sources:\n  - zzz", "- zzz", "sources: 'zzz' is not in data/sources.yml",
     "no name is near"),
    (URGENT, "text: Call {emergency} now.\n    sources:\n    - nhs", "text: Call.\n    sources:\n    - nsh", "- nsh",
     "sources: 'nsh' is not in data/sources.yml; did you mean 'nhs'?", "an urgent answer's"),
    (SIGN, "sources:\n- nhs\n", "sources:\n- nhhs\n", "- nhhs", "sources: 'nhhs' is not in", "a sign's"),
    (COST, "{price_first}", "{price_frist}", "answer:",
     "nothing fills the placeholder {price_frist}; did you mean 'price_first'?", "in an answer"),
    (COST, "sources:", "more: In {country}.\nsources:", "more:", "nothing fills the placeholder {country}",
     "a key of clinic.yml that is no fact for visitors"),
    (COST, "answer_without_facts: Please ask for the price.\n", "", "answer:",
     "the answer has a placeholder, so it needs an 'answer_without_facts'", "nothing to fall back to"),
    (COST, "Please ask for", "Ask {phone} for", "answer_without_facts:",
     "'answer_without_facts' may not have a placeholder; it has {phone}", "it could be empty in its turn"),
    (PHRASES, "This is said for unsure.", "Reach {contct}.", "unsure:",
     "nothing fills the placeholder {contct}; did you mean 'contact'?", "a phrase's"),
    (URGENT, "Call {emergency} now.", "Call {phone} now.", "text: Call {phone}", "nothing fills the placeholder {phone}",
     "a clinic's number has no place in an emergency"),
    (URGENT, "without_lines: Call {emergency} when", "without_lines: Call {abuse} when", "without_lines: Call {abuse}",
     "nothing fills the placeholder {abuse}", "the words for countries without that line"),
    (URGENT, "calmed: Stay safe.", "calmed: Ask {abuse}.", "calmed: Ask {abuse}.", "nothing fills the placeholder {abuse}",
     "not every country has that line, and these words have no others"),
    (PHRASES, "  outage:", "  outgae:", "phrases:", "the phrase 'outage' is missing", "the line of what surrounds it"),
    (PHRASES, "  outage:", "  outgae:", "outgae:", "no such phrase is said: 'outgae'; did you mean 'outage'?", "a slip"),
    (CONDITIONS, "topic: condition_headache", "topic: headache", "topic: headache",
     "topic: 'headache' is no topic; did you mean 'condition_headache'?", "a name that nearly fits"),
    (CONDITIONS, "- id: stress", "- id:  migraine", "- id:  migraine", "a second condition has the id 'migraine'", "ids"),
    (CONDITIONS, "  also:\n  - stresss", "  also: [Migraines!]", "also: [",
     "'migraines' belongs to 'migraine' already", "capitals and punctuation are no difference"),
    (URGENT, "  see_doctor:\n    text: See a doctor today.\n    sources:\n    - nccih\n", "", "answers:",
     "the answer for 'see_doctor' is missing", "all must be there"),
    (URGENT, "  NZ:\n    emergency: NZ-911\n    crisis_line: NZ-988\n", "", "numbers:", "the numbers for 'NZ' are missing",
     "a clinic may set any country"),
    (NEEDLES, "title: What are the needles like?", "title: what does it cost", "title:",
     "the title 'what does it cost' is that of 'cost' too", "two buttons would read the same"),
]
SAME = [("What's it like?", "whats it like", "apostrophes"), ("  A   b ", "a b", "spaces"),
        ("Café!", "café", "accents stay"), ("a’b", "ab", "the typographic apostrophe")]


@pytest.mark.parametrize("name, old, new, where, text, why", REFUSALS)
def test_what_does_not_fit_together_is_said(folder, name, old, new, where, text, why):
    """A name that nothing answers to is refused with file, line and the nearest right one."""
    folder.change(name, old, new)
    found = [problem for problem in folder.problems() if f": {text}" in problem]
    assert [problem.split(": ")[0] for problem in found] == [f"data/{name}:{folder.line(name, where)}"], why


@pytest.mark.parametrize("question, expected, why", SAME)
def test_normal(question, expected, why):
    """Questions are compared without case, punctuation and spare spaces."""
    assert normal(question) == expected, why


@pytest.mark.parametrize("name", ["emergency", "crisis", "see_doctor", "out_of_scope", "unsure", "Moxa", "moxa-2", "2nd"])
def test_a_topic_needs_a_name_that_code_can_use(folder, name):
    """Names that mean something else, or that are no plain words, are refused."""
    folder.topic(name, "What is moxa?")
    assert f"data/faq/{name}.yml:1: '{name}' cannot be a topic's name" in folder.problems()[0]


def test_a_broken_file_breaks_no_other(folder):
    """Of a topic that cannot be read only its own problem is told, and none of those that name it."""
    folder.change(COST, "group: clinic", "group: clinc")
    assert [problem.split(":")[0] for problem in folder.problems()] == [f"data/{COST}"]


def test_without_its_sources_nothing_else_is_blamed(folder):
    """While sources.yml is broken no topic is told that its sources are unknown."""
    folder.change("sources.yml", "read: seen", "read: often")
    assert [problem.split(":")[0] for problem in folder.problems()] == ["data/sources.yml"]


@pytest.mark.parametrize("name", [NEEDLES, CONDITIONS, PHRASES, URGENT])
def test_an_overdue_review_is_said_on_its_line(folder, name):
    """The day after its due date whatever is reviewed is a problem that withholds only itself."""
    folder.change(name, "due: 2099-11-24", f"due: {TODAY - timedelta(days=1)}")
    [problem] = folder.found()
    assert (problem.file, problem.line, problem.overdue) == (f"data/{name}", folder.line(name, "due:"), True)


def test_a_review_holds_on_its_last_day(folder):
    """On the due date itself an answer is still served."""
    folder.topic("needles", "Needles?", review=review(due=TODAY))
    assert folder.problems() == []


def test_all_problems_of_all_files_are_told(folder):
    """Checks go on after the first problem."""
    folder.topic("needles", "Needles?", related=["nowhere"], sources=["nobody"], answer="Ask {noone}.")
    folder.write(CONDITIONS, {"review": review(), "conditions": [condition("gout", topic="nowhere", sources=["nobody"])]})
    assert [problem.split(":")[0] for problem in folder.problems()] == 2 * [f"data/{CONDITIONS}"] + 4 * [f"data/{NEEDLES}"]


def test_due_soon_looks_sixty_days_ahead(folder):
    """Reviews due from today to the sixtieth day are told, soonest first; others are not."""
    for name, days in [("a", 61), ("b", 60), ("c", 0), ("d", -1)]:
        folder.topic(name, f"Topic {name}", review=review(due=TODAY + timedelta(days)))
    knowledge, _ = check(Reader(folder.path).files(), TODAY)
    assert due_soon(knowledge, TODAY) == [("faq/c", TODAY), ("faq/b", TODAY + timedelta(60))]
