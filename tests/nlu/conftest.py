"""A small world for the pipeline: three topics, a stranger's questions, two conditions, two signs of danger."""
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.importer import ALARM, SIGN

EXAMPLES = {
    "what_it_feels_like": ["Does it hurt?", "is it painful", "will the needles hurt me", "does acupuncture sting",
                           "how sore does it get", "what does a needle feel like", "is there much pain"],
    "cost": ["How much is it?", "what do you charge", "price of a session", "is it expensive", "what does a visit cost",
             "how many dollars for one treatment", "your fees please"],
    "hours": ["When are you open?", "opening times", "are you open on Sunday", "what time do you close",
              "open late in the evening?", "business hours please", "do you open at weekends"],
    "out_of_scope": ["what's the weather tomorrow", "tell me a joke", "who won the match", "book me a flight to Rome",
                     "capital of France", "write my essay", "play some music"],
}
TABLES = [{"name": "condition", "elements": ["migraine", "migrane", "bad back", "back"]},
          {"name": "sign:emergency:chest", "elements": ["chest pain"]},
          {"name": "unless:emergency:chest", "elements": ["years ago"]},
          {"name": "sign:crisis:suicide", "elements": ["kill myself"]},
          {"name": "sign:see_doctor:night", "elements": ["wakes me every night"]}]
DANGER = {  # sign: its urgent answer, messages, and what only looks like them, by topic
    "chest": ("emergency", ["my chest is tight and my arm aches", "crushing feeling in my chest since lunch",
                            "sweating and my chest hurts badly", "it feels like somebody stands on my chest"],
              [("I had a heart attack in 2015", "out_of_scope"), ("can a needle hurt my chest", "what_it_feels_like")]),
    "suicide": ("crisis", ["I do not want to be here any more", "I want to end it all tonight",
                           "there is no way out for me", "everybody would be better off without me"],
                [("how do I end my membership", "cost"), ("I am dying to try it", "out_of_scope")]),
    "night": ("see_doctor", ["the pain keeps me awake all night", "I wake in pain each night",
                             "worse every night for weeks", "my back wakes me at three each night"],
              [("I sleep well at night", "out_of_scope"), ("are you open at night", "hours")]),
}
ENDS = ("", " please help", " what do I do", ", is that normal", " and I am afraid", ", since lunch")
SYNONYMS = {"migraine": "migraine", "migrane": "migraine", "bad back": "low_back_pain", "back": "back"}


def small_world() -> TrainingData:
    """Fresh each time, since components write on the messages."""
    examples = [Message.build(text=text, intent=topic) for topic, texts in EXAMPLES.items() for text in texts]
    for name, (alarm, messages, harmless) in DANGER.items():
        for number, text in enumerate(messages):  # two signs a danger: one tells of the other while it is left out
            examples += [_of_sign(f"{text}{end}", alarm, **{SIGN: f"{name}{number % 2}", ALARM: alarm}) for end in ENDS]
        examples += [_of_sign(text, topic, **{SIGN: f"{name}0"}) for text, topic in harmless]
    return TrainingData(examples, dict(SYNONYMS), [], [dict(table) for table in TABLES])


def _of_sign(text: str, intent: str, **properties: str) -> Message:
    message = Message.build(text=text, intent=intent)
    for name, value in properties.items():
        message.set(name, value)
    return message


class Bench:
    """Creates, trains and loads components as Rasa's graph does."""

    def __init__(self, folder: Path) -> None:
        self.storage = LocalModelStorage(folder)
        self.context = ExecutionContext(GraphSchema({}), node_name="component")

    def settings(self, kind: Any, config: Dict[str, Any], name: str) -> tuple:
        return {**kind.get_default_config(), **config}, self.storage, Resource(name), self.context

    def create(self, kind: Any, **config: Any) -> Any:
        return kind.create(*self.settings(kind, config, kind.__name__))

    def load(self, kind: Any, **config: Any) -> Any:
        """The component as the server meets it: from what training stored."""
        return kind.load(*self.settings(kind, config, kind.__name__))

    def trained(self, kind: Any, data: TrainingData, **config: Any) -> Any:
        self.create(kind, **config).train(data)
        return self.load(kind, **config)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The components of config.yml, trained on the small world, as one function: text, and the slots of a conversation ->
    the message they leave."""
    from nlu.answer_rule import AnswerRule
    from nlu.classifier import TopicClassifier
    from nlu.conditions import ConditionFinder
    from nlu.context import ConversationReader
    from nlu.encoder import SentenceEncoder
    from nlu.language import SpacyEnglish
    from nlu.spelling import SpellingRepair
    from nlu.splitter import QuestionSplitter
    from nlu.urgency import UrgencyDetector

    bench, data = Bench(tmp_path_factory.mktemp("model")), small_world()
    parts = [bench.create(SpacyEnglish), bench.trained(SpellingRepair, data), bench.trained(ConditionFinder, data),
             bench.create(QuestionSplitter), bench.create(ConversationReader), bench.create(SentenceEncoder)]
    data = parts[-1].process_training_data(data)
    parts.append(bench.trained(UrgencyDetector, data, alarm_above=0.5, see_doctor_above=0.3))
    parts.append(bench.trained(TopicClassifier, data))
    parts.append(bench.trained(AnswerRule, parts[-1].process_training_data(data)))

    def understand(text: str, **slots: str) -> Message:
        messages, tracker = [Message({"text": text})], SimpleNamespace(get_slot=slots.get)
        for part in parts:
            known = {"tracker": tracker} if isinstance(part, ConversationReader) else {}
            messages = part.process(messages, **known)
        return messages[0]

    return understand
