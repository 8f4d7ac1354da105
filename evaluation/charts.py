"""Where the lines, bars and cells of the report's charts lie: numbers for charts.html.jinja, which draws them as SVG.

All lengths are in units of the drawing, which the page scales to its width.
"""
from typing import Any, Dict, List, Sequence, Tuple

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 336, 12, 200  # the plot within it; the rest is for numbers and names
CELL, LABELS = 9, 132                        # of the heat map
FAINTEST, STEEPNESS = 0.12, 6                # of a cell: one confusion must be seen, and 15 in 100 is as dark as it gets
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


def path(points: Sequence[Tuple[float, float]], most: float = 1.0) -> str:
    """The `points` of an SVG polyline."""
    return " ".join(f"{x},{y}" for x, y in (place(x, y, most) for x, y in points))


def by_cut_off(points: Sequence[Point], chosen: float) -> Dict[str, Any]:
    """Three lines over the cut-off, the chosen one marked."""
    at = _nearest(points, chosen)
    lines = [{"name": name, "class": style, "path": path([(point["cut_off"], point[key]) for point in points]),
              "mark": place(chosen, at[key])} for key, name, style in CURVES]
    return {"lines": lines, "marker": place(chosen, 0)[0], "x_ticks": _ticks(1.0), "y_ticks": _ticks(1.0, vertical=True),
            "x_title": "how sure it must be to answer (cut-off)", "says": "Shares answered, over the cut-off"}


def by_coverage(points: Sequence[Point], chosen: float) -> Dict[str, Any]:
    """Of what is answered, how much is wrong, over how much is answered; the chosen cut-off marked."""
    shown = [point for point in points if point["answered"] > 0]
    risks = [(point["answered"], point["wrong"] / point["answered"]) for point in shown]
    most = next(step for step in (0.05, 0.1, 0.2, 0.4, 0.6, 1.0) if step >= max((risk for _, risk in risks), default=0))
    at = _nearest(points, chosen)
    mark = place(at["answered"], at["wrong"] / at["answered"] if at["answered"] else 0, most)
    line = {"name": "wrong, of the answers given", "class": "line-wrong", "path": path(risks, most), "mark": mark}
    return {"lines": [line], "marker": mark[0], "x_ticks": _ticks(1.0), "y_ticks": _ticks(most, vertical=True),
            "x_title": "questions answered", "says": "Wrong answers, over the share answered"}


def _nearest(points: Sequence[Point], chosen: float) -> Point:
    return min(points, key=lambda point: abs(point["cut_off"] - chosen))


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
