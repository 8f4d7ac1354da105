"""Attacks the running stack with generated messages: `python -m tests.attack [how many] [seed]`; `make fuzz`."""
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List

from hypothesis import HealthCheck, Phase, given, seed, settings

from faq.store import load
from stack.progress import plainly
from tests.attack.bodies import Sent, requests
from tests.attack.messages import messages
from tests.attack.promises import chat_outcome, outcome, state_broken
from tests.attack.running import PLACEHOLDER, Attacked, attacked

MOST_SHOWN = 20     # broken promises
WARM_UP = 0.1       # of the messages, before memory is looked at first
FLAT = 1.05         # how much larger than in the middle the programs may be at the end


def attack(stack: Attacked, count: int, number: int) -> Dict[str, Any]:
    """Sends so many messages over the REST channel, then as many odd requests to the website's chat. -> outcomes, broken
    promises, and memory on the way."""
    knowledge = load()
    outcomes: Counter = Counter()
    broken: List[str] = []
    memory: Dict[str, Dict[str, float]] = {}
    moments = {max(1, int(count * WARM_UP)): "start", count: "middle"}

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(message=messages(knowledge))
    def one(message: str) -> None:
        status, body, sender, sent = stack.send(message)
        ended, wrong = outcome(status, body, sender, sent, knowledge)
        outcomes[ended] += 1
        if wrong:
            broken.append(f"{message[:200]!r}: {wrong}")
        if stack.sent in moments:
            memory[moments[stack.sent]] = stack.memory()
            print(f"{stack.sent:,} messages", flush=True)

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(request=requests(PLACEHOLDER))
    def one_request(request: Sent) -> None:
        status, body = stack.send_chat(*request)
        ended, wrong = chat_outcome(request, PLACEHOLDER, status, body, knowledge)
        outcomes[f"chat: {ended}"] += 1
        if wrong:
            broken.append(f"{str(request)[:300]}: {wrong}")

    one()
    one_request()
    memory["end"] = stack.memory()
    conversations = [state_broken(events, knowledge) for events in stack.conversations()]
    broken += [f"a conversation: {wrong}" for wrong in conversations if wrong]
    return {"outcomes": outcomes, "broken": broken, "memory": memory, "conversations": len(conversations)}


def grown(memory: Dict[str, Dict[str, float]]) -> List[str]:
    """The programs that grew in the second half."""
    return [f"{name} grew from {before:.0f} to {memory['end'][name]:.0f} MB" for name, before in memory["middle"].items()
            if memory["end"][name] > before * FLAT]


def main(count: int, number: int) -> int:
    print(f"{count:,} messages, seed {number}", flush=True)
    with plainly(), tempfile.TemporaryDirectory() as folder, attacked(Path(folder)) as stack:
        begun = time.monotonic()
        found = attack(stack, count, number)
        seconds = time.monotonic() - begun
    print(f"\n{stack.sent:,} messages and requests in {found['conversations']:,} stored conversations, {seconds:.0f} s "
          f"({stack.sent / seconds:.0f} a second)")
    for name, times in found["outcomes"].most_common():
        print(f"  {times:7,}  {name}")
    for moment, programs in found["memory"].items():
        print(f"  memory at the {moment}: " + ", ".join(f"{name} {size:.0f} MB" for name, size in programs.items()))
    problems = [*found["broken"], *grown(found["memory"])]
    print(f"\nBroken promises: {len(problems)}", *problems[:MOST_SHOWN], sep="\n  ")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
                  int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10 ** 6)))
