"""Which answers say less than they could, because the clinic has not filled in what they name."""
from dataclasses import dataclass
from typing import List

from faq.knowledge import Knowledge
from faq.placeholders import placeholders
from faq.reply import facts


@dataclass(frozen=True)
class Gap:
    """A topic, and the facts that it needs and does not have. `more`: not its answer, but what there is to read on."""

    topic: str
    title: str
    missing: List[str]
    more: bool = False


def gaps(knowledge: Knowledge) -> List[Gap]:
    """By title. Without one of its facts, an answer falls back to words that need none, and what there is to read on is
    not said at all."""
    filled = facts(knowledge)
    found = [Gap(topic, entry.title, sorted(name for name in placeholders(text or "") if not filled.get(name)), more)
             for topic, entry in knowledge.topics.items() for text, more in ((entry.answer, False), (entry.more, True))]
    return sorted((each for each in found if each.missing), key=lambda each: (each.title.lower(), each.more))
