"""Session tokens: they name a conversation, and nobody but this server can make one.

A token is a JSON Web Token with two claims, the conversation's id and the expiry, signed with HMAC-SHA256. Its key lies
beside the conversations' database, so that tokens survive a restart; whoever deletes it ends every session.
"""
import os
import re
import secrets
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Optional, Tuple

import jwt

LIFE = timedelta(days=7)  # from the last visit on: each reload brings a fresh one (GET /chat/session)
ALGORITHM = "HS256"       # the only one that is read, whatever a token's own header says
KEY_BYTES = 32
CONVERSATION = re.compile(r"[0-9a-f]{32}")


class NoKey(Exception):
    """The file is there and holds no key."""


def new_conversation() -> str:
    """Random enough that nobody meets another's."""
    return uuid.uuid4().hex


def session_key(path: Path) -> bytes:
    """The key of a file, which is made at the first start, for its owner only. Raises NoKey or OSError.

    It is written whole under another name and then linked, so that two programs that start at once have the same key.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(file, "wb") as opened:
                opened.write(secrets.token_bytes(KEY_BYTES))
                opened.flush()
                os.fsync(opened.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass  # another program was quicker
        finally:
            draft.unlink()
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise NoKey(f"{path} holds {len(key)} bytes where a key has {KEY_BYTES}. Delete the file: a new key is made at the "
                    f"next start, and visitors begin a new conversation.")
    return key


def token_for(conversation: str, key: bytes, now: Optional[datetime] = None) -> Tuple[str, datetime]:
    """-> (the token, when it expires)."""
    expires = (now or datetime.now(timezone.utc)).replace(microsecond=0) + LIFE
    return jwt.encode({"sub": conversation, "exp": expires}, key, ALGORITHM), expires


def conversation_of(token: str, key: bytes) -> Optional[str]:
    """The conversation that a token of ours names, or None if it is forged, expired or no token at all."""
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITHM], options={"require": ["sub", "exp"]})
    except (jwt.PyJWTError, ValueError, RecursionError):  # the last two: a header that is no text, or JSON without end
        return None
    return claims["sub"] if set(claims) == {"sub", "exp"} and CONVERSATION.fullmatch(claims["sub"]) else None
