"""Which websites may call from a visitor's browser."""
import pytest

from channels.origins import allowed

HOST = "bot.clinic.example"
LISTED = ["https://www.clinic.example", "http://old.clinic.example:8080"]
ROWS = [  # (origin, host, listed, may it, why)
    (None, HOST, LISTED, True, "a program, or a GET of the same origin"),
    ("https://bot.clinic.example", HOST, [], True, "the assistant's own page"),
    ("https://BOT.clinic.example", HOST, [], True, "in capitals"),
    ("https://bot.clinic.example", HOST + ":443", [], True, "with the port that goes without saying"),
    ("http://127.0.0.1:5005", "127.0.0.1:5005", LISTED, True, "the demo page after `make run`"),
    ("http://localhost:3000", HOST, [], True, "a page on this machine, while no website is listed"),
    ("http://127.0.0.1:3000", HOST, [], True, "the same by its number"),
    ("http://localhost:3000", HOST, LISTED, False, "but not once one is"),
    ("http://127.0.0.1:3000", "127.0.0.1:5005", LISTED, False, "another port is another origin"),
    ("https://www.clinic.example", HOST, LISTED, True, "the clinic's website"),
    ("https://www.clinic.example", HOST, [], False, "but not before it is listed"),
    ("http://old.clinic.example:8080", HOST, LISTED, True, "with a port"),
    ("http://www.clinic.example", HOST, LISTED, False, "without TLS it is another"),
    ("https://clinic.example", HOST, LISTED, False, "without www. too"),
    ("https://www.clinic.example:444", HOST, LISTED, False, "on another port"),
    ("https://www.clinic.example.evil.example", HOST, LISTED, False, "ours in front of theirs"),
    ("https://evil.example/https://www.clinic.example", HOST, LISTED, False, "ours behind theirs"),
    ("https://evilwww.clinic.example", HOST, LISTED, False, "ours as an ending"),
    ("https://localhost.evil.example", HOST, [], False, "a name that begins like this machine's"),
    ("null", HOST, [], False, "a sandbox, or a file on the visitor's disk"),
    ("", HOST, [], False, "nothing"),
    ("https://www.clinic.example, https://evil.example", HOST, LISTED, False, "two"),
    ("https://www.clinic.example\n", HOST, LISTED, False, "with a line's end"),
    ("file://", HOST, [], False, "no website"),
    ("https://", "", [], False, "no name, for a request without a host"),
    ("*", HOST, LISTED, False, "a star"),
]


@pytest.mark.parametrize("origin, host, listed, may, why", ROWS, ids=[row[-1] for row in ROWS])
def test_allowed(origin, host, listed, may, why):
    """Same origin, listed ones, and this machine while none is listed."""
    assert allowed(origin, host, listed) is may


PLACES = [("session", "POST, GET"), ("messages", "GET, POST, DELETE"), ("feedback", "POST"), ("handover", "POST")]


def test_a_foreign_page_is_refused_before_anything_is_done(site):
    """Also with a good token; the browser is not told that it may read the refusal."""
    token = site.session()
    for path, methods in PLACES:
        for method in methods.split(", "):
            reply = site.call(method, f"/chat/{path}", {"text": "x"}, token, Origin="https://evil.example")
            assert reply.status == 403 and "access-control-allow-origin" not in reply.headers, (method, path)
    assert site.heard == [] and site.history(token) == []


@pytest.mark.parametrize("origin, may", [("https://www.clinic.example", True), ("https://evil.example", False)])
def test_a_browser_asks_first(site, origin, may):
    """And is told for a day, if the page may call; else it gets 403 and no such header."""
    site.folder.write("clinic.yml", 'origins: ["https://www.clinic.example"]')
    for path, methods in PLACES:
        reply = site.call("OPTIONS", f"/chat/{path}", Origin=origin, Access_Control_Request_Method="POST",
                          Access_Control_Request_Headers="authorization,content-type")
        found = [reply.headers.get(f"access-control-{name}") for name in ("allow-origin", "allow-methods", "max-age")]
        assert (reply.status, found) == ((204, [origin, methods, "86400"]) if may else (403, [None] * 3)), path
        assert reply.headers.get("access-control-allow-headers") == ("Authorization, Content-Type" if may else None)


def test_a_listed_page_may_read_answers_and_errors(site):
    """So that the widget can tell 401 from a line that is down; cookies are never let through."""
    origin = "https://www.clinic.example"
    site.folder.write("clinic.yml", f'origins: ["{origin}"]')
    token = site.session()
    replies = [site.call("GET", "/chat/messages", token=token, Origin=origin),
               site.call("GET", "/chat/messages", token="x", Origin=origin),
               site.call("GET", "/chat/nothing", Origin=origin),
               site.call("PUT", "/chat/messages", {}, token, Origin=origin),
               site.call("POST", "/chat/messages", b"x" * 1_100_000, token, Origin=origin)]
    assert [reply.status for reply in replies] == [200, 401, 404, 405, 413]
    for reply in replies:
        assert (reply.headers["access-control-allow-origin"], reply.headers["vary"]) == (origin, "Origin")
        assert reply.headers["access-control-expose-headers"] == "Retry-After"
        assert "access-control-allow-credentials" not in reply.headers


def test_a_change_of_origins_is_live_with_the_next_request(site):
    """As every other fact of the clinic."""
    origin = "https://www.clinic.example"
    assert site.call("POST", "/chat/session", Origin=origin).status == 403
    site.folder.write("clinic.yml", f'origins: ["{origin}"]')
    assert site.call("POST", "/chat/session", Origin=origin).status == 201
