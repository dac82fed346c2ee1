"""A list of units that miss their target names only those that stay after looking at all of them."""

from dataclasses import replace

import numpy as np
from scipy.stats import binom

from analytics import tables, wording
from analytics.charts import dots
from analytics.estimate import Verdict
from analytics.index import proportion
from analytics.listing import lists, marked, misses
from analytics.rows import Row
from analytics.target import Target
from analytics.verdict import judge

TARGET = Target("chung", 0.9, "Kế hoạch")


def unit(key, x, n, level="th"):
    index = proportion(x, n)
    return Row(key, key, n, index, target=TARGET, judgement=judge(index, TARGET.value), level=level)


def by_hand(p_values, rate=0.10):
    """Benjamini and Hochberg 1995: every p up to the largest p_(k) ≤ k·q/m."""
    order = np.sort(p_values)
    reached = np.flatnonzero(order <= rate * np.arange(1, len(order) + 1) / len(order))
    return order[reached[-1]] if len(reached) else -1.0


def test_the_list_is_that_of_benjamini_and_hochberg_by_hand():
    random = np.random.default_rng(5)
    shares = [0.9] * 30 + [0.8] * 10
    counts = random.binomial(100, shares)
    rows = marked([unit(f"u{place}", int(x), 100) for place, x in enumerate(counts)])
    p_values = binom.cdf(counts, 100, 0.9)
    last = by_hand(p_values)
    expected = [bool(p < 0.05 and p <= last) for p in p_values]
    assert [lists(row) for row in rows] == expected
    missed = [misses(row) for row in rows]
    assert sum(missed) > sum(expected) > 0
    assert [row.alone for row in rows] == [a and not b for a, b in zip(missed, expected, strict=True)]


def test_the_verdict_itself_stays_and_the_table_says_it():
    rows = marked([unit("a", 83, 100), *(unit(f"u{place}", 90, 100) for place in range(20))])
    assert rows[0].judgement.verdict is Verdict.NOT_MET
    assert rows[0].alone
    assert wording.ALONE in tables.table(rows)[tables.NOTE].iloc[0]


def test_a_unit_seen_by_itself_is_its_own_list():
    (row,) = marked([unit("a", 83, 100)])
    assert lists(row)


def test_each_level_is_a_family_of_its_own():
    others = [unit(f"u{place}", 90, 100, "thcs") for place in range(20)]
    assert lists(marked([unit("a", 83, 100), *others])[0])


def test_units_without_a_test_do_not_count():
    hidden = [Row(f"h{place}", "", 0, target=TARGET, level="th", hidden="ẩn (n < 5)") for place in range(20)]
    few = [unit(f"f{place}", 8, 9) for place in range(20)]
    bare = replace(unit("b", 90, 100), target=None, judgement=None)
    rows = marked([unit("a", 83, 100), bare, *hidden, *few])
    assert lists(rows[0])
    assert rows[1:] == (bare, *hidden, *few)
    assert marked([]) == ()


def test_units_on_their_target_are_seldom_listed():
    random, named, alone = np.random.default_rng(8), 0, 0
    for _ in range(100):
        rows = marked([unit(f"u{at}", int(x), 100) for at, x in enumerate(random.binomial(100, 0.9, 40))])
        named += any(lists(row) for row in rows)
        alone += any(misses(row) for row in rows)
    assert named <= 15
    assert alone >= 60


def test_the_picture_of_the_list_says_it_too():
    info = dots.dots_of(marked([unit("a", 83, 100), *(unit(f"u{place}", 90, 100) for place in range(20))]))
    assert info.dots[0].words.endswith("– chưa đạt (khi xét riêng)")
    assert "1 chưa đạt, 20 chưa đủ căn cứ, trong đó 1 chưa đạt khi xét riêng" in dots.in_words(info)
