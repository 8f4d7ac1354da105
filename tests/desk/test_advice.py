"""What an editor is told while writing: each rule with its honest twin, each limit from both sides."""
import datetime
import time
from pathlib import Path
from typing import Any, Dict, List

import pytest

from desk.advice import Note, advice
from desk.claims import claims_in
from faq.checks import check
from faq.knowledge import Topic
from faq.reader import Reader

ASKS: Dict[str, List[str]] = {
    f"Ask {number}": [f"how long is visit {number}", f"and for {number} kids?", f"visits {number}",
                      f"my mum came {number} times, is that usual"] for number in range(10)}
SENTENCE = "We talk for a while and then you lie down to rest. "  # of eleven words, at an easy grade

CLAIMS = [  # (what must be marked, its honest twin)
    ("Acupuncture cures migraine.", "Acupuncture does not cure migraine."),
    ("It has **cured** many.", "It is not a cure."),
    ("It is not only a treatment, it is a cure.", "It is not a cure, a miracle or a detox."),
    ("It's not expensive. It cures pain.", "It isn't known whether it cures pain."),
    ("Do not wait, acupuncture cures pain.", "We do not say that anybody here was ever cured of pain."),
    ("Do not wait because acupuncture cures pain.", "Nobody who knows the studies would call it a cure."),
    ("No doubt it cures pain.", "There is no cure for this pain."),
    ("People who could not sleep were cured.", "It is a pain that cannot be cured."),
    ("Is it a cure? Yes, it is.", "Is it a cure? No one can say so."),
    ("Do you want a cure?", "Can it cure my migraine?"),
    ("Many people say that it cured them.", "You may read that it cures pain. It is more careful to say that it may help."),
    ("We are careful with needles; we cure pain.", "Be careful with anyone who promises a cure."),
    ("A cure that is not expensive.", "A cure is not known."),
    ("What it does:\n- it cures pain", "What it does not do:\n- cure pain"),
    ("It helps the body heal.", "Pain can go on after the tissue has healed."),
    ("The injury heals faster with acupuncture.", "An injury heals in weeks."),
    ("After the tissue has healed, acupuncture cures the pain.", "We cannot tell whether your injury has healed."),
    ("Relief is guaranteed.", "There is no guarantee of relief."),
    ("We promise you relief.", "We cannot promise you relief."),
    ("You will feel better after two weeks.", "We cannot promise that you will feel better in two weeks."),
    ("Say goodbye to pain.", "Nobody can promise a life without pain."),
    ("It has no side effects.", "We cannot say that it has no side effects."),
    ("It works without any\nside-effects.", "It may ease pain without a drug's side effects on sleep."),
    ("Acupuncture is risk free.", "No treatment is free of risk."),
    ("It is completely safe.", "No treatment is completely safe."),
    ("It is 100 % safe.", "About 9 in 100 people have a minor effect."),
    ("It helped 100 percent of them.", "If you come late, you pay 100 percent of the fee."),
    ("It is natural, so it is safe.", "Natural does not mean free of risk, so ask first."),
    ("It is safe because it is natural.", "It is not safe just because it is natural."),
    ("It is proven to help.", "It has not been proven to help everyone."),
    ("Studies prove that it works.", "A long history is not proof that it works."),
    ("It always works.", "It does not always work."),
    ("It helps everyone.", "It does not help everyone."),
    ("Our success rate is high.", "We give no success rate, because no honest one fits all."),
    ("9 out of 10 patients get better.", "About 85 percent of the benefit was still there a year later."),
    ("The relief is permanent.", "The relief is not permanent."),
    ("Your pain is gone for good.", "Your chat is deleted for good."),
    ("It gives lasting relief.", "No one can promise lasting relief."),
    ("It is the best treatment for pain.", "The best studies are about pain of more than three months."),
    ("It is better than drugs.", "We cannot say that it is better than drugs."),
    ("It is as strong as morphine.", "Nobody should call it as strong as morphine."),
    ("A miracle for bad backs.", "It is no miracle."),
    ("Acupuncture treats cancer.", "Acupuncture does not treat cancer."),
    ("It is an effective treatment for asthma.", "Ask the team that treats your cancer."),
    ("It helps with anxiety.", "For anxiety the studies are small and mixed, so it may help with anxiety or not."),
    ("It is painless.", "It is not always painless."),
    ("A pain-free method.", "Come on a pain-free day."),
    ("It does not hurt.", "For most people it does not hurt much."),
    ("You will feel no pain.", "Some people feel no pain."),
    ("It detoxes the liver.", "We do not claim that it detoxes the liver."),
    ("Cupping removes toxins.", "We do not claim that cupping marks are toxins leaving the body."),
    ("It boosts your immune system.", "Nothing shows that it boosts immunity."),
    ("It rebalances your energy.", "In the traditional view it balances qi."),
    ("It resets the nervous system.", "It may help calm the nervous system."),
    ("Your pain is all in your head.", "Your pain is not just in your head."),
    ("Use it instead of your medicine.", "Never use it instead of your medicine."),
    ("It replaces drugs.", "It does not replace medicine for arthritis."),
    ("You can stop taking your tablets.", "Never stop your medicine without asking your doctor."),
    ("Stop your blood thinner two days before.", "**Never stop or skip your blood thinner** for acupuncture."),
    ("If you feel better, cut down your painkillers.", "If you want to cut down your painkillers, ask your doctor."),
    ("You will need fewer painkillers.", "Some people need fewer painkillers over time."),
    ("Reduce the dose slowly.", "Your doctor can decide to reduce the dose."),
    ("Stop taking it.", "It can be dangerous to stop some medicines."),
    ("Do not take more than 400 mg of it.", "The needles are 0.2 to 0.25 mm thin."),
    ("Two tablets are enough.", "A drop of blood is common; two drops of blood too."),
    ("Take aspirin twice a day.", "Take a walk twice a day."),
    ("You have arthritis.", "Tell us if you have arthritis."),
    ("If it hurts at night, you have an infection.", "We cannot say that you have an infection."),
    ("You do not have cancer.", "Ask us first if one of these fits you:\n- You have cancer.\n- You have a weak heart."),
    ("Your pain is caused by a slipped disc.", "A doctor can find out if your pain is caused by a slipped disc."),
    ("Take two ibuprofen before you come.", "Take your medicine as usual, and bring a list of it."),
    ("Do not take your warfarin on the day.", "Tell us if you have already stopped your warfarin."),
    ("Your migraine will disappear.", "We cannot promise that your migraine will go away."),
    ("There is no safer treatment.", "We cannot say which treatment is best for you."),
    ("Even doctors cannot explain why it cures so well.", "It would be wrong to say that it is completely safe."),
    ("It is for all who think 'why not be cured?'", "It cannot replace your medicine, boost immunity or cure cancer."),
    ("You will need 6 sessions.", "Many people start with about 6 to 10 visits."),
]


