"""Each file by itself: what is refused, on which line, and in which words."""
import pytest

from faq.reader import SINGLE, Reader

NEEDLES, CLINIC, SOURCES, CONDITIONS = "faq/needles.yml", "clinic.yml", "sources.yml", "conditions.yml"
REFUSALS = [  # (file, what is written, what somebody makes of it, words on the refused line, the refusal, why it is hard)
    (NEEDLES, "related:", "relatd:", "relatd:", "unknown key 'relatd'; did you mean 'related'?", "a slip"),
    (NEEDLES, "  by:", "  bye: x\n  by:", "bye:", "unknown key 'bye'; did you mean 'by'?", "a key inside a key"),
    (NEEDLES, "group:", "zzz: x\ngroup:", "zzz:", "unknown key 'zzz'\n", "no name is near: nothing is guessed"),
    (NEEDLES, "group: how", "group: hwo", "group:", "'group': unexpected value; permitted: 'pain', 'how'", "a choice"),
    (NEEDLES, "sources:\n- nhs\n", "", "title:", "'sources' is missing", "a missing key has the file's first line"),
    (NEEDLES, "sources:\n- nhs\n", "sources: []\n", "sources:", "'sources': ensure this value has at least 1 item", "none"),
    (NEEDLES, "  by: starter set\n", "", "review:", "'review.by' is missing", "in a key: the line of what surrounds it"),
    (NEEDLES, "by: starter set", "by: 5", "by:", "'review.by' must be text; put it in double quotes",
     "YAML makes a number of it"),
    (NEEDLES, "- What are the needles like? please", "- ok\n  - yes", "- yes", "'asks.An ask.2' must be text",
     "YAML makes a yes or no of it; positions count from 1"),
    (NEEDLES, "asks:\n  An ask:", "asks:\n  Their size:\n  An ask:", "Their size:", "'asks.Their size' is empty",
     "an ask that nobody has asked yet"),
    (NEEDLES, "asks:\n  An ask:", "asks:\n  Their size: []\n  An ask:", "Their size:",
     "'asks.Their size': ensure this value has at least 1 item", "the same, written as a list"),
    (NEEDLES, "asks:\n  An ask:", "asks:\n  An ask: [how thin]\n  'An ask':", "'An ask':",
     "'An ask' stands here a second time", "YAML would drop the first one's questions"),
    (NEEDLES, "  An ask:", "  2021:", "2021:", "'2021' cannot be a key: keys are words", "YAML makes a number of it"),
    ("faq/greet.yml", "asks:\n  An ask:", "asks: {}\nmore: |\n  An ask:", "asks:",
     "'asks': must have at least one ask with its questions", "no ask at all"),
    (NEEDLES, "asks:\n  An ask:", "asks:", "asks:", "'asks': ", "questions without their ask"),
    (NEEDLES, "asks:\n  An ask:", "questions:", "questions:", "unknown key 'questions'", "the key of before"),
    (NEEDLES, "answer: 'The answer to: What are the needles like?'", "answer:", "answer:", "'answer' is empty", "nothing"),
    (NEEDLES, "answer: 'The answer to: What are the needles like?'", "answer: '  '", "answer:", "'answer': ensure this",
     "only spaces"),
    (NEEDLES, "title: What", f"title: {'What ' * 10}", "title:", "'title': ensure this value has at most 50", "too long"),
    (NEEDLES, "due: 2099", "due: 2025", "due:", "'review.due': must be later than the review's own date", "two values"),
    (NEEDLES, "date: 2026-11-24", "date: soon", "date: soon", "'review.date': invalid date format", "no date"),
    (NEEDLES, "group:", "title: Another\ngroup:", "title: Another", "'title' stands here a second time", "YAML keeps one"),
    (NEEDLES, "group: how", "group: how: what", "group:", "is not well-formed YAML here: mapping values are not allowed",
     "a colon in a text"),
    (NEEDLES, "group: how", "group: 'how", "answer:", "is not well-formed YAML here", "a quote ended by another"),
    (NEEDLES, "title:", "- title:", "group:", "is not well-formed YAML here", "a list and keys at once"),
    (CLINIC, "{}", "phone: 5550100", "phone:", "'phone' must be text; put it in double quotes", "a phone number"),
    (CLINIC, "{}", "phon: '5550100'", "phon:", "unknown key 'phon'; did you mean 'phone'?", "a slip"),
    (CLINIC, "{}", "country: XX", "country:", "'country': unexpected value; permitted: 'US'", "no such country"),
    (CLINIC, "{}", "- 555 0100", "- 555", "must be a list of `key: value` lines", "no key"),
    (SOURCES, "publisher: nccih", "publsher: nccih", "publsher:", "unknown key 'publsher'; did you mean 'publisher'?",
     "one source of several"),
    (SOURCES, "read: seen", "read: often", "read: often", "'read': unexpected value; permitted: 'seen'", "a choice"),
    (CONDITIONS, "  evidence: For stress", "  evidnce: For stress", "evidnce:",
     "unknown key 'evidnce'; did you mean 'evidence'?", "the key of an entry in a list"),
    ("phrases.yml", "  empty: This is said for empty.", "  empty: no", "empty: no", "'phrases.empty' must be text", "a no"),
    ("signs/chest.yml", "urgent: emergency", "urgent: emergancy", "urgent: emergancy", "'urgent': unexpected value; "
     "permitted: 'emergency', 'crisis', 'see_doctor', 'none'", "a sign's urgency"),
    ("signs/chest.yml", "answer: emergency", "answer: doctor", "answer: doctor", "'answer': unexpected value",
     "its answer"),
    ("signs/chest.yml", "messages:", "mesages:", "mesages:", "unknown key 'mesages'; did you mean 'messages'?", "a slip"),
    ("signs/chest.yml", "- I have chest pain now", "- 911", "- 911", "'messages.told plainly.1' must be text", "a number"),
    ("urgent.yml", "reminder: I have", "remindr: I have", "remindr:", "unknown key 'remindr'; did you mean 'reminder'?",
     "the key of an urgent answer"),
    ("out_of_scope.yml", "- what is the weather", "- 42", "- 42", "'kinds.A kind.1' must be text", "a number"),
]


