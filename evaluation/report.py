"""Writes the result as JSON and as one HTML page that needs neither network nor script."""
import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation import charts

TEMPLATES = Path(__file__).resolve().parent
NAMES = {"right": "right", "wrong": "wrong", "offered": "offered", "unsure": "not understood", "alarm": "false alarm",
         "part": "in part", "missed": "missed", "silent": "silent", "unanswered": "not answered"}
# Group of public_questions.measure() -> what the report calls it.
GROUPS = {"questions": "Questions", "first_turns": "First message of a conversation",
          "later_turns": "Later messages of a conversation", "several": "Several questions in one",
          "look_urgent": "Sounds alarming, is a question", "out_of_scope": "Out of scope",
          "look_urgent_out_of_scope": "Sounds alarming, out of scope", "emergency": "Emergencies", "crisis": "Crises"}
KINDS = {"short": "Short (up to 4 words)", "long": "Long (over 25 words)", "other": "All others",
         "unknown_word": "With a word that is in no other example, often a slip of the pen (a rough guess)"}
WAYS = {"cross_validation": "own examples, in parts at random", "by_ask": "own examples, in parts, asks kept together",
        "left_out_by_ask": "own examples, left out ask by ask"}
SIGNS = {"emergency": "Emergencies", "crisis": "Crises", "look_alikes": "Sounds alarming, is none",
         "questions": "Questions that must raise no alarm"}
SIGNS_WAY = "own messages, the whole sign or topic left out"
PUBLIC, OWN = "the public's questions", "own examples, new asks"
SHOWN_STEPS = 10  # rows of the table of cut-offs
SUMMED_UP = ("questions", "later_turns", "several", "out_of_scope", "emergency", "crisis")


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
    sources = [(PUBLIC, "line-right", public)] * ("curve" in public) + [(OWN, "line-own", result["by_ask"])]
    certainties = calibrations(result)
    return environment.get_template("report.html.jinja").render(
        result=result, own=own, public=public, names=NAMES, titles=result["titles"], groups=groups(result),
        coverage=charts.by_coverage([(name, style, found["curve"]) for name, style, found in sources], chosen),
        curves=[{"title": name, "lines": charts.by_cut_off(found["curve"], chosen), "costs": found["costs"],
                 "rows": table_of(found["curve"], chosen)} for name, _, found in sources],
        kinds=kinds(result), calibrations=certainties, certainty=charts.by_certainty(certainties),
        learning=charts.by_size(result["learning_curve"], learned(result["learning_curve"])),
        heat_map=charts.heat_map([topic for topic in result["titles"] if topic in own["asked"]], own["asked"],
                                 own["all_confusions"]), geometry=charts)


def groups(result: Dict[str, Any]) -> List[Dict[str, Any]]:
    """Every set that was asked, in the order of the report: {"title", "from", "figures", "bar"}."""
    known = result["public"]["groups"]
    sets = [(GROUPS[group], "the public", known[group]) for group in GROUPS if group in known]
    sets += [(GROUPS[group], way, result[key][group]) for group in ("questions", "out_of_scope")
             for key, way in WAYS.items()]
    sets += [(SIGNS[group], SIGNS_WAY, found) for group, found in result["signs_left_out"].items()]
    return [{"title": title, "from": origin, "figures": found, "bar": charts.bar(found["outcomes"])}
            for title, origin, found in sets]


def kinds(result: Dict[str, Any]) -> List[Dict[str, Any]]:
    """The same, by how questions are written, and where they stand in a conversation."""
    known = result["public"]
    sets = [(KINDS[kind], PUBLIC, found) for kind, found in known["kinds"].items()]
    sets += [(GROUPS[group], "the public", known["groups"][group]) for group in ("first_turns", "later_turns", "several")
             if group in known["groups"]]
    sets += [(KINDS[kind], OWN, found) for kind, found in result["by_ask"]["kinds"].items()]
    return [{"title": title, "from": origin, "figures": found, "bar": charts.bar(found["outcomes"])}
            for title, origin, found in sets]


def calibrations(result: Dict[str, Any]) -> List[Tuple[str, str, Dict[str, Any]]]:
    """-> [(what was asked, style of its line, calibration())]."""
    public = result["public"]
    found = [(PUBLIC, "line-right", public["calibration"]),
             ("the public's, with those out of scope", "line-scope", public["calibration_with_strangers"])
             ] if "calibration" in public else []
    return [*found, ("own examples, left out ask by ask", "line-own", result["left_out_by_ask"]["calibration"])]


def learned(points: Sequence[Dict[str, Any]]) -> List[Tuple[str, str, List[float]]]:
    """The lines of the learning curve: (name, style, shares)."""
    lines = [("own examples of asks kept aside: first choice right", "line-own",
              [point["own"]["first_choice"]["share"] for point in points])]
    if points[0]["public"]:
        for name, style in (("right", "line-right"), ("wrong", "line-wrong")):
            lines.append((f"the public's questions: {name}", style,
                          [point["public"]["outcomes"][name]["share"] for point in points]))
    return lines


def table_of(points: List[Dict[str, float]], chosen: float) -> List[Dict[str, Any]]:
    """Some of a curve's points for the table beside it, the chosen one marked."""
    steps = {step / SHOWN_STEPS for step in range(SHOWN_STEPS + 1)} | {chosen}
    rows = {point["cut_off"]: point for point in (charts.nearest(points, step) for step in sorted(steps))}
    mine = charts.nearest(points, chosen)
    return [{**point, "chosen": point is mine} for point in rows.values()]


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def interval(figure: Dict[str, Any]) -> str:
    return f"{100 * figure['low']:.1f} to {100 * figure['high']:.1f}"


def summary(result: Dict[str, Any], page: Path) -> str:
    """The main figures in about a dozen lines for the terminal."""
    public, lines = result["public"], []
    for key, way in WAYS.items():
        questions, strangers = result[key]["questions"], result[key]["out_of_scope"]
        lines += [f"{way[0].upper()}{way[1:]}: first choice {percent(questions['first_choice']['share'])} "
                  f"[{interval(questions['first_choice'])}];",
                  f"  {_line(questions)}; out of scope not answered {percent(strangers['outcomes']['right']['share'])}"]
    lines += [f"{SIGNS[group]} ({SIGNS_WAY}): {_line(found)}" for group, found in result["signs_left_out"].items()]
    if not public["found"]:
        lines.append(f"The public's questions: not measured, since {public['folder']} is not there.")
    lines += [f"The public, {GROUPS[group].lower()}: {_line(public['groups'][group])}" for group in SUMMED_UP
              if group in public["groups"]]
    lines += [f"Certainty is off by {100 * found['gap']:.1f} points on average: {name}"
              for name, _, found in calibrations(result)]
    return "\n".join([*lines, f"Report: {page} (and evaluation.json beside it)"])


def _line(found: Dict[str, Any]) -> str:
    told = [f"{NAMES[name]} {percent(figure['share'])}" + (f" [{interval(figure)}]" if name == "right" else "")
            for name, figure in found["outcomes"].items() if figure["count"] or name in ("right", "wrong")]
    return f"{found['asked']:,} asked, " + ", ".join(told)
