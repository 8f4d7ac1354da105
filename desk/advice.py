"""What an editor should look at again in a draft, said while it is written. It stops nobody: desk/policies.py does that."""
from dataclasses import dataclass
from itertools import combinations
from typing import Dict, Iterator, List, Sequence

import textstat

from desk.claims import claims_in, paragraphs, plain, sentences
from faq.check_asks import THIN, telling_words
from faq.knowledge import TITLE_LIMIT, Topic
from faq.placeholders import PLACEHOLDER
from faq.text import normal

HARDEST = 8                   # Flesch-Kincaid grade: what a pupil of that school year reads with ease
FEWEST_TO_GRADE = 20          # words; in fewer, one long word decides the grade
SHORTEST, LONGEST = 40, 90    # words of an answer, so that it fits a narrow phone without scrolling far (data/README.md)
LONGEST_PARAGRAPH = 60        # words
LEAST_ASKS = 10               # of a topic (data/README.md)
SAME_BEGINNING = 2            # words; an ask whose questions all begin with the same ones teaches that beginning
SHORTEST_TO_COMPARE = 4       # words; "phone number" and "phone no" are not one question with a word changed
QUOTED = 12                   # words of a long sentence that are enough to find it again
TEXTS = {"answer": "answer", "more": "text to read on", "answer_without_facts": "answer without the clinic's facts"}


@dataclass(frozen=True)
class Note:
    """`about`: a field of the topic; `text`: what was found and what to do; `grave`: a rule, not a matter of taste."""

    about: str
    text: str
    grave: bool


def advice(topic: Topic) -> List[Note]:
    """In the order of the fields, grave or not. The topic may be half written (Topic.construct), without some fields."""
    title, answer = _text(topic, "title"), _text(topic, "answer")
    notes = [*_title(title, answer)]
    if not answer:
        notes.append(Note("answer", "There is no answer yet. Write what a visitor is to read.", True))
    for about in TEXTS:
        text = _text(topic, about)
        if text:
            notes += [*_claims(about, text), *_length(about, text), *_paragraphs(about, text), *_reading(about, text)]
    if not getattr(topic, "sources", None):
        notes.append(Note("sources", "No source is named. Name what the answer rests on, or it cannot go out.", True))
    asks = getattr(topic, "asks", None) or {}
    return [*notes, *_asks(asks), *_twice(asks)]


def _text(topic: Topic, field: str) -> str:
    return (getattr(topic, field, None) or "").strip()


def _title(title: str, answer: str) -> Iterator[Note]:
    if len(title) > TITLE_LIMIT:
        yield Note("title", f"The title has {len(title)} characters. Shorten it to {TITLE_LIMIT}, so that it fits a button "
                            f"on a narrow phone.", True)
    yield from _claims("title", title, answer)


def _claims(about: str, text: str, after: str = "") -> Iterator[Note]:
    for words, claim in claims_in(text, after):
        yield Note(about, f"'{words}': {claim.rule} {claim.instead}", True)


def _length(about: str, text: str) -> Iterator[Note]:
    """Of what is served as an answer; a placeholder counts as one word, as it does in the tests of the data."""
    count = len(plain(PLACEHOLDER.sub("fact", text)).split())
    if about == "more" or SHORTEST <= count <= LONGEST:
        return
    advised = ("Say a little more, unless it is a greeting or thanks" if count < SHORTEST else
               "Keep what answers the question, and move the rest to what one may read on")
    yield Note(about, f"The {TEXTS[about]} has {_counted(count, 'word')}. {advised}: {SHORTEST} to {LONGEST} are right.",
               False)


def _paragraphs(about: str, text: str) -> Iterator[Note]:
    for paragraph in paragraphs(plain(text)):
        count = len(paragraph.split())
        if count > LONGEST_PARAGRAPH:
            yield Note(about, f"The paragraph that begins '{_beginning(paragraph)}' has {count} words. Split it: up to "
                              f"{LONGEST_PARAGRAPH} are easy to take in on a phone.", False)


def _reading(about: str, text: str) -> Iterator[Note]:
    words = plain(text)
    grade = textstat.flesch_kincaid_grade(words) if len(words.split()) >= FEWEST_TO_GRADE else 0
    if grade > HARDEST:
        longest = max((each for part in paragraphs(words) for each in sentences(part)), key=lambda each: len(each.split()))
        yield Note(about, f"The {TEXTS[about]} reads at grade {grade:.1f}; visitors need {HARDEST} or less. Begin with the "
                          f"longest sentence ({len(longest.split())} words): '{_beginning(longest)}'. Split it, or use "
                          f"shorter words.", False)


def _asks(asks: Dict[str, Sequence[str]]) -> Iterator[Note]:
    if len(asks) < LEAST_ASKS:
        yield Note("asks", f"The topic has {_counted(len(asks), 'ask')}. Think of what else people want to know of it: "
                           f"{LEAST_ASKS} or more are right, fewer for greetings and thanks.", False)
    for ask, questions in asks.items():
        if len(questions) < THIN:
            yield Note("asks", f"The ask '{ask}' has {_counted(len(questions), 'question')}. Write how other people would "
                               f"say it: {THIN} or more.", False)
        else:
            yield from _variety(ask, questions)


def _variety(ask: str, questions: Sequence[str]) -> Iterator[Note]:
    """Of the reasons why an ask's questions teach little, the first."""
    beginnings = {tuple(normal(question).split()[:SAME_BEGINNING]) for question in questions}
    copies = [pair for pair in combinations(questions, 2) if _one_word_changed(*pair)]
    told = {telling_words(question) for question in questions}
    if len(beginnings) == 1 and len(next(iter(beginnings))) == SAME_BEGINNING:
        found = f"The questions of '{ask}' all begin with '{' '.join(beginnings.pop())}'"
    elif 2 * len({question for pair in copies for question in pair}) >= len(questions):
        found = (f"Half of the questions of '{ask}' or more are others with one word changed: '{copies[0][0]}', "
                 f"'{copies[0][1]}'")
    elif len(told) == 1 and told != {frozenset()}:
        found = f"The questions of '{ask}' all use the same words: {', '.join(sorted(told.pop()))}"
    else:
        return
    yield Note("asks", f"{found}. Write some as other people would say it: a fragment, a story, someone else's "
                       f"mother.", False)


def _one_word_changed(one: str, other: str) -> bool:
    first, second = normal(one).split(), normal(other).split()
    return len(first) == len(second) >= SHORTEST_TO_COMPARE and sum(a != b for a, b in zip(first, second)) == 1


def _twice(asks: Dict[str, Sequence[str]]) -> Iterator[Note]:
    """In this topic; faq.check_asks looks at the other topics when the draft is handed in."""
    owners: Dict[str, str] = {}
    for ask, questions in asks.items():
        for question in questions:
            said = normal(question) or question
            if said in owners:
                where = f"under '{ask}'" + (f" and under '{owners[said]}'" if owners[said] != ask else "")
                yield Note("asks", f"The question '{question}' stands twice, {where}. Keep it once.", True)
            owners.setdefault(said, ask)


def _beginning(text: str) -> str:
    words = text.split()
    return text if len(words) <= QUOTED else " ".join(words[:QUOTED]) + " …"


def _counted(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"
