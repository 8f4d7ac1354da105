"""Reads a message with what was said before, if it leans on that: "and for migraines?", "even at night?"

The conversation so far is two slots (actions/conversation.py): the words of the question that was answered last, and the
words in it that name a condition. From them come other texts to read beside the message itself; believe() says which
reading counts. A message that stands by itself gets no other text, so that a new question is not dragged back.
"""
import re
from typing import Any, Dict, List, Optional, Sequence

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.importer import CONDITION
from nlu.language import text_read
from nlu.splitter import QUESTIONS, in_context

CONTEXT = "context"  # the message's property: kind -> another text to read; see other_texts()
CORRECTED = "corrected"  # what somebody says to have meant, without the "no, I meant"
COMPLETED = "completed"  # the question before with another condition: a whole one again
JOINED = "joined"        # the question before, and this message, which says little: "for two people?"
WEIGHED = "weighed"      # the same, if the message is a sentence: the one before tips the scales between its likely topics
WITHIN = "within"        # in a decision: true if the message was read with the question before

LONGEST = 20     # words of a message that may lean on another; longer ones say all that they need
FRAGMENT = 6     # words without a verb: "for two people?", "even at night?"
REMEMBERED = 25  # words of the question before that are read again: its end, where the question is
BY_ITSELF = 0.89  # certainty from which on even a leaning message is believed alone: "is it safe for her?"
STRANGER = 0.4   # out-of-scope score from which on no context makes a message ours: "do you know a good dentist?"

OPENING = r"(?:(?:ok|okay|oh|well|hm+|yes|yeah|right|great|fine|sorry|thanks|cheers)\b[\s,.!]*)*"
CONTINUES = re.compile(OPENING + r"(?:and|but|so|or|then|also|plus|even|anyway|(?:what|how) about|what if)\b")
MEANT = re.compile(r"(?:(?:no|nope|nah|sorry|wait|oops|actually|oh|ah|well|but)\b[\s,.!]*)*(?:what )?i "
                   r"(?:actually |really )?(?:meant|mean)(?: to (?:ask|say)| was| is|)\b[\s,:]*(?:about\b)?\s*(?=\w+)",
                   re.I)
RATHER = re.compile(r"(?:no\b[\s,.!]*)?not (?:about |for )?(?:the |a |my )?[\w' ]{1,30}?(?:[,;.]+| but) +(?:but )?(?=\w+)",
                    re.I)
QUESTION_WORDS = {"what", "what's", "how", "how's", "why", "when", "where", "who", "who's", "which"}
AUXILIARIES = {"is", "isn't", "are", "aren't", "was", "were", "do", "does", "don't", "doesn't", "did", "can", "can't",
               "could", "couldn't", "will", "won't", "would", "wouldn't", "shall", "should", "shouldn't", "may",
               "might", "must", "has", "have", "had"}
VERBS = AUXILIARIES | {"i'm", "i've", "i'd", "i'll", "it's", "that's", "there's", "they're", "you're", "we're",
                       "what's", "how's", "who's", "am", "be", "been", "being", "got", "get", "need", "want", "know",
                       "think"}
REFERRING = {"that", "this", "those", "these", "them", "they", "it", "he", "him", "his", "she", "her", "hers", "then",
             "there", "ones", "one", "same", "afterwards", "instead", "either", "too", "else", "another"}
LEADING = {"for", "with", "without", "in", "on", "at", "after", "before", "during", "by", "from", "under", "over",
           "until"}


def words_of(text: str) -> List[str]:
    """Its words, in lower case; an apostrophe does not part them."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def fragment(words: List[str]) -> bool:
    """Whether a message says too little to have a topic of its own."""
    return len(words) <= FRAGMENT and not VERBS & set(words)


def leans(text: str) -> bool:
    """Whether a message may need what was said before: it goes on from it, refers to it, or is no whole question."""
    words = words_of(text)
    if not words or len(words) > LONGEST:
        return False
    if CONTINUES.match(text.lower()):
        return True
    asks = "?" in text or words[0] in QUESTION_WORDS | AUXILIARIES
    if fragment(words):
        return asks or words[0] in LEADING
    return asks and bool(REFERRING & set(words))


def corrected(text: str) -> Optional[str]:
    """"no, I meant the price" -> "the price"; None if nothing is corrected."""
    said = MEANT.match(text) or RATHER.match(text)
    return text[said.end():] if said else None


def with_condition(text: str, condition: str, before: str, named_before: str) -> Optional[str]:
    """The question before with this message's condition in the other's place; None if either names none."""
    if not condition or not named_before or named_before.lower() not in before.lower():
        return None
    if len(words_of(text)) - len(words_of(condition)) > FRAGMENT or VERBS & set(words_of(text)):
        return None  # asks something of its own
    return re.sub(re.escape(named_before), lambda _: condition, before, flags=re.I)


def other_texts(text: str, condition: str, before: str, named_before: str) -> Dict[str, str]:
    """What to read beside the message, by kind. `condition`, `named_before`: the words that name one here and before."""
    meant = corrected(text)
    if meant:
        return {CORRECTED: meant}
    if not before or not leans(text):
        return {}
    end = " ".join(before.split()[-REMEMBERED:])
    completed = with_condition(text, condition, end, named_before)
    return {**({COMPLETED: completed} if completed else {}),
            JOINED if fragment(words_of(text)) else WEIGHED: f"{end} {text}"}


def believe(alone: Dict[str, Any], others: Dict[str, Dict[str, Any]], likely: Sequence[str], stranger: float
            ) -> Dict[str, Any]:
    """The decision that counts; of two that contradict each other, an offer of both. `others`: the decisions on
    other_texts(), by kind; `likely`: the topics likeliest for the message alone; `stranger`: its out-of-scope score."""
    if CORRECTED in others:
        return others[CORRECTED]
    if COMPLETED in others and others[COMPLETED]["decision"] == "answer":
        return others[COMPLETED]
    by_itself = alone["decision"] == "answer" and alone["certainty"] >= BY_ITSELF
    joined = others.get(JOINED) or others.get(WEIGHED)
    if not joined or joined["decision"] != "answer" or by_itself or stranger > STRANGER:
        return alone
    if JOINED in others or joined["topics"][0] in likely:
        return joined
    if alone["decision"] == "answer":
        return {**alone, "decision": "offer", "topics": [*alone["topics"], *joined["topics"]]}
    return alone


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ConversationReader(GraphComponent):
    """Puts `context` on a message that leans on what was said before. Examples stand by themselves and pass through."""

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "ConversationReader":
        return cls()

    def process(self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None) -> List[Message]:
        """Rasa gives the conversation to whatever parameter is called `tracker`; None if a message is parsed by itself."""
        before, named_before = ((tracker.get_slot(slot) or "") if tracker else "" for slot in ("question", "condition"))
        for message in messages:
            if len(in_context(message.get(QUESTIONS))) != 1:
                continue  # several whole questions
            typed = message.get(TEXT) or ""  # into which entities point
            named = [typed[each["start"]:each["end"]] for each in message.get(ENTITIES, []) if each["entity"] == CONDITION]
            message.set(CONTEXT, other_texts(text_read(message), named[-1] if named else "", str(before),
                                             str(named_before)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
