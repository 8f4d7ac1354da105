"""What a trained model makes of its examples as it reads them unseen, and of the written conversations."""
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage

from evaluation.assistant import Assistant
from evaluation.dialogues import dialogues, troubles
from faq.knowledge import URGENCIES, Knowledge
from nlu.answer_rule import AnswerRule
from nlu.classifier import EXAMPLES_FILE, UNSEEN_FILE, TopicClassifier
from nlu.conditions import ConditionFinder
from nlu.encoder import Encoder
from nlu.importer import OUT_OF_SCOPE
from nlu.left_out import ASK
from nlu.spelling import SpellingRepair
from nlu.urgency import UNSEEN_FILE as UNSEEN_SIGNS
from nlu.urgency import UrgencyDetector
from training.compare import Exam

PARTS = (TopicClassifier, AnswerRule, UrgencyDetector, ConditionFinder, SpellingRepair)
Case = Tuple[str, str, str]


def sit(model: Path, knowledge: Knowledge, encoder: Encoder) -> Exam:
    """The exam of one model, with what the data says now. Raises KeyError or OSError if it is no model of this house's."""
    with TemporaryDirectory() as folder:
        storage, metadata = LocalModelStorage.from_model_archive(Path(folder), model)
        nodes = {node.uses: node for node in metadata.predict_schema.nodes.values() if node.uses in PARTS}
        context = ExecutionContext(metadata.predict_schema)
        parts: Dict[Any, Any] = {
            part: part.load({**part.get_default_config(), **node.config}, storage, node.resource, context)
            for part, node in nodes.items()}
        rule, listener = parts[AnswerRule].rule, parts[UrgencyDetector].listener
        with storage.read_from(nodes[TopicClassifier].resource) as kept:
            cases = list(of_questions(kept, rule))
        with storage.read_from(nodes[UrgencyDetector].resource) as kept:
            cases += of_signs(kept, listener.alarm_above)
    heard = Assistant(knowledge, encoder, parts[TopicClassifier].model, rule, listener, parts[ConditionFinder].matcher,
                      parts[SpellingRepair].speller)
    return Exam(cases=cases, dialogues={name: troubles(turns, heard.converse) for name, turns in dialogues().items()})


def of_questions(folder: Path, rule: Any) -> Iterator[Case]:
    """Each read while its whole ask was left out."""
    examples = json.loads((folder / EXAMPLES_FILE).read_text(encoding="utf-8"))
    with np.load(folder / UNSEEN_FILE) as kept:
        rows = [kept[name] for name in ("example", "kind", "first_choice", "signals")]
    for example, kind, choice, signals in zip(*rows):
        if kind == ASK:
            text, intent = examples[example]
            answered = rule.certainty(signals) > rule.answer_above
            right = choice == intent if answered else intent == OUT_OF_SCOPE
            yield text, intent, "right" if right else "wrong" if answered else "unanswered"


def of_signs(folder: Path, alarm_above: float) -> List[Case]:
    """Each read while its whole sign was left out. What is to be seen today raises no alarm, and is no case."""
    cases = []
    for text, urgent, alarm in json.loads((folder / UNSEEN_SIGNS).read_text(encoding="utf-8")):
        if urgent != URGENCIES[-1]:
            raised = alarm > alarm_above
            cases.append((text, urgent or "no danger", ("heard" if raised else "missed") if urgent else
                          ("alarm" if raised else "quiet")))
    return cases
