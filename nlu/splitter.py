"""Says which stretches of a message may be its questions (first version: by sentence and question mark)."""
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from nlu.language import DOC

QUESTIONS = "questions"  # the message's property; see split()
MOST_QUESTIONS = 3       # more than this in one message is answered in parts that nobody reads
SHORTEST = 2             # words; "Why?" alone is no question that can be understood by itself


def split(doc: Doc) -> List[List[str]]:
    """-> one list a question: the wordings in which it may be understood, the whole message first if it is the only one.

    "Does it hurt? And what does it cost?" -> [["Does it hurt?"], ["And what does it cost?"]]
    "I fell in May. Since then my hip aches. Can you help?" -> [[the whole message, "Can you help?"]]
    """
    sentences = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]
    asked = [text for text in sentences if text.endswith("?") and len(text.split()) >= SHORTEST]
    if len(asked) > 1:
        return [[text] for text in asked[:MOST_QUESTIONS]]
    whole = doc.text.strip()
    last = asked[0] if asked else sentences[-1] if sentences else ""
    return [[whole, last]] if last and last != whole and len(last.split()) >= SHORTEST else [[whole]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QuestionSplitter(GraphComponent):
    """Puts `questions` on each message. Examples are one question each and pass through."""

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "QuestionSplitter":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set(QUESTIONS, split(message.get(DOC)) if message.get(TEXT) else [])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
