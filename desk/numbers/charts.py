"""Charts as SVG, drawn here by pygal: no script, nothing to fetch, and one colour each, so that nothing is told by colour.

Drawn for the width of a telephone; on a wide screen they are larger, and numbers.css makes their letters smaller again.
"""
import math
from typing import Any, List, Sequence

import pygal
from django.utils.safestring import SafeString, mark_safe
from pygal.style import Style

WIDTH, HEIGHT, ROW = 480, 250, 28
MOST_BARS = 31       # more are a line
LABELS = 7           # along the time, at most
LETTERS = 15
LONGEST = 30         # letters of a topic's title
DARK, PALE = "#1d1d1f", "#c9c9cf"


def over_time(title: str, unit: str, labels: Sequence[str], values: Sequence[float], colour: str, said: str,
              top: float = 0) -> SafeString:
    """Bars, or the same as an area if there are many. `unit`: what stands at the upright axis; `said`: what the chart
    shows, for who does not see it; `top`: where the axis ends, if not at the highest value."""
    many = len(values) > MOST_BARS
    chart = (pygal.Line if many else pygal.Bar)(y_title=unit, height=HEIGHT, **_look(title, colour), **(
        {"fill": True, "show_dots": False} if many else {"spacing": 4}))
    every = math.ceil(len(labels) / LABELS)
    chart.x_labels, chart.x_labels_major, chart.show_minor_x_labels = list(labels), list(labels[::every]), False
    chart.y_labels = ticks(top or max(values, default=0))
    chart.range = (0, chart.y_labels[-1])
    chart.add(title, list(values))
    return _svg(chart, f"{title}: {said}")


def ranking(title: str, unit: str, names: Sequence[str], values: Sequence[int], colour: str) -> SafeString:
    """Bars that lie, the first name on top, each with its number."""
    chart = pygal.HorizontalBar(x_title=unit, height=90 + ROW * len(names), print_values=True, print_values_position="top",
                                show_x_guides=False, spacing=6, **_look(title, colour))
    chart.x_labels = [shortened(name) for name in reversed(names)]
    chart.y_labels = ticks(max(values, default=0))
    chart.range = (0, chart.y_labels[-1] * 1.15)  # with room for the longest bar's number
    chart.add(title, list(reversed(values)))
    return _svg(chart, f"{title}: " + ", ".join(f"{name} {value:,}" for name, value in zip(names, values)))


def ticks(most: float) -> List[int]:
    """Round whole numbers from 0 to at least the most, four or five of them: 0, 20, 40, 60."""
    size = 10 ** max(math.floor(math.log10(max(most, 1) / 4)), 0)
    step = next(size * each for each in (1, 2, 5, 10) if size * each * 4 >= most)
    return list(range(0, max(math.ceil(most / step), 1) * step + 1, step))


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[:LONGEST - 2].rstrip()} …"


def _look(title: str, colour: str) -> dict:
    style = Style(background="white", plot_background="white", foreground=DARK, foreground_strong=DARK,
                  foreground_subtle=PALE, guide_stroke_color=PALE, major_guide_stroke_color=PALE, colors=(colour,),
                  opacity="1", opacity_hover="1", transition="none", font_family="inherit",
                  title_font_size=LETTERS + 1, label_font_size=LETTERS,
                  major_label_font_size=LETTERS, value_font_size=LETTERS, value_colors=(DARK,))
    return {"title": title, "style": style, "js": (), "show_legend": False, "width": WIDTH, "disable_xml_declaration": True,
            "value_formatter": lambda value: f"{value:,.0f}", "margin": 8, "explicit_size": False, "truncate_label": -1}


def _svg(chart: Any, said: str) -> SafeString:
    def bare(root: Any) -> Any:
        """Without pygal's own script, which is there even without any of its `js`, and what only that script shows."""
        for parent in list(root.iter()):
            for child in list(parent):
                if not isinstance(child.tag, str) or child.tag.split("}")[-1] in ("script", "desc"):
                    parent.remove(child)
        root.attrib.update({"role": "img", "aria-label": said})
        return root

    chart.add_xml_filter(bare)
    return mark_safe(chart.render(is_unicode=True))  # written by a writer of XML, which escapes what it is given
