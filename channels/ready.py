"""Whether visitors can be answered now: a model is loaded, and the action server says that it is well."""
import asyncio
from typing import Optional
from urllib.parse import urljoin

from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

PATIENCE = 2.0  # seconds


class Ready:
    """Keeps the connection to the action server."""

    def __init__(self) -> None:
        self._health: Optional[EndpointConfig] = None

    async def missing(self, app: Sanic) -> Optional[str]:
        """What is missing, in a sentence; None if nothing is."""
        agent = getattr(app.ctx, "agent", None)
        if not (agent and agent.is_ready()):
            return "No model is loaded."
        if agent.action_endpoint is None:
            return "No action server is named in endpoints.yml."
        if self._health is None:
            there = agent.action_endpoint
            self._health = EndpointConfig(urljoin(there.url, "/health"), headers=there.headers)
        try:
            await asyncio.wait_for(self._health.request("get"), PATIENCE)
        except Exception:  # refused, reset, late, no JSON: it does not answer
            return "The action server does not answer."
        return None
