"""How much one visitor may ask for, and who is one visitor."""
import pytest
from limits import parse_many

from channels.limits import Limits, address
from channels.session import session_key, token_for

ROWS = [  # (peer, X-Forwarded-For, listed proxies, whose request it is, why)
    ("203.0.113.5", None, (), "203.0.113.5", "nobody in between"),
    ("203.0.113.5", "198.51.100.7", (), "203.0.113.5", "a stranger's word is not believed"),
    ("127.0.0.1", "198.51.100.7", (), "198.51.100.7", "the proxy on this machine is"),
    ("", "198.51.100.7", (), "198.51.100.7", "also by a Unix socket"),
    ("::1", "198.51.100.7", (), "198.51.100.7", "also by IPv6"),
    ("10.0.0.2", "198.51.100.7", ("10.0.0.2",), "198.51.100.7", "and a listed one"),
    ("10.0.0.3", "198.51.100.7", ("10.0.0.2",), "10.0.0.3", "no other"),
    ("127.0.0.1", "6.6.6.6, 198.51.100.7", (), "198.51.100.7", "only the last hop is the proxy's own word"),
    ("127.0.0.1", "6.6.6.6,198.51.100.7", (), "198.51.100.7", "without a space"),
    ("127.0.0.1", None, (), "127.0.0.1", "a program on this machine"),
    ("127.0.0.1", "", (), "127.0.0.1", "an empty header"),
    ("127.0.0.1", "unknown", (), "127.0.0.1", "a hop that is no address"),
    ("127.0.0.1", "<script>", (), "127.0.0.1", "whatever it is"),
    ("127.0.0.1", "198.51.100.7:4711", (), "198.51.100.7", "with a port"),
    ("127.0.0.1", "[2001:db8:1:2::9]:4711", (), "2001:db8:1:2::/64", "IPv6 with a port"),
    ("2001:db8:1:2:3:4:5:6", None, (), "2001:db8:1:2::/64", "of IPv6, everybody has a network of addresses"),
    ("::ffff:203.0.113.5", None, (), "203.0.113.5", "IPv4 written as IPv6"),
]


@pytest.mark.parametrize("peer, forwarded, proxies, expected, why", ROWS, ids=[row[-1] for row in ROWS])
def test_address(peer, forwarded, proxies, expected, why):
    """Of the peer, or of the last hop before a proxy that is believed."""
    assert address(peer, forwarded, proxies) == expected


def test_too_much_has_to_wait():
    """For whole seconds, at least one; each visitor and each kind of request by itself."""
    limits, two = Limits(), parse_many("2/minute; 3/hour")
    assert [limits.wait(two, "messages", "ann") for _ in range(2)] == [None, None]
    assert 1 <= limits.wait(two, "messages", "ann") <= 60
    assert limits.wait(two, "messages", "bob") is None and limits.wait(two, "sessions", "ann") is None


def refused(replies):
    """How many were let through, and the first refusal."""
    statuses = [reply.status for reply in replies]
    return statuses.index(429), replies[statuses.index(429)]


def test_a_conversation_has_so_many_messages_a_minute(site):
    """Then 429, with the seconds to wait; another visitor is answered, and the history can still be read."""
    token, other = site.session(), site.session()
    let, reply = refused([site.say(token, "Are they thin?") for _ in range(22)])
    assert let == 20 and 1 <= int(reply.headers["retry-after"]) <= 60 and set(reply.body) == {"error"}
    assert site.say(other, "Are they thin?").status == 200 and len(site.history(token)) == 20


def test_an_address_has_so_many_requests_a_minute(site):
    """Whatever they ask for, with a good token or without; another address is answered."""
    here, there = {"X_Forwarded_For": "198.51.100.7"}, {"X_Forwarded_For": "198.51.100.8"}
    let, reply = refused([site.call("GET", "/chat/messages", token="x", **here) for _ in range(122)])
    assert let == 120 and 1 <= int(reply.headers["retry-after"]) <= 60
    assert site.call("POST", "/chat/session", **there).status == 201


def test_an_address_has_so_many_new_sessions_an_hour(site):
    """A fresh token for the same conversation is none."""
    let, reply = refused([site.call("POST", "/chat/session") for _ in range(62)])
    assert let == 60 and 60 < int(reply.headers["retry-after"]) <= 3_600
    token = token_for("0" * 32, session_key(site.home / "chat.key"))[0]
    assert site.call("GET", "/chat/session", token=token).status == 200
