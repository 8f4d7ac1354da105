"""The project's own data: complete, sound, plainly worded, and no louder than its sources."""
import pytest
import textstat

from faq.check_asks import thin_asks
from faq.checks import check
from faq.knowledge import TITLE_LIMIT, Clinic
from faq.placeholders import fill, placeholders
from faq.reader import Reader

from .wording import claims, doses, words

TOPICS = {
    "pain_whole_body", "pain_after_healing", "what_is_acupuncture", "how_it_works", "how_endorphins", "how_inflammation",
    "how_circulation", "how_nerve_signals", "how_muscles", "unclear_cause", "qi_meridians", "does_it_work", "styles",
    "conditions_treated", "condition_neck_back", "condition_headache", "condition_joint", "condition_muscle",
    "condition_sports", "condition_chronic", "condition_other", "acute_or_chronic", "individual_plan",
    "what_it_feels_like", "relaxation", "needles", "fear_of_needles", "session_length", "first_visit", "prepare",
    "aftercare", "point_choice", "during_session", "how_many_sessions", "how_soon", "long_term", "worse_after",
    "medication", "with_other_care", "natural_option", "is_it_safe", "who_should_avoid", "pregnancy", "blood_thinners",
    "implants", "serious_illness", "children", "bruising", "period", "unwell", "cost", "insurance", "booking",
    "cancellation", "hours", "location", "practitioner", "other_techniques", "dry_needling", "contact", "privacy",
    "about_bot", "greet", "thanks", "goodbye",
}
MANNERS = {"greet", "thanks", "goodbye"}
ANSWER_WORDS, MANNERS_WORDS = range(40, 91), range(5, 61)  # an answer fits a narrow phone without scrolling far
HARDEST = 8         # Flesch-Kincaid grade: what a pupil of that school year reads with ease
LEAST_ASKS = 10     # a topic
LEAST_QUESTIONS, LEAST_OF_MANNERS = 60, 40
LEAST_CONDITIONS = 60
LEAST_OUT_OF_SCOPE = 1_500


@pytest.fixture(scope="module")
def said(project):
    """(where it stands, text) of everything about health that a visitor may read."""
    texts = {f"{topic}.{key}": getattr(entry, key) for topic, entry in project.topics.items()
             for key in ("answer", "answer_without_facts", "more") if getattr(entry, key)}
    texts.update({f"conditions.{each.id}": each.evidence for each in project.conditions.conditions})
    texts.update({f"phrases.{name}": text for name, text in project.phrases.phrases.items()})
    texts.update({f"urgent.{name}.{key}": getattr(answer, key) for name, answer in project.urgent.answers.items()
                  for key in ("text", "without_lines", "reminder", "calmed") if getattr(answer, key)})
    return texts


def test_there_is_no_problem(project):
    """On the day of its latest review the data has nothing wrong with it."""
    latest = max(entry.review.date for entry in project.topics.values())
    assert list(map(str, check(Reader().files(), latest)[1])) == []


def test_every_topic_of_the_contract_is_there(project):
    """People build on these ids; others may be added."""
    assert TOPICS - set(project.topics) == set()


def test_answers_are_neither_curt_nor_long(project, said):
    """40 to 90 words an answer, 5 to 60 for a greeting, in either form of words."""
    lengths = {place: len(words(text).split()) for place, text in said.items() if place.split(".")[0] in project.topics
               and not place.endswith(".more")}
    assert {place: length for place, length in lengths.items()
            if length not in (MANNERS_WORDS if place.split(".")[0] in MANNERS else ANSWER_WORDS)} == {}


def test_words_are_easy_to_read(said):
    """Everything that is a sentence, except the evidence with its names of illnesses, reads at grade 8 or easier."""
    grades = {place: textstat.flesch_kincaid_grade(words(text)) for place, text in said.items()
              if not place.startswith("conditions.") and text.strip()[-1] in ".?!"}
    assert {place: grade for place, grade in grades.items() if grade > HARDEST} == {}


def test_every_topic_has_questions_enough_to_learn_from(project):
    """60 a topic, 40 for the manners."""
    least = {topic: LEAST_OF_MANNERS if topic in MANNERS else LEAST_QUESTIONS for topic in project.topics}
    assert {topic: len(entry.questions) for topic, entry in project.topics.items()
            if len(entry.questions) < least[topic]} == {}


def test_every_topic_is_asked_for_several_things(project):
    """10 asks or more a topic; the manners need fewer."""
    assert {topic: len(entry.asks) for topic, entry in project.topics.items()
            if len(entry.asks) < LEAST_ASKS and topic not in MANNERS} == {}


def test_every_ask_is_worded_in_several_ways(project):
    """4 questions or more an ask."""
    assert thin_asks(project) == []


def test_enough_is_out_of_scope(project):
    """1,500 messages or more, so that what no topic answers is known when it comes."""
    assert len(project.out_of_scope.questions) >= LEAST_OUT_OF_SCOPE


def test_there_are_conditions_enough(project):
    """Visitors name many illnesses."""
    assert len(project.conditions.conditions) >= LEAST_CONDITIONS


def test_evidence_begins_with_what_it_is_for(project):
    """Each sentence of evidence stands before an answer on its own, so it names its condition first."""
    assert [each.id for each in project.conditions.conditions if not each.evidence.startswith("For ")] == []


def test_nothing_is_claimed_that_may_not_be(said):
    """No cure, no promise, no "free of risk" (tests/data/wording.py says what counts)."""
    assert {place: claims(text) for place, text in said.items() if claims(text)} == {}


def test_no_dose_is_given(said):
    """No number of milligrams or tablets anywhere."""
    assert {place: doses(text) for place, text in said.items() if doses(text)} == {}


def test_every_name_leads_somewhere(project):
    """Related topics, the topics of conditions and all sources are there."""
    topics = [*project.topics.values()]
    named = {name for topic in topics for name in topic.related} | {each.topic for each in project.conditions.conditions}
    entries = [*topics, *project.conditions.conditions, *project.urgent.answers.values(), *project.signs.values()]
    assert named - set(project.topics) == set()
    assert {key for entry in entries for key in entry.sources} - set(project.sources) == set()


def test_every_topic_leads_on(project):
    """After each answer there is something to go on with, except after a goodbye."""
    assert [topic for topic, entry in project.topics.items() if not entry.related and topic not in MANNERS] == []


def test_titles_fit_a_button(project):
    """A title is there, and no longer than a suggestion button on a phone."""
    assert {topic: entry.title for topic, entry in project.topics.items()
            if not 0 < len(entry.title.strip()) <= TITLE_LIMIT} == {}


def test_every_placeholder_is_a_fact_of_the_clinic(project):
    """What stands in braces in a topic is a name of clinic.yml."""
    used = {place: placeholders(f"{entry.answer} {entry.more}") for place, entry in project.topics.items()}
    assert {place: names for place, names in used.items() if names - set(Clinic.__fields__)} == {}


def test_no_brace_is_ever_shown(project):
    """With every fact known, nothing of a placeholder is left in any answer."""
    facts = dict.fromkeys(Clinic.__fields__, "known")
    texts = {topic: fill(f"{entry.title} {entry.answer} {entry.more}", facts) for topic, entry in project.topics.items()}
    assert {topic: text for topic, text in texts.items() if set("{}") & set(text)} == {}


def test_no_reviewer_is_invented(project):
    """While nobody has signed, each review says so; a signed one has dropped the starter set's note."""
    reviews = {topic: entry.review for topic, entry in project.topics.items()}
    assert [topic for topic, review in reviews.items()
            if (review.by == "starter set") != ("awaits the clinic" in (review.note or ""))] == []
