"""Signs of danger that do not fit together: each problem with its file and line."""
import pytest

CHEST, EVERYDAY, NEEDLES = "signs/chest.yml", "signs/everyday.yml", "faq/needles.yml"
SHAPE = "a sign has an urgency, an answer and messages; a file of harmless messages has 'none', 'none' and no messages"
REFUSALS = [  # (file, what is written, what somebody makes of it, words on the refused line, the refusal, why)
    (CHEST, "urgent: emergency", "urgent: none", "urgent:", SHAPE, "messages and an answer that are never heard"),
    (CHEST, "answer: emergency", "answer: none", "urgent:", SHAPE, "an urgency with nothing to say"),
    (CHEST, "messages:\n  told plainly:\n  - I have chest pain now\n  - chest pain since this morning\n", "", "urgent:",
     SHAPE, "an urgency that nothing is learned of"),
    (EVERYDAY, "urgent: none", "urgent: crisis", "urgent:", SHAPE, "what only looks like danger, called danger"),
    (EVERYDAY, "answer: none", "answer: crisis", "urgent:", SHAPE, "an answer to what is no danger"),
    (EVERYDAY, "harmless:", "messages:\n  told plainly:\n  - I am well\nharmless:", "urgent:", SHAPE,
     "messages of danger among what is none"),
    (CHEST, "answer: emergency", "answer: abuse", "answer:",
     "answer: 'abuse' is none of emergency's, which are violence, emergency, poison", "a crisis's answer to an emergency"),
    (CHEST, "sources:\n- nhs\n", "", "sign:", "a sign must name its sources", "nobody can check it"),
    (CHEST, "sources:\n- nhs\n", "sources: []\n", "sources:", "a sign must name its sources", "named, and empty"),
    (CHEST, "  needles:", "  needels:", "needels:", "harmless: 'needels' is no topic; did you mean 'needles'?", "a slip"),
    (EVERYDAY, "  cost:", "  zzz:", "zzz:", "harmless: 'zzz' is no topic", "no name is near"),
    (CHEST, "- Can a needle hurt my chest?", "- chest pain since THIS morning!", "THIS morning",
     f"'chest pain since THIS morning!' is danger in data/{CHEST}", "in one file; capitals are no difference"),
    (EVERYDAY, "- I nearly died when I saw the price", "- I have chest pain now", "I have chest pain now",
     f"'I have chest pain now' is danger in data/{CHEST}", "danger in one file, harmless in the other"),
    (CHEST, "- I have chest pain now", "- What does it cost then", "What does it cost then",
     "'What does it cost then' is no danger in data/faq/cost.yml", "a topic's question called danger"),
]


@pytest.mark.parametrize("name, old, new, where, text, why", REFUSALS)
def test_what_does_not_fit_together_is_said(folder, name, old, new, where, text, why):
    """A sentence with what was found, on the line where it stands."""
    folder.change(name, old, new)
    found = [problem for problem in folder.problems() if f": {text}" in problem]
    assert [problem.split(": ")[0] for problem in found] == [f"data/{name}:{folder.line(name, where)}"], why


@pytest.mark.parametrize("name", ["Heart", "chest-pain", "2nd", "_x"])
def test_a_sign_needs_a_name_that_code_can_use(folder, name):
    """It becomes part of a lookup table's name."""
    folder.sign(name, "a swollen leg")
    assert folder.problems() == [f"data/signs/{name}.yml:1: '{name}' cannot be a sign's name: small letters, digits and _ "
                                 "only"]


def test_a_message_of_danger_belongs_to_one_sign(folder):
    """The second file that has it is told the first."""
    folder.sign("heart", "a heart attack", messages={"told plainly": ["My arm aches", "i have chest pain, now"]})
    assert folder.problems() == [f"data/signs/heart.yml:{folder.line('signs/heart.yml', 'chest pain, now')}: "
                                 f"'i have chest pain, now' stands in data/{CHEST} already"]


def test_a_sign_may_not_have_an_answer_that_nobody_wrote(folder):
    """Told at the sign as well as in urgent.yml, where it is missing."""
    folder.change("urgent.yml", "  poison:\n    text: Call {poison}", "  poisson:\n    text: Call {poison}")
    folder.sign("poison", "swallowed bleach", answer="poison")
    assert (f"data/signs/poison.yml:{folder.line('signs/poison.yml', 'answer:')}: answer: 'poison' is not in "
            "data/urgent.yml") in folder.problems()


@pytest.mark.parametrize("name, old, new, why", [
    (EVERYDAY, "- I nearly died when I saw the price", "- Can a needle hurt my chest?", "harmless in two files"),
    (EVERYDAY, "- I nearly died when I saw the price", "- What does it cost then", "harmless, and a topic's question"),
    (CHEST, "- chest pain since this morning", "- I have chest pain now", "twice in one sign"),
    (CHEST, "  out_of_scope:", "  greet:", "of any topic"),
    (CHEST, "phrases:\n- chest pain\nunless:\n- years ago\n", "", "a sign without plain words"),
])
def test_what_is_no_problem(folder, name, old, new, why):
    """The same words may stand twice where both places say the same of them."""
    folder.change(name, old, new)
    assert folder.problems() == [], why


@pytest.mark.parametrize("spoilt", [CHEST, NEEDLES])
def test_a_broken_file_is_blamed_alone(folder, spoilt):
    """A sign that cannot be read, or a topic whose harmless messages a sign has, spoils no other file."""
    folder.write(spoilt, "nonsense: yes\n")
    assert {problem.split(":")[0] for problem in folder.problems()} == {f"data/{spoilt}"}
