"""What is asked most, by the messages that are kept."""
from contextlib import closing
from pathlib import Path
from typing import List

from privacy.database import connect

# By conversations, so that nobody makes a topic popular alone.
MOST_ASKED = """
    SELECT value FROM messages, json_each(messages.topics) WHERE kind = 'reply' AND time >= datetime('now', ?)
    GROUP BY value ORDER BY count(DISTINCT conversation) DESC, value"""


def most_asked(path: Path, days: int) -> List[str]:
    """The topics answered in the last days, those first that were answered in most conversations. Raises sqlite3.Error."""
    with closing(connect(path)) as connection:
        return [topic for (topic,) in connection.execute(MOST_ASKED, (f"-{days} days",))]
