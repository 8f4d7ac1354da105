"""What calls words of danger off by their place in the sentence, and what does not.

Whatever a row says, the message is heard by meaning as well (nlu/urgency_model.py): a sign that is called off here is one
reason less for an alarm, not its end. Rows with WRONG are what the parser or a pattern gets wrong, as it does today; who
mends one changes its row.
"""
import pytest

from nlu.urgency_scope import denied, in_general, over
from stack.english import parsed

DENIED, OVER, IN_GENERAL, STANDS = "denied", "over", "in general", "stands"
NEGATION = [  # (sentence, the words of danger in it, what becomes of them, why)
    ("no chest pain", "chest pain", DENIED, "the plainest"),
    ("i have no chest pain", "chest pain", DENIED, "a whole sentence"),
    ("i don't have chest pain", "chest pain", DENIED, "the not hangs on the verb"),
    ("dont have chest pain", "chest pain", DENIED, "as it is typed"),
    ("no fever, no rash and no chest pain", "chest pain", DENIED, "a list, each with its own no"),
    ("it is not a stroke", "stroke", DENIED, "what it is not"),
    ("i never had a seizure", "seizure", DENIED, "never"),
    ("i am not having a heart attack", "heart attack", DENIED, "an article between"),
    ("not chest pain, just heartburn", "chest pain", DENIED, "no verb"),
    ("i'm not suicidal", "suicidal", DENIED, "not a thing but a state"),
    ("i don't want to kill myself", "kill myself", DENIED, "not a thing but a deed"),
    ("i have no fever or chest pain", "chest pain", DENIED, "one no for both"),
    ("i feel fine without chest pain", "chest pain", DENIED, "`without` stands above its noun, not below it"),
    ("neither fever nor chest pain", "chest pain", DENIED, "neither and nor"),
    ("no fever but chest pain", "chest pain", STANDS, "a but ends what the no reaches"),
    ("i can't breathe", "can't breathe", STANDS, "the not is the sign's own"),
    ("she is not breathing", "not breathing", STANDS, "here too"),
    ("my chest pain will not stop", "chest pain", STANDS, "it is the stopping that is denied"),
    ("my chest pain is not going away", "chest pain", STANDS, "and the going away"),
    ("i can't stand this chest pain", "chest pain", STANDS, "and the standing of it"),
    ("i don't know if it is a stroke", "stroke", STANDS, "and the knowing"),
    ("no idea why i have chest pain", "chest pain", STANDS, "and the idea"),
    ("i have not slept because of chest pain", "chest pain", STANDS, "and the sleep"),
    ("the doctor does not believe my chest pain", "chest pain", STANDS, "and the belief"),
    ("no doctor took my chest pain seriously", "chest pain", STANDS, "a no for somebody else"),
    ("i have chest pain and no time", "chest pain", STANDS, "a no that comes after"),
    ("it is chest pain, not a cold", "chest pain", STANDS, "a not for something else that comes after"),
    ("isn't my chest pain a reason to call", "chest pain", DENIED, "WRONG: the not only asks"),
    ("not only chest pain but a numb arm", "chest pain", STANDS, "`not only` denies nothing"),
]
PAST = [
    ("i had chest pain years ago", "chest pain", OVER, "long gone"),
    ("i had a stroke in 2015", "stroke", OVER, "a year"),
    ("i had a seizure as a child", "seizure", OVER, "a time of life"),
    ("when i was 12 i had a seizure", "seizure", OVER, "an age"),
    ("i had chest pain in my twenties", "chest pain", OVER, "ten years of life"),
    ("ten years ago i tried to kill myself", "kill myself", OVER, "the time stands in front"),
    ("my father died of a heart attack in 1999", "heart attack", OVER, "somebody else's"),
    ("a stroke ten years ago, does that matter", "stroke", OVER, "no verb of its own"),
    ("i had chest pain", "chest pain", STANDS, "past, and nobody knows how long"),
    ("i had chest pain yesterday", "chest pain", STANDS, "not long gone"),
    ("i had chest pain a week ago", "chest pain", STANDS, "not long enough"),
    ("i have had chest pain since 2019", "chest pain", STANDS, "long, and not over"),
    ("i had a stroke last year and now my face droops again", "stroke", STANDS, "over, and back"),
    ("i had a stroke in 2015 and today it feels the same", "stroke", STANDS, "a day of now beside a year of then"),
    ("i have chest pain like years ago", "chest pain", STANDS, "told in the present"),
    ("chest pain like i had years ago", "chest pain", OVER, "WRONG: it is the other one that was years ago"),
]
QUESTIONS = [
    ("can acupuncture cause a stroke", "stroke", IN_GENERAL, "a risk"),
    ("so can needles cause chest pain", "chest pain", IN_GENERAL, "a word before it"),
    ("what is the risk of a stroke", "stroke", IN_GENERAL, "by its name"),
    ("what are the symptoms of a stroke", "stroke", IN_GENERAL, "what to look out for"),
    ("how common is a punctured lung", "punctured lung", IN_GENERAL, "how often"),
    ("what happens if someone has a seizure", "seizure", IN_GENERAL, "if it happened"),
    ("does acupuncture help with chest pain", "chest pain", IN_GENERAL, "nobody's"),
    ("can acupuncture help my chest pain", "chest pain", STANDS, "mine"),
    ("what if you get a stroke", "stroke", IN_GENERAL, "it has not happened"),
    ("what if i have a stroke", "stroke", STANDS, "somebody fears it for themselves"),
    ("what if my chest pain is a heart attack", "heart attack", STANDS, "the pain is there"),
    ("am i having a stroke", "stroke", STANDS, "somebody asks of themselves"),
    ("can it be a stroke if my face droops", "stroke", STANDS, "a face that droops is somebody's"),
    ("are you there, i have chest pain", "chest pain", STANDS, "a question in front of it"),
    ("what should i do about chest pain", "chest pain", STANDS, "somebody has it"),
    ("could it be a stroke", "stroke", STANDS, "it is somebody's, who does not say so"),
    ("what is this chest pain", "chest pain", STANDS, "this one is here"),
    ("can someone help, chest pain", "chest pain", STANDS, "a call for help has the form of a question"),
]


