"""spaCy for the pipeline: one blank English pipeline with lemmas and sentences, no model to download."""
from functools import lru_cache
from typing import Any, Dict, List

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from stack.english import Reader

DOC = "doc"      # the message's property that holds its spaCy Doc, as it is read
TYPED = "typed"  # and as it was typed, if spelling was repaired: token by token the same
FEWEST, MOST_PIECES = 5, 6  # words of a piece, pieces of a message; see pieces()


@lru_cache(maxsize=1)
def english() -> Language:
    """Tokens, lemmas (looked up in spacy-lookups-data) and sentences; 0.1 ms a message."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


@lru_cache(maxsize=1)
def reader() -> Reader:
    """What reads messages with that pipeline, and forgets their words."""
    return Reader(english())


def parse(text: str) -> Doc:
    """The spaCy Doc of a message; typographic apostrophes count as plain ones, as in the data files.

    A line break is a space that ends a sentence, so that words on both sides of it are still found together.
    """
    doc = reader()(text.replace("’", "'").replace("‘", "'").replace("\n", " "))
    for token in doc:
        if token.idx and text[token.idx - 1] == "\n":
            token.is_sent_start = True
    return doc


def pieces(doc: Doc) -> List[str]:
    """The sentences of a message, each of at least FEWEST words, at most MOST_PIECES of them: shorter ones go with the
    next, and of a long story the shortest neighbours are taken together."""
    found: List[str] = []
    short = ""
    for sentence in doc.sents:
        short = f"{short} {sentence.text.strip()}".strip()
        if len(short.split()) >= FEWEST:
            found.append(short)
            short = ""
    if short:
        found[-1:] = [f"{found[-1]} {short}"] if found else [short]
    while len(found) > MOST_PIECES:
        shortest = min(range(len(found) - 1), key=lambda at: len(found[at]) + len(found[at + 1]))
        found[shortest:shortest + 2] = [f"{found[shortest]} {found[shortest + 1]}"]
    return found


def text_read(message: Message) -> str:
    """What a message says to those who read it by meaning: its Doc's words (spelling repaired), without one its text."""
    doc = message.get(DOC)
    return (message.get(TEXT) or "") if doc is None else doc.text.strip()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyEnglish(Tokenizer):
    """Puts the spaCy Doc on each message, and its tokens with lemmas where Rasa's own components look for them."""

    @staticmethod
    def required_packages() -> List[str]:
        return ["spacy"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "SpacyEnglish":
        reader()  # loaded with the model, not with the first message
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set(DOC, parse(message.get(TEXT) or ""))
        return super().process(messages)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples need no tokens here: what is learned from them is learned from whole sentences."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        doc = message.get(DOC) if attribute == TEXT else parse(message.get(attribute))
        return [Token(token.text, token.idx, lemma=token.lemma_) for token in doc if token.text.strip()]
