"""Checks of what people ask: a question claimed twice, asks with few questions, topics whose questions come close."""
import pytest

from faq.__main__ import SHOWN, show_check
from faq.check_asks import THIN, neighbours, telling_words, thin_asks
from tests.conftest import ENDS, TODAY

COST, GREET, NEEDLES, STRANGERS = "faq/cost.yml", "faq/greet.yml", "faq/needles.yml", "out_of_scope.yml"
CLAIMED = [  # (file, lines that somebody adds to its asks, the refused one's file and words, the first one's, why)
    (NEEDLES, "  More:\n  - What does it cost? please\n", (NEEDLES, "- What does it cost? please"),
     (COST, "- What does it cost? please"), "word for word"),
    (NEEDLES, "  More:\n  - what does it COST please!!\n", (NEEDLES, "COST"), (COST, "- What does it cost? please"),
     "capitals and punctuation are no difference"),
    (COST, "  More:\n  - what are the needles like please\n", (NEEDLES, "- What are the needles like? please"),
     (COST, "needles like"), "the first in the order of files keeps it"),
    (NEEDLES, "  More:\n  - how thin\n  - long?\n  - How thin?\n", (NEEDLES, "- How thin?"), (NEEDLES, "- how thin"),
     "twice in one ask"),
    (NEEDLES, "  Size:\n  - how thin\n  Length:\n  - long?\n  - how thin...\n", (NEEDLES, "- how thin..."),
     (NEEDLES, "- how thin"), "in two asks of one topic"),
    (NEEDLES, "  More: [how thin, long?, how thin]\n", (NEEDLES, "More:"), (NEEDLES, "More:"), "twice on one line"),
    (STRANGERS, "  More:\n  - hello please\n", (STRANGERS, "hello"), (GREET, "- Hello please"),
     "out of scope is no topic's question"),
    (STRANGERS, "  Skies:\n  - What is the weather?\n", (STRANGERS, "- what is the weather"), (STRANGERS, "- What is"),
     "in two kinds of what is out of scope"),
]
FREE = [  # (what is asked under needles, what under cost, why both may stand)
    ("how thin are they", "how thin are they now", "one word more"),
    ("are they in it", "it they are in", "the same words in another order: at most neighbours"),
    ("café", "cafe", "accents are a difference"),
    ("?", "??", "nothing but marks: each is itself"),
]
COUNTED = [  # (how many questions an ask has, is it thin, why)
    (1, True, "the least that a file may have"),
    (THIN - 1, True, "one too few"),
    (THIN, False, "just enough"),
]
TELLING = [  # (question, its telling words, why)
    ("Will the needles hurt my kids?", {"hurt", "kid"}, "question words and what all topics are about are left out"),
    ("KIDS, hurt: kids!", {"hurt", "kid"}, "each once, without capitals and marks"),
    ("bruise bruises bruised bruising", {"bruis"}, "one word in four forms"),
    ("an ache, aches", {"ach"}, "a plural on -es of a word on -e"),
    ("stress, stresses", {"stress"}, "an s that is no ending"),
    ("bus sing red yes", {"bus", "sing", "red", "yes"}, "short words have no ending to lose"),
    ("What's this? It’s thin, isn't it", {"thin"}, "shortened forms are as empty as what they stand for"),
    ("Is it you?", set(), "nothing is told"),
]
NEAR = [  # (a question of needles, a question of cost, are they neighbours, why)
    ("Can kids get thinner needles", "can kids get thinner needles, please", False, "another telling word: please"),
    ("Is it safe for my old mum?", "would it be safe for old mum", True, "they differ in empty words only"),
    ("safe for old mum", "old mum: safe?", True, "in another order"),
    ("pricing of thin steel needle", "prices of thin steel needles", True, "in another form"),
    ("does a thin needle hurt", "does a thin session hurt", False, "two words in common say too little"),
    ("thin steel hurts", "thin steel costs", False, "most words in common, but not what is asked"),
    ("drink wine before treatment", "drink wine after treatment", False, "before and after are different asks"),
    ("are they", "they are", False, "nothing is told"),
]


