"""How two pieces of text are found to be the same."""
import re


def normal(question: str) -> str:
    """A question without case, punctuation and spare spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", question.casefold().replace("'", "").replace("’", "")).split())
