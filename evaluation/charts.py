"""Where the lines, bars and cells of the report's charts lie: numbers for charts.html.jinja, which draws them as SVG.

All lengths are in units of the drawing, which the page scales to its width.
"""
from typing import Any, Dict, List, Optional, Sequence, Tuple

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 336, 12, 200  # the plot within it; the rest is for numbers and names
CELL, LABELS = 9, 132                        # of the heat map
FAINTEST, STEEPNESS = 0.12, 6                # of a cell: one confusion must be seen, and 15 in 100 is as dark as it gets
FEWEST = 5                                   # messages a dot of the certainty chart stands for; fewer are chance
NOW = "the cut-off now"
Point = Dict[str, float]
CURVES = (("answered", "questions answered", "line-right"), ("wrong", "questions answered wrongly", "line-wrong"),
          ("out_of_scope_answered", "out of scope, answered all the same", "line-scope"))


def bar(outcomes: Dict[str, Dict[str, Any]]) -> List[Dict[str, Any]]:
    """One bar of 100 units, a piece an outcome that happened: [{"name", "x", "width", "count"}]."""
    pieces, x = [], 0.0
    for name, figure in outcomes.items():
        if figure["count"]:
            width = 100 * figure["share"]
            pieces.append({"name": name, "x": round(x, 2), "width": round(width, 2), "count": figure["count"]})
            x += width
    return pieces


def place(x: float, y: float, most: float = 1.0) -> Tuple[float, float]:
    """Where a point with x in 0 to 1 and y in 0 to `most` lies in the plot."""
    return round(LEFT + x * (RIGHT - LEFT), 1), round(BOTTOM - y / most * (BOTTOM - TOP), 1)


def line(name: str, style: str, points: Sequence[Tuple[float, float]], most: float = 1.0,
         dots: Optional[Sequence[Tuple[float, float, str]]] = None) -> Dict[str, Any]:
    """A line as charts.html.jinja draws it. `dots`: (x, y, what it says)."""
    placed = [place(x, y, most) for x, y in points]
    return {"name": name, "class": style, "path": " ".join(f"{x},{y}" for x, y in placed),
            "dots": [{"at": place(x, y, most), "says": says} for x, y, says in dots or []]}


def chart(lines: Sequence[Dict[str, Any]], x_title: str, says: str, x_ticks: Optional[List[Dict[str, Any]]] = None,
          most: float = 1.0, marker: Optional[float] = None) -> Dict[str, Any]:
    """`says`: for those who cannot see it. `marker`: x of a vertical line that stands for what is in use."""
    return {"lines": lines, "x_title": x_title, "says": says, "x_ticks": x_ticks or _ticks(1.0),
            "y_ticks": _ticks(most, vertical=True), "marker": marker}


def by_cut_off(points: Sequence[Point], chosen: float) -> Dict[str, Any]:
    """Three lines over the cut-off, the chosen one marked."""
    at = nearest(points, chosen)
    lines = [line(name, style, [(point["cut_off"], point[key]) for point in points], dots=[(chosen, at[key], NOW)])
             for key, name, style in CURVES]
    return chart(lines, "how sure it must be to answer (cut-off)", "Shares answered, over the cut-off",
                 marker=place(chosen, 0)[0])


def by_coverage(curves: Sequence[Tuple[str, str, Sequence[Point]]], chosen: float) -> Dict[str, Any]:
    """Of what is answered, how much is wrong, over how much is answered; a line for each (name, style, points), with a
    dot where the chosen cut-off lies."""
    risks = [(name, style, [(point["answered"], _risk(point)) for point in points if point["answered"] > 0],
              nearest(points, chosen)) for name, style, points in curves]
    highest = max((risk for _, _, found, _ in risks for _, risk in found), default=0)
    most = next(step for step in (0.05, 0.1, 0.2, 0.4, 0.6, 1.0) if step >= highest)
    lines = [line(name, style, found, most, [(at["answered"], _risk(at), NOW)]) for name, style, found, at in risks]
    return chart(lines, "questions answered", "Wrong, of the answers given, over the share answered", most=most)


def by_certainty(found: Sequence[Tuple[str, str, Dict[str, Any]]]) -> Dict[str, Any]:
    """How often it is right over how certain it was; a line for each (name, style, calibration()), and where they
    should lie. Bins of a few messages are left out."""
    lines = [line("as it should be", "marker", [(0, 0), (1, 1)])]
    for name, style, each in found:
        bins = [one for one in each["bins"] if one["count"] >= FEWEST]
        points = [(one["foretold"], one["right"]["share"]) for one in bins]
        lines.append(line(name, style, points, dots=[(x, y, f"{100 * x:.0f} % foretold, {100 * y:.0f} % right, "
                                                            f"{one['count']} messages")
                                                     for (x, y), one in zip(points, bins)]))
    return chart(lines, "how certain it was", "Share right, over the certainty foretold")


def by_size(points: Sequence[Dict[str, Any]], lines: Sequence[Tuple[str, str, Sequence[float]]]) -> Dict[str, Any]:
    """Shares over the number of examples a topic, each size as far from the next; a line for each (name, style, shares)."""
    steps = [number / max(len(points) - 1, 1) for number in range(len(points))]
    ticks = [{"at": place(step, 0)[0], "label": point["size"] or "all"} for step, point in zip(steps, points)]
    drawn = [line(name, style, list(zip(steps, shares)), dots=[(step, share, f"{100 * share:.1f} %")
                                                               for step, share in zip(steps, shares)])
             for name, style, shares in lines]
    return chart(drawn, "examples a topic", "Shares, over the number of examples a topic", x_ticks=ticks)


def nearest(points: Sequence[Point], cut_off: float) -> Point:
    """The point of a curve nearest to a cut-off."""
    return min(points, key=lambda point: abs(point["cut_off"] - cut_off))


def _risk(point: Point) -> float:
    return point["wrong"] / point["answered"] if point["answered"] else 0.0


def _ticks(most: float, vertical: bool = False, steps: int = 4) -> List[Dict[str, Any]]:
    values = [most * step / steps for step in range(steps + 1)]
    return [{"at": place(0, value, most)[1] if vertical else place(value, 0)[0], "label": f"{100 * value:g} %"}
            for value in values]


def heat_map(topics: Sequence[str], asked: Dict[str, int], confusions: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    """Topics by topics: a row an expected topic, a column what it was taken for; the darker, the greater the share of
    the row. The diagonal, which is right, is drawn faintly."""
    where = {topic: LABELS + CELL * place for place, topic in enumerate(topics)}
    cells = [{"x": where[topic], "y": where[topic], "class": "cell-right", "strength": 1.0, "says": f"{topic}: right"}
             for topic in topics]
    for each in confusions:
        if each["expected"] in where and each["predicted"] in where:
            part = each["count"] / max(asked.get(each["expected"], 0), 1)
            cells.append({"x": where[each["predicted"]], "y": where[each["expected"]], "class": "cell-wrong",
                          "strength": round(min(1.0, FAINTEST + STEEPNESS * part), 2),
                          "says": f"{each['expected']} taken for {each['predicted']}: {each['count']}"})
    return {"cells": cells, "labels": [{"at": at + CELL - 2, "topic": topic} for topic, at in where.items()],
            "size": LABELS + CELL * len(topics) + 2, "cell": CELL - 1, "start": LABELS}
