"""More and more visitors, a step at a time, for as long as they are answered soon enough."""
import math
from dataclasses import dataclass, field
from statistics import median
from typing import Callable, List, Optional, Tuple

from bench.table import figure, markdown, percentile

LIMIT = 0.5     # seconds for 95 of 100 messages
SETTLE = 20.0   # seconds at the head of each step that do not count: visitors are still coming
HEAD = ("visitors", "messages", "a second", "median, ms", "p95, ms", "errors", "processor a message, ms")


@dataclass
class Step:
    """What became of so many visitors. A message that was not answered stands in `seconds` as one that takes for ever."""

    visitors: int
    seconds: List[float] = field(default_factory=list)
    lasted: float = 0.0     # seconds that count
    processor: float = 0.0  # seconds that both programs computed in them

    @property
    def errors(self) -> int:
        return self.seconds.count(math.inf)

    @property
    def held(self) -> bool:
        return bool(self.seconds) and percentile(self.seconds, 0.95) <= LIMIT

    def row(self) -> List[str]:
        if not self.seconds or not self.lasted:
            return [str(self.visitors), "0", *"–" * (len(HEAD) - 2)]
        times = [figure(each) if math.isfinite(each) else "no answer" for each in (
            1000 * median(self.seconds), 1000 * percentile(self.seconds, 0.95))]
        return [str(self.visitors), str(len(self.seconds)), figure(len(self.seconds) / self.lasted), *times,
                str(self.errors), figure(1000 * self.processor / len(self.seconds))]


class Ramp:
    """Steps of `hold` seconds, from `first` visitors on, `more` at each, until one does not hold or there are `most`.

    `spent`: seconds that the programs under test have computed so far.
    """

    def __init__(self, first: int, more: int, most: int, hold: float, spent: Callable[[], float]) -> None:
        self.first, self.more, self.most, self.hold, self.spent = first, more, most, hold, spent
        self.steps: List[Step] = []
        self._from: Optional[Tuple[float, float]] = None  # moment and `spent` from which on the present step counts

    def visitors(self, elapsed: float) -> Optional[int]:
        """How many are to be there, so many seconds after the start; None at the end. Asked every second."""
        number, since = divmod(elapsed, SETTLE + self.hold)
        if self._from:
            self.steps[-1].lasted, self.steps[-1].processor = elapsed - self._from[0], self.spent() - self._from[1]
        if number >= len(self.steps):
            wanted = self.first + self.more * len(self.steps)
            if wanted > self.most or (self.steps and not self.steps[-1].held):
                return None
            self.steps.append(Step(wanted))
            self._from = None
        if since >= SETTLE and not self._from:
            self._from = elapsed, self.spent()
        return self.steps[-1].visitors

    def heard(self, seconds: float) -> None:
        """A message was answered after so long (infinity: it was not)."""
        if self._from:
            self.steps[-1].seconds.append(seconds)

    def table(self) -> str:
        return markdown(HEAD, [step.row() for step in self.steps])

    def verdict(self) -> str:
        """What was found, in a sentence."""
        good = [step.visitors for step in self.steps if step.held]
        least = f"95 of 100 messages were answered within {1000 * LIMIT:.0f} ms"
        if not good:
            return f"At no step {least}."
        ended = "no more were tried" if self.steps[-1].held else f"with {self.steps[-1].visitors} no longer"
        return f"With up to {good[-1]} visitors at once {least}; {ended}."
