"""Deletes conversations once they are older than `retention_days` of data/clinic.yml."""
import logging
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Dict, Optional

from privacy.database import connect, database, delete_before, has_events
from privacy.settings import clinic

logger = logging.getLogger(__name__)

DAY, HOUR = 86_400.0, 3_600.0  # seconds


def delete_older_than(days: int, path: Optional[Path] = None, now: Optional[float] = None) -> int:
    """From both tables. -> how many rows. Raises sqlite3.Error."""
    return delete_before(path or database(), (time.time() if now is None else now) - days * DAY)


def kept_now(path: Optional[Path] = None) -> Dict[str, Any]:
    """How much is kept, and the day of the oldest row (UTC; None if there is none)."""
    with closing(connect(path or database())) as connection:
        def one(statement: str) -> Any:
            return connection.execute(statement).fetchone()[0]

        days = [one("SELECT date(min(time)) FROM messages")]
        events = conversations = 0
        if has_events(connection):
            events, conversations = one("SELECT count(*) FROM events"), one("SELECT count(DISTINCT sender_id) FROM events")
            days.append(one("SELECT date(min(timestamp), 'unixepoch') FROM events"))
        return {"conversations": conversations, "events": events, "messages": one("SELECT count(*) FROM messages"),
                "oldest": min(filter(None, days), default=None)}


def delete_hourly(stop: threading.Event) -> None:
    """At once and every hour until `stop` is set. A failure is said, and tried again the next hour."""
    while True:
        try:
            delete_older_than(clinic().retention_days)
        except (sqlite3.Error, OSError) as error:
            logger.error("Old conversations could not be deleted (%s); trying again in an hour.", error)
        if stop.wait(HOUR):
            return


def start_deleting() -> threading.Event:
    """Runs delete_hourly in a thread; -> what ends it."""
    stop = threading.Event()
    threading.Thread(target=delete_hourly, args=(stop,), name="retention", daemon=True).start()
    return stop
