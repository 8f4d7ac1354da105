"""The four questions that a chat begins with: what is asked most, then what data/phrases.yml names."""
import asyncio
import logging
import sqlite3
import time
from datetime import date
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from faq.knowledge import Knowledge
from privacy.asked import most_asked

logger = logging.getLogger(__name__)

MOST = 4
DAYS = 30
GOOD_FOR = 300.0  # seconds


def starters(asked: Sequence[str], knowledge: Knowledge, today: Optional[date] = None) -> List[Dict[str, str]]:
    """As buttons. `asked`: topics, the most asked first. Talk is no topic to begin with, and an answer that is being
    reviewed is not offered."""
    today, named = today or date.today(), knowledge.phrases.starters if knowledge.phrases else []
    fit = [topic for topic in dict.fromkeys([*asked, *named]) if topic in knowledge.topics
           and knowledge.topics[topic].group != "talk" and not knowledge.topics[topic].review.overdue(today)]
    return [{"topic": topic, "title": knowledge.topics[topic].title} for topic in fit[:MOST]]


class Asked:
    """What is asked most, looked up every five minutes at most, and never while a visitor waits for an answer."""

    def __init__(self, path: Path) -> None:
        self.path, self._topics, self._until = path, [], 0.0  # type: Path, List[str], float

    async def topics(self) -> List[str]:
        if time.monotonic() >= self._until:
            self._until = time.monotonic() + GOOD_FOR
            try:
                self._topics = await asyncio.get_running_loop().run_in_executor(None, most_asked, self.path, DAYS)
            except sqlite3.Error as error:  # the others do as well
                logger.error("What is asked most could not be read from %s (%s).", self.path.name, type(error).__name__)
        return self._topics
