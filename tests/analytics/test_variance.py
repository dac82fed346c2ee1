"""Invariants of the design-based variance. The figures themselves are R's, in test_reference."""

import numpy as np
import pandas as pd
import pytest

from analytics.aggregate import estimate, prepare
from analytics.design import (
    CLASS_CLUSTER,
    CLUSTER,
    CLUSTER_FPC,
    DESIGNS,
    POSTSTRAT,
    RAKE,
    SCHOOL_STRATA,
    SRS,
    SRS_FPC,
    TWOSTAGE_FPC,
    UNIT_STRATA,
)
from analytics.rollup import Method, ratios, respondent_ratio
from analytics.sample import codes_of, lay_out
from analytics.variance import Lonely, covariance, degrees_of_freedom, merge_lonely, variance
from analytics.weights import NO_LIMITS, Population
from tests.analytics.people import answers_of, people

ANSWERS = people(400, units=12)
SIZES = ANSWERS.about.groupby(["unit", "level"]).size().mul(3).rename("size").reset_index()
CELLS = pd.DataFrame(
    {"level": ["L0", "L0", "L1", "L1"], "gender": ["F", "M"] * 2, "size": [300, 250, 350, 300]}
)
POPULATION = Population(SIZES, CELLS)


def se(design, answers=ANSWERS, population=POPULATION):
    sample = lay_out(design, answers.about.assign(**{"class": answers.about["unit"]}), population, NO_LIMITS)
    return variance(sample, ratios(answers, Method.MEAN_OF_ITEMS).linearise(sample.weight).influence) ** 0.5


def test_a_simple_sample_has_the_textbook_variance():
    y = np.array([0.0, 1, 1, 1, 0, 1, 1])
    sample = lay_out(SRS, pd.DataFrame({"unit": ["a"] * 7}))
    found = variance(sample, respondent_ratio(y).linearise().influence)
    assert found == pytest.approx(y.var(ddof=1) / 7)


def test_one_stratum_is_the_simple_case():
    about = ANSWERS.about.assign(unit="one", level="one")
    for design in (UNIT_STRATA, SRS):
        sample = lay_out(design, about)
        influence = ratios(ANSWERS, Method.MEAN_OF_ITEMS).linearise(sample.weight).influence
        n = len(influence)
        assert variance(sample, influence) == pytest.approx(n / (n - 1) * influence @ influence)


def test_every_respondent_as_a_cluster_is_the_simple_case():
    about = ANSWERS.about.assign(unit=[f"r{i}" for i in range(len(ANSWERS))], level="one")
    sample = lay_out(CLUSTER, about)
    influence = ratios(ANSWERS, Method.MEAN_OF_ITEMS).linearise().influence
    assert variance(sample, influence) == pytest.approx(variance(lay_out(SRS, about), influence))


@pytest.mark.parametrize("name", sorted(set(DESIGNS) - {"counter_days", "classes_of_one_unit"}))
def test_the_order_of_rows_does_not_matter(name):
    order = np.random.default_rng(3).permutation(len(ANSWERS))
    shuffled = people(400, units=12)
    object.__setattr__(shuffled, "scores", ANSWERS.scores[order])
    object.__setattr__(shuffled, "about", ANSWERS.about.iloc[order].reset_index(drop=True))
    assert se(DESIGNS[name], shuffled) == pytest.approx(se(DESIGNS[name]), rel=1e-9)


@pytest.mark.parametrize("design", [SRS, CLUSTER, UNIT_STRATA])
def test_doubling_every_weight_changes_nothing(design):
    about = ANSWERS.about.assign(weight=np.linspace(1, 3, len(ANSWERS)))
    heavier = about.assign(weight=about["weight"] * 2)
    found = [
        variance(s, ratios(ANSWERS, Method.MEAN_OF_ITEMS).linearise(s.weight).influence)
        for s in (lay_out(design, about), lay_out(design, heavier))
    ]
    assert found[0] == pytest.approx(found[1])


def test_a_finite_population_narrows_and_a_census_has_no_error():
    assert se(SRS_FPC) < se(SRS)
    assert se(SCHOOL_STRATA) < se(UNIT_STRATA)
    everybody = Population(ANSWERS.about.groupby(["unit", "level"]).size().rename("size").reset_index())
    assert se(SCHOOL_STRATA, population=everybody) == pytest.approx(0, abs=1e-12)


def test_ignoring_the_second_stage_is_too_small():
    assert se(CLUSTER_FPC) < se(TWOSTAGE_FPC) < se(CLUSTER)


def test_units_that_differ_cost_precision_only_where_they_were_sampled():
    assert se(CLUSTER) > se(UNIT_STRATA)


def test_calibration_meets_margins_and_takes_out_what_they_explain():
    for design in (POSTSTRAT, RAKE):
        sample = lay_out(design, ANSWERS.about, POPULATION, NO_LIMITS)
        girls = (ANSWERS.about["gender"] == "F").to_numpy()
        assert sample.weight[girls].sum() == pytest.approx(650)
        # The share of girls is known: it has no sampling error left.
        influence = respondent_ratio(girls.astype(float)).linearise(sample.weight).influence
        assert variance(sample, influence) == pytest.approx(0, abs=1e-20)


