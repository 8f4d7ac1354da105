"""The channels with a stand-in for Rasa, on the small folder."""
import asyncio
from pathlib import Path
from typing import Any, Iterator, Sequence

import pytest

from channels.rest import ClinicRest
from faq.alarm import raise_alarms
from faq.store import Store
from tests.channels.site import Site
from tests.conftest import DataFolder

ANSWER = "The answer to: What are the needles like?"  # that the small folder has
CUSTOM = {"topics": ["needles"], "urgent": None, "suggestions": [], "sources": [], "reviewed": "2026-11-24"}


def rasa(*said: Any, alarms: Sequence[str] = (), error: Any = None, wait: float = 0) -> Any:
    """A stand-in for Rasa that hears danger as its pipeline does, and then says what it is told to."""
    async def handle(message: Any) -> None:
        raise_alarms(alarms)
        await asyncio.sleep(wait)
        for each in said:
            await message.output_channel.send_response(
                message.sender_id, {"text": each} if isinstance(each, str) else dict(each))
        if error:
            raise error
    return handle


@pytest.fixture
def talk(filled_folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """One turn with a stand-in for Rasa, which says what it is told to. -> the channel's messages.

    What reached Rasa is kept in `talk.heard`. `more` is sent along with each message, as buttons or images would be.
    """
    monkeypatch.setattr("channels.rest.data", lambda: Store(filled_folder.path))
    channel = ClinicRest()

    def turn(message: str, *said: Any, error: Any = None, wait: float = 0) -> list:
        handle = rasa(*said, error=error, wait=wait)

        async def listening(user_message: Any) -> None:
            turn.heard.append(user_message)  # type: ignore[attr-defined]
            await handle(user_message)
        return asyncio.run(channel.reply("ann", message, listening))

    turn.heard = []  # type: ignore[attr-defined]
    return turn


def is_whole_turn(messages: list, text: str) -> bool:
    """Whether these are one text and one `custom` with nothing in it, both for ann."""
    empty = {"topics": [], "urgent": None, "suggestions": [], "sources": [], "reviewed": None}
    return messages == [{"recipient_id": "ann", "text": text}, {"recipient_id": "ann", "custom": empty}]


@pytest.fixture
def site(filled_folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The chat on the small folder, where "Are they thin?" is answered."""
    filled_folder.clinic(phone="555 0100", email="a@example.org", price_first="$95", country="US")
    found = Site(filled_folder, tmp_path / "kept", monkeypatch)
    found.answers["Are they thin?"] = [ANSWER, CUSTOM]
    yield found
    found.stop()
