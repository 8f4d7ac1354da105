"""How the page shows what was counted."""
from typing import Any, Dict

from desk.numbers import charts, tables
from desk.numbers.counting import Outcome
from desk.numbers.spans import WEEK, By, midnight, step
from desk.numbers.tables import ENDS, Page, share
from desk.numbers.words import MOST_MESSAGES

SHOWN = 10  # topics that stand in the chart, and in the table before the rest is opened
COLOURS = {"Answered": "#00676a", "Topics offered": "#7a5200", "Not answered": "#a3262a", "Urgent": "#4b2e83"}
PLAIN = "#2e1f5e"
LEAST = 20.0  # per cent, at the top of a scale


def shown(page: Page) -> Dict[str, Any]:
    """For the template."""
    whole, by_hour = page.whole, page.by is By.HOUR
    if not whole.questions and not page.numbers.words and not any(page.numbers.handovers.values()):
        return {"nothing": True, "oldest": page.oldest}
    unit = "hour of the day" if by_hour else "week" if step(page.span) == WEEK else "day"
    names = [piece.label for piece in page.pieces]
    asked = [piece.questions for piece in page.pieces]
    shares = [[100 * piece.ends[place] / piece.questions if piece.questions else 0 for piece in page.pieces]
              for place in range(len(ENDS))]
    rarer = max(LEAST, *(max(each) for each in shares[1:]))  # those that are mostly few have one scale, by which they show
    top = page.topics[:SHOWN]
    judged = [line.answered for line in page.topics]
    helpful, all_judged, times = (sum(getattr(each, what) for each in judged) for what in ("helpful", "judged", "times"))
    return {
        "unit": unit, "head": [("Questions", f"{whole.questions:,}", ""), *(
            (name, f"{count:,}", share(count, whole.questions)) for name, count in zip(ENDS, whole.ends)),
            ("Found helpful", f"{helpful:,}", f"of {all_judged:,}")],
        "asked": charts.over_time(f"Questions by {unit}", "Questions", names, asked, PLAIN,
                                  f"{whole.questions:,} in all, {max(asked):,} at most. The table below has each."),
        "ends": [charts.over_time(name, "Per cent", names, shares[place], COLOURS[name], (
            f"{share(whole.ends[place], whole.questions)} of all questions. The table below has each {unit}."),
            top=rarer if place else 100) for place, name in enumerate(ENDS)],
        "ends_names": list(ENDS), "pieces": [_cells(piece) for piece in [*page.pieces, whole]],
        "topics": [_line(line, times) for line in top], "more_topics": [_line(line, times) for line in page.topics[SHOWN:]],
        "topics_chart": charts.ranking("Topics answered most", "Times answered", [line.title for line in top], [
            line.answered.times for line in top], COLOURS["Answered"]) if top else "",
        "rewritten": [_beside(each) for each in page.rewritten], "words": page.numbers.words,
        "latest": MOST_MESSAGES if page.numbers.total(Outcome.REFUSED) > MOST_MESSAGES else 0,
        "other": tables.other(page.numbers), "oldest": page.oldest,
        "too_old": page.oldest and midnight(page.span.first, page.span.zone) < page.oldest}


def _cells(piece: tables.Piece) -> Dict[str, Any]:
    return {"label": piece.label, "questions": piece.questions,
            "ends": [(count, share(count, piece.questions)) for count in piece.ends]}


def _line(line: tables.Line, times: int) -> Dict[str, Any]:
    answered = line.answered
    return {"title": line.title, "answered": answered, "share": share(answered.times, times),
            "helpful": share(answered.helpful, answered.judged)}


def _beside(each: tables.Compared) -> Dict[str, Any]:
    return {"title": each.title, "at": each.rewrite.at, "by": each.rewrite.by,
            "length": tables.said_length(each.length) if each.length else "", "before": each.before, "after": each.after,
            "helpful_before": share(each.before.helpful, each.before.judged),
            "helpful_after": share(each.after.helpful, each.after.judged)}
