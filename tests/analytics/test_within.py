"""A unit's own page must not undo what the tables of all hide."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers import NO_ANSWER
from analytics.disclosure.audit import ranges
from analytics.disclosure.cells import Group, Kind, read_cells
from analytics.disclosure.hypercube import hidden_cells
from analytics.nesting import name_of
from analytics.questions import withheld
from analytics.review import By, review, whole
from analytics.structure import Structure
from analytics.within import Wider, Within
from tests.analytics.people import answers_of

FLOOR = 5


def school(sizes, level="tieu_hoc", **more):
    unit = [f"th_{at}" for at, n in enumerate(sizes) for _ in range(n)]
    answers = answers_of(np.full((len(unit), 6), 4), unit=unit, level=level)
    answers.overall[:] = 4
    for column, values in more.items():
        answers.about[column] = values
    return answers


def page_of(answers, unit):
    own = answers.where((answers.about["unit"] == unit).to_numpy(dtype=bool))
    return review(
        own, floor=FLOOR, within=Within(Wider(answers, FLOOR), name_of("unit", unit), frozenset({unit}))
    )


def test_a_unit_hidden_for_a_small_one_has_no_figure_on_its_own_page_either():
    answers = school((3, 12, 40))
    hidden = [row for row in review(answers, floor=FLOOR).by(By.UNIT) if row.hidden]
    assert len(hidden) == 2
    for row in hidden:
        made = page_of(answers, row.key)
        assert made.overall.hidden
        assert made.overall_question.hidden
        assert not any(made.rows.values())
    assert page_of(answers, "th_2").overall.index


def test_a_factor_less_its_other_questions_tells_no_question_of_few_answers():
    answers = school((30,))
    answers.scores[:27, 0] = 0
    made = review(answers, floor=FLOOR)
    assert [row.key for row in made.by(By.ITEM) if row.hidden] == ["Q0", "Q1"]
    assert not any(row.hidden for row in made.by(By.FACTOR))


def test_the_index_less_the_other_factors_tells_no_factor_of_few_answers():
    answers = school((30,))
    answers.scores[:27, :2] = 0
    made = review(answers, floor=FLOOR)
    assert [row.key for row in made.by(By.FACTOR) if row.hidden] == ["F0", "F1"]
    assert [row.key for row in made.by(By.ITEM) if row.hidden] == ["Q0", "Q1", "Q2", "Q3"]


def test_questions_that_nobody_answered_hide_nothing_else():
    answers = school((30,))
    answers.scores[:, 0] = 0
    assert withheld(answers, FLOOR) == frozenset()


def test_a_procedure_few_used_at_one_counter_is_hidden_at_a_second_one_too():
    answers = school((30, 30, 30))
    answers.about["procedure"] = (["A"] * 3 + ["B"] * 12 + ["C"] * 15) + (
        ["A"] * 10 + ["B"] * 10 + ["C"] * 10
    ) * 2
    pages = {unit: page_of(answers, unit) for unit in ("th_0", "th_1", "th_2")}
    hidden = {unit: [row.key for row in page.by(By.PROCEDURE) if row.hidden] for unit, page in pages.items()}
    assert "A" in hidden["th_0"]
    assert len(hidden["th_0"]) >= 2
    assert sum("A" in keys for keys in hidden.values()) >= 2


def test_a_page_of_one_group_shows_no_level_and_no_area():
    answers = school((20, 20), area="xa")
    made = page_of(answers, "th_0")
    assert not made.by(By.LEVEL)
    assert not made.by(By.AREA)


def test_small_classes_of_a_school_are_one_line_instead_of_vanishing():
    answers = school((20,), point=[*"AAA", *"BBB", *"C" * 14])
    made = review(answers, floor=FLOOR, names={"A": "Lớp 1A", "B": "Lớp 1B"})
    assert [(row.name, row.n) for row in made.by(By.POINT)] == [("Lớp 1A + Lớp 1B", 6), ("C", 14)]


def test_points_are_shown_of_one_unit_only():
    assert not review(school((20, 20), point="A"), floor=FLOOR).by(By.POINT)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4))
def test_a_table_of_units_by_groups_never_tells_a_small_cell_by_one_subtraction(cells):
    rows = [
        (f"u{u}", "l", f"g{g}") for u, own in enumerate(cells) for g, n in enumerate(own) for _ in range(n)
    ]
    if not rows:
        return
    answers = answers_of(np.full((len(rows), 2), 4))
    answers.about[["unit", "level", "channel"]] = rows
    wider = Wider(answers, FLOOR)
    counts = np.array(cells)
    shown = counts > 0
    for u, g in zip(*np.nonzero(shown), strict=True):
        shown[u, g] = not Within(wider, name_of("unit", f"u{u}"), frozenset({f"u{u}"})).hides(
            "channel", f"g{g}"
        )
    column = {row.key for row in review(answers, floor=FLOOR).by(By.CHANNEL) if not row.hidden}
    for g in range(3):
        unknown = ~shown[:, g] & (counts[:, g] > 0)
        if f"g{g}" in column and unknown.sum() == 1:
            assert counts[unknown, g][0] >= FLOOR
    assert np.all(counts[shown] >= FLOOR)


@pytest.mark.parametrize("unit", ["th_0", "th_1"])
def test_units_of_enough_answers_show_everything(unit):
    made = page_of(school((20, 20)), unit)
    assert not any(row.hidden for rows in made.rows.values() for row in rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=3, max_size=3))
def test_every_small_cell_of_a_table_can_still_be_many_numbers(cells):
    counts = np.array(cells)
    hidden, unsafe = hidden_cells(counts, FLOOR, np.zeros_like(counts, dtype=bool))
    if unsafe:
        return
    table = pd.DataFrame(
        [
            (f"{r}-{c}", counts[r, c], f"r{r}", f"c{c}", not hidden[r, c])
            for r in range(3)
            for c in range(3)
            if counts[r, c]
        ],
        columns=["name", "n", "parent", "parent_column", "shown"],
    ).set_index("name")
    known = read_cells(table)
    out = [at for at, group in enumerate(known.groups) if table["shown"].get(group.name, True)]
    for name, found in ranges(known, out).items():
        if table.loc[name, "n"] < FLOOR:
            assert found.width >= FLOOR


def test_a_whole_year_that_would_tell_its_last_quarter_is_hidden_with_all_that_adds_up_to_it():
    answers = school((93, 93), part=[*"123" * 30, *"444", *"123" * 31])
    quarters = answers.where((answers.about["part"] != "4").to_numpy(dtype=bool))
    year, nine = review(answers, floor=FLOOR), review(quarters, floor=FLOOR)
    assert nine.overall.index
    assert year.overall.hidden
    assert year.overall_question.hidden
    assert not year.by(By.ITEM)


def test_a_unit_is_not_compared_with_a_period_that_hid_it():
    group, pair = name_of("unit", "th_1"), (school((20, 20, 40)), school((3, 12, 40)))
    now, then = (one.where((one.about["unit"] == "th_1").to_numpy(dtype=bool)) for one in pair)
    mine = frozenset({"th_1"})
    earlier = Within(Wider(pair[1], FLOOR), group, mine)
    made = review(now, then, floor=FLOOR, within=Within(Wider(pair[0], FLOOR), group, mine, earlier))
    assert made.overall.index
    assert made.overall.change is None


def part_of(answers, *codes):
    whole = answers.structure
    items = tuple(item for item in whole.items if item.code in codes)
    factors = tuple(factor for factor in whole.factors if factor.code == items[0].factor)
    scores = answers.scores[:, [whole.codes.index(code) for code in codes]]
    alone = replace(answers, structure=Structure(whole.questionnaire, items, factors), scores=scores)
    return alone.where((scores != NO_ANSWER).any(axis=1))


def test_a_question_or_factor_that_a_page_hides_is_hidden_alone_too():
    answers = school((3, 12, 40, 60))
    # th_0 and th_1 hide each other; where th_1 was not asked, th_2 stands in for it.
    answers.scores[3:15, 0] = 0
    assert [row.key for row in page_of(answers, "th_2").by(By.ITEM) if row.hidden] == ["Q0"]
    own = answers.where((answers.about["unit"] == "th_2").to_numpy(dtype=bool))
    within = Within(Wider(answers, FLOOR), name_of("unit", "th_2"), frozenset({"th_2"}))
    alone = review(part_of(own, "Q0"), floor=FLOOR, within=within, question_of=own)
    assert alone.overall.hidden
    factor = review(part_of(own, "Q0", "Q1"), floor=FLOOR, within=within, question_of=own)
    assert factor.overall.index
    own.scores[3:, :2] = 0
    few = review(part_of(own, "Q0", "Q1"), floor=FLOOR, question_of=own)
    assert few.overall.hidden


@pytest.mark.parametrize("sizes", [(3, 12, 40, 60), (20, 20, 40), (30, 4)])
def test_the_whole_alone_says_what_the_review_says(sizes):
    now, then = school(sizes), school((20, 20, 40, 10))
    then.scores[::3] = 2
    for unit in sorted(now.about["unit"].unique()):
        mine, group = frozenset({unit}), name_of("unit", unit)
        own, before = (one.where((one.about["unit"] == unit).to_numpy(dtype=bool)) for one in (now, then))
        within = Within(Wider(now, FLOOR), group, mine, Within(Wider(then, FLOOR), group, mine))
        made = review(own, before, floor=FLOOR, within=within).overall
        assert whole(own, before, FLOOR, within=within) == made
    assert whole(now, then, FLOOR) == review(now, then, floor=FLOOR).overall


def node_of(answers, *units):
    own = answers.where(answers.about["unit"].isin(units).to_numpy(dtype=bool))
    within = Within(Wider(answers, FLOOR), name_of("area", "vung"), frozenset(units))
    return review(own, floor=FLOOR, within=within)


def test_a_node_of_several_areas_is_hidden_where_the_rest_is_small():
    answers = school((20, 20, 3), area="xa")
    assert node_of(answers, "th_0", "th_1").overall.hidden
    assert node_of(school((20, 20, 30), area="xa"), "th_0", "th_1").overall.index


def test_a_node_with_everybody_in_it_is_the_whole():
    answers = school((20, 20, 40), area="xa")
    assert node_of(answers, "th_0", "th_1", "th_2").overall.index


def test_two_nodes_inside_each_other_do_not_tell_the_few_between_them():
    # vung_a is th_0, vung_b adds the three of th_1: both pages together would tell these.
    answers = school((20, 3, 20, 20, 40))
    answers.about["area"] = answers.about["unit"].map(
        {"th_0": "x0", "th_1": "x1", "th_2": "x2", "th_3": "x3", "th_4": "x4"}
    )
    around = node_of(answers, "th_0", "th_2", "th_4")
    wider = node_of(answers, "th_0", "th_1", "th_2", "th_4")
    assert around.overall.hidden or wider.overall.hidden


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 2)), min_size=3, max_size=6),
    st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=4),
)
def test_nodes_however_they_overlap_narrow_no_hidden_unit(units, nodes):
    answers = school([n for n, _ in units])
    if not len(answers):
        return
    answers.about["area"] = answers.about["unit"].map(
        {f"th_{at}": f"x{a}" for at, (_, a) in enumerate(units)}
    )
    wider = Wider(answers, FLOOR)
    before = ranges(wider.plan.cells, shown_in(wider.plan))
    answered = set(answers.about["unit"])
    pages = [answered & {f"th_{at}" for at in node} for node in nodes]
    pages = [page for page in pages if page and not within_of(wider, page).hidden]
    counts = [int(answers.about["unit"].isin(page).sum()) for page in pages]
    after = ranges(*with_sums(wider.plan, pages, counts))
    assert {name: found.width for name, found in after.items()} == {
        name: found.width for name, found in before.items()
    }


def within_of(wider, units):
    return Within(wider, name_of("area", "vung"), frozenset(units))


def shown_in(plan):
    return {at for at, group in enumerate(plan.cells.groups) if group.name in plan.shown}


def with_sums(plan, pages, counts):
    """The cells of a plan with further published sums, each of some units."""
    place = {group.name: at for at, group in enumerate(plan.cells.groups)}
    groups = list(plan.cells.groups)
    for number, (units, n) in enumerate(zip(pages, counts, strict=True)):
        inside = tuple(place[name_of("unit", unit)] for unit in sorted(units))
        atoms = frozenset[int]().union(*(groups[at].atoms for at in inside))
        groups.append(Group(f"node {number}", Kind.UNIT, atoms, inside, int(n)))
    cells = replace(plan.cells, groups=tuple(groups))
    return cells, shown_in(plan) | set(range(len(plan.cells.groups), len(groups)))
