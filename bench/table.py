"""What was measured, as a Markdown table to read and as JSON to keep."""
import json
import math
import os
import subprocess
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Optional, Sequence

from stack.progress import ROOT

REPORT = ROOT / "reports" / "bench.json"
NOT_MEASURED = "–"


@dataclass(frozen=True)
class Measure:
    """One row: a figure for each side in the same unit, None where a side has none."""

    key: str
    label: str
    unit: str
    ours: Optional[float]
    stock: Optional[float] = None
    note: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figure(value: Optional[float]) -> str:
    """Three digits that count: 1,234 / 56.7 / 8.90 / 0.123."""
    if value is None:
        return NOT_MEASURED
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(measure: Measure) -> str:
    """How many times stock's figure ours is, or the other way round: the larger by the smaller."""
    if not measure.ours or not measure.stock:
        return NOT_MEASURED
    more, less = max(measure.ours, measure.stock), min(measure.ours, measure.stock)
    return f"{more / less:.1f} : 1" if measure.ours >= measure.stock else f"1 : {more / less:.1f}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns as wide as their widest cell; the first to the left, numbers to the right."""
    cells = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(row: Sequence[str]) -> str:
        padded = [cell.ljust(width) if not column else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))]
        return f"| {' | '.join(padded)} |"

    return "\n".join(map(line, [cells[0], rule, *cells[1:]]))


def comparison(measures: Sequence[Measure]) -> str:
    """The table of both sides, and below it the notes, a line each."""
    rows = [[f"{each.label}, {each.unit}", figure(each.ours), figure(each.stock), ratio(each)] for each in measures]
    notes = [f"- {each.label}: {each.note}" for each in measures if each.note]
    return "\n".join([markdown(["", "ours", "stock Rasa", "ours : stock"], rows), *([""] if notes else []), *notes])


def growth(labels: Dict[str, str], sizes: Sequence[Dict[str, Optional[float]]]) -> str:
    """The table of sizes, one a column. `labels` gives the rows: key -> what it is, with its unit."""
    head = ["", *(f"{size['times']:.0f} times" for size in sizes)]
    rows = [[label, *(figure(size.get(key)) for size in sizes)] for key, label in labels.items()]
    return markdown(head, rows)


def machine() -> Dict[str, Any]:
    """Cores, memory (GB), processor and the load average of the last minute, which tells who else was at work."""
    facts = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(":", 1)[1].strip() for line in facts if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cores": os.cpu_count(), "memory_gb": round(memory / 1e9, 1), "processor": processor,
            "load": round(os.getloadavg()[0], 2)}


def commit() -> str:
    """The short hash of what is checked out, "+" if there are changes beside it; "unknown" without git."""
    try:
        said = subprocess.run(["git", "describe", "--always", "--dirty=+", "--exclude=*"], cwd=ROOT,
                              env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"}, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return said.stdout.decode().strip()


def write(measures: Sequence[Measure], sizes: Sequence[Dict[str, Optional[float]]], ran_on: Dict[str, Any],
          path: Path = REPORT) -> None:
    """Everything as JSON, replacing an earlier report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    report = {"when": datetime.now(timezone.utc).isoformat(timespec="seconds"), "commit": commit(), "machine": ran_on,
              "measures": [asdict(measure) for measure in measures], "growth": list(sizes)}
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
