"""Percentiles, figures and tables of the benchmark."""
import pytest

from bench.table import NOT_MEASURED, Measure, comparison, figure, growth, markdown, percentile, ratio, write


@pytest.mark.parametrize("share, expected", [(0.0, 1), (0.5, 3), (0.8, 4), (0.99, 5), (1.0, 5)])
def test_percentile_is_a_value_that_was_seen(share, expected):
    """Nearest rank: of five values the fourth is the first that 80 % do not exceed; the order given does not matter."""
    assert percentile([5, 1, 4, 2, 3], share) == expected


def test_percentile_of_one_value_is_that_value():
    """Every percentile of a single message is its time."""
    assert [percentile([7.5], share) for share in (0, 0.5, 1)] == [7.5, 7.5, 7.5]


@pytest.mark.parametrize("value, expected", [(1234.4, "1,234"), (100, "100"), (56.72, "56.7"), (8.904, "8.90"),
                                             (0.1234, "0.123"), (0, "0.000"), (None, NOT_MEASURED)])
def test_figure_shows_three_digits(value, expected):
    """Thousands whole, tens with one digit, ones with two, less with three; a dash where nothing was measured."""
    assert figure(value) == expected


@pytest.mark.parametrize("ours, stock, expected", [(10, 40, "1 : 4.0"), (40, 10, "4.0 : 1"), (10, 10, "1.0 : 1"),
                                                   (None, 10, NOT_MEASURED), (10, None, NOT_MEASURED)])
def test_ratio_reads_ours_to_stock(ours, stock, expected):
    """Ours stands first; the smaller of the two is 1; without two figures there is none."""
    assert ratio(Measure("key", "label", "s", ours, stock)) == expected


def test_markdown_aligns_its_columns():
    """Every line of a table has the same width; the first column is left, the others right."""
    assert markdown(["", "ours"], [["start", "8.27"], ["rate", "100"]]) == (
        "|       | ours |\n"
        "| ----- | ---: |\n"
        "| start | 8.27 |\n"
        "| rate  |  100 |")


def test_comparison_puts_notes_below():
    """A row's unit follows its label, and what must be known of it stands under the table."""
    text = comparison([Measure("train", "Training", "s", 20.0, 80.0, "once."), Measure("fresh", "Fresh clone", "s", 60.0)])
    assert "| Training, s    | 20.0 |" in text
    assert text.endswith("\n\n- Training: once.")


def test_growth_has_a_column_a_size():
    """A figure that one size lacks is a dash there."""
    text = growth({"topics": "Topics", "whole": "Whole, s"}, [{"times": 1, "topics": 65, "whole": 2.0},
                                                              {"times": 100, "topics": 6500}])
    assert text.splitlines()[0] == "|          | 1 times | 100 times |"
    assert text.splitlines()[-1] == "| Whole, s |    2.00 |         – |"


def test_report_is_written_whole(tmp_path):
    """The JSON keeps every figure unrounded, beside the machine and the time."""
    import json

    path = tmp_path / "reports" / "bench.json"
    write([Measure("start", "Start", "s", 8.2712, 21.7)], [{"times": 1, "load": 0.1}], {"cores": 2}, path)
    report = json.loads(path.read_text())
    assert report["measures"][0]["ours"] == 8.2712
    assert report["growth"] == [{"times": 1, "load": 0.1}]
    assert report["machine"] == {"cores": 2} and report["when"]