@pytest.mark.parametrize("name, old, new, where, text, why", REFUSALS)
def test_what_is_wrong_is_said_with_its_file_and_line(folder, name, old, new, where, text, why):
    """A bad file is refused by name and line, in words that help to mend it."""
    folder.change(name, old, new)
    expected = f"data/{name}:{folder.line(name, where)}: {text}"
    assert expected in "\n".join([*folder.problems(), ""]), why


@pytest.mark.parametrize("name", [*(f"{name}.yml" for name in SINGLE), SOURCES])
def test_a_missing_file_is_said_to_be_missing(folder, name):
    """Each single file must be there."""
    (folder.path / name).unlink()
    assert folder.problems()[0] == f"data/{name}:1: is not there; restore it"


def test_a_file_that_is_not_text_is_refused(folder):
    """Bytes that are no UTF-8 are a problem of their file, not a crash."""
    (folder.path / NEEDLES).write_bytes(b"title: \xff\xfe")
    assert folder.problems()[0].startswith(f"data/{NEEDLES}:1: cannot be read: ")


def test_an_empty_topic_misses_its_keys(folder):
    """An empty file lacks everything that a topic needs."""
    folder.write(NEEDLES, "# only a comment\n")
    assert f"data/{NEEDLES}:1: 'answer' is missing" in folder.problems()


def test_every_problem_is_reported_at_once(folder):
    """All problems are told, in the order of files and lines, not only the first."""
    folder.change(NEEDLES, "group: how", "group: hwo\nwhat: ever")
    folder.change("faq/greet.yml", "group: talk", "group: tlak")
    folder.change(CLINIC, "{}", "phone: 5\nemail: 6")
    found = [(problem.file, problem.line) for problem in folder.found()]
    assert found == [("data/clinic.yml", 1), ("data/clinic.yml", 2), ("data/faq/greet.yml", 2),
                     ("data/faq/needles.yml", 2), ("data/faq/needles.yml", 3)]


def test_the_small_folder_has_no_problem(either_folder):
    """What the other tests spoil is sound to begin with, whatever the clinic says."""
    assert either_folder.problems() == []


def test_what_was_read_is_what_was_written(folder):
    """A topic file becomes a topic named after the file."""
    folder.topic("moxa", "What is moxa?", group="clinic", answer="A herb.", more="It glows.")
    found = folder.load().topics["moxa"]
    assert (found.title, found.group, found.answer, found.more) == ("What is moxa?", "clinic", "A herb.", "It glows.")


def test_only_changed_files_are_read_again(folder):
    """A reader keeps what it knows of a file until the file changes."""
    reader = Reader(folder.path)
    before = reader.files()
    folder.topic("needles", "How long are the needles?")
    after = reader.files()
    assert [name for name in after if after[name] is not before[name]] == [NEEDLES]
