"""Requests that no widget sends: odd methods, places, bodies and headers, with a good token and without."""
import json
import string
from typing import Any, Dict, Optional, Tuple
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Sent = Tuple[str, str, Optional[bytes], Dict[str, str]]  # method, address, body, headers
PLACES = ["session", "messages", "feedback", "handover"]
KEYS = ["id", "text", "helpful", "why", "via", "sender", "token", "metadata", "__proto__", "input_channel", ""]
NUMBERS = ["1e999", "-0", "NaN", "Infinity", "-Infinity", "1" * 400, "0x10", "1_000", "1.7976931348623159e309"]
TYPES = ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json; charset=utf-16",
         "text/plain", "application/json, text/html", "application/x-www-form-urlencoded",
         "multipart/form-data; boundary=x", "", "json", "*/*"]
ORIGINS = ["null", "https://evil.example", "http://localhost.evil.example", "http://128.0.0.1", "*", "", "://", "https://", "file://",
           "https://evil.example, http://localhost"]
HOME = "http://localhost:3000"  # which may call while the clinic names no website
TOKENS = ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "." * 500, "e30.e30.e30", "null", "undefined"]
PRINTABLE = string.printable.translate({ord(mark): None for mark in "\r\n\x0b\x0c"})


def requests(token: str) -> SearchStrategy[Sent]:
    """One request. `token`: a good one, which it may bear."""
    methods = st.sampled_from(["POST"] * 8 + ["GET", "DELETE", "PUT", "PATCH", "OPTIONS"])
    return st.builds(lambda *parts: parts, methods, addresses(), bodies(), headers(token))


def addresses() -> SearchStrategy[str]:
    """Mostly the chat's own."""
    tails = st.text(string.ascii_letters + string.digits + "/.%?&=_-", max_size=20)
    odd = ["", "messages/", "messages/1", "../ready", "%2e%2e/", "SESSION"]
    place = st.sampled_from([*PLACES * 8, *["messages"] * 8, *odd])
    seldom = st.integers(0, 9).flatmap(lambda drawn: st.just("") if drawn else tails)
    return st.builds(lambda place, tail: f"/chat/{place}{tail}", place, seldom)


def bodies() -> SearchStrategy[Optional[bytes]]:
    """JSON of the right form with wrong values, of no form, broken off, not JSON, or none."""
    ids = st.uuids().map(str)
    texts = st.text(st.characters(blacklist_categories=()), max_size=100)
    values: Any = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | texts | ids,
                               lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner,
                                                                                           max_size=3), max_leaves=8)
    right = st.one_of(
        st.fixed_dictionaries({"id": ids, "text": texts}),
        st.fixed_dictionaries({"id": ids, "helpful": st.booleans(), "why": st.sampled_from([None, "too_long"])}),
        st.fixed_dictionaries({"via": st.sampled_from(["phone", "email"])}))
    wrong = st.builds(lambda body, key, value: {**body, key: value}, right, st.sampled_from(KEYS), values)
    whole = st.one_of(right, wrong, wrong, values).map(as_bytes)
    broken = st.builds(lambda body, at: body[:at], whole, st.integers(0, 200))
    spliced = st.builds(lambda body, at, number: body[:at] + number.encode() + body[at:], whole, st.integers(0, 40),
                        st.sampled_from(NUMBERS))
    deep = st.builds(lambda mark, times: mark.encode() * times, st.sampled_from(["[", '{"id":', '"', "\\", "\x00", "{}"]),
                     st.sampled_from([1, 100, 9_999, 30_000]))
    odd = st.sampled_from([b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"id=1&text=hi", b'{"id":1,"id":2}', b"\x1f\x8b\x08"])
    return st.one_of(whole, whole, broken, spliced, deep, odd, st.binary(max_size=200), st.none())


def as_bytes(value: Any) -> bytes:
    """Half a surrogate pair goes as an escape, a UUID as text."""
    return json.dumps(value, default=lambda other: str(other) if isinstance(other, UUID) else repr(other)).encode()


def headers(token: str) -> SearchStrategy[Dict[str, str]]:
    """Any value that a line of a header can hold; most requests bear the token and say that they are JSON."""
    values = st.text(PRINTABLE, max_size=50).map(str.strip)
    good = st.just(f"Bearer {token}")
    bearer = st.one_of(good, good, good, st.sampled_from(TOKENS).map("Bearer {}".format), values,
                       st.builds(lambda at, mark: f"Bearer {token[:at]}{mark}{token[at + 1:]}",
                                 st.integers(0, len(token) - 1), st.sampled_from("aZ0._-")))
    kind = st.one_of(st.just("application/json"), st.sampled_from(TYPES))
    return st.fixed_dictionaries({"Authorization": bearer, "Content-Type": kind}, optional={
        "Origin": st.one_of(st.just(HOME), st.just(HOME), st.sampled_from(ORIGINS), values),
        "Content-Encoding": st.sampled_from(["gzip", "identity", "x"]),
        "Accept": values, "Cookie": values, "X-Forwarded-For": values, "X-HTTP-Method-Override": st.just("DELETE")})