def asks(*questions):
    return {"An ask": list(questions)}


@pytest.fixture
def printed(folder, capsys):
    """Runs `python -m faq check` on the small folder. -> (exit status, lines printed)."""
    def run():
        status = show_check(folder.path, TODAY)
        return status, capsys.readouterr().out.splitlines()

    return run


@pytest.mark.parametrize("name, added, refused, first, why", CLAIMED)
def test_one_question_belongs_to_one_ask(folder, name, added, refused, first, why):
    """A question that stands somewhere already is refused on its line, and where it stands is told."""
    key = "kinds:\n" if name == STRANGERS else "asks:\n"
    folder.change(name, key, key + added)
    place, other = (f"data/{file}:{folder.line(file, words)}" for file, words in (refused, first))
    [problem] = folder.problems()
    assert problem.startswith(f"{place}: the question '"), why
    assert problem.endswith(f"' stands in {other} too; keep it in one of them"), why


@pytest.mark.parametrize("one, other, why", FREE)
def test_questions_that_differ_may_both_stand(folder, one, other, why):
    """Only what reads the same without case, punctuation and spaces is refused."""
    folder.topic("needles", "Needles?", asks=asks(one))
    folder.topic("cost", "Cost?", asks=asks(other))
    assert folder.problems() == [], why


def test_a_question_that_stands_three_times_is_refused_twice(folder):
    """Both later ones are told of the first."""
    for name in ("cost", "greet", "needles"):
        folder.topic(name, f"Of {name}", asks=asks("how thin"))
    assert [problem.split(": ")[0] for problem in folder.problems()] == [
        f"data/{name}:{folder.line(name, 'how thin')}" for name in (GREET, NEEDLES)]
    assert all(f"stands in data/{COST}:" in problem for problem in folder.problems())


@pytest.mark.parametrize("count, thin, why", COUNTED)
def test_thin_asks(folder, count, thin, why):
    """An ask with fewer than 4 questions is thin, however many its topic has."""
    folder.topic("needles", "Needles?", asks={"Size": [f"how thin {number}" for number in range(count)],
                                              "Length": [f"how long {end}" for end in ENDS]})
    assert thin_asks(folder.load()) == ([("needles", "Size", count)] if thin else []), why


def test_what_is_out_of_scope_is_never_thin(folder):
    """The kinds only keep the file in order; nobody is answered by one."""
    assert [len(questions) for questions in folder.load().out_of_scope.kinds.values()] == [1]
    assert thin_asks(folder.load()) == []


@pytest.mark.parametrize("question, expected, why", TELLING)
def test_telling_words(question, expected, why):
    """What a question is about, whatever the form of its words."""
    assert telling_words(question) == expected, why


@pytest.mark.parametrize("one, other, near, why", NEAR)
def test_neighbours(folder, one, other, near, why):
    """Questions of two topics are neighbours if their telling words, three or more, are the same."""
    folder.topic("needles", "Needles?", asks=asks(one))
    folder.topic("cost", "Cost?", answer="It depends.", asks=asks(other))
    found = [(pair.topics, pair.questions) for pair in neighbours(folder.load())]
    assert found == ([(("cost", "needles"), (other, one))] if near else []), why


@pytest.mark.parametrize("neighbour", [
    pytest.param(lambda folder: folder.topic("needles", "Needles?", asks={
        "One": ["thin steel hurts"], "Other": ["steel hurts, thin"]}), id="same topic"),
    pytest.param(lambda folder: folder.write(STRANGERS, {"kinds": {"Knives": ["steel hurts, thin"]}}), id="out of scope"),
])
def test_only_topics_have_neighbours(folder, neighbour):
    """Within a topic likeness is wanted, and what is out of scope must come close to be of use."""
    folder.topic("needles", "Needles?", asks=asks("thin steel hurts"))
    neighbour(folder)
    assert neighbours(folder.load()) == []


