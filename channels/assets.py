"""What the browser is given to show: the widget's script, and the page to try it on."""
import gzip
import hashlib
import re
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Optional

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.links import telephone
from faq.knowledge import Clinic
from stack.progress import ROOT

SCRIPT = ROOT / "widget" / "widget.js"  # built from widget/src
PAGE = Path(__file__).with_name("demo.html")
# A changed widget is on every page within five minutes, and none waits for it.
SOON = "public, max-age=300, stale-while-revalidate=86400"
FOREVER = "public, max-age=31536000, immutable"  # the address changes with the bytes
ANY_SITE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Script:
    """The widget as it is sent: packed once, at start."""

    def __init__(self, source: bytes) -> None:
        self.plain, self.packed = source, gzip.compress(source, 9, mtime=0)
        self.digest = hashlib.sha256(source).hexdigest()[:16]

    def answer(self, request: Request, cache: str) -> HTTPResponse:
        packed = "gzip" in request.headers.get("accept-encoding", "")
        tag = f'"{self.digest}-gzip"' if packed else f'"{self.digest}"'
        headers = {**ANY_SITE, "Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return response.raw(self.packed if packed else self.plain, headers=headers,
                            content_type="text/javascript; charset=utf-8")


def script(path: Path = SCRIPT) -> Optional[Script]:
    """None where it has not been built yet."""
    return Script(path.read_bytes()) if path.exists() else None


def page(clinic: Clinic, path: Path = PAGE) -> HTTPResponse:
    """The demo page with the clinic's name and telephone number, as far as they are known."""
    call = "by telephone"
    if clinic.phone:
        call += f': <a href="{telephone(clinic.phone)}">{escape(clinic.phone)}</a>'
    name = clinic.clinic_name or "your clinic"  # written as it reads in a sentence: "the Example Clinic"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[[clinic]]", escape(name[0].upper() + name[1:])).replace("[[by telephone]]", call)
    return response.html(text, headers={"Content-Security-Policy": policy(text), "Cache-Control": "no-cache"})


def policy(text: str) -> str:
    """The page may run the widget, call this server, and use the style that stands in it; nothing else."""
    hashes = [b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in STYLE.findall(text)]
    styles = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src {styles}; base-uri 'none'; "
            f"form-action 'none'; frame-ancestors 'none'")
