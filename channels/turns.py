"""One turn, whatever channel it comes by: what Rasa says, or the vetted sentence for what stood in its way."""
import asyncio
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Awaitable, Callable, Dict, List, Optional, Sequence, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.guard import let_out
from channels.message import LONGEST_MESSAGE, LONGEST_RAW, plain, refusal
from faq.alarm import alarm_reply, listen
from faq.knowledge import Knowledge
from faq.reply import Reply, phrase
from faq.store import Store
from privacy.masking import mask

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 10.0  # for Rasa's answer
Rasa = Callable[[UserMessage], Awaitable[Any]]  # what takes a message, and has it answered into its output channel


@dataclass(frozen=True)
class Said:
    """A whole turn. `asked`: the message as it is kept, plain and masked."""

    asked: str
    texts: List[str]
    custom: Dict[str, Any]  # docs/wire-contract.md
    answered: bool = True   # False: what stands here only says that there is no answer now


@lru_cache(maxsize=1)
def data() -> Store:
    """What is approved, read once for all channels and then watched."""
    return Store()


async def turn(message: str, sender: str, channel: str, rasa: Rasa, store: Store, message_id: Optional[str] = None) -> Said:
    """Answers a message; never raises, never says nothing."""
    text, knowledge = plain(message[:LONGEST_RAW]), store.current()
    refused = "too_long" if len(message) > LONGEST_RAW else refusal(text)
    text = mask(text[:LONGEST_MESSAGE], knowledge.clinic.country)
    if refused:
        return Said(text, *_parts(Reply([phrase(knowledge, refused)]), knowledge))
    collector, alarms = CollectingOutputChannel(), listen()
    try:
        await asyncio.wait_for(rasa(UserMessage(text, collector, sender, input_channel=channel, message_id=message_id)),
                               PATIENCE_SECONDS)
    except Exception:  # whatever it was, the visitor is not to meet it
        logger.exception("A message could not be handled.")
    if any("custom" in said for said in collector.messages):
        let = let_out(collector.messages, store)
        if let:
            return Said(text, *let)
    else:
        logger.error("No answer came back for a message; is the action server running?")
    knowledge = store.current()
    return Said(text, *_parts(instead(alarms, "outage", knowledge), knowledge), False)


def instead(alarms: Sequence[str], name: str, knowledge: Knowledge) -> Reply:
    """What is said in the place of an answer: the urgent one if danger had been heard, else a phrase."""
    return alarm_reply(alarms, knowledge) if alarms else Reply([phrase(knowledge, name)])


def _parts(reply: Reply, knowledge: Knowledge) -> Tuple[List[str], Dict[str, Any]]:
    return reply.texts, reply.custom(knowledge)
