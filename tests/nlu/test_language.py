"""The pieces of a message that are heard for danger one by one."""
import pytest

from nlu.language import FEWEST, MOST_PIECES, parse, pieces

FIVE, TEN = "This one is short now.", "A very much longer sentence stands here than over there."
PIECES = [  # (a message, its pieces, why)
    ("My chest is tight and my arm aches. How much is a session please?",
     ["My chest is tight and my arm aches.", "How much is a session please?"], "a sentence is a piece"),
    ("my chest is tight and my arm aches", ["my chest is tight and my arm aches"], "one sentence is one piece"),
    ("Hi. Help! My chest hurts so much.", ["Hi. Help! My chest hurts so much."], "short ones go with the next"),
    ("My chest really hurts. What does it cost here?", ["My chest really hurts. What does it cost here?"],
     "four words are short"),
    ("My chest is very tight now. Help. Please.", ["My chest is very tight now. Help. Please."],
     "at the end there is no next: with the one before"),
    ("My chest is very tight now. Help. What does it cost here?",
     ["My chest is very tight now.", "Help. What does it cost here?"], "in the middle: with the next"),
    ("Help.", ["Help."], "a message that is nothing but short"),
    ("my chest hurts and burns\nwhat does it cost here", ["my chest hurts and burns", "what does it cost here"],
     "a line's end ends a sentence"),
    ("my chest hurts and burns\n\nwhat does it cost here", ["my chest hurts and burns", "what does it cost here"],
     "an empty line too"),
    ("chest\npain", ["chest pain"], "a line's end between two words leaves them together"),
    ("help!!! my chest hurts a lot!!! what does it cost here???",
     ["help!!! my chest hurts a lot!!!", "what does it cost here???"], "marks in a row are one end"),
    ("My arm is 5.5 times as thick as before", ["My arm is 5.5 times as thick as before"], "a point in a number is no end"),
    ("my chest is tight my arm aches how much is it", ["my chest is tight my arm aches how much is it"],
     "without marks nothing is told apart, and the whole is heard"),
    (" ".join([FIVE] * MOST_PIECES), [FIVE] * MOST_PIECES, "as many as may be"),
    (" ".join([FIVE] * (MOST_PIECES + 1)), [f"{FIVE} {FIVE}"] + [FIVE] * (MOST_PIECES - 1), "one more: two go together"),
    (" ".join([TEN, TEN, *[FIVE] * 5]), [TEN, TEN, f"{FIVE} {FIVE}", FIVE, FIVE, FIVE],
     "those that go together are the shortest neighbours"),
    ("", [], "nothing"),
    (" \n ", [], "nothing to see"),
]


@pytest.mark.parametrize("text, expected, why", PIECES)
def test_pieces(text, expected, why):
    """Each sentence of five words or more, at most six of them."""
    assert pieces(parse(text)) == expected, why


@pytest.mark.parametrize("text", [" ".join(f"Word {number} is said. And then so." for number in range(40)),
                                  "\n".join("abcdefg" * 20), "no end " * 200, "! ? . \n" * 50])
def test_no_message_has_more_pieces_than_may_be_read(text):
    """Each piece is encoded, which takes time; no word is lost, however long a story is."""
    found = pieces(parse(text))
    assert len(found) <= MOST_PIECES
    assert " ".join(found).split() == text.split()
    assert len(found) == 1 or all(len(piece.split()) >= FEWEST for piece in found)
