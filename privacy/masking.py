"""Replaces what tells who somebody is by fixed tokens: `mask("I'm Ana, ring 555 0100")` -> "I'm [name], ring [phone]".

Patterns first, since they cost microseconds; the name finder (privacy/names.py) runs only where a name may be. A token
holds no digit and no name, so that masking twice is masking once. What it misses stands in docs/privacy.md.
"""
import re
from typing import Optional

from privacy.births import mask_births
from privacy.names import mask_names
from privacy.numbers import mask_cards, mask_health_numbers, mask_phones
from privacy.places import mask_addresses

LATELY = 1_024  # texts; each is asked for some five times within a message: by the channel, the store and the broker
DIGIT = re.compile(r"\d")
# A slip ("ana@gmail", "ana @ mail.com") is an address as well. "@ 5pm" and "@5pm" are times.
EMAIL = re.compile(r"[\w.+'-]*\w ?@ ?[^\W\d][\w-]*(?: ?\.[\w-]+)+|[\w.+-]*\w@\w[\w.-]*\w")
SPOKEN_EMAIL = re.compile(
    r"\b[\w.+-]+(?: (?:dot|underscore|dash) [\w-]+)* ?(?:\bat\b|[(\[] ?at ?[)\]]) ?"
    r"(?:(?:gmail|googlemail|hotmail|yahoo|outlook|icloud|aol|proton(?:mail)?|live|msn|gmx|web|orange|btinternet|example)"
    r"(?: ?(?:dot|[(\[] ?dot ?[)\]]|\.) ?[a-z]{2,4}\b){0,2}\b|"
    r"[\w-]+(?: ?(?:\bdot\b|[(\[] ?dot ?[)\]]) ?(?:com|org|net|co|uk|edu|info|io|me|ie|ca|au|nz|eu|de|fr|it|es|nl|pl)\b)+)",
    re.I)
LINK = re.compile(  # that leads to one person: a profile, or an address or a name after the question mark
    r"(?:https?://)?(?:www\.)?(?:facebook|instagram|linkedin|twitter|x|tiktok|fb|t|wa)\.(?:com|me)/[^\s,;]+|"
    r"https?://[^\s?]+\?[^\s]*(?:mail|name|user|id|token|phone|dob)=[^\s]*", re.I)
HANDLE = re.compile(r"(?<![\w.])@[^\W\d][\w.]{2,}")
_masked = [0] * LATELY  # hashes of what came out lately, since masking that again changes nothing: nobody's words are kept


def mask(text: str, country: Optional[str]) -> str:
    """`country`: as in data/clinic.yml, for numbers that are written the national way; None: only what any country's
    form or the words around it tell."""
    if _masked[hash((text, country)) % LATELY] != hash((text, country)):
        text = _mask(text, country)
        _masked[hash((text, country)) % LATELY] = hash((text, country))
    return text


def _mask(text: str, country: Optional[str]) -> str:
    if "@" in text or " at " in text.lower() or "at)" in text or "at]" in text:
        text = SPOKEN_EMAIL.sub("[email]", EMAIL.sub("[email]", text))
        text = HANDLE.sub("[name]", text)
    if "/" in text:
        text = LINK.sub("[link]", text)
    if DIGIT.search(text):
        text = mask_cards(text)
        text = mask_health_numbers(text, country)
        text = mask_births(text)
    text = mask_addresses(text, country)
    if DIGIT.search(text):
        text = mask_phones(text, country)
    return mask_names(text)