def test_each_pair_of_topics_is_told(folder):
    """Three topics that claim one question make three pairs."""
    for name, question in [("cost", "thin steel hurts"), ("greet", "steel hurts thin"), ("needles", "hurts: thin steel")]:
        folder.topic(name, f"Of {name}", asks=asks(question))
    assert [pair.topics for pair in neighbours(folder.load())] == [("cost", "greet"), ("cost", "needles"),
                                                                   ("greet", "needles")]


def test_a_question_claimed_twice_fails_the_check(folder, printed):
    """It is printed with file and line."""
    folder.topic("needles", "Needles?", asks=asks("Hello please", *ENDS))
    status, lines = printed()
    assert status == 1
    assert lines[0].startswith(f"data/{NEEDLES}:{folder.line(NEEDLES, 'Hello please')}: the question 'Hello please' stands")
    assert lines[-1].endswith(": 1 problem")


@pytest.mark.parametrize("questions, count", [(["how thin"], "1 question"), (["how thin", "thin?!"], "2 questions")])
def test_thin_asks_are_printed(folder, printed, questions, count):
    """File, ask, how many questions it has and how many it should have; no problem yet."""
    folder.topic("needles", "Needles?", asks={"Their size": questions})
    status, lines = printed()
    assert (status, lines[:-1]) == (0, [f"data/{NEEDLES}: 'Their size' has {count}; {THIN} or more in different words are "
                                        f"understood better"])


def test_neighbours_are_printed(folder, printed):
    """Both topics and both questions; no problem yet."""
    folder.topic("needles", "Needles?", asks=asks("thin steel hurts", *ENDS))
    folder.topic("greet", "Hello", asks=asks("Does thin steel hurt?", "hi", "hey", "hullo"))
    status, lines = printed()
    assert (status, lines[:-1]) == (0, ["greet and needles claim neighbouring questions: 'Does thin steel hurt?' and "
                                        "'thin steel hurts'"])


@pytest.mark.parametrize("more, last", [(0, []), (1, ["... and 1 more pair of neighbouring questions"]),
                                        (7, ["... and 7 more pairs of neighbouring questions"])])
def test_many_neighbours_are_counted(folder, printed, more, last):
    """The first 20 pairs are printed, the rest is a number."""
    numbers = range(SHOWN + more)
    folder.topic("needles", "Needles?", asks=asks(*(f"thin steel {number}" for number in numbers)))
    folder.topic("greet", "Hello", asks=asks(*(f"{number} steel, thin" for number in numbers)))
    _, lines = printed()
    assert lines[SHOWN:-1] == last
    assert all(line.startswith("greet and needles claim neighbouring questions: ") for line in lines[:SHOWN])


def test_problems_come_first_and_the_count_last(folder, printed):
    """What must be mended stands above what is worth a look."""
    folder.topic("needles", "Needles?", related=["cots"], asks=asks("thin steel hurts"))
    folder.topic("greet", "Hello", asks=asks("Does thin steel hurt?", "hi", "hey", "hullo"))
    status, lines = printed()
    assert status == 1
    assert [next(word for word in ("is no topic", "has 1 question", "neighbouring", "4 topics") if word in line)
            for line in lines] == ["is no topic", "has 1 question", "neighbouring", "4 topics"]


def test_the_count_is_of_all_asks(folder, printed):
    """Questions of every ask and messages of every kind are counted."""
    folder.topic("needles", "Needles?", asks={ask: [f"{ask} {end}" for end in ENDS] for ask in ("Size", "Length")})
    folder.write(STRANGERS, {"kinds": {"Skies": ["what is the weather"], "Sport": ["who won", "what's the score"]}})
    assert printed() == (0, ["4 topics, 20 questions, 2 conditions, 3 messages out of scope: no problem"])
