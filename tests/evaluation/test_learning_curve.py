"""Which examples a smaller model learns from."""
import numpy as np
import pytest

from evaluation.learning_curve import drawn, evenly
from nlu.importer import OUT_OF_SCOPE

# Ten on prices, two on vouchers, one on tips; then twenty of hours, all one ask; then eight out of scope, in two kinds.
ASKS = ["price"] * 10 + ["voucher"] * 2 + ["tip"] + ["open"] * 20 + ["weather"] * 4 + ["film"] * 4
INTENTS = ["cost"] * 13 + ["hours"] * 20 + [OUT_OF_SCOPE] * 8
ROWS = np.arange(len(ASKS))


def asks_of(rows):
    return sorted(ASKS[row] for row in rows)


@pytest.mark.parametrize("count, asks", [
    (3, ["price", "tip", "voucher"]),                                   # each ask's first
    (5, ["price", "price", "tip", "voucher", "voucher"]),               # then each ask's second
    (7, ["price"] * 4 + ["tip", "voucher", "voucher"]),                 # then what is left
    (99, sorted(ASKS[:13])),                                            # no more than there are
])
def test_evenly(count, asks):
    """No ask gives its second before every ask has given its first."""
    assert asks_of(evenly(range(13), ASKS, count)) == asks


def test_the_fewer_are_among_the_more():
    """So that a step of the curve shows what was added, not another draw."""
    assert set(evenly(range(13), ASKS, 4)) < set(evenly(range(13), ASKS, 8))


def test_drawn_a_topic_and_of_out_of_scope_as_large_a_part():
    """6 of 13 and 6 of 20 are 12 of 33; of 8 strangers that part is 3."""
    found = [INTENTS[row] for row in drawn(ROWS, INTENTS, ASKS, 6)]
    assert {intent: found.count(intent) for intent in set(found)} == {"cost": 6, "hours": 6, OUT_OF_SCOPE: 3}


def test_only_the_rows_given_are_drawn_from():
    """What is kept aside stays aside."""
    assert set(drawn(ROWS[::2], INTENTS, ASKS, 6)) <= set(ROWS[::2])


def test_all_are_all():
    """In their order."""
    assert drawn(ROWS, INTENTS, ASKS, None).tolist() == ROWS.tolist()
