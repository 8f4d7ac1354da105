"""Session tokens: only ours are read, and only while they last."""
import base64
import hmac
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.session import KEY_BYTES, LIFE, NoKey, conversation_of, new_conversation, session_key, token_for

KEY, OTHER = b"k" * KEY_BYTES, b"o" * KEY_BYTES
ID = "0123456789abcdef" * 2
NOW = datetime.now(timezone.utc)
SOON = NOW + timedelta(hours=1)


def part(value):
    """A piece of a token as it is written."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(claims, key=KEY, algorithm="HS256", **header):
    return jwt.encode(claims, key, algorithm, headers=header or None)


GOOD = signed({"sub": ID, "exp": SOON})
HEAD, CLAIMS, SIGNATURE = GOOD.split(".")
THEIRS = signed({"sub": "f" * 32, "exp": SOON})
NO_GOOD = [  # (a token, why it is none)
    ("", "nothing"),
    ("x", "no token"),
    ("a.b.c", "three parts of nothing"),
    (GOOD[:-2], "a signature cut short"),
    (f"{HEAD}.{CLAIMS}.", "no signature"),
    (f"{HEAD}.{CLAIMS}", "two parts"),
    (f"{GOOD}.{SIGNATURE}", "four parts"),
    (signed({"sub": ID, "exp": SOON}, OTHER), "signed with another key"),
    (f"{HEAD}.{CLAIMS}.{part(hmac.digest(b'', f'{HEAD}.{CLAIMS}'.encode(), 'sha256'))}", "signed with an empty key"),
    (signed({"sub": ID, "exp": SOON}, None, "none"), "algorithm none"),
    (f"{part({'alg': 'none', 'typ': 'JWT'})}.{CLAIMS}.", "algorithm none, by hand"),
    (f"{part({'alg': 'None'})}.{CLAIMS}.{SIGNATURE}", "algorithm None, with another's signature"),
    (f"{part({'alg': 'nOnE'})}.{CLAIMS}.", "in odd capitals"),
    (f"{part({})}.{CLAIMS}.{SIGNATURE}", "no algorithm"),
    (f"{part({'alg': ['HS256']})}.{CLAIMS}.{SIGNATURE}", "a list of algorithms"),
    (signed({"sub": ID, "exp": SOON}, KEY, "HS512"), "our key by another algorithm"),
    (f"{HEAD}.{THEIRS.split('.')[1]}.{SIGNATURE}", "another's conversation under one's own signature"),
    (f"{HEAD}.{part({'sub': ID, 'exp': 99999999999})}.{SIGNATURE}", "an expiry put off"),
    (signed({"sub": ID, "exp": NOW - timedelta(seconds=1)}), "expired"),
    (signed({"sub": ID}), "no expiry"),
    (signed({"exp": SOON}), "no conversation"),
    (signed({"sub": "ann", "exp": SOON}), "a conversation that is none of ours"),
    (signed({"sub": ID + "\n", "exp": SOON}), "with a line's end behind it"),
    (signed({"sub": ID, "exp": SOON, "admin": True}), "more than a token holds"),
    (signed({"sub": ID, "exp": SOON, "aud": "x"}), "for somebody else"),
    (signed({"sub": ID, "exp": SOON, "nbf": SOON}), "not yet"),
    (signed({"sub": ID, "exp": "soon"}), "an expiry that is no time"),
    (signed({"sub": ID, "exp": SOON}, crit=["x"]), "an extension that must be understood"),
    (f"{part(b'[' * 5_000)}.{CLAIMS}.{SIGNATURE}", "a header without end"),
    (f"{part(bytes(range(128, 256)))}.{CLAIMS}.{SIGNATURE}", "a header that is no text"),
    (f"{part([])}.{CLAIMS}.{SIGNATURE}", "a header that is a list"),
    (GOOD.replace(".", "．"), "full stops of another width"),
    ("é" * 50, "letters that are no ASCII"),
    ("\ud800.\ud800.\ud800", "half surrogate pairs"),
]


def test_a_token_names_its_conversation():
    """For seven days."""
    token, expires = token_for(ID, KEY, NOW)
    assert conversation_of(token, KEY) == ID and timedelta(0) <= NOW + LIFE - expires < timedelta(seconds=1)


def test_a_token_holds_nothing_else():
    """Conversation and expiry."""
    assert set(jwt.decode(token_for(ID, KEY)[0], options={"verify_signature": False})) == {"sub", "exp"}


@pytest.mark.parametrize("token, why", NO_GOOD, ids=[why for _, why in NO_GOOD])
def test_no_other_token_is_read(token, why):
    """Forged, expired, swapped or broken: no conversation, and no error."""
    assert conversation_of(token, KEY) is None


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(place=st.integers(0, len(GOOD) - 2), new=st.characters())
def test_a_changed_character_spoils_a_token(place, new):
    """Wherever it stands; but for the last, of which two bits mean nothing."""
    changed = GOOD[:place] + new + GOOD[place + 1:]
    assert (conversation_of(changed, KEY) is None) == (changed != GOOD)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(token=st.text(st.characters(blacklist_categories=()), max_size=300))
def test_any_text_is_no_token(token):
    """And no error."""
    assert conversation_of(token, KEY) is None


def test_conversations_are_never_the_same():
    """Each is new."""
    assert len({new_conversation() for _ in range(1_000)}) == 1_000


def test_the_key_is_made_once_for_its_owner_only(tmp_path):
    """The next start reads the same, so that tokens last."""
    path = tmp_path / "chat.key"
    key = session_key(path)
    assert session_key(path) == key and len(key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and [each.name for each in tmp_path.iterdir()] == ["chat.key"]


def test_many_programs_that_start_at_once_have_one_key(tmp_path):
    """Whoever is quicker makes it."""
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: session_key(tmp_path / "chat.key"), range(64)))) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["chat.key"]


@pytest.mark.parametrize("found", [b"", b"short", b"k" * (KEY_BYTES + 1)])
def test_a_file_that_is_no_key_is_told(tmp_path, found):
    """Nobody signs with an empty key; the words say what to do."""
    (tmp_path / "chat.key").write_bytes(found)
    with pytest.raises(NoKey, match="Delete the file"):
        session_key(tmp_path / "chat.key")
