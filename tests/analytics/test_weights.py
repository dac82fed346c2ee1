import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.design import Weighting
from analytics.weights import (
    MISSING,
    NO_LIMITS,
    Limits,
    Margin,
    Population,
    WeightsRefusedError,
    base_weights,
    kish,
    margin,
    poststratify,
    rake,
    trim,
)

UNITS = pd.DataFrame({"unit": ["a", "b", "c"], "level": ["x", "x", "y"], "size": [100, 50, 30]})
ABOUT = pd.DataFrame({"unit": ["a"] * 4 + ["b"] * 5 + ["c"] * 3, "level": ["x"] * 9 + ["y"] * 3})
POPULATION = Population(UNITS)
WEIGHTS = arrays(np.float64, st.integers(2, 40), elements=st.floats(0.1, 50))


def test_every_unit_stands_for_its_people():
    weights = base_weights(Weighting.UNIT, ABOUT, POPULATION)
    assert weights.tolist() == [25.0] * 4 + [10.0] * 5 + [10.0] * 3
    assert weights.sum() == UNITS["size"].sum()


def test_answering_units_stand_for_the_silent_ones_of_their_level():
    frame = pd.concat([UNITS, pd.DataFrame({"unit": ["d"], "level": ["y"], "size": [70]})])
    weights = base_weights(Weighting.CLUSTER, ABOUT, Population(frame))
    assert weights[-1] == 2 / 1 * 30 / 3
    assert weights[0] == 25.0


def test_levels_and_totals():
    assert base_weights(Weighting.LEVEL, ABOUT, POPULATION)[-1] == 30 / 3
    assert set(base_weights(Weighting.TOTAL, ABOUT, POPULATION)) == {180 / 12}
    assert set(base_weights(Weighting.EQUAL, ABOUT, POPULATION)) == {1.0}


def test_without_a_population_the_given_weights_count_or_one():
    assert base_weights(Weighting.UNIT, ABOUT, None).tolist() == [1.0] * 12
    given_weights = ABOUT.assign(weight=range(12))
    assert base_weights(Weighting.UNIT, given_weights, None).tolist() == list(range(12))


def test_a_unit_missing_from_the_frame_is_named():
    with pytest.raises(ValueError, match="“z”"):
        base_weights(Weighting.UNIT, ABOUT.replace("c", "z"), POPULATION)


@given(WEIGHTS)
def test_kish_never_exceeds_the_number_of_questionnaires(weights):
    assert 1 - 1e-9 <= kish(weights) <= len(weights) + 1e-9
    assert kish(np.ones(len(weights))) == pytest.approx(len(weights))
    assert kish(weights * 7) == pytest.approx(kish(weights))


def cells_of(codes, totals):
    return Margin("nhóm", np.array(codes), np.array(totals, float), tuple(map(str, range(len(totals)))))


def test_poststratified_weights_meet_the_totals():
    cells = cells_of([0] * 6 + [1] * 14, [60, 60])
    weights = poststratify(np.full(20, 6.0), cells)
    assert weights[:6].sum() == pytest.approx(60)
    assert weights[6:].sum() == pytest.approx(60)


def test_raked_weights_meet_both_margins():
    random = np.random.default_rng(1)
    one, two = random.integers(0, 3, 200), random.integers(0, 2, 200)
    margins = [cells_of(one, [300, 400, 300]), cells_of(two, [450, 550])]
    weights = rake(random.uniform(1, 5, 200), margins)
    assert np.bincount(one, weights) == pytest.approx([300, 400, 300])
    assert np.bincount(two, weights) == pytest.approx([450, 550])


def test_raking_what_fits_already_changes_nothing():
    base = np.array([2.0, 2, 2, 3, 3, 3, 1, 1, 1, 1])
    cells = cells_of([0] * 3 + [1] * 3 + [0] * 4, [10, 9])
    assert rake(base, [cells], NO_LIMITS) == pytest.approx(base)


def test_rows_of_unknown_gender_keep_their_weight():
    codes = np.array([0] * 10 + [1] * 10 + [MISSING] * 5)
    weights = rake(np.full(25, 4.0), [cells_of(codes, [60, 40])])
    assert weights[20:].tolist() == [4.0] * 5
    assert weights[:10].sum() == pytest.approx(60 * 0.8)
    assert weights[10:20].sum() == pytest.approx(40 * 0.8)


def test_a_cell_with_four_respondents_is_refused_by_name():
    with pytest.raises(WeightsRefusedError, match=r"“1”.*4 phiếu"):
        poststratify(np.ones(20), cells_of([0] * 16 + [1] * 4, [50, 50]))


def test_a_factor_above_three_is_refused():
    with pytest.raises(WeightsRefusedError, match="0,3–3"):
        poststratify(np.ones(105), cells_of([0] * 100 + [1] * 5, [100, 100]))


def test_contradicting_totals_are_refused():
    one, two = cells_of([0] * 5 + [1] * 5, [10, 90]), cells_of([0] * 5 + [1] * 5, [90, 10])
    with pytest.raises(WeightsRefusedError, match="mâu thuẫn"):
        rake(np.ones(10), [one, two])


def test_a_margin_is_laid_out_from_the_frame():
    about = pd.DataFrame({"level": ["x", "y", "x"], "gender": ["F", "M", None]})
    cells = pd.DataFrame({"level": ["x", "x", "y", "y"], "gender": ["F", "M"] * 2, "size": [1, 2, 3, 4]})
    assert margin(["gender"], about, cells).cell.tolist() == [0, 1, MISSING]
    assert margin(["gender"], about, cells).totals.tolist() == [4, 6]
    both = margin(["level", "gender"], about, cells)
    assert both.cell.tolist() == [0, 3, MISSING]
    assert both.labels[3] == "y × M"


@given(WEIGHTS)
def test_trimmed_weights_keep_their_sum_and_their_limits(weights):
    trimmed = trim(weights, Limits())
    mean = weights.mean()
    assert trimmed.sum() == pytest.approx(weights.sum())
    assert trimmed.min() >= 0.3 * mean * (1 - 1e-9)
    assert trimmed.max() <= 3 * mean * (1 + 1e-9)
