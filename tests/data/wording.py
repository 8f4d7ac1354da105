"""What no answer may say: claims that the evidence does not bear, and doses.

A word counts in all its forms. It is let through where the sentence denies it ("cannot cure"), reports it only to put
it right ("you may read that ..."), or speaks of tissue that has healed.
"""
import re
from typing import List

SMALL = r"(?:\w+\W+){0,3}"  # a few words between
CLAIM = re.compile(r"""
    \b(?: cur(?:e|es|ed|ing|able|ative) | heal(?:s|ed|ing)? | guarant(?:ee|ees|eed|eeing|y)
    | detox\w* | miracles? | miraculous\w* | (?:completely|totally|perfectly|entirely|absolutely)\ safe | harmless
    | pain(?:less|lessly|-free) | prov(?:e|es|ed|en|ing) | always\ works | works\ (?:for\ everyone|every\ time)
    | (?:no|zero|without|free\ (?:of|from))\ (?:any\ |known\ )?(?:side[\ -]effects?|risks?)
    | (?:side[\ -]effect|risk)s?-?\ ?free
    | 100\ ?(?:%|percent|per\ cent) | (?:a\ )?hundred\ per\ ?cent
    | boost\w*\ (?:\w+\ ){0,2}immun\w+ | better\ than\ (?:\w+\ )?(?:medicines?|drugs|painkillers|surgery)
    ) (?!\w)""", re.IGNORECASE | re.VERBOSE)
DENIED = re.compile(rf"(?:\b(?:no|not|never|cannot|nor|nothing|nobody|none)|n[’']t)\W+{SMALL}$", re.IGNORECASE)
REPORTED = re.compile(r"\b(?:read|hear|heard|told|think|say|says) that\b", re.IGNORECASE)
TISSUE = re.compile(r"\b(?:tissues?|injur(?:y|ies)|wounds?|skin|bones?|fractures?|cuts?|scars?)\b", re.IGNORECASE)
NUMBER = r"(?:\d[\d.,]*|half|one|two|three|four|five|six|eight|ten|twelve)"
UNIT = (r"(?:mg|mcg|µg|g|ml|cl|IU|(?:milli|micro)?grams?|(?:milli)?lit(?:er|re)s?|tablets?|pills?|capsules?|doses?|drops?"
        r"|(?:tea|table)?spoon(?:ful)?s?|puffs?)")
DOSE = re.compile(rf"\b{NUMBER}(?:\s*(?:-|–|to|or)\s*{NUMBER})?(?:\s+(?:a|an))?[\s-]*{UNIT}\b", re.IGNORECASE)


def words(text: str) -> str:
    """The text without marks for bold type and placeholders."""
    return re.sub(r"[*{}]", "", text)


def claims(text: str) -> List[str]:
    """What the text claims and may not, sentence by sentence."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", words(text)):
        sentence = " ".join(sentence.split())
        for match in CLAIM.finditer(sentence):
            before, word = sentence[:match.start()], match.group().lower()
            if DENIED.search(before) or REPORTED.search(before) or (word == "healed" and TISSUE.search(before)):
                continue
            found.append(word)
    return found


def doses(text: str) -> List[str]:
    """Amounts of a medicine."""
    return [match.group() for match in DOSE.finditer(words(text))]
