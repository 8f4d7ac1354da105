"""A conversation as it is shown again: from the events that Rasa keeps, through the guard, with the data as it is now."""
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Dict, Iterable, List, Optional, Sequence

from channels.links import linked
from channels.turns import instead
from faq.approved import approved_by, blocks_of
from faq.knowledge import Knowledge
from faq.recall import more_to_tell, recalled

MOST_SHOWN = 100  # messages


@dataclass
class Turn:
    """A visitor's message, and what was answered. `custom` is None while nothing was."""

    id: str
    text: str  # masked
    time: float
    alarms: Sequence[str] = ()  # that were heard in it
    texts: List[str] = field(default_factory=list)
    custom: Optional[Dict[str, Any]] = None


def turns_of(events: Iterable[Dict[str, Any]]) -> List[Turn]:
    """The messages of a conversation, each once: one that got no answer and was sent again has the later's."""
    turns: Dict[str, Turn] = {}
    latest: Optional[Turn] = None
    for event in events:
        if event["event"] == "user" and event.get("text") and event.get("message_id"):
            understood = (event.get("parse_data") or {}).get("understood") or {}
            latest = Turn(event["message_id"], event["text"], event["timestamp"], understood.get("alarms") or ())
            turns[latest.id] = latest
        elif event["event"] == "bot" and latest:
            if event.get("text"):
                latest.texts.append(event["text"])
            custom = (event.get("data") or {}).get("custom")
            if custom is not None:
                latest.custom = custom
    return list(turns.values())


def reply_to(turn: Turn, knowledge: Knowledge) -> Dict[str, Any]:
    """What is shown under a message of before. Words that are not approved any more have given way to a phrase, or to the
    urgent answer as it is today."""
    if turn.custom is None:
        reply = instead(turn.alarms, "outage", knowledge)
    elif not approved_by(knowledge).text("\n\n".join(turn.texts)):
        reply = instead(turn.alarms, "revised", knowledge)
    else:
        reply = recalled(turn.texts, turn.custom, knowledge)
    return shown(reply.texts, reply.custom(knowledge), knowledge)


def shown(texts: Sequence[str], custom: Dict[str, Any], knowledge: Knowledge) -> Dict[str, Any]:
    """A reply in the form of docs/chat-contract.md: its paragraphs, and the wire contract's keys.

    In an urgent one, the only numbers to tap are those to call now.
    """
    blocks = blocks_of("\n\n".join(texts))
    paragraphs = list(blocks) if custom["urgent"] else [linked(block, knowledge.clinic) for block in blocks]
    return {"texts": paragraphs, **custom, "more": more_to_tell(texts, custom, knowledge)}


def moment(seconds: float) -> str:
    """2026-11-24T09:30:00.123Z"""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def topics_of(turns: Iterable[Turn]) -> List[str]:
    """The topics whose words are about to be shown."""
    return sorted({topic for turn in turns for topic in (turn.custom or {}).get("topics", [])})
