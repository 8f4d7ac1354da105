"""What may become a question of the data: in words that may stand there, and that stand nowhere yet."""
import re
from typing import Dict, Iterator, List, Mapping, Sequence, Tuple

from desk.answers.models import Topic
from desk.answers.publishing import knowledge_now
from desk.policies import Refused
from faq.check_asks import telling_words
from faq.knowledge import Knowledge
from faq.text import normal

# What privacy/masking.py puts in the place of words that tell who somebody is (docs/privacy.md).
MASKED = re.compile(r"\[(?:name|email|link|phone|birth date|address|card number|account number|health number)\]")
LONGEST = 300  # characters of a question; the longest of data/ has 200


def one_line(text: str) -> str:
    """A message as a question may stand in a file."""
    return " ".join(text.split())


def questions_in(text: str) -> List[str]:
    """One a line, each once however it is written."""
    lines = [one_line(line) for line in text.splitlines() if line.strip()]
    return list({normal(line) or line: line for line in reversed(lines)}.values())[::-1]


def check_questions(questions: Sequence[str]) -> None:
    """Raises Refused, naming the first question that cannot be added, and why."""
    if not questions:
        raise Refused("There is no question left to add. Keep at least one line, or dismiss the messages in the inbox.")
    for question in questions:
        check_unmasked(question)
        if len(question) > LONGEST:
            raise Refused(f"'{question[:60]} …' has {len(question)} characters. Shorten it to what is asked: at most "
                          f"{LONGEST}.")
    claims = claimed()
    for question in questions:
        where = claims.get(normal(question) or question)
        if where:
            raise Refused(f"'{question}' stands already {where}. Delete that line here, or write it in other words.")


def check_unmasked(text: str) -> None:
    """Raises Refused if a token of the masking still stands in it."""
    masked = MASKED.search(text)
    if masked:
        raise Refused(f"'{text}' still has {masked[0]}, which stands for words that tell who somebody is. Write the "
                      f"question without it, as anybody could ask it.")


def claimed() -> Dict[str, str]:
    """Every question that stands somewhere, in small letters without punctuation -> where, in words."""
    knowledge = knowledge_now()
    claims: Dict[str, str] = {}
    for question, where in (*_live(knowledge), *_drafts()):
        claims.setdefault(normal(question) or question, where)
    return claims


def likeliest(questions: Sequence[str], places: Mapping[str, Sequence[str]]) -> str:
    """The place whose own questions share most telling words with these, or empty. `places`: name -> its questions."""
    said = [telling_words(question) for question in questions]
    shared = {name: sum(max((len(words & own) for own in map(telling_words, known)), default=0) for words in said)
              for name, known in places.items()}
    best = max(shared, key=shared.__getitem__, default="")
    return best if best and shared[best] else ""


def _live(knowledge: Knowledge) -> Iterator[Tuple[str, str]]:
    for entry in knowledge.topics.values():
        for ask, questions in entry.asks.items():
            yield from ((question, f"in the topic '{entry.title}', under '{ask}'") for question in questions)
    for kind, questions in knowledge.out_of_scope.kinds.items() if knowledge.out_of_scope else ():
        yield from ((question, f"among what is not for us, under '{kind}'") for question in questions)


def _drafts() -> Iterator[Tuple[str, str]]:
    """Read as they are kept, since making rows of them would ask the tables once for each."""
    for topic in Topic.objects.filter(has_unpublished_changes=True).select_related("latest_revision"):
        content = topic.latest_revision.content if topic.latest_revision else {}
        for ask in content.get("asks", []):
            for question in ask["questions"].splitlines():
                yield question, f"in the draft of the topic '{content.get('title', topic.title)}', under '{ask['ask']}'"
