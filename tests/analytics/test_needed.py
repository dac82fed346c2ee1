"""The number beside “chưa đủ căn cứ” must decide in four of five samples, not in half of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analytics.estimate import Estimate, Verdict
from analytics.index import proportion, unit_index
from analytics.intervals import interval_of
from analytics.needed import answers_needed
from analytics.planner import answers_to_confirm
from analytics.precision import cautious_n_of
from analytics.verdict import judge
from tests.analytics.people import answers_of

DECIDED = (Verdict.MET, Verdict.NOT_MET)


def drawn(random, n, share, items=20):
    """Whole persons: half of them answer every question alike, the others each question by itself."""
    alike = np.repeat(random.random((n, 1)) < share, items, axis=1)
    apart = random.random((n, items)) < share
    return answers_of(np.where(np.where(random.random((n, 1)) < 0.5, alike, apart), 5, 3))


@pytest.mark.parametrize(("share", "target", "n"), [(0.98, 0.95, 60), (0.96, 0.9, 60), (0.8, 0.9, 25)])
def test_one_question_is_decided_in_four_of_five_samples(share, target, n):
    needed = answers_needed(proportion(round(share * n), n), target)
    random, seen = np.random.default_rng(3), round(share * n) / n
    found = random.binomial(needed, seen, 2000)
    # scipy's exact one-sided test, not the project's bounds.
    side = "greater" if seen > target else "less"
    proofs = {x: binomtest(int(x), needed, target, alternative=side).pvalue <= 0.05 for x in set(found)}
    assert 0.75 <= np.mean([proofs[x] for x in found]) <= 0.90


@pytest.mark.parametrize(("share", "target", "n"), [(0.93, 0.9, 100), (0.85, 0.9, 50), (0.97, 0.95, 60)])
def test_a_composite_is_decided_in_four_of_five_samples(share, target, n):
    random = np.random.default_rng(20261121)
    now = [unit_index(drawn(random, n, share)) for _ in range(60)]
    usual = replace(now[0], value=share, n_eff=float(np.median([one.n_eff for one in now])))
    needed = answers_needed(usual, target)
    samples = (judge(unit_index(drawn(random, needed, share)), target) for _ in range(400))
    assert 0.75 <= np.mean([one.verdict in DECIDED for one in samples]) <= 0.90


@pytest.mark.parametrize(("x", "n", "target"), [(49, 50, 0.95), (19, 20, 0.90), (24, 25, 0.90)])
def test_the_number_lies_where_the_planner_finds_the_saw_of_the_exact_rule(x, n, target):
    first, for_good = answers_to_confirm(target, x / n)
    assert first <= answers_needed(proportion(x, n), target) <= for_good


def test_with_everybody_satisfied_chance_has_no_part():
    assert answers_needed(proportion(40, 40), 0.95) == 59
    assert answers_needed(proportion(1, 1), 0.90) == 29


def test_huge_samples_and_figures_on_the_target_are_not_asked_for_more():
    assert answers_needed(proportion(19_100, 20_000), 0.95) is None
    assert answers_needed(proportion(95, 100), 0.95) is None
    assert answers_needed(proportion(9502, 10_000), 0.95) is None


@given(st.integers(10, 120), st.floats(0, 1), st.floats(0.1, 1), st.sampled_from([0.8, 0.9, 0.95]))
def test_an_open_verdict_always_asks_for_more_than_there_is(n, share, phi, target):
    figure = Estimate(share, n, interval_of(share, n / phi), "mean_of_items", 0.01, n - 1.0, n / phi)
    found = judge(figure, target)
    assert found.needed is None or found.needed > n


@given(st.integers(2, 200), st.floats(0.5, 1))
def test_of_the_present_answers_the_present_precision_is_read_back(n, share):
    figure = proportion(round(share * n), n)
    assert cautious_n_of(figure, n) == pytest.approx(figure.n_eff)


def test_the_doubt_of_few_answers_fades_with_more():
    now = unit_index(drawn(np.random.default_rng(1), 40, 0.95))
    more = cautious_n_of(now, 400)
    assert more / 400 > now.n_eff / 40
