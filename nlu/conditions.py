"""Finds the conditions that a message names, by spaCy's PhraseMatcher, in whatever words data/conditions.yml lists."""
import json
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from nlu.importer import CONDITION
from nlu.language import DOC, TYPED, english

FILE = "conditions.json"


def condition_words(training_data: TrainingData) -> Dict[str, str]:
    """Words, in lower case -> condition id: those synonyms that stand in the lookup table of conditions."""
    named = {words for table in training_data.lookup_tables if table["name"] == CONDITION for words in table["elements"]}
    return {words: condition for words, condition in training_data.entity_synonyms.items() if words in named}


def condition_matcher(synonyms: Dict[str, str]) -> PhraseMatcher:
    """A matcher whose match ids are condition ids. `synonyms`: words, in lower case -> condition id."""
    nlp = english()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for words, condition in synonyms.items():
        matcher.add(condition, [nlp.make_doc(words)])
    return matcher


def find_conditions(doc: Doc, matcher: PhraseMatcher, typed: Optional[Doc] = None) -> List[Dict[str, Any]]:
    """The conditions named, in order, as Rasa entities; of words that overlap the longest stretch counts.

    `typed`: the same tokens before their spelling was repaired; start and end are places in that text.
    """
    ids = english().vocab.strings  # the matcher's, since the Doc's may be younger or older (stack/english.py)
    named = {(start, end): ids[key] for key, start, end in matcher(doc)}
    found = [(named[span.start, span.end], span if typed is None else typed[span.start:span.end])
             for span in filter_spans([doc[start:end] for start, end in named])]
    return [{"entity": CONDITION, "value": condition, "start": place.start_char, "end": place.end_char}
            for condition, place in found]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ConditionFinder(GraphComponent, EntityExtractorMixin):
    """Adds an entity `condition` for each condition named. Its words travel with the model."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, synonyms: Dict[str, str]) -> None:
        self._model_storage, self._resource = model_storage, resource
        self.matcher = condition_matcher(synonyms)

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "ConditionFinder":
        return cls(model_storage, resource, {})

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "ConditionFinder":
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, json.loads((folder / FILE).read_text(encoding="utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(condition_words(training_data)), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            found = self.add_extractor_name(find_conditions(message.get(DOC), self.matcher, message.get(TYPED)))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
