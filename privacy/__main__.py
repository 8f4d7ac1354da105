"""`python -m privacy`: what is kept of conversations, and deleting it by hand."""
import argparse
import sqlite3
import sys
from typing import List, Optional

from privacy.database import database, delete_conversation
from privacy.retention import delete_older_than, kept_now
from privacy.settings import clinic
from privacy.words import prepare


def days(text: str) -> int:
    """0 or more; 0 deletes everything."""
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number of days from 0 on")
    return int(text)


def show() -> str:
    """What `show` prints."""
    found = kept_now()
    return (f"{database()}\n{found['conversations']} conversations ({found['events']} events), "
            f"{found['messages']} messages and replies; the oldest of {found['oldest'] or 'no day'}.\n"
            f"Deleted after {clinic().retention_days} days (retention_days in data/clinic.yml).")


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m privacy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("show", help="how much is kept, since when, and for how long")
    commands.add_parser("words", help="make the lists that names are found with, if they are missing")
    deleting = commands.add_parser("delete", help="delete old conversations, or one")
    what = deleting.add_mutually_exclusive_group(required=True)
    what.add_argument("--older-than", type=days, metavar="DAYS", help="what is older than so many days; 0: everything")
    what.add_argument("--conversation", metavar="ID", help="one conversation, by the `sender` of its messages")
    given = parser.parse_args(arguments)
    try:
        if given.command == "show":
            print(show())
        elif given.command == "words":
            prepare()
        elif given.conversation is not None:
            count = delete_conversation(given.conversation, database())
            print(f"{count} rows deleted." if count else "Nothing is kept of a conversation with this ID.")
        else:
            print(f"{delete_older_than(given.older_than)} rows deleted.")
    except (sqlite3.Error, OSError) as error:
        print(f"{database().name} cannot be read or changed ({error}). Is another program writing to it?", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
