"""How messages are sorted by the way they are written."""
import pytest

from evaluation.kinds import by_kind, count_words, kinds_of, words_of

WORDS = count_words(["does it hurt", "will it hurt", "don't the needles hurt", "does a needle sting"])


@pytest.mark.parametrize("text, kinds", [
    ("does it hurt", ["short"]),
    ("does it hurt it hurt", ["other"]),                            # five words
    ("does it hurt " * 8 + "it", ["other"]),                        # 25
    ("does it hurt " * 8 + "it it", ["long"]),                      # 26
    ("will the neeedles hurt it", ["unknown_word"]),                # a slip of the pen
    ("neeedles?", ["short", "unknown_word"]),                       # of two kinds
    ("Dont the NEEDLES hurt it", ["other"]),                        # capitals and apostrophes are no slips,
    ("will it hurt at 9 am", ["other"]),                            # nor are short words and figures
])
def test_kinds_of_the_public_s_questions(text, kinds):
    """Short is up to 4 words, long is over 25, unknown is a word of 4 letters or more that is in no example."""
    assert kinds_of(text, WORDS, own=False) == kinds


def test_an_example_does_not_make_its_own_words_known():
    """"sting" is in this example only, "hurt" in others too."""
    assert kinds_of("does a needle sting it", WORDS, own=True) == ["unknown_word"]
    assert kinds_of("does it hurt", WORDS, own=True) == ["short"]


def test_a_word_counts_once_a_text():
    """It is the number of texts that tells whether others know it."""
    assert count_words(["hurt hurt hurt"])["hurt"] == 1


def test_words_keep_their_accents():
    """A name is one word, and a figure none."""
    assert words_of("Ménière's, 2 days") == ["ménières", "days"]


def test_by_kind():
    """A message counts under each of its kinds; a kind without messages is left out."""
    found = by_kind([("does it hurt", "right"), ("neeedles", "wrong")], WORDS)
    assert {kind: each["asked"] for kind, each in found.items()} == {"short": 2, "unknown_word": 1}
    assert found["short"]["outcomes"]["right"]["share"] == 0.5
