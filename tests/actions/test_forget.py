"""Asked to delete the conversation."""
import asyncio
from typing import Any

from actions.forget import FORGOTTEN, ActionForget
from faq.reader import PROJECT
from privacy.store import FORGOTTEN as MARK
from tests.actions.conftest import tracker


def test_it_says_so_and_marks_the_conversation(serve: Any) -> None:
    """One fixed sentence, one custom without topics, nothing remembered, and the slot at which the store deletes."""
    said = asyncio.run(serve(ActionForget(), tracker(text="delete my data", intent="delete_my_data", topic="needles")))
    assert said.texts == ["This is said for forgotten."]
    assert said.customs[0]["topics"] == [] and said.customs[0]["suggestions"] == []
    assert said.slots[FORGOTTEN] is True and said.slots["topic"] is None
    assert said.followed_by == ["action_listen"]


def test_action_and_store_mean_the_same_mark() -> None:
    """The two rooms may not import each other; the slot's name is written in both and in domain.yml."""
    assert FORGOTTEN == MARK
    assert f"  {MARK}:" in (PROJECT / "domain.yml").read_text(encoding="utf-8")
