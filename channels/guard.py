"""The last look at a turn before it leaves: nothing goes out that approved data does not say (faq/approved.py)."""
import logging
from typing import Any, Dict, List, Optional, Tuple

from faq.approved import approved_by
from faq.knowledge import Knowledge
from faq.store import Store

logger = logging.getLogger(__name__)

Message = Dict[str, Any]


def parts(messages: List[Message]) -> Tuple[List[str], List[Any]]:
    """-> (the texts, the customs) of a turn. Whatever else it holds (images, buttons, attachments) is nothing we send."""
    return ([message["text"] for message in messages if message.get("text")],
            [message["custom"] for message in messages if "custom" in message])


def objection(texts: List[str], customs: List[Any], knowledge: Knowledge) -> Optional[str]:
    """What is not to leave, for the log: never a word of it, since it may be a visitor's. None if all may."""
    approved = approved_by(knowledge)
    if len(customs) != 1:
        return f"{len(customs)} customs where there must be one"
    if not approved.custom(customs[0]):
        return "a custom that names what the data does not hold"
    if not approved.text("\n\n".join(texts)):
        odd = [text for text in texts if not approved.text(text)]
        return f"text that approved data does not say (of {len(texts)} texts {len(odd)} are no whole answer or phrase)"
    return None


def let_out(messages: List[Message], store: Store) -> Optional[Tuple[List[str], Dict[str, Any]]]:
    """-> (texts, custom) of the turn as it may leave, or None if it may not, which is logged.

    The action server may have seen changed data that this process has not, so every file is looked at before a turn is
    held back.
    """
    texts, customs = parts(messages)
    reason = objection(texts, customs, store.current())
    if reason:
        reason = objection(texts, customs, store.current(store.knowledge.topics))
    if reason:
        logger.error("A turn was held back, and the fallback sent in its place: %s.", reason)
        return None
    return texts, customs[0]
