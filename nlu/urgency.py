"""Notices plain words of danger before anything else is understood (first version: the words of data/urgent.yml)."""
import json
import re
from typing import Any, Dict, List, Optional, Set

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from faq.knowledge import URGENCIES
from nlu.importer import SIGN, UNLESS
from nlu.language import DOC, TYPED, parse

FILE = "signs.json"
JOINED = re.compile(r"(?<=[^\W\d])[.\-_/]+(?=[^\W\d])")  # what joins two words; "9-1-1" is left alone
URGENT = "urgent"  # the message's property: emergency, crisis, see_doctor or None
ANSWERED_ALONE = ("emergency", "crisis")  # such a message is not also a question


def sign_tables(training_data: TrainingData) -> Dict[str, List[str]]:
    """The lookup tables that hold signs of danger and what calls them off, by name."""
    return {table["name"]: table["elements"] for table in training_data.lookup_tables
            if table["name"].split(":")[0] in (SIGN, UNLESS)}


class UrgentSigns:
    """Matches the signs of danger by lemma, each called off only by its own exceptions.

    `tables`: lookup tables named sign:<urgency>:<id> and unless:<urgency>:<id> with the words of data/urgent.yml.
    """

    def __init__(self, tables: Dict[str, List[str]]) -> None:
        self.matcher = PhraseMatcher(parse("").vocab, attr="LEMMA")
        for name, phrases in tables.items():
            if phrases:
                self.matcher.add(name, [parse(words.lower()) for words in phrases])

    def find(self, *docs: Doc) -> Optional[str]:
        """The most urgent sign that nothing calls off, or None. Of several spellings each is heard by itself, so that
        a repaired word may add a sign but never take one away."""
        standing = set().union(*map(self._standing, docs))
        return next((urgency for urgency in URGENCIES if urgency in standing), None)

    def _standing(self, doc: Doc) -> Set[str]:
        lower = parse(JOINED.sub(" ", doc.text.lower()))  # capitals change lemmas; "chest-pain", "i.want.to.die"
        found = {lower.vocab.strings[match] for match, _, _ in self.matcher(lower)}
        return {name.split(":")[1] for name in found
                if name.startswith(f"{SIGN}:") and name.replace(SIGN, UNLESS, 1) not in found}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class UrgencyDetector(GraphComponent, EntityExtractorMixin):
    """Puts `urgent` on each message. Classifier and rule leave an emergency or a crisis alone."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, tables: Dict[str, List[str]]) -> None:
        self._model_storage, self._resource = model_storage, resource
        self.signs = UrgentSigns(tables)

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "UrgencyDetector":
        return cls(model_storage, resource, {})

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "UrgencyDetector":
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, json.loads((folder / FILE).read_text(encoding="utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(sign_tables(training_data)), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            doc = message.get(DOC)
            typed = message.get(TYPED, doc)
            spellings = [doc] if doc is typed else [typed, doc]
            message.set(URGENT, self.signs.find(*spellings), add_to_output=True)
        return messages
