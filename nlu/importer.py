"""Turns the data folder into what Rasa trains on: topics and signs of danger become examples, conditions a lookup table."""
from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from faq.knowledge import Knowledge
from faq.problems import DataError
from faq.reader import DATA
from faq.store import load
from nlu.urgency_phrases import PHRASES, UNLESS
from stack.light.components import NEEDS_TENSORFLOW
from stack.light.stand_ins import installed

OUT_OF_SCOPE = "out_of_scope"
CONDITION = "condition"
# Properties of an example: what it asks, as its topic's file sorts it; of which sign of danger it tells, or only seems to;
# and the urgent answer that it asks for, if it does.
ASK, SIGN, ALARM = "ask", "sign", "alarm"


class BrokenData(RasaException):
    """The data folder has problems; the text names each with file and line."""


class TopicImporter(TrainingDataImporter):
    """Named in config.yml. Rasa's own files are read as Rasa does, and the data folder beside them.

    Each topic becomes an intent named after its file, with the topic's questions and title as examples: adding a topic
    is adding one file. (nlu/answer_policy.py sees to it that it is answered.) Answers are no part of the training data,
    so that changing their words asks for no training.
    """

    def __init__(self, config_file: Optional[str] = None, domain_path: Optional[str] = None,
                 training_data_paths: Optional[Union[List[str], str]] = None, data: Union[str, Path] = DATA,
                 **kwargs: Any) -> None:
        self.files = RasaFileImporter(config_file, domain_path, training_data_paths)
        self.folder = Path(data)
        self._knowledge: Optional[Knowledge] = None
        self._training_data: Optional[TrainingData] = None

    @property
    def knowledge(self) -> Knowledge:
        """Read when first asked for. Raises BrokenData."""
        if self._knowledge is None:
            try:
                self._knowledge = load(self.folder)
            except DataError as error:
                raise BrokenData(f"The data folder has problems; nothing was trained.\n{error}") from None
        return self._knowledge

    def get_domain(self) -> Domain:
        return self.files.get_domain().merge(Domain.from_dict({
            "intents": list(self.knowledge.topics), "entities": [CONDITION]}))

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        if self._training_data is None:  # Rasa asks twice
            self._training_data = training_data(self.knowledge, self.files.get_nlu_data(language))
        return self._training_data

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> Any:
        return self.files.get_stories(exclusion_percentage)

    def get_conversation_tests(self) -> Any:
        return self.files.get_conversation_tests()

    def get_config(self) -> Dict:
        config = self.files.get_config()
        refuse_tensorflow(config)
        return config

    def get_config_file_for_auto_config(self) -> Optional[str]:
        return self.files.get_config_file_for_auto_config()


def training_data(knowledge: Knowledge, other: TrainingData) -> TrainingData:
    """Examples of every topic, of what is out of scope and of every sign of danger; conditions and the signs' phrases as
    lookup tables. `other`: what Rasa's own files give, which is taken in here, since TrainingData.merge copies every
    message."""
    examples = list(other.training_examples)
    for topic, entry in knowledge.topics.items():
        for ask, texts in [("", [entry.title]), *entry.asks.items()]:
            examples += [_example(text, topic, ask) for text in texts]
    for kind, texts in knowledge.out_of_scope.kinds.items():
        examples += [_example(text, OUT_OF_SCOPE, kind) for text in texts]
    synonyms, tables = dict(other.entity_synonyms), list(other.lookup_tables)
    if knowledge.conditions:
        named = {words.lower(): condition.id for condition in knowledge.conditions.conditions
                 for words in (condition.name, *condition.also)}
        synonyms.update(named)
        tables.append({"name": CONDITION, "elements": sorted(named)})
    for name, sign in knowledge.signs.items():
        examples += [_example(text, sign.urgent, kind, **{SIGN: name, ALARM: sign.answer})
                     for kind, texts in sign.messages.items() for text in texts]
        examples += [_example(text, topic, f"beside {name}", **{SIGN: name})
                     for topic, texts in sign.harmless.items() for text in texts]
        tables += [{"name": f"{kind}:{sign.urgent}:{name}", "elements": list(words)}
                   for kind, words in ((PHRASES, sign.phrases), (UNLESS, sign.unless)) if words]
    return TrainingData(examples, synonyms, list(other.regex_features), tables, dict(other.responses))


def _example(text: str, intent: str, ask: str, **properties: str) -> Message:
    message = Message.build(text=text, intent=intent)
    for name, value in {ASK: f"{intent}: {ask}", **properties}.items():
        message.set(name, value)
    return message


def topic_examples(training_data: TrainingData) -> List[Message]:
    """What topics are learned from: their questions, and every second message that only seems to tell of danger (with all
    of them training would take too long). Messages that do tell of it are no part."""
    examples = labelled(training_data)
    return [each for each in examples if not each.get(SIGN)] + [each for each in examples
                                                                if each.get(SIGN) and not each.get(ALARM)][::2]


def labelled(training_data: TrainingData) -> List[Message]:
    """Examples with a text and an intent, in order."""
    return [each for each in training_data.training_examples if each.get(INTENT) and each.get(TEXT)]


def refuse_tensorflow(config: Dict) -> None:
    """Raises InvalidConfigException if config.yml names a component that needs TensorFlow and it is not installed."""
    named = {str(part.get("name")) for key in ("pipeline", "policies") for part in config.get(key) or []}
    needing = sorted(named & NEEDS_TENSORFLOW)
    if needing and not installed("tensorflow"):
        raise InvalidConfigException(
            f"{' and '.join(needing)} in config.yml needs TensorFlow, which this project leaves out; install it with "
            f"`.uv/bin/uv pip install --python .venv tensorflow==2.12.0 tensorflow-addons==0.22.0`, then train again.")
