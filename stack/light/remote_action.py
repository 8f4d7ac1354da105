"""Takes two costs out of each call to the action server, and bounds how long a visitor waits for it.

Rasa 3.6 compiles one fixed JSON schema anew for every reply (60 of 77 ms a message) and opens a connection for every
call. A validator made once and a session kept open have the same effect.
"""
import asyncio
import warnings
from types import ModuleType
from typing import Any, Dict

# A healthy action server answers in a few milliseconds; after this long the visitor gets the outage sentence instead.
PATIENCE_SECONDS = 5.0


def lighten_actions(module: ModuleType) -> None:
    """Applied to rasa.core.actions.action once it is imported."""
    import jsonschema

    schema = module.RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)(schema)

    def validate(self: Any, result: Dict) -> bool:
        validator.validate(result)
        return True

    module.RemoteAction._validate_action_result = validate  # type: ignore[attr-defined]
    module.DEFAULT_REQUEST_TIMEOUT = PATIENCE_SECONDS  # type: ignore[attr-defined]


def quieten_sanic(module: ModuleType) -> None:
    """Applied to sanic.app, which on import turns everybody's deprecation warnings back on."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)


def lighten_endpoints(module: ModuleType) -> None:
    """Applied to rasa.utils.endpoints once it is imported."""
    open_new = module.EndpointConfig.session

    class Kept:
        """An endpoint's session, open until the process ends, in the shape of Rasa's `async with`."""

        def __init__(self, session: Any) -> None:
            self.session = session

        async def __aenter__(self) -> Any:
            return self.session

        async def __aexit__(self, *error: Any) -> None:
            """Stays open."""

    def session(self: Any) -> Kept:
        loop = asyncio.get_running_loop()
        kept, its_loop = self.__dict__.get("_kept", (None, None))
        if kept is None or kept.closed or its_loop is not loop:
            kept = open_new(self)
            self._kept = (kept, loop)
        return Kept(kept)

    module.EndpointConfig.session = session  # type: ignore[attr-defined]