def draft(**fields: Any) -> Topic:
    """A topic in which there is nothing to look at, but for these fields."""
    usual: Dict[str, Any] = {"title": "How long is a visit?", "answer": SENTENCE * 4, "sources": ["nhs"], "asks": ASKS}
    return Topic.construct(**{**usual, "review": None, **fields})


def told(**fields: Any) -> List[str]:
    return [note.text for note in advice(draft(**fields))]


@pytest.mark.parametrize("claim, honest", CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_claims(claim, honest):
    """What may not be claimed is marked; what denies it, asks for it, warns of it or softens it is not."""
    assert [words for words, _ in claims_in(claim)] and [words for words, _ in claims_in(honest)] == []


@pytest.mark.parametrize("field", ["answer", "more", "answer_without_facts", "title"])
def test_a_claim_is_grave_wherever_it_stands(field):
    """The note quotes it, gives the rule and says what one may write."""
    note, = [note for note in advice(draft(**{field: "Acupuncture cures pain. " + SENTENCE * 4})) if "cures" in note.text]
    assert (note.about, note.grave) == (field, True)
    assert "'cures': This promises a cure." in note.text and "A17-387447" in note.text and "Say 'may ease'" in note.text


def test_a_title_may_ask_what_the_answer_does_not_affirm():
    """Patients ask for a cure; "yes" makes a claim of it."""
    assert told(title="Can it cure pain?") == []
    assert "'cure': This promises a cure." in told(title="Can it cure pain?", answer="Yes. " + SENTENCE * 4)[0]


def test_a_page_without_a_full_stop_takes_no_time():
    """Somebody may paste one, and the form asks at every pause; without a limit to what is looked at this took minutes."""
    start = time.perf_counter()
    assert claims_in("no cure, and that is not the way " * 600) == []
    assert time.perf_counter() - start < 5


def test_a_claim_is_told_once_a_field():
    """However often it stands there."""
    assert len(told(answer="It cures pain. It cured me. " + SENTENCE * 4)) == 1


def test_nothing_is_said_of_a_sound_draft():
    """Silence is the usual case."""
    assert advice(draft()) == []


def test_a_draft_may_have_nothing_yet():
    """An empty form is told what it lacks, and breaks nothing."""
    assert [(note.about, note.grave) for note in advice(Topic.construct())] == [
        ("answer", True), ("sources", True), ("asks", False)]
    assert [note.about for note in advice(draft(title=None, answer=None, sources=None, asks=None))] == [
        "answer", "sources", "asks"]


@pytest.mark.parametrize("count, expected", [(39, ["39 words. Say a little more"]), (40, []), (90, []),
                                             (91, ["91 words. Keep what answers"])])
def test_length(count, expected):
    """40 to 90 words; a placeholder is one of them, bold marks are none."""
    words = (SENTENCE * 9).split()[:count - 1]
    text = " ".join([*words[:30], "**", "\n\n", *words[30:], "{phone}"])
    for field in ("answer", "answer_without_facts"):
        found = told(**{field: text})
        assert len(found) == len(expected) and all(part in note for part, note in zip(expected, found))


def test_what_one_may_read_on_has_no_length():
    """Only its paragraphs have."""
    assert told(more=(SENTENCE * 5 + "\n\n") * 3) == [] and told(more="Ask us.") == []


@pytest.mark.parametrize("count, marked", [(60, False), (61, True)])
def test_paragraphs(count, marked):
    """Up to 60 words; a point of a list is a paragraph of its own."""
    paragraph = " ".join((SENTENCE * 6).split()[:count])
    found = told(more=f"{paragraph}\n\n{SENTENCE}\n- {SENTENCE * 2}\n- {SENTENCE * 2}")
    assert bool(found) == marked and all("'We talk for a while" in note and "61 words. Split it" in note for note in found)


def test_reading_grade():
    """The grade is told, and the longest sentence; names of placeholders and marks do not count."""
    hard = ("The practitioner subsequently investigates additional physiological characteristics, including "
            "musculoskeletal sensitivity and neurological responsiveness.")
    note, = advice(draft(more=f"{hard} {SENTENCE}"))
    assert (note.about, note.grave) == ("more", False)
    assert "reads at grade 1" in note.text and "(13 words): 'The practitioner subsequently" in note.text
    assert told(more=SENTENCE * 2 + "{cancellation_notice} {first_visit_length} **Rest.** " * 3) == []
    assert told(more=hard) == []  # too few words to be graded


@pytest.mark.parametrize("grade, marked", [(8.0, False), (8.1, True)])
def test_the_hardest_grade(monkeypatch, grade, marked):
    """8 is in order."""
    monkeypatch.setattr("textstat.flesch_kincaid_grade", lambda text: grade)
    assert bool(told()) == marked


@pytest.mark.parametrize("title, expected", [("x" * 50, []), ("x" * 51, [Note(
    "title", "The title has 51 characters. Shorten it to 50, so that it fits a button on a narrow phone.", True)])])
def test_title(title, expected):
    """As long as a button."""
    assert advice(draft(title=title)) == expected


def test_sources():
    """Without one, nothing goes out."""
    note, = advice(draft(sources=[]))
    assert (note.about, note.grave) == ("sources", True) and "No source is named" in note.text


def test_asks():
    """10 of them are enough, 9 are counted."""
    note, = advice(draft(asks=dict(list(ASKS.items())[:9])))
    assert (note.about, note.grave) == ("asks", False) and "The topic has 9 asks." in note.text


def test_thin_asks():
    """4 questions are enough, 3 are named with their ask."""
    assert told(asks={**ASKS, "Ask 0": ASKS["Ask 0"][:3]}) == [
        "The ask 'Ask 0' has 3 questions. Write how other people would say it: 4 or more."]


@pytest.mark.parametrize("questions, expected", [
    (["how long is it", "how long does one take", "How long, please?", "how long will I lie there"],
     "The questions of 'Ask 0' all begin with 'how long'."),
    (["how long is it", "how long does one take", "How long, please?", "for ages or what"], None),
    (["is it safe for mum", "is it safe for dad", "would gran be all right", "what can go wrong"],
     "Half of the questions of 'Ask 0' or more are others with one word changed: 'is it safe for mum', 'is it safe for "
     "dad'."),
    (["is it safe for mum", "is it safe for dad", "would gran be all right", "what can go wrong", "any dangers?"], None),
    (["is parking there", "parking?", "do you have parking", "and the parking"],
     "The questions of 'Ask 0' all use the same words: park."),
    (["phone number", "phone no", "who do I ring", "a number please"], None),
])
def test_variety(questions, expected):
    """Different people, not one person with a word changed."""
    found = told(asks={**ASKS, "Ask 0": questions})
    assert len(found) == (expected is not None) and all(note.startswith(expected) for note in found)


def test_a_question_stands_once():
    """Capitals and punctuation aside, in one ask or in two."""
    notes = advice(draft(asks={**ASKS, "Ask 0": [*ASKS["Ask 0"], "Visits 0!", "visits 1"]}))
    assert [(note.text, note.grave) for note in notes] == [
        ("The question 'Visits 0!' stands twice, under 'Ask 0'. Keep it once.", True),
        ("The question 'visits 1' stands twice, under 'Ask 1' and under 'Ask 0'. Keep it once.", True)]


def test_the_projects_own_answers_break_no_rule():
    """Nothing grave in any topic."""
    knowledge, _ = check(Reader(Path(__file__).parents[2] / "data").files(), datetime.date.min)
    assert len(knowledge.topics) >= 65
    grave = {name: [note.text for note in advice(topic) if note.grave] for name, topic in knowledge.topics.items()}
    assert {name: texts for name, texts in grave.items() if texts} == {}
