"""The rule on claims and doses, on words that nobody wrote yet."""
import pytest

from .wording import claims, doses

CLAIMS = [  # (text, the claims in it, why it is hard)
    ("Acupuncture cures migraine.", ["cures"], "the plainest"),
    ("It has **cured** many.", ["cured"], "in bold type"),
    ("A cure for pain.", ["cure"], "the noun"),
    ("Acupuncture cannot cure this.", [], "denied"),
    ("It is not a cure, and it won't cure cancer.", [], "denied twice"),
    ("It isn't expensive. It cures pain.", ["cures"], "a denial in the sentence before"),
    ("Do not wait, because in the end acupuncture cures pain.", ["cures"], "a denial of something else, far off"),
    ("Keep it in a secure place.", [], "a word within another"),
    ("It helps the body heal.", ["heal"], "a promise"),
    ("It healed her knee pain.", ["healed"], "no tissue before it"),
    ("Pain can go on after the tissue has healed.", [], "tissue"),
    ("The injury heals faster with acupuncture.", ["heals"], "tissue, but a promise"),
    ("You may read that it makes the body heal itself. It is more careful to say that it may help.", [], "put right"),
    ("Your health matters.", [], "another word"),
    ("Relief is guaranteed.", ["guaranteed"], "a form"),
    ("Nobody can guarantee that.", [], "denied"),
    ("It detoxifies the liver.", ["detoxifies"], "a form"),
    ("It has no side effects.", ["no side effects"], "its own denial does not excuse it"),
    ("It works without any\nside-effects.", ["without any side-effects"], "over a line's end, with a hyphen"),
    ("It is side-effect-free.", ["side-effect-free"], "an adjective"),
    ("It is painless.", ["painless"], "a promise"),
    ("It is not always painless.", [], "denied"),
    ("Proven by science.", ["proven"], "a capital"),
    ("A long history is not proof that it works.", [], "another word, denied"),
    ("This is unproven.", [], "a word within another"),
    ("Acupuncture is risk-free.", ["risk-free"], "a promise"),
    ("There is no risk.", ["no risk"], "a promise in plain words"),
    ("No treatment is free of risk.", [], "the honest sentence"),
    ("It is 100 % safe.", ["100 %"], "a figure"),
    ("It helped 100 percent.", ["100 percent"], "a figure in words"),
    ("About 9 in 100 people have a minor effect.", [], "an honest figure"),
    ("It boosts your immune system.", ["boosts your immune"], "an immune system needs no boost"),
]
DOSES = [
    ("Take 400 mg of it.", ["400 mg"], "milligrams"),
    ("Take 400mg.", ["400mg"], "no space"),
    ("Take 1,000 to 2,000 milligrams.", ["1,000 to 2,000 milligrams"], "a range"),
    ("Two tablets are enough.", ["Two tablets"], "a number in words"),
    ("Take half a tablet.", ["half a tablet"], "a part of one"),
    ("5 ml of syrup", ["5 ml"], "a fluid"),
    ("Needles are 0.2 to 0.25 mm thin.", [], "no medicine"),
    ("Take your tablets as prescribed. Come in 2 weeks.", [], "no number before it"),
    ("At 3 grandma came.", [], "a word that begins like a unit"),
]


@pytest.mark.parametrize("text, expected, why", CLAIMS)
def test_claims(text, expected, why):
    """What is claimed, and nothing of what is denied or put right."""
    assert claims(text) == expected, why


@pytest.mark.parametrize("text, expected, why", DOSES)
def test_doses(text, expected, why):
    """A number with a medicine's unit."""
    assert doses(text) == expected, why
