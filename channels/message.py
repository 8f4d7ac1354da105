"""What comes in, as ordinary text: no silence, no command in a visitor's words."""
import re
import unicodedata
from typing import Optional

LONGEST_MESSAGE = 2_000  # characters that can be seen
LONGEST_RAW = 20_000     # characters before the invisible ones go: so much is cleaned in 10 ms
LONGEST_BODY = 1_000_000  # bytes; long enough that somebody who pastes a whole report is told so in words
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # Unicode's categories: control, format, surrogate, private, unassigned
LINE_ENDS = ("Zl", "Zp")
# Rasa reads "/restart" and "/intent{...}" as commands. It knows no other slash; should a component ever fold the
# look-alikes (fraction, division, big, full-width, box-drawing, mathematical), they are gone by then.
SLASHES = "/\u2044\u2215\u29f8\uff0f\u2571\u27cb\u2afd"


def plain(message: str) -> str:
    """The message as ordinary text: no control or invisible characters, and no slash at its head."""
    seen = "".join(map(_seen, message.replace("’", "'").replace("‘", "'")))
    return re.sub(rf"^[\s{SLASHES}]+", "", re.sub(r" *\n\s*", "\n", seen)).strip()


def _seen(character: str) -> str:
    """What is left of a character: itself, a space, a line's end, or nothing."""
    category = unicodedata.category(character)
    if character in "\n\r" or category in LINE_ENDS:
        return "\n"
    if character == "\t" or category == "Zs":
        return " "
    return "" if category in INVISIBLE else character


def refusal(text: str) -> Optional[str]:
    """The phrase to answer with, if the message is not to be understood at all."""
    if len(text) > LONGEST_MESSAGE:
        return "too_long"
    return None if text else "empty"
