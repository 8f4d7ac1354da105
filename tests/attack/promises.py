"""What is promised of every turn and every conversation, whatever was sent; each check says what is broken, or nothing."""
import json
import re
from collections import Counter
from datetime import date
from typing import Any, Dict, List, Optional, Tuple

import yaml

from channels.message import LONGEST_BODY, LONGEST_MESSAGE
from faq.approved import approved_by
from faq.knowledge import ALARMS, Knowledge
from faq.reply import phrase
from stack.progress import ROOT
from tests.attack.bodies import HOME, Sent

Events = List[Dict[str, Any]]
# Of Rasa's events, those that answering makes. Not among them: restart, rewind, undo, reset_slots, pause, reminder, ...
ORDINARY = {"action", "session_started", "user", "user_featurization", "slot", "bot", "followup", "entities"}
RASAS_ACTIONS = {"action_listen", "action_session_start", "action_extract_slots"}


def outcome(status: int, body: bytes, sender: str, sent: int, knowledge: Knowledge) -> Tuple[str, Optional[str]]:
    """-> (how the turn ended, which promise it broke or None). `sent`: bytes of the request."""
    if status == 413 and sent > LONGEST_BODY:
        return "more than a megabyte, refused", None
    if status != 200:
        return "error", f"status {status}: {body[:200]!r}"
    messages = json.loads(body)
    texts = [message["text"] for message in messages if "text" in message]
    customs = [message["custom"] for message in messages if "custom" in message]
    return ended(texts, customs, knowledge), broken(messages, texts, customs, sender, knowledge)


def chat_outcome(request: Sent, token: str, status: int, body: bytes, knowledge: Knowledge) -> Tuple[str, Optional[str]]:
    """The same for a request of the website's chat (docs/chat-contract.md), whatever it was. `token`: the good one."""
    name = f"{request[0]} {status}"
    if status < 300 and is_stranger(request, token):
        return name, "a stranger was let in"
    if status >= 500:
        return name, f"status {status}: {body[:200]!r}"
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        return name, f"no JSON: {body[:200]!r}"
    if status >= 400:
        return name, None if set(found) == {"error"} else f"an error of another form: {found}"
    for reply in [turn["reply"] for turn in found.get("turns", [])] + [found[key] for key in ("reply",) if key in found]:
        custom = {key: value for key, value in reply.items() if key not in ("texts", "more")}
        wrong = _unvetted([_unlinked(text, knowledge) for text in reply["texts"]], custom, knowledge)
        if wrong:
            return name, wrong
    return name, None


def is_stranger(request: Sent, token: str) -> bool:
    """Whether it comes from a page that may not call, or has no good token where one is needed."""
    method, address, _, headers = request
    begins = method == "POST" and address.partition("?")[0].rstrip("/") == "/chat/session"
    return (headers.get("Origin", HOME) != HOME
            or method != "OPTIONS" and not begins and headers["Authorization"] != f"Bearer {token}")


def _unlinked(text: str, knowledge: Knowledge) -> str:
    """As the data says it: the chat alone makes links of the clinic's number and addresses."""
    clinic = knowledge.clinic
    for fact in filter(None, (clinic.phone, clinic.email, clinic.website, clinic.booking_link)):
        text = re.sub(rf"\[({re.escape(fact)})\]\([^()\s]+\)", r"\1", text)
    return text


def _unvetted(texts: List[str], custom: Any, knowledge: Knowledge) -> Optional[str]:
    approved = approved_by(knowledge, date.today())
    if not any(text.strip() for text in texts):
        return "silence"
    if not approved.custom(custom):
        return f"a custom that is not the data's: {custom}"
    if not approved.text("\n\n".join(texts)):
        return f"text that is not vetted: {texts}"
    return None


def broken(messages: List[Dict], texts: List[str], customs: List[Any], sender: str, knowledge: Knowledge) -> Optional[str]:
    """The first promise that a turn breaks."""
    if len(customs) != 1:
        return "silence" if not texts else f"{len(customs)} customs"
    wrong = _unvetted(texts, customs[0], knowledge)
    if wrong:
        return wrong
    if any(set(message) - {"recipient_id", "text", "custom"} or message["recipient_id"] != sender for message in messages):
        return f"a message of another form: {messages}"
    if "\n\n".join(texts) == phrase(knowledge, "outage"):
        return "an outage: something failed, or was held back (see the server's log)"
    return None


def ended(texts: List[str], customs: List[Any], knowledge: Knowledge) -> str:
    """How a turn ended, in a few words for the summary."""
    said, custom = "\n\n".join(texts), customs[0] if customs else {}
    named = {phrase(knowledge, name): name for name in ("too_long", "empty", "outage")}
    if said in named:
        return named[said]
    if custom.get("urgent"):
        return str(custom["urgent"])
    if custom.get("topics"):
        return "answered"
    return "offered" if custom.get("suggestions") else "not understood"


def state_broken(events: Events, knowledge: Knowledge) -> Optional[str]:
    """The first promise that a conversation's events break: nothing but answering may leave a trace in them."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents, actions = {*domain["intents"], *knowledge.topics}, {*domain["actions"], *RASAS_ACTIONS}
    kinds = Counter(event["event"] for event in events)
    if set(kinds) - ORDINARY:
        return f"events of another kind: {sorted(set(kinds) - ORDINARY)}"
    if kinds["session_started"] != 1:
        return f"the session was started {kinds['session_started']} times"
    for event in events:
        name = event.get("name")
        if event["event"] == "user" and (event["text"].startswith("/")
                                         or event["parse_data"]["intent"]["name"] not in intents):
            return f"a message that Rasa took for a command: {event['text'][:100]!r}"
        if event["event"] == "action" and name not in actions:
            return f"an action that is none of ours: {name}"
        if event["event"] == "slot" and not slot_is_ours(name, event["value"], domain, knowledge):
            return f"a slot that no answer sets so: {name} = {event['value']!r}"
    return None


def slot_is_ours(name: Any, value: Any, domain: Dict, knowledge: Knowledge) -> bool:
    """Whether actions/ may have set a slot to this."""
    if value is None or name == "session_started_metadata":
        return name in domain["slots"] or not value
    if name in ("question", "condition"):
        return isinstance(value, str) and len(value) <= 2 * LONGEST_MESSAGE  # a question may hold the one before
    if name == "offered":
        return isinstance(value, list) and set(value) <= set(knowledge.topics)
    if name == "alarms":
        return isinstance(value, list) and set(value) <= set(ALARMS)
    if name in ("misses", "reminded"):
        return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100
    return value in knowledge.topics if name == "topic" else name in domain["slots"] and isinstance(value, bool)