def test_rows_outside_a_domain_stay_in_the_design():
    sample = lay_out(CLUSTER, ANSWERS.about)
    girls = (ANSWERS.about["gender"] == "F").to_numpy()
    laid_out = ratios(ANSWERS, Method.MEAN_OF_ITEMS)
    found = estimate(sample, laid_out, girls, method="")
    alone = lay_out(CLUSTER, ANSWERS.about[girls].reset_index(drop=True))
    dropped = estimate(alone, ratios(ANSWERS.where(girls), Method.MEAN_OF_ITEMS), method="")
    assert found.value == pytest.approx(dropped.value)
    assert found.n == dropped.n == girls.sum()


def test_degrees_of_freedom_count_what_the_domain_touches():
    sample = lay_out(CLUSTER, ANSWERS.about)
    one_level = (ANSWERS.about["level"] == "L0").to_numpy()
    units = ANSWERS.about["unit"].nunique()
    assert degrees_of_freedom(sample, np.ones(len(ANSWERS), bool)) == units - 2
    assert degrees_of_freedom(sample, one_level) == ANSWERS.about.loc[one_level, "unit"].nunique() - 1


def test_a_covariance_matrix_gives_the_variance_of_a_difference():
    sample = lay_out(CLUSTER, ANSWERS.about)
    z = np.random.default_rng(5).normal(size=(len(ANSWERS), 2))
    matrix = covariance(sample, z)
    expected = matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]
    assert variance(sample, z[:, 0] - z[:, 1]) == pytest.approx(expected)
    assert matrix == pytest.approx(matrix.T)


LONELY = pd.DataFrame({"unit": ["a"] * 5 + ["b"] + ["c"] * 9 + ["d"] * 3, "level": ["x"] * 15 + ["y"] * 3})


def test_a_lonely_stratum_is_merged_with_the_nearest_of_its_level_and_named():
    sample = merge_lonely(lay_out(UNIT_STRATA, LONELY), LONELY["level"].factorize()[0])
    assert sample.merged == (("b", "a"),)
    assert degrees_of_freedom(sample, np.ones(18, bool)) == 18 - 3


def test_two_lonely_strata_merge_with_each_other_once():
    about = pd.DataFrame({"unit": ["a", "b"] + ["c"] * 9})
    sample = merge_lonely(lay_out(UNIT_STRATA, about))
    assert sample.merged == (("a", "b"),)
    assert (sample.psus_per_stratum[sample.psus_per_stratum > 0] > 1).all()


def test_over_two_periods_a_lonely_stratum_stays_in_its_level_and_period():
    both = pd.concat([LONELY.assign(period=1), LONELY.assign(period=2)], ignore_index=True)
    sample = prepare(answers_of([[5, 4]] * len(both), **both), UNIT_STRATA, period="period")
    assert sample.merged == (("b · 1", "a · 1"), ("b · 2", "a · 2"))


def test_rows_are_numbered_by_the_combinations_of_their_columns():
    about = pd.DataFrame({"unit": ["b", "a", "b", None], "period": [2, 1, 1, 1]})
    codes, names = codes_of(about, ["unit", "period"])
    assert [names[code] for code in codes] == ["b · 2", "a · 1", "b · 1", "nan · 1"]
    assert names[:3] == ("a · 1", "b · 1", "b · 2")


def test_a_merged_stratum_keeps_its_sampling_fraction():
    sizes = Population(pd.DataFrame({"unit": list("abcd"), "level": list("xxxy"), "size": [10, 4, 18, 6]}))
    sample = merge_lonely(lay_out(SCHOOL_STRATA, LONELY, sizes), LONELY["level"].factorize()[0])
    assert sample.fraction[sample.stratum[0]] == pytest.approx(6 / 14)


def test_a_lonely_stratum_without_neighbour_is_adjusted_and_never_free():
    about = pd.DataFrame({"unit": ["a"] * 8 + ["b"], "level": ["x"] * 8 + ["y"]})
    sample = lay_out(UNIT_STRATA, about)
    assert merge_lonely(sample, about["level"].factorize()[0]).merged == ()
    influence = respondent_ratio(np.array([1.0, 1, 0, 1, 1, 1, 0, 1, 0])).linearise().influence
    assert variance(sample, influence, Lonely.ADJUST) > variance(sample, influence, Lonely.REMOVE)


def test_a_design_that_needs_a_population_says_so():
    with pytest.raises(ValueError, match=r"srs_fpc.*danh sách đơn vị"):
        lay_out(SRS_FPC, ANSWERS.about)
    with pytest.raises(ValueError, match="tổng đã biết"):
        lay_out(RAKE, ANSWERS.about, Population(SIZES))
    with pytest.raises(ValueError, match="hai kỳ"):
        lay_out(TWOSTAGE_FPC, ANSWERS.about.assign(period="q"), POPULATION, period="period")


def test_classes_of_the_same_name_in_two_units_are_two_clusters():
    about = pd.DataFrame({"unit": ["a"] * 4 + ["b"] * 4, "level": "x", "class": ["1A", "1A", "1B", "1B"] * 2})
    sample = lay_out(CLASS_CLUSTER, about)
    assert sample.psus_per_stratum.tolist() == [2, 2]
