"""The wire contract: what one turn says to a visitor, and the one `custom` message that goes with it."""
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Dict, List, Mapping, Optional

from faq.knowledge import NO_FACTS, Knowledge, Numbers
from faq.placeholders import fill

MOST_SUGGESTED = 3


@dataclass
class Reply:
    """One turn: texts in the order they are said, and what the contract's `custom` tells of them."""

    texts: List[str]
    topics: List[str] = field(default_factory=list)
    urgent: Optional[str] = None
    suggestions: List[str] = field(default_factory=list)  # topic ids
    sources: List[str] = field(default_factory=list)      # keys of data/sources.yml
    reviewed: Optional[date] = None

    def custom(self, knowledge: Knowledge) -> Dict[str, Any]:
        """The contract's JSON object."""
        keys = dict.fromkeys(key for key in self.sources if key in knowledge.sources)
        return {
            "topics": self.topics,
            "urgent": self.urgent,
            "suggestions": [{"topic": topic, "title": knowledge.topics[topic].title}
                            for topic in self.suggestions[:MOST_SUGGESTED]],
            "sources": [knowledge.sources[key].dict(include={"title", "publisher", "url", "date"}) for key in keys],
            "reviewed": self.reviewed.isoformat() if self.reviewed else None,
        }


def phrase(knowledge: Knowledge, name: str) -> str:
    """One of the fixed sentences, filled. `name` is a key of data/phrases.yml."""
    assert knowledge.phrases is not None  # checked when the data was read
    filled = fill(knowledge.phrases.phrases[name], {
        **facts(knowledge), "contact": contact(knowledge), "emergency": numbers(knowledge).emergency})
    assert filled is not None, name
    return filled


def contact(knowledge: Knowledge) -> str:
    """How to reach the clinic, as a phrase that completes "you can reach ..."."""
    assert knowledge.phrases is not None
    clinic, written = knowledge.clinic, knowledge.phrases.phrases
    name = ("contact" if clinic.phone and clinic.email else "contact_phone" if clinic.phone
            else "contact_email" if clinic.email else "contact_none")
    return fill(written[name], facts(knowledge)) or written["contact_none"]


def facts(knowledge: Knowledge) -> Mapping[str, Optional[str]]:
    """What fills the placeholders: the clinic's facts by name; days as "30 days"."""
    days = knowledge.clinic.retention_days
    return {**knowledge.clinic.dict(exclude=NO_FACTS), "retention_days": f"{days} day{'s' * (days != 1)}"}


def numbers(knowledge: Knowledge) -> Numbers:
    """Whom to call in the clinic's country."""
    assert knowledge.urgent is not None
    return knowledge.urgent.numbers[knowledge.clinic.country or "other"]
