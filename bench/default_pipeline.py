"""Trains Rasa's default pipeline and lets it read messages: `python -m bench.default_pipeline FOLDER`, in the stock
environment (bench/stock.py). FOLDER holds config.yml, learned.json and asked.json; readings.json is written beside them.

A program of its own instead of `rasa test nlu`, which keeps of a message only the fallback, not the intent it overruled.
"""
import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

FALLBACK = "nlu_fallback"


def first_choice(parsed: Dict[str, Any]) -> Tuple[str, float, bool]:
    """What Rasa made of a message -> (the likeliest intent, its confidence, whether it is answered)."""
    ranked = [each for each in parsed["intent_ranking"] if each["name"] != FALLBACK]
    if not ranked:
        return "", 0.0, False
    return ranked[0]["name"], ranked[0]["confidence"], parsed["intent"]["name"] != FALLBACK


async def read(model: str, texts: List[str]) -> List[Tuple[str, float, bool]]:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)  # or each message is told of at length
    agent = Agent.load(model)
    return [first_choice(await agent.parse_message(text)) for text in texts]


def main(folder: Path) -> None:
    from rasa.model_training import train_nlu

    model = train_nlu(str(folder / "config.yml"), str(folder / "learned.json"), str(folder), fixed_model_name="model")
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    (folder / "readings.json").write_text(json.dumps(asyncio.run(read(str(model), asked))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
