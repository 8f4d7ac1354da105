"""What calls a phrase of danger off by its place in the sentence: denied, over for years, asked about in general.

The parser is asked only when a phrase has matched, which few messages do.
"""
import re

from spacy.tokens import Doc, Span, Token

from stack.english import parsed

NOT = {"no", "not", "n't", "nt", "never", "without", "nor", "neither"}
ONLY, BUT = {"only", "just", "merely"}, {"but", "yet"}
HAVING = {"have", "has", "had", "having", "get", "got", "getting", "feel", "felt", "feeling", "be", "is", "are", "am",
          "was", "were", "been", "'m", "'s", "'re", "want", "notice", "noticed", "experience", "experienced"}
PAST = {"VBD", "VBN"}
VERB = ("VB", "MD")
LONG_AGO = re.compile(
    r"\b(years?|decades?) (ago|back)\b|\blast year\b|\blong (time )?ago\b|\b(in|since|from|of) (19|20)\d\d\b|"
    r"\bas an? (young )?(child|kid|boy|girl|teenager|baby|student)\b|\bwhen (i|he|she) was (an? |\d|in |at |young)|"
    r"\bin (my|his|her|their) (early |late )?(teens|twenties|thirties|forties|fifties|youth|childhood)\b")
STILL = re.compile(r"\b(now|today|tonight|again|still|since|this (morning|afternoon|evening|week)|yesterday|just|suddenly|"
                   r"keeps?|getting|at the moment)\b")
IN_GENERAL = re.compile(
    r"^((so|and|but|hi|hello|ok|also|well|please),? )*(can|could|does|do|will|would|might|may|has|did|is|are) "
    r"(((an?|the|your|these|ear) )?(acupuncture|needles?|needling|cupping|treatments?|it|you|people|there)\b(?! be\b)|"
    r"(anyone|anybody|someone|somebody)\b(?! (please|help|tell|say|know|come|call)\b))|"
    r"\b(risks?|chances?|dangers?|odds|side effects?|signs?|symptoms?) of\b|"
    r"\bwhat (if|happens if|is|are)\b(?! (this|that|these|it)\b)|\bhow (likely|often|common)\b")
OWN = re.compile(r"\b(i'?m|i am|i have|i'?ve|i got|i feel|i can'?t|i cannot|my|he is|he'?s|she is|she'?s|his|her|this is)"
                 r"\b")


def called_off(doc: Doc, start: int, end: int) -> bool:
    """Whether the words doc[start:end] tell of no danger where they stand. `doc` is in small letters."""
    span = parsed(doc.text).char_span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), alignment_mode="expand")
    return span is not None and (denied(span) or over(span) or in_general(span))


def denied(span: Span) -> bool:
    """ "No chest pain", "I don't have chest pain", "it is not a stroke"; not "can't breathe", whose "not" is its own."""
    head = span.root
    while head.dep_ == "conj" and head.head.i < head.i:  # "no fever or chest pain"
        if any(token.lower_ in BUT for token in head.head.children if token.dep_ == "cc"):
            break
        head = head.head
    if any(_negates(child, span) for child in head.children) or _negates(head.head, span):
        return True
    verb = head.head
    return head.dep_ != "nsubj" and verb.lower_ in HAVING and any(_negates(child, span) for child in verb.children)


def _negates(token: Token, span: Span) -> bool:
    if token.lower_ not in NOT or span.start <= token.i < span.end or token.i >= span.end:
        return False
    return token.i + 1 == len(token.doc) or token.nbor().lower_ not in ONLY  # "not only" denies nothing


def over(span: Span) -> bool:
    """Told in the past with a time long gone, in a sentence that says nothing of now."""
    sentence = span.sent
    verb = span.root
    while verb.head != verb and (not verb.tag_.startswith(VERB) or verb.tag_ == "VB"):  # "tried to" tells when
        verb = verb.head
    told = sentence.text.lower()
    long_ago = LONG_AGO.search(told) and not STILL.search(told)
    return bool(long_ago) and (verb.tag_ in PAST or not verb.tag_.startswith(VERB))


def in_general(span: Span) -> bool:
    """A question about what can happen, that names nobody it happens to."""
    told = span.sent.text.lower().strip()
    return bool(IN_GENERAL.search(told)) and not OWN.search(told)
