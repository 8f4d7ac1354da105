"""The listener of the project's own model, and what it makes of the project's own signs."""
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Sequence

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage

from faq.knowledge import Knowledge
from nlu.encoder import Encoder
from nlu.language import parse, pieces
from nlu.urgency import Danger, Listener, UrgencyDetector, danger
from nlu.urgency_model import flags
from nlu.vector_store import FILE, encode_remembered
from training.model import ready_model


@pytest.fixture(scope="session")
def listener(tmp_path_factory: pytest.TempPathFactory) -> Listener:
    """As visitors meet it: out of the model for the present data, which is trained first if it is not there."""
    storage, about = LocalModelStorage.from_model_archive(tmp_path_factory.mktemp("model"), ready_model())
    [node] = [node for node in about.predict_schema.nodes.values() if node.uses is UrgencyDetector]
    return UrgencyDetector.load(node.config, storage, node.resource, ExecutionContext(GraphSchema({}))).listener


@dataclass
class Ear:
    """Hears many messages at once, and encodes only what training did not."""

    listener: Listener
    vectors: Path

    def hear(self, read: Dict[str, List[str]]) -> Dict[str, Danger]:
        """`read`: message -> the texts of it that are to be read; the message itself should be the first."""
        texts = list(dict.fromkeys(text for each in read.values() for text in each))
        standing = [self.listener.phrases.standing(text) for text in texts]
        likely, scores = self.listener.model.read(texts, encode_remembered(texts, Encoder().encode, self.vectors),
                                                  flags(standing))
        at = {text: row for row, text in enumerate(texts)}
        return {message: self._danger(each, likely[[at[text] for text in each]], scores[[at[text] for text in each]])
                for message, each in read.items()}

    def _danger(self, texts: Sequence[str], likely: np.ndarray, scores: np.ndarray) -> Danger:
        return danger(texts, likely, scores, self.listener.alarm_above, self.listener.see_doctor_above)


@pytest.fixture(scope="session")
def heard(listener: Listener, project: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Dict[str, Danger]:
    """Each message in data/signs/, and what is heard in it: in one of danger as a whole (its pieces could only add to it,
    and encoding them all takes a minute), in a harmless one with its pieces."""
    remembered = tmp_path_factory.mktemp("vectors") / FILE.name  # a copy, since only the last texts are remembered
    if FILE.exists():
        shutil.copy(FILE, remembered)
    signs = project.signs.values()
    dangerous = {text: [text] for sign in signs for texts in sign.messages.values() for text in texts}
    harmless = {text: list(dict.fromkeys([text, *pieces(parse(text))]))
                for sign in signs for texts in sign.harmless.values() for text in texts}
    return Ear(listener, remembered).hear({**dangerous, **harmless})
