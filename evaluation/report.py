"""Writes the result as JSON and as one HTML page that needs neither network nor script."""
import json
from pathlib import Path
from typing import Any, Dict, List

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation import charts
from evaluation.result import at

TEMPLATES = Path(__file__).resolve().parent
NAMES = {"right": "right", "wrong": "wrong", "offered": "offered", "unsure": "not understood", "alarm": "false alarm",
         "part": "in part", "missed": "missed", "silent": "silent", "unanswered": "not answered"}
# Group of public_questions.GROUPS -> what the report calls it.
GROUPS = {"questions": "Questions", "first_turns": "First message of a conversation", "several": "Several questions in one",
          "look_urgent": "Sounds alarming, is a question", "out_of_scope": "Out of scope",
          "look_urgent_out_of_scope": "Sounds alarming, out of scope", "emergency": "Emergencies", "crisis": "Crises"}
SHOWN_STEPS = 10  # rows of the table of cut-offs


def write(result: Dict[str, Any], folder: Path) -> Path:
    """-> the HTML file; the JSON file lies beside it. Raises OSError if the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = folder / "evaluation.html"
    page.write_text(render(result), encoding="utf-8")
    return page


def render(result: Dict[str, Any]) -> str:
    """The HTML page of a result as evaluation.result.evaluate() gives it."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(percent=percent, interval=interval)
    chosen, own, public = result["cut_offs"]["answer_above"], result["cross_validation"], result["public"]
    curves = [("The project's own examples, unseen", own["curve"]), ("The public's questions", public["curve"])]
    return environment.get_template("report.html.jinja").render(
        result=result, own=own, public=public, names=NAMES, titles=result["titles"], groups=groups(result),
        curves=[{"title": title, "lines": charts.by_cut_off(points, chosen), "risk": charts.by_coverage(points, chosen),
                 "rows": table_of(points, chosen)} for title, points in curves if points],
        heat_map=charts.heat_map([topic for topic in result["titles"] if topic in own["asked"]], own["asked"],
                                 own["all_confusions"]), geometry=charts)


def groups(result: Dict[str, Any]) -> List[Dict[str, Any]]:
    """Every set that was asked, in the order of the report: {"title", "from", "figures", "bar"}."""
    own, left_out = result["cross_validation"], result["leave_one_out"]
    sets = [("Questions", "own examples, in parts", own["questions"]),
            ("Questions", "own examples, one by one", left_out["questions"]),
            ("Out of scope", "own examples, in parts", own["out_of_scope"]),
            ("Out of scope", "own examples, one by one", left_out["out_of_scope"])]
    public = [(GROUPS[group], "the public", found) for group, found in result["public"]["groups"].items()]
    return [{"title": title, "from": origin, "figures": found, "bar": charts.bar(found["outcomes"])}
            for title, origin, found in public + sets]


def table_of(points: List[Dict[str, float]], chosen: float) -> List[Dict[str, Any]]:
    """Some of a curve's points for the table beside it, the chosen one marked."""
    steps = {step / SHOWN_STEPS for step in range(SHOWN_STEPS + 1)} | {chosen}
    rows = {point["cut_off"]: point for point in (at(points, step) for step in sorted(steps)) if point}
    mine = at(points, chosen)
    return [{**point, "chosen": point is mine} for point in rows.values()]


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def interval(figure: Dict[str, Any]) -> str:
    return f"{100 * figure['low']:.1f} to {100 * figure['high']:.1f}"


def summary(result: Dict[str, Any], page: Path) -> str:
    """The main figures in about eight lines for the terminal."""
    own, left_out, public = result["cross_validation"], result["leave_one_out"], result["public"]
    lines = [f"Own examples, unseen ({own['folds']} parts): {_line(own['questions'])}",
             f"  first choice {percent(own['questions']['first_choice']['share'])}, among three "
             f"{percent(own['questions']['among_three']['share'])}; out of scope not answered "
             f"{percent(own['out_of_scope']['outcomes']['right']['share'])}",
             f"Own examples, leave-one-out: {_line(left_out['questions'])}"]
    if not public["found"]:
        lines.append(f"The public's questions: not measured, since {public['folder']} is not there.")
    for group, found in public["groups"].items():
        if group in ("questions", "several", "out_of_scope", "emergency", "crisis"):
            lines.append(f"The public, {GROUPS[group].lower()}: {_line(found)}")
    return "\n".join([*lines, f"Report: {page} (and evaluation.json beside it)"])


def _line(found: Dict[str, Any]) -> str:
    told = [f"{NAMES[name]} {percent(figure['share'])}" + (f" [{interval(figure)}]" if name == "right" else "")
            for name, figure in found["outcomes"].items() if figure["count"] or name in ("right", "wrong")]
    return f"{found['asked']:,} asked, " + ", ".join(told)
