"""Talk to the assistant in the terminal: `python -m stack.chat`. Starts it on free ports, and ends it on leaving."""
import readline  # noqa: F401  arrow keys and history at the prompt
import textwrap
import uuid
from contextlib import suppress
from typing import Any, Dict, List

from faq.problems import DataError
from stack.progress import plainly
from stack.run import ask, free_port, started
from training.model import ready_model

WIDTH = 88


def shown(messages: List[Dict[str, Any]]) -> str:
    """A turn as text for a terminal: the words, where they come from, numbered suggestions."""
    custom = next(message["custom"] for message in messages if "custom" in message)
    paragraphs = [part for message in messages for part in message.get("text", "").replace("**", "").split("\n") if part]
    lines = [textwrap.fill(paragraph, WIDTH) for paragraph in paragraphs]
    if custom["sources"]:
        named = "; ".join(source["title"] for source in custom["sources"])
        lines.append(textwrap.fill(f"[From: {named}. Last reviewed {custom['reviewed']}.]", WIDTH))
    lines += [f"  {number}. {suggestion['title']}" for number, suggestion in enumerate(custom["suggestions"], 1)]
    return "\n".join(lines)


def talk(port: int) -> None:
    """Reads questions until Ctrl-D or Ctrl-C."""
    sender = uuid.uuid4().hex
    print('Ask a question; a number picks a suggestion; Ctrl-D ends.')
    while True:
        try:
            message = input("\n> ")
        except EOFError:
            return
        print(shown(ask(port, sender, message)))


def main() -> None:
    with suppress(KeyboardInterrupt), plainly(DataError):
        model = ready_model()
        port = free_port()
        print("Starting ...", flush=True)
        with started(model, port, free_port()):
            talk(port)
    print()


if __name__ == "__main__":
    main()
