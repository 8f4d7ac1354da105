"""The other side: a stock Rasa 3.6.21 with its TensorFlow, and a project made of this one's topics (files in stock/)."""
import hashlib
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import yaml

from actions.vetted import answer
from bench.serving import Side
from faq.knowledge import Knowledge
from faq.reader import DATA
from faq.reply import Reply, phrase
from stack import progress
from stack.progress import ROOT, step
from stack.run import HOST

RASA = "rasa==3.6.21"
ENCODER = ("onnxruntime", "tokenizers", "spacy", "spacy-lookups-data", "rapidfuzz")  # what nlu.encoder imports
FILES = Path(__file__).with_name("stock")
HOME = ROOT / ".cache" / "stock"
VENV, PROJECT = HOME / "venv", HOME / "project"
PYTHON, STAMP = VENV / "bin" / "python", VENV / "complete"
UV, LOCK = ROOT / ".uv" / "bin" / "uv", ROOT / "requirements.lock"
OUT_OF_SCOPE = "out_of_scope"
TRAINED_BY = ("config.yml", "domain.yml", "nlu.yml", "rules.yml", "talk.yml")
VERSION = "3.1"  # of Rasa's file format


def make_environment() -> None:
    """.cache/stock/venv: Rasa and all it asks for; what both sides have, in our lock's version. Raises Failed."""
    wanted = hashlib.sha256(LOCK.read_bytes() + " ".join([RASA, *ENCODER]).encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    HOME.mkdir(parents=True, exist_ok=True)
    advice = "The stock Rasa to compare with could not be installed: is there a connection to the package index?"
    # --no-config: pyproject.toml leaves TensorFlow out, which is just what the stock side is to have.
    step("Stock Rasa: making an environment", [str(UV), "venv", "--no-config", "--clear", "--python", sys.executable,
                                               str(VENV)], advice)
    step("Stock Rasa: installing it, with TensorFlow", [str(UV), "pip", "install", "--no-config", "--python", str(PYTHON),
                                                        "-c", str(LOCK), RASA, *ENCODER], advice)
    packages = next(VENV.glob("lib/python3.10/site-packages"))
    (packages / "project.pth").write_text(f"{ROOT}\n", encoding="utf-8")  # for nlu.encoder; without stack.light
    STAMP.write_text(wanted)


def nlu(knowledge: Knowledge) -> Dict[str, Any]:
    """Every topic's title and questions, and what is out of scope, in Rasa's format: the examples that ours learns from."""
    said = {topic: [entry.title, *entry.questions] for topic, entry in knowledge.topics.items()}
    said[OUT_OF_SCOPE] = knowledge.out_of_scope.questions
    return {"version": VERSION, "nlu": [
        {"intent": intent, "examples": "".join(f"- {' '.join(text.split())}\n" for text in texts)}
        for intent, texts in said.items()]}


def rules(intents: List[str]) -> Dict[str, Any]:
    """One rule an intent."""
    return {"version": VERSION, "rules": [
        {"rule": intent, "steps": [{"intent": intent}, {"action": "action_answer"}]} for intent in intents]}


def answers(knowledge: Knowledge, intents: List[str]) -> Dict[str, Any]:
    """Intent -> the text and the custom JSON that ours would say."""
    said = {}
    for intent in intents:
        reply = (answer([intent], [], knowledge) if intent in knowledge.topics
                 else Reply([phrase(knowledge, "out_of_scope")]))
        said[intent] = {"text": "\n\n".join(reply.texts), "custom": reply.custom(knowledge)}
    return said


def write_project(knowledge: Knowledge, folder: Path = PROJECT) -> None:
    """Writes the project's files; a model that is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    talk = DATA / "nlu.yml"
    shutil.copy(talk, folder / "talk.yml")
    intents = [*knowledge.topics, OUT_OF_SCOPE]
    intents += [entry["intent"] for entry in yaml.safe_load(talk.read_text(encoding="utf-8"))["nlu"]]
    slot = {"influence_conversation": False, "mappings": [{"type": "custom"}]}
    domain = {"version": VERSION, "intents": intents, "actions": ["action_answer"],
              "slots": {"topic": {"type": "text", **slot}, "offered": {"type": "list", **slot}}}
    for name, content in (("nlu", nlu(knowledge)), ("rules", rules(intents)), ("domain", domain)):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10_000),
                                            encoding="utf-8")
    (folder / "answers.json").write_text(json.dumps(answers(knowledge, intents)), encoding="utf-8")


def ready(knowledge: Knowledge, anew: bool) -> Tuple[Side, Optional[float]]:
    """-> (the stock side, seconds that its training took as a whole process, None if a model was at hand). Raises Failed.

    `anew` trains although a fitting model is there.
    """
    make_environment()
    write_project(knowledge)
    digest = hashlib.sha256(b"".join((PROJECT / name).read_bytes() for name in TRAINED_BY)).hexdigest()[:16]
    model, seconds = PROJECT / "models" / f"{digest}.tar.gz", None
    if anew or not model.exists():
        begun = time.monotonic()
        train(model)
        seconds = time.monotonic() - begun
    return Side("stock", PROJECT, lambda rasa_port, actions_port: commands(model, rasa_port, actions_port)), seconds


def train(model: Path) -> None:
    """Trains the serving project (config.yml). Raises Failed."""
    paths = {"--config": "config.yml", "--domain": "domain.yml", "--data": ["nlu.yml", "rules.yml", "talk.yml"]}
    named = [part for option, value in paths.items()
             for part in [option, *(str(PROJECT / name) for name in ([value] if isinstance(value, str) else value))]]
    step("Stock Rasa: training", [str(PYTHON), "-m", "rasa", "train", "--skip-validation", "--force", "--out",
                                  str(model.parent), "--fixed-model-name", model.name[:-len(".tar.gz")], *named],
         "The stock Rasa could not be trained.", environment())


def commands(model: Path, rasa_port: int, actions_port: int) -> List[List[str]]:
    """The same two programs as ours (stack.run.commands), of the stock environment."""
    return [[str(PYTHON), "-m", "rasa_sdk", "--quiet", "--actions", "actions", "--port", str(actions_port)],
            [str(PYTHON), "-m", "rasa", "run", "--quiet", "-i", HOST, "-p", str(rasa_port), "--model", str(model)]]


def environment() -> Dict[str, str]:
    """For training: nobody is told, nothing is warned of."""
    return progress.environment(RASA_TELEMETRY_ENABLED="false", ACTIONS_PORT="0")
