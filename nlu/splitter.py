"""Says which stretches of a message may be its questions. What to believe of them, the readings decide (answer_rule.py)."""
from typing import Any, Dict, Iterator, List, Sequence

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc, Span

from nlu.language import DOC

QUESTIONS = "questions"  # the message's property; see split()
MOST_QUESTIONS = 3       # more than this in one message is answered in parts that nobody reads
MOST_STRETCHES = 4       # each is encoded, and so is the whole message
SHORTEST = 2             # words; "Why?" alone is no question that can be understood by itself

LONGEST_REST = 4         # words of a question that goes on from the one before: "And for my knee?"

JOINING = {"and", "also", "plus", "but", "&"}  # not "or": it offers the other side of one question
MARKS = {",", ";", "-", "–", "—", ")"}         # ")" of a list: "1) ... 2) ..."
LEADING = JOINING | {"so", "then", "if", "not", "ok", "okay", "well", "hi", "hello", "hey", "please", "thanks", "just"}
WH_WORDS = {"what", "how", "when", "where", "why", "who", "which", "whats", "hows", "wheres", "whens", "whos"}
RELATIVE = {"when", "where", "who", "which"}   # behind a comma: "my mum, who is 80, ..."
OPENING = {"do", "does", "is", "are", "can", "could", "will", "would", "should", "shall"}
LIKE_REMARKS = {"did", "was", "were", "am", "may", "might", "have", "has", "had"}  # "Was told to rest." is no question
PRONOUNS = {"i", "you", "u", "ya", "it", "we", "they", "he", "she", "there", "this", "that", "these", "those"}
SUBJECTS = PRONOUNS | {"my", "your", "ur", "the", "a", "an", "any", "anyone", "anybody", "someone", "people", "acupuncture",
                       "needles"}
# Words that make a question of a sentence that has not the form of one.
ASKING = (("tell", "me"), ("let", "me", "know"), ("to", "know"), ("wondering",), ("wonder",), ("not", "sure", "if"),
          ("like", "to", "book"), ("want", "to", "book"), ("need", "to", "book"))


def split(doc: Doc) -> List[str]:
    """The stretches of a message that ask something, in order; the whole message if none does.

    Of a question that a remark leads up to, two stretches: by itself, and with that remark (in_context() pairs them).
    """
    found: List[List[str]] = []
    told = 0  # where the remarks begin that no question has followed yet
    for clause in (clause for sentence in doc.sents for clause in clauses(sentence)):
        if asks(clause) or (found and goes_on(clause)):
            if len(words(clause)) >= SHORTEST:
                led_up = any(token.is_alpha for token in doc[told:clause.start])
                found.append([clause.text.strip(), *([doc[told:clause.end].text.strip()] if led_up else [])])
            told = clause.end
    return [text for question in found[:MOST_QUESTIONS] for text in question][:MOST_STRETCHES] or [doc.text.strip()]


def in_context(stretches: Sequence[str]) -> List[List[str]]:
    """What split() gives -> for each question its stretch, and the same with what led up to it, if anything did."""
    questions: List[List[str]] = []
    for text in stretches:
        if questions and text.endswith(questions[-1][0]):
            questions[-1].append(text)
        else:
            questions.append([text])
    return questions


def clauses(sentence: Span) -> Iterator[Span]:
    """A sentence cut where, after a question, a joining word or a comma is followed by another."""
    start = 0
    for place in range(1, len(sentence)):
        if joins(sentence, place, openly=True) and asks(sentence[start:place]):
            yield sentence[start:place]
            start = place + (sentence[place].lower_ in MARKS)
    yield sentence[start:]


def joins(sentence: Span, place: int, openly: bool) -> bool:
    """Whether a question begins behind the joining word or mark at this place."""
    mark = sentence[place].lower_ in MARKS
    if not mark and sentence[place].lower_ not in JOINING:
        return False
    rest = words(sentence[place + 1:])
    return begins_question(rest, openly and not mark) and not (mark and rest[0] in RELATIVE)


def asks(clause: Span) -> bool:
    """Whether a stretch ends with a question mark, begins or goes on as a question does, or says that it is one."""
    said = words(clause)
    return (clause.text.rstrip().endswith("?") or begins_question(said)
            or any(joins(clause, place, openly=False) for place in range(1, len(clause)))
            or any(tuple(said[at:at + len(form)]) == form for form in ASKING for at in range(len(said))))


def goes_on(clause: Span) -> bool:
    """Whether a stretch goes on from a question before it: "And for my knee"."""
    said = words(clause)
    return bool(said) and said[0] in JOINING and len(said) <= LONGEST_REST


def begins_question(said: List[str], openly: bool = True) -> bool:
    """Whether words begin, after "and", "so" and the like, with a wh-word or with an auxiliary and its subject.

    `openly`: the place itself says that something new begins, so that any subject will do.
    """
    while said and said[0] in LEADING:
        said = said[1:]
    if len(said) > 2 and said[1] in ("n't", "nt", "not"):  # "Don't know what to do." is no question
        said, openly = [said[0], *said[2:]], False
    if len(said) < 2:
        return False
    first, second = said[:2]
    if first in WH_WORDS:
        return second not in PRONOUNS
    return first in OPENING and (openly or second in SUBJECTS) or first in LIKE_REMARKS and second in PRONOUNS


def words(span: Span) -> List[str]:
    """Its words in small letters, without punctuation."""
    return [token.lower_ for token in span if not token.is_punct and not token.is_space]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QuestionSplitter(GraphComponent):
    """Puts `questions` on each message. Examples are one question each and pass through."""

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "QuestionSplitter":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set(QUESTIONS, split(message.get(DOC)) if message.get(TEXT) else [])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
