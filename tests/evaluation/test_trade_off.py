"""More careful or more helpful: which costs are tried, and what is told of each."""
from evaluation.trade_off import by_cost
from nlu.answer_rule import Costs


def outcomes_at(cut_off):
    """One question of which it is 0.7 certain, and one stranger of which it is 0.6."""
    return ["right" if cut_off < 0.7 else "offered"], ["wrong" if cut_off < 0.6 else "right"]


def rows(**costs):
    return {row["wrong"]: row for row in by_cost(Costs(**costs), outcomes_at)}


def test_the_costlier_a_wrong_answer_the_higher_the_cut_off():
    """1 - 1 / wrong: 0.5, 0.667, 0.75, ..."""
    assert [row["cut_off"] for row in rows().values()] == [0.5, 0.666667, 0.75, 0.833333, 0.9]


def test_each_row_tells_what_becomes_of_both():
    """At 0.5 both are answered, at 0.667 the question only, at 0.75 neither."""
    told = {wrong: (row["outcomes"]["right"]["count"], row["refused"]["count"]) for wrong, row in rows().items()}
    assert (told[2], told[3], told[4]) == ((1, 0), (1, 1), (0, 1))


def test_what_config_yml_says_is_among_them():
    """And it alone is marked."""
    assert [wrong for wrong, row in rows(wrong=5).items() if row["chosen"]] == [5]
    assert 5 not in rows(wrong=4)


def test_a_wrong_answer_that_costs_no_more_than_an_offer_is_not_tried():
    """It would mean to answer always, which config.yml may not say."""
    assert list(rows(offer=2.5)) == [3, 4, 6, 10]
