"""How much one conversation, and one address, may ask for. Counted in memory: a restart begins anew."""
import ipaddress
import math
import re
import time
from typing import Optional, Sequence

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A person who types fast sends 8 a minute. A clinic's waiting room, or a mobile provider, may share one address.
MESSAGES = parse_many("20/minute; 300/day")  # of one conversation
REQUESTS = parse_many("120/minute")          # of one address
SESSIONS = parse_many("60/hour")             # new ones, of one address
NETWORK_V6 = 64                              # bits; whoever has one address of such a network has all of them
WITH_PORT = re.compile(r"([\d.]+):\d+|\[([^\]]*)\](?::\d+)?")


class Limits:
    """Counts what comes in."""

    def __init__(self) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, limits: Sequence[RateLimitItem], what: str, whose: str) -> Optional[int]:
        """Counts one more `what` of somebody. -> seconds to wait if that is too much, or None."""
        for limit in limits:
            if not self._windows.hit(limit, what, whose):
                free = self._windows.get_window_stats(limit, what, whose).reset_time
                return max(1, math.ceil(free - time.time()))
        return None


def address(peer: str, forwarded: Optional[str], proxies: Sequence[str] = ()) -> str:
    """Whose request it is, as far as limits go.

    X-Forwarded-For (`forwarded`) is believed only of a proxy on this machine or a listed one, and of it only the last hop,
    which that proxy has seen itself; everything before it is the visitor's word.
    """
    if forwarded and (peer in proxies or _is_loopback(peer)):
        return _grouped(forwarded.split(",")[-1].strip()) or peer
    return _grouped(peer) or peer


def _is_loopback(peer: str) -> bool:
    """A Unix socket has no address, and is on this machine."""
    return not peer or ipaddress.ip_address(peer).is_loopback


def _grouped(text: str) -> Optional[str]:
    """The address without its port, of IPv6 the network; None if it is none."""
    found = WITH_PORT.fullmatch(text)
    try:
        given = ipaddress.ip_address(next(filter(None, found.groups()), "") if found else text)
    except ValueError:
        return None
    if isinstance(given, ipaddress.IPv6Address):
        return str(given.ipv4_mapped or ipaddress.ip_network((given, NETWORK_V6), strict=False))
    return str(given)
