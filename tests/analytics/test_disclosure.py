"""What may be shown: every plan is checked against all tables that fit what it publishes."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.breakdown import groups_of
from analytics.disclosure import (
    Floor,
    ReleasePlan,
    audit,
    counts_behind,
    merge_small,
    ranges,
    read_cells,
    release_plan,
)
from analytics.nesting import plan_of
from tests.analytics.people import answers_of


def family(*counts: int, **more: object) -> pd.DataFrame:
    """Units a, b, c … of one parent that has no row of its own."""
    names = [chr(ord("a") + i) for i in range(len(counts))]
    return pd.DataFrame({"n": counts, "parent": "all", **more}, index=names)


def hidden(plan: ReleasePlan) -> set[str]:
    return set(plan.hidden)


def test_a_group_below_the_floor_takes_the_smallest_of_the_others_with_it():
    assert hidden(release_plan(family(4, 40, 12, 30))) == {"a", "c"}


def test_two_small_groups_that_hide_each_other_cost_nobody_else():
    assert hidden(release_plan(family(4, 4, 40, 30))) == {"a", "b"}


def test_inside_the_floor_is_five_and_in_public_ten():
    assert hidden(release_plan(family(5, 50, 60))) == set()
    assert "a" in hidden(release_plan(family(9, 50, 60), Floor.PUBLIC))
    assert hidden(release_plan(family(10, 50, 60), Floor.PUBLIC)) == set()


def test_in_public_the_small_and_the_one_hidden_for_it_read_the_same():
    plan = release_plan(family(4, 40, 12, 30), Floor.PUBLIC)
    assert {plan.reason(unit) for unit in hidden(plan)} == {"ẩn để bảo vệ người trả lời"}
    inside = release_plan(family(4, 40, 12, 30))
    assert (inside.reason("a"), inside.reason("c")) == ("ẩn (n < 5)", "ẩn để bảo vệ nhóm nhỏ khác")


def test_a_unit_that_the_plan_never_saw_is_not_shown():
    plan = release_plan(family(20, 30))
    assert not plan.allows("z")
    assert plan.reason("z")


def test_an_empty_unit_says_so_and_takes_nobody_with_it():
    plan = release_plan(family(0, 20, 30))
    assert hidden(plan) == {"a"}
    assert plan.reason("a") == "chưa có phiếu"


def test_what_a_parent_has_beyond_its_children_is_protected_too():
    rows = {"all": (33, ""), "a": (10, "all"), "b": (20, "all")}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["n", "parent"])
    # 33 − 10 − 20 = 3 people of no unit.
    assert hidden(release_plan(table)) & {"a", "b", "all"}


def test_with_known_numbers_of_pupils_a_group_may_need_more_cover():
    # b cannot have more than its 8 pupils: knowing a + b = 12 then tells that a has 4 or more.
    free, bounded = family(4, 8, 50), family(4, 8, 50, most=[8, 8, 100])
    assert hidden(release_plan(free)) <= hidden(release_plan(bounded))
    assert audit(read_cells(bounded), {2, 3}, Floor.INSIDE)


def test_last_quarters_figures_cannot_be_taken_back_but_are_reckoned_with():
    # Half year = two quarters of each school. Q1 of both is out; Q2 of a is small.
    rows = [
        ("a1", 20, "a", "q1", True),
        ("b1", 30, "b", "q1", True),
        ("a2", 3, "a", "q2", False),
        ("b2", 40, "b", "q2", False),
    ]
    table = pd.DataFrame(
        [row[1:] for row in rows],
        columns=["n", "parent", "parent_time", "released"],
        index=[r[0] for r in rows],
    )
    plan = release_plan(table)
    assert {"a1", "b1"} <= plan.shown
    # The half year of a less its first quarter would give its three answers away.
    assert "a" in plan.hidden
    assert "a2" in plan.hidden


def test_earlier_figures_that_already_reveal_a_group_are_refused():
    rows = {"all": (23, "", True), "a": (20, "all", True), "b": (3, "all", False)}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["n", "parent", "released"])
    with pytest.raises(ValueError, match="công bố trước đây làm lộ"):
        release_plan(table)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame({"n": [5, 6], "parent": "x"}, index=["a", "a"]), "hai dòng"),
        (pd.DataFrame({"n": [5, 6], "parent": ["b", "a"]}, index=["a", "b"]), "nằm trong chính nó"),
        (pd.DataFrame({"n": [5, 6], "parent": ["", "a"]}, index=["a", "b"]), "không khớp"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(table, said):
    with pytest.raises(ValueError, match=said):
        release_plan(table)


def fitting(counts, shown, least):
    """All tables of whole numbers with the same row and column sums and the same shown cells."""
    table = np.array(counts)
    free = [cell for cell in np.ndindex(table.shape) if not shown[cell]]
    spans = [range(least, min(table[i].sum(), table[:, j].sum()) + 1) for i, j in free]
    for values in product(*spans):
        other = table.copy()
        for cell, value in zip(free, values, strict=True):
            other[cell] = value
        if (other.sum(0) == table.sum(0)).all() and (other.sum(1) == table.sum(1)).all():
            yield [int(other[cell]) for cell in free]


def as_units(counts):
    rows = {
        f"{i},{j}": {"n": n, "parent": f"r{i}", "parent_column": f"c{j}"}
        for i, line in enumerate(counts)
        for j, n in enumerate(line)
    }
    return pd.DataFrame.from_dict(rows, orient="index")


TABLES = st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=2, max_size=2)


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_the_audit_finds_what_trying_all_tables_finds(counts):
    cells = read_cells(as_units(counts))
    names = [f"{i},{j}" for i in range(2) for j in range(3)]
    out_of_sight = set(names[:2] + names[3:5])
    published = {k for k, group in enumerate(cells.groups) if group.name not in out_of_sight}
    shown = np.array(
        [[name not in out_of_sight for name in names[:3]], [n not in out_of_sight for n in names[3:]]]
    )
    tried = np.array(list(fitting(counts, shown, 1)))
    found = ranges(cells, published)
    free = [name for name in names if name in out_of_sight]
    assert [found[name].least for name in free] == tried.min(axis=0).tolist()
    assert [found[name].most for name in free] == tried.max(axis=0).tolist()


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_no_plan_lets_a_hidden_count_be_narrowed_below_the_floor(counts):
    plan = release_plan(as_units(counts))
    published = {k for k, group in enumerate(plan.cells.groups) if group.name in plan.shown}
    assert audit(plan.cells, published, plan.floor) == []
    for unit, span in ranges(plan.cells, published).items():
        if plan.hidden[unit].name != "EMPTY":
            assert span.width >= plan.floor


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=9), st.randoms())
def test_the_order_of_rows_does_not_change_how_much_is_hidden(counts, random):
    table = family(*counts)
    order = list(table.index)
    random.shuffle(order)
    one, two = release_plan(table), release_plan(table.loc[order])
    assert sum(table.loc[list(one.shown & set(table.index)), "n"]) == sum(
        table.loc[list(two.shown & set(table.index)), "n"]
    )


def people_of(**units: tuple[int, str]):
    """n respondents per unit, each unit with its level."""
    unit = [name for name, (n, _) in units.items() for _ in range(n)]
    level = [level for n, level in units.values() for _ in range(n)]
    return answers_of([[5, 4]] * len(unit), unit=unit, level=level)


def test_a_level_cannot_be_used_to_work_out_the_one_school_hidden_in_it():
    # Alone, the plan of units would hide th_a with the smallest school, which is of another level;
    # the level tiểu học less th_b would then be th_a.
    answers = people_of(
        th_a=(4, "tieu_hoc"), th_b=(40, "tieu_hoc"), mn_a=(12, "mam_non"), mn_b=(50, "mam_non")
    )
    joint = plan_of(answers, Floor.INSIDE)
    names = {group.key: group.hidden for group in groups_of(answers, "unit", 5, joint)}
    levels = {group.key: group.hidden for group in groups_of(answers, "level", 5, joint)}
    assert names["th_a"] == "ẩn (n < 5)"
    assert names["th_b"] or levels["tieu_hoc"]


def test_what_only_shares_the_total_is_planned_alone():
    answers = people_of(a=(40, "x"), b=(50, "x"))
    answers.about["channel"] = ["qr"] * 87 + ["paper"] * 3
    found = {group.key: bool(group.hidden) for group in groups_of(answers, "channel", 5)}
    assert found == {"paper": True, "qr": True}


def quarters_of(*units: tuple[int, ...]):
    """Answers per quarter of each unit, all of one level."""
    cells = [(f"th_{u}", f"Q{q + 1}", n) for u, own in enumerate(units) for q, n in enumerate(own)]
    rows = [(unit, "tieu_hoc", part) for unit, part, n in cells for _ in range(n)]
    answers = answers_of([[5, 4]] * len(rows))
    answers.about[["unit", "level", "part"]] = rows
    return answers


def shown_units(answers):
    plan = plan_of(answers, Floor.INSIDE)
    return {group.key for group in groups_of(answers, "unit", 5, plan) if not group.hidden}


def test_a_half_year_does_not_tell_the_quarter_with_three_answers():
    answers = quarters_of((20, 3), (30, 40), (25, 30))
    assert "th_0" not in shown_units(answers)
    answers.about.pop("part")
    assert "th_0" in shown_units(answers)


def test_nine_months_less_the_half_year_do_not_tell_the_third_quarter():
    # No quarter of th_0 is shown, its half year is; nine months less that would be the four of the third.
    answers = quarters_of((4, 9, 4), (30, 9, 40), (50, 30, 50), (60, 60, 60))
    half = answers.where((answers.about["part"] != "Q3").to_numpy(dtype=bool))
    assert not ("th_0" in shown_units(half) and "th_0" in shown_units(answers))


def test_a_unit_with_enough_answers_in_every_quarter_is_shown_in_the_year():
    assert shown_units(quarters_of((9, 8, 7, 9), (30, 30, 30, 30))) == {"th_0", "th_1"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=1, max_size=4))
def test_no_run_of_quarters_tells_a_small_quarter_by_subtraction(units):
    answers = quarters_of(*units)
    if not len(answers):
        return
    parts = answers.about["part"]
    runs = [["Q1"], ["Q2"], ["Q3"], ["Q1", "Q2"], ["Q1", "Q2", "Q3"]]
    kept = {tuple(run): parts.isin(run).to_numpy(dtype=bool) for run in runs if parts.isin(run).any()}
    shown = {run: shown_units(answers.where(rows)) for run, rows in kept.items()}
    for unit, counts in enumerate(units):
        known = [
            [int(f"Q{q}" in run) for q in (1, 2, 3)] for run, out in shown.items() if f"th_{unit}" in out
        ]
        for quarter in range(3):
            told = np.linalg.matrix_rank([*known, np.eye(3)[quarter]]) == len(known) and known
            if told and np.linalg.matrix_rank(known) == len(known):
                assert not 0 < counts[quarter] < Floor.INSIDE


def test_small_classes_are_merged_up_to_the_floor_instead_of_vanishing():
    table = pd.DataFrame({"n": [3, 3, 4, 20, 0], "parent": "th"}, index=["1A", "1B", "1C", "2A", "2B"])
    found = merge_small(table, Floor.INSIDE)
    # 1C alone stays below the floor and joins the smallest group.
    assert found["1C"] == found["1A"] == "1A + 1B + 1C"
    assert (found["2A"], found["2B"]) == ("2A", "2B")


@settings(max_examples=50)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=12), st.sampled_from([5, 10]))
def test_merged_groups_reach_the_floor_and_lose_nobody(counts, floor):
    table = pd.DataFrame({"n": counts, "parent": "th"}, index=[f"c{i}" for i in range(len(counts))])
    sizes = table["n"].groupby(merge_small(table, floor)).sum()
    assert sizes.sum() == sum(counts)
    if sum(counts) >= floor:
        assert all(size >= floor or size == 0 for size in sizes)


def test_a_rounded_percent_gives_the_count_away():
    # 95,2 % of 21 can only be 20.
    assert counts_behind(95.2, 21) == (20,)
    assert len(counts_behind(97.1, 3000)) == 3
