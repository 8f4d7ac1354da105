"""Answers Rasa's imports of packages that this project leaves out, with classes that do nothing."""
import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Optional

# Left out of requirements.lock (see `tool.uv` in pyproject.toml), though Rasa's modules import them at their head.
LEFT_OUT = frozenset({
    "tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras",  # 1.9 GB; no component here uses it
    "matplotlib", "boto3", "botocore",                                                # plots; models kept in a cloud
    "aiogram", "slack_sdk", "twilio", "fbmessenger", "mattermostwrapper", "webexteamssdk", "rocketchat_API",
    "confluent_kafka", "pymongo", "psycopg2",                                         # other chats, brokers, stores
    "sklearn_crfsuite", "questionary", "socketio",
})


class LeftOut(Exception):
    """Something that needs a package which this project leaves out was really used."""


class Inert(type):
    """A class that passes for anything while modules load: base class, decorator, annotation, constant."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name, (), {"__module__": cls.__module__})

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls.__module__.split(".")[0] not in LEFT_OUT:  # a subclass somebody wants to use in earnest
            raise LeftOut(f"{cls.__module__}.{cls.__name__} needs a package that this project leaves out.")
        return args[0] if len(args) == 1 and callable(args[0]) and not kwargs else cls  # a decorator keeps its function

    def __or__(cls, other: Any) -> Any:
        return cls

    def __getitem__(cls, key: Any) -> Any:
        return cls

    def __iter__(cls) -> Any:
        return iter(())


class StandIn(ModuleType):
    """A module whose every attribute is an inert class."""

    __path__: list = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name, (), {"__module__": self.__name__})


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last in sys.meta_path: asked only for what is not installed, and answers only Rasa's own modules.

    Others (spaCy, scikit-learn, onnx) try an import to see what is there; they are to hear the truth.
    """

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if name.split(".")[0] in LEFT_OUT and asked_by_rasa():
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def installed(package: str) -> bool:
    """Whether the real package is there, whatever stand-in answers its import."""
    return importlib.machinery.PathFinder.find_spec(package) is not None


def asked_by_rasa() -> bool:
    """Whether the import now under way stands in a module of Rasa's (its own look for missing packages excepted)."""
    frame = sys._getframe(2)
    while frame and (frame.f_globals.get("__name__") or "").startswith("importlib"):
        frame = frame.f_back  # type: ignore[assignment]
    asking = (frame.f_globals.get("__name__") or "") if frame else ""
    return asking.split(".")[0] == "rasa" and asking != "rasa.utils.common"
