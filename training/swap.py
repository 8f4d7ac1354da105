"""Takes another model into service while visitors write: Rasa's process looks at models/service.json once a second.

Named in credentials.yml as Rasa's channels are, since that is how a part of ours comes to its server; nobody writes to it.
A message that is being understood ends with the model that it began with. A model that cannot be loaded changes nothing.
"""
import asyncio
import logging
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Optional, Set, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from sanic import Blueprint, Sanic

from faq.reader import stamp
from training import record

LOOK_EVERY = 1.0  # seconds
logger = logging.getLogger(__name__)


class ModelSwap(InputChannel):
    """Watches for as long as the server runs."""

    @classmethod
    def name(cls) -> str:
        return "model_swap"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "ModelSwap":
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        here = Blueprint("model_swap", "model_swap")

        @here.listener("after_server_start")
        async def begin(app: Sanic, loop: Any) -> None:
            app.ctx.swapping = loop.create_task(watch(app.ctx.agent))

        @here.listener("before_server_stop")
        async def end(app: Sanic, loop: Any) -> None:
            app.ctx.swapping.cancel()

        return here


async def watch(agent: Agent, models: Path = record.MODELS) -> None:
    """Until it is cancelled."""
    refused: Set[Tuple[Path, Any]] = set()
    record.note_answering(loaded(agent), models)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        wanted = model_wanted(agent, models)
        if wanted is None or (wanted, stamp(wanted)) in refused:
            continue
        try:
            await swap(agent, wanted)
            record.note_answering(loaded(agent), models)
        except Exception as error:  # whatever is wrong with it, the one that answers now goes on answering
            refused.add((wanted, stamp(wanted)))
            trouble = (f"{wanted.name} cannot be loaded ({type(error).__name__}: {error}); the model before goes on "
                       "answering.")
            logger.error(trouble)
            record.note_answering(loaded(agent), models, trouble)


def loaded(agent: Agent) -> str:
    """The name of the model that answers; empty if there is none."""
    return str(agent.processor.model_filename) if agent.processor else ""


def model_wanted(agent: Agent, models: Path) -> Optional[Path]:
    """The model to be loaded, if it is another than the one that answers."""
    service = record.in_service(models)
    if service is None or loaded(agent) == service.model:
        return None
    return models / service.model


async def swap(agent: Agent, model: Path) -> None:
    """Loads it beside the one that answers, in a thread, and puts it in its place at once, as Agent.load_model does."""
    processor = await asyncio.get_running_loop().run_in_executor(None, lambda: MessageProcessor(
        model, agent.tracker_store, agent.lock_store, agent.nlg, action_endpoint=agent.action_endpoint,
        http_interpreter=agent.http_interpreter))
    agent.processor = processor
    agent.domain = agent.tracker_store.domain = processor.domain
    if isinstance(agent.nlg, TemplatedNaturalLanguageGenerator):
        agent.nlg.responses = processor.domain.responses
