"""Whether certainty holds, on messages few enough to count."""
import pytest

from evaluation.calibration import calibration


def test_bins_and_gap():
    """Two at 0.75 on average, 1 of 2 right: off by 0.25. Two at 0.05, none right: off by 0.05. On average 0.15."""
    found = calibration([(0.72, True), (0.05, False), (0.78, False), (0.05, False)])
    assert [(each["from"], each["count"], each["right"]["count"]) for each in found["bins"]] == [(0.0, 2, 0), (0.7, 2, 1)]
    assert found["gap"] == pytest.approx(0.15)


@pytest.mark.parametrize("certainty, lower_end", [
    (0.0, 0.0),   # the lowest
    (0.1, 0.1),   # an end belongs to the bin above it,
    (1.0, 0.9),   # but for the highest, which has none above it
])
def test_ends_of_bins(certainty, lower_end):
    """Nothing falls between two bins or out of the last."""
    assert [each["from"] for each in calibration([(certainty, True)])["bins"]] == [lower_end]


def test_nothing_asked():
    """No bins, and no division by zero."""
    assert calibration([]) == {"asked": 0, "bins": [], "gap": 0.0}
