"""Says which stretches of a message may be its questions (first version: by sentence and question mark)."""
from typing import Any, Dict, List

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


def split(doc: Doc) -> List[str]:
    """The questions of a message, in order: its interrogative sentences if there are several, else the whole message.

    A story with one question at its end is read whole: reading the last sentence by itself beside it was measured, and
    brought more wrong answers than right ones.
    """
    asked = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip().endswith("?")]
    asked = [text for text in asked if len(text.split()) >= SHORTEST]
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [doc.text.strip()]


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