def verdict(sentence: str, words: str) -> str:
    """What becomes of the words where they stand; the first that applies."""
    doc = parsed(sentence)
    start = sentence.index(words)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    return next((name for name, applies in ((DENIED, denied), (OVER, over), (IN_GENERAL, in_general)) if applies(span)),
                STANDS)


@pytest.mark.parametrize("sentence, words, expected, why", NEGATION)
def test_what_is_denied(sentence, words, expected, why):
    """A not calls off what it is said of, and nothing else in the sentence."""
    assert verdict(sentence, words) == expected, why


@pytest.mark.parametrize("sentence, words, expected, why", PAST)
def test_what_is_over(sentence, words, expected, why):
    """The past calls off only with a time long gone, and with nothing of now beside it."""
    assert verdict(sentence, words) == expected, why


@pytest.mark.parametrize("sentence, words, expected, why", QUESTIONS)
def test_what_is_asked_in_general(sentence, words, expected, why):
    """A question about what can happen calls off, unless it names somebody it happens to."""
    assert verdict(sentence, words) == expected, why


@pytest.mark.parametrize("story, words, expected, why", [
    ("bad chest pain. years ago i broke a leg", "chest pain", STANDS, "the time is another sentence's"),
    ("does it hurt? i have chest pain", "chest pain", STANDS, "a question before it is another sentence"),
    ("i have chest pain. can needles cause a stroke?", "stroke", IN_GENERAL, "what stands before does not make it mine"),
])
def test_a_sentence_calls_off_only_what_stands_in_it(story, words, expected, why):
    """In a longer story each sentence is looked at by itself."""
    assert verdict(story, words) == expected, why
