"""What the visitors of the load test say (bench/visitors.py)."""
from random import Random
from typing import List

from bench.visitors import FOLLOW_UPS, LONGEST, MONTHS, PARTS, SHORTEST, THANKED, Conversation

QUESTIONS = ["Does it hurt?", "Is it safe?", "What does it cost?"]
OFFERED = ["What are the needles like?"]
LEANING = {text.format(part=part, month=month) for text in FOLLOW_UPS for part in PARTS for month in MONTHS}


def conversations(offered: List[str], many: int = 300) -> List[List[str]]:
    """So many whole ones, each with the same on offer all the time."""
    found = []
    for number in range(many):
        talk = Conversation(QUESTIONS, Random(number))
        found.append(list(iter(lambda talk=talk: talk.next(offered), None)))
    return found


def test_a_conversation_has_three_to_six_messages() -> None:
    """Both the shortest and the longest come up."""
    assert {len(each) for each in conversations(OFFERED)} == set(range(SHORTEST, LONGEST + 1))


def test_it_begins_with_a_question_or_what_the_chat_proposes() -> None:
    """Nothing leans on an answer that has not been given."""
    assert {each[0] for each in conversations(OFFERED)} == {*QUESTIONS, *OFFERED}


def test_later_messages_are_of_every_kind() -> None:
    """Questions, suggestions that are tapped, what leans on the answer, and thanks at the end alone."""
    said = conversations(OFFERED)
    later = {text for each in said for text in each[1:]}
    assert later <= {*QUESTIONS, *OFFERED, *LEANING, *THANKED}
    assert later >= {*QUESTIONS, *OFFERED, *THANKED, *(text for text in FOLLOW_UPS if "{" not in text)}
    assert len(later & LEANING) > len(FOLLOW_UPS)
    assert not {text for each in said for text in each[:-1]} & {*THANKED}


def test_where_nothing_is_offered_nothing_is_tapped() -> None:
    """As after an answer without suggestions."""
    assert not {text for each in conversations([]) for text in each} & {*OFFERED}
