import numpy as np
import pandas as pd
import pytest

from analytics.aggregate import (
    aggregate_index,
    aggregate_shares,
    estimate,
    few_units,
    index_in,
    item_figures,
    prepare,
    shares_in,
)
from analytics.design import CLUSTER, SRS, UNIT_STRATA
from analytics.index import unit_index
from analytics.precision import at_least, design_effect, pooled_design_effect
from analytics.rollup import Method, ratios
from analytics.sample import lay_out
from analytics.weights import Population
from tests.analytics.people import answers_of, people

ANSWERS = people(500, units=12)


def test_one_unit_alone_has_its_own_index():
    answers = people(200)
    together, alone = aggregate_index(answers), unit_index(answers)
    assert together.value == pytest.approx(alone.value)
    assert together.se == pytest.approx(alone.se)


def test_a_unit_counts_by_its_size_and_not_by_its_answers():
    answers = answers_of([[5, 5]] * 30 + [[3, 3]] * 10, unit=["a"] * 30 + ["b"] * 10, level="x")
    sizes = Population(pd.DataFrame({"unit": ["a", "b"], "level": "x", "size": [100, 300]}))
    assert aggregate_index(answers).value == pytest.approx(0.75)
    assert aggregate_index(answers, population=sizes).value == pytest.approx(0.25)


def test_items_in_one_pass_are_items_one_by_one():
    sample = lay_out(CLUSTER, ANSWERS.about)
    together = item_figures(sample, ANSWERS)
    for column, found in enumerate(together):
        alone = estimate(sample, ratios(ANSWERS, Method.MEAN_OF_ITEMS, (column,)), method=found.method)
        assert (found.value, found.se) == pytest.approx((alone.value, alone.se))
        assert (found.n, found.df) == (alone.n, alone.df)


def test_an_item_everybody_likes_still_has_an_interval():
    scores = ANSWERS.scores.copy()
    scores[:, 0] = 5
    liked = answers_of(scores, unit=ANSWERS.about["unit"], level=ANSWERS.about["level"])
    found = aggregate_shares(liked, CLUSTER)[0]
    assert found.value == 1.0
    assert found.n_eff <= found.n
    assert found.interval.lower < 1.0 == found.interval.upper


def test_an_item_nobody_answered_has_no_figure():
    scores = ANSWERS.scores.copy()
    scores[:, 0] = 0
    found = aggregate_shares(answers_of(scores, unit=ANSWERS.about["unit"], level="x"))[0]
    assert np.isnan(found.value)
    assert found.interval is None


def test_few_clusters_make_a_composite_no_more_certain_than_one_question():
    sample = prepare(ANSWERS, CLUSTER)
    composite, items = index_in(sample, ANSWERS), shares_in(sample, ANSWERS)
    assert composite.df < 30
    assert composite.n_eff <= composite.n
    assert composite.n / composite.n_eff == pytest.approx(items[0].n / items[0].n_eff)


def test_many_respondents_in_strata_rest_on_their_own_variance():
    found = aggregate_index(ANSWERS)
    assert found.df > 30
    assert found.n_eff > found.n


def test_few_units_are_flagged():
    assert few_units(aggregate_index(ANSWERS, CLUSTER)) == (ANSWERS.about["unit"].nunique() - 2 < 8)
    assert not few_units(aggregate_index(ANSWERS, UNIT_STRATA))


def test_one_cluster_alone_has_no_interval():
    answers = people(60)
    found = aggregate_index(answers, CLUSTER)
    assert found.df == 0
    assert found.interval is None


def test_mean_scores_of_several_units_stay_within_their_scale():
    found = aggregate_index(ANSWERS, CLUSTER, method=Method.SCORE_OF_ITEMS)
    assert 1 <= found.interval.lower <= found.value <= found.interval.upper <= 5


def test_nobody_at_all_has_no_index():
    assert np.isnan(aggregate_index(answers_of([[0, 0]] * 3, unit="a", level="x")).value)


def test_design_effects_are_one_in_a_simple_sample():
    items = item_figures(lay_out(SRS, ANSWERS.about), people(500, units=12, missing=0))
    assert pooled_design_effect(items) == pytest.approx(1, abs=0.01)
    assert design_effect(items[0]) == pytest.approx(1, abs=0.01)
    assert np.isnan(pooled_design_effect([]))


def test_a_pooled_effect_never_promises_more_than_a_simple_sample():
    assert at_least(0.7) == 1.0
    assert at_least(0.7, sampled=0.5) == 0.7
    assert at_least(float("nan")) == 1.0
    assert at_least(2.5) == 2.5
