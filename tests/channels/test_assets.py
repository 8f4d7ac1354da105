"""What the browser is given to show."""
import gzip
import hashlib

import pytest

from channels import assets

SOURCE = b"customElements.define('clinic-chat', class extends HTMLElement {});\n" * 20


@pytest.fixture
def widget(site, tmp_path, monkeypatch):
    """The site with a widget that has been built."""
    built = tmp_path / "widget.js"
    built.write_bytes(SOURCE)
    monkeypatch.setattr("channels.assets.script", lambda: assets.Script(built.read_bytes()))
    site.stop()
    site.start()
    return site


def test_the_widget_may_stand_on_any_page(widget):
    """Five minutes fresh, a day while a newer one is fetched."""
    reply = widget.call("GET", "/widget.js", Origin="https://anybody.example")
    assert (reply.status, reply.body) == (200, SOURCE)
    found = {name: reply.headers[name] for name in ("content-type", "cache-control", "access-control-allow-origin",
                                                    "cross-origin-resource-policy", "x-content-type-options", "vary")}
    assert found == {"content-type": "text/javascript; charset=utf-8", "access-control-allow-origin": "*",
                     "cache-control": "public, max-age=300, stale-while-revalidate=86400", "vary": "Accept-Encoding",
                     "cross-origin-resource-policy": "cross-origin", "x-content-type-options": "nosniff"}


def test_the_widget_is_packed_for_who_can_unpack_it(widget):
    """Most browsers."""
    reply = widget.call("GET", "/widget.js", Accept_Encoding="br, gzip")
    assert reply.headers["content-encoding"] == "gzip" and gzip.decompress(reply.body) == SOURCE
    assert len(reply.body) == int(reply.headers["content-length"]) < len(SOURCE)


@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_who_has_the_widget_is_sent_nothing(widget, packing):
    """304, by its tag."""
    tag = widget.call("GET", "/widget.js", Accept_Encoding=packing).headers["etag"]
    again = widget.call("GET", "/widget.js", Accept_Encoding=packing, If_None_Match=f'"x", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


def test_the_widget_can_be_pinned(widget):
    """The same bytes for good, at an address that changes with them; any other is not found."""
    digest = hashlib.sha256(SOURCE).hexdigest()[:16]
    reply = widget.call("GET", f"/widget.{digest}.js")
    assert (reply.status, reply.body) == (200, SOURCE)
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert widget.call("GET", "/widget.0123456789abcdef.js").status == 404


def test_its_head_alone_can_be_asked_for(widget):
    """As an agency checks it."""
    reply = widget.call("HEAD", "/widget.js")
    assert (reply.status, reply.body) == (200, b"") and int(reply.headers["content-length"]) == len(SOURCE)


def test_the_demo_page_embeds_the_widget_with_the_one_line(site):
    """And tells the clinic's telephone number to who has no script."""
    page = site.call("GET", "/").body.decode()
    assert '<script src="/widget.js" defer></script>\n<clinic-chat></clinic-chat>' in page
    assert '<a href="tel:5550100">555 0100</a>' in page and "[[" not in page


def test_facts_on_the_demo_page_stay_text(site):
    """Whatever a clinic is called."""
    site.folder.clinic(clinic_name="Needles & <b>Pins</b>", phone='"><script>')
    page = site.call("GET", "/").body.decode()
    assert "Needles &amp; &lt;b&gt;Pins&lt;/b&gt;" in page and page.count("<script") == 1


def test_the_demo_page_may_do_the_least_it_needs(site):
    """No script but the widget's, no style but its own, no frame around it."""
    reply = site.call("GET", "/")
    policy = dict(part.strip().split(" ", 1) for part in reply.headers["content-security-policy"].split(";"))
    style = reply.body.decode().split("<style>")[1].split("</style>")[0]
    assert policy.pop("style-src") == f"'sha256-{assets.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    assert policy == {"default-src": "'none'", "script-src": "'self'", "connect-src": "'self'", "base-uri": "'none'",
                      "form-action": "'none'", "frame-ancestors": "'none'"}
    assert "style=" not in reply.body.decode() and "onclick" not in reply.body.decode()


def test_health_is_whether_it_runs_and_readiness_whether_it_can_answer(site):
    """Without a model or an action server: 503, with what is missing."""
    assert site.call("GET", "/health").body == {"status": "ok"}
    reply = site.call("GET", "/ready")
    assert reply.status == 503 and "action server" in reply.body["error"]
    site.app.ctx.agent.is_ready = lambda: False
    assert "model" in site.call("GET", "/ready").body["error"]
