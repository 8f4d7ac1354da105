"""Puts the lightening in place: `install()` is called when Python starts, and costs a millisecond."""
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Optional

HERE = Path(__file__).parent
REPLACED = {"rasa.engine.recipes.default_components": "components.py", "rasa.core.channels": "channels.py"}
CHANGED = {  # module -> the function of changes.py that changes it
    "rasa.core.actions.action": "lighten_actions",
    "rasa.core.processor": "lighten_processor",
    "rasa.engine.runner.dask": "lighten_runner",
    "rasa.engine.storage.local_model_storage": "lighten_storage",
    "rasa.shared.core.events": "lighten_events",
    "rasa.shared.nlu.training_data.training_data": "lighten_training_data",
    "rasa.shared.nlu.training_data.message": "lighten_messages",
    "rasa.engine.training.hooks": "lighten_training",
    "rasa.utils.endpoints": "lighten_endpoints",
    "rasa_sdk.endpoint": "quieten_action_server",
    "sanic.app": "quieten_sanic",
    "sanic.http": "refuse_odd_requests",
}


class Lightener(importlib.abc.MetaPathFinder):
    """First in sys.meta_path: gives our file for a module that is replaced, and changes others once they are loaded."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if name not in REPLACED and name not in CHANGED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            return None
        if name in REPLACED:
            return importlib.util.spec_from_file_location(
                name, HERE / REPLACED[name], submodule_search_locations=spec.submodule_search_locations)
        spec.loader = Then(spec.loader, name)
        return spec


class Then(importlib.abc.Loader):
    """Loads a module as its own loader does, then applies to it what CHANGED names."""

    def __init__(self, loader: Any, name: str) -> None:
        self.loader, self.name = loader, name

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Optional[ModuleType]:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        from stack.light import changes  # here, since most Pythons of this environment never come so far
        self.loader.exec_module(module)
        getattr(changes, CHANGED[self.name])(module)

    def __getattr__(self, name: str) -> Any:  # get_source, is_package, ...: the real loader's
        return getattr(self.loader, name)


def install() -> None:
    """Idempotent. Also sees to it that Rasa reports neither use nor crashes to anybody, unless somebody asks it to."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("ACTIONS_PORT", "5055")  # endpoints.yml asks for it, and for the token,
    os.environ.setdefault("ACTIONS_TOKEN", "")     # which opens nothing while it is empty (stack/actions_server.py)
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    from stack.light.stand_ins import StandInFinder
    if not any(isinstance(finder, Lightener) for finder in sys.meta_path):
        sys.meta_path.insert(0, Lightener())
        sys.meta_path.append(StandInFinder())
