"""Which websites may call from a visitor's browser, and the headers that tell the browser so (CORS, by hand)."""
from typing import Dict, Optional, Sequence

from faq.knowledge import ORIGIN

LOCAL = ("localhost", "127.0.0.1")
USUAL_PORTS = (":443", ":80")
DAY = 86_400  # seconds


def allowed(origin: Optional[str], host: str, listed: Sequence[str]) -> bool:
    """Whether a request may be answered. `origin`: what the browser says, None from programs and same-origin GETs;
    `host`: whom the request is for; `listed`: `origins` of data/clinic.yml, of which none means this machine."""
    if origin is None:
        return True
    origin = origin.lower()
    if not ORIGIN.fullmatch(origin):  # "null" of a sandbox or a file, and whatever else
        return False
    name = origin.partition("://")[2]
    if _portless(name) == _portless(host.lower()) or origin in listed:
        return True
    return not listed and name.partition(":")[0] in LOCAL


def _portless(host: str) -> str:
    """Without a port that goes without saying."""
    return next((host[:-len(port)] for port in USUAL_PORTS if host.endswith(port)), host)


def cors(origin: str) -> Dict[str, str]:
    """For an answer to a page of an allowed origin."""
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After", "Vary": "Origin"}


def preflight(methods: Sequence[str]) -> Dict[str, str]:
    """For the browser's question before such a page calls; it may keep the answer for a day."""
    return {"Access-Control-Allow-Methods": ", ".join(methods), "Access-Control-Max-Age": str(DAY),
            "Access-Control-Allow-Headers": "Authorization, Content-Type"}
