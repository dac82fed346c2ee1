"""Periods of a second calendar beside those of the first: no half-month may be had by subtraction."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure import Floor, ranges
from analytics.disclosure.cells import Atom, Cells, Group, Kind
from analytics.nesting import name_of, plan_of
from analytics.releases import TOTAL
from analytics.slices import told_in_slices
from tests.analytics.people import answers_of

FLOOR = Floor.INSIDE
# Slices of two quarters: a half-month before the other calendar's border, the long stretch, one after it.
SLICES = {"Q1": ("a", "b", "c"), "Q2": ("d", "e")}


def year_of(units):
    """Answers of units: level, area, and a number for each of the five slices."""
    rows = [
        (f"u{at}", f"l{level}", f"x{area}", quarter, label)
        for at, (level, area, counts) in enumerate(units)
        for (quarter, label), n in zip(
            [(quarter, label) for quarter, own in SLICES.items() for label in own], counts, strict=True
        )
        for _ in range(n)
    ]
    answers = answers_of(np.full((len(rows), 2), 4))
    answers.about[["unit", "level", "area", "part", "slice"]] = rows
    return answers


def test_a_quarter_less_the_other_calendars_window_does_not_tell_the_three_of_a_half_month():
    # u0 had 3 answers in the last half-month: quarter I less the window that ends before it.
    units = [(0, 0, (20, 40, 3, 30, 30))] + [(0, 0, (30, 50, 20, 30, 30))] * 3
    told = told_in_slices(year_of(units), FLOOR)
    u0 = {label for label, group in told if group == name_of("unit", "u0")}
    assert name_of("unit", "u0") in plan_of(year_of(units), FLOOR).shown
    assert "c" not in u0
    assert not {"a", "b"} <= u0
    # The whole, and units with enough in every half-month, are still shown by the other calendar.
    assert {label for label, group in told if group == TOTAL} == set("abcde")
    assert {("a", name_of("unit", f"u{at}")) for at in (1, 2, 3)} & told
    # All others less what they are told to be do not leave the three either.
    assert sum(("c", name_of("unit", f"u{at}")) in told for at in (1, 2, 3)) < 3


def test_where_every_half_month_has_enough_everything_is_told():
    units = [(at % 2, at % 2, (20, 40, 20, 30, 30)) for at in range(4)]
    groups = {group for _, group in told_in_slices(year_of(units), FLOOR)}
    assert groups == plan_of(year_of(units), FLOOR).shown & groups
    assert len(told_in_slices(year_of(units), FLOOR)) == 5 * (4 + 2 + 2 + 1)


def test_a_half_month_of_few_in_all_tells_nothing_of_its_quarter():
    units = [(0, 0, (20, 40, 1, 30, 30)), (0, 0, (20, 40, 1, 30, 30)), (0, 0, (20, 40, 1, 30, 30))]
    assert {label for label, _ in told_in_slices(year_of(units), FLOOR)} <= {"d", "e"}


COUNTS = st.tuples(*[st.one_of(st.integers(1, 9), st.integers(10, 40))] * 5)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), COUNTS), min_size=2, max_size=4))
def test_no_sum_of_both_calendars_narrows_a_hidden_group_or_tells_a_small_half_month(units):
    answers = year_of(units)
    told = told_in_slices(answers, FLOOR)
    cells, out, place = cells_of(answers, plan_of(answers, FLOOR).shown, told)
    first = ranges(cells, out - {place[f"{label}\x01{group}"] for label, group in told})
    both = ranges(cells, out)
    for name, found in both.items():
        n = next(group.n for group in cells.groups if group.name == name)
        if "\x01" not in name:
            assert found.width == first[name].width
        elif n < FLOOR:
            assert found.width >= min(FLOOR, first[name].width)


def cells_of(answers, shown, told):
    """Every group of the quarters, the year and the slices as a set of unit × slice, and which are out."""
    about = answers.about
    where = about["unit"] + "\x01" + about["slice"]
    names = sorted(set(where))
    atoms = tuple(Atom(int((where == name).sum()), 0, 1, 2**30) for name in names)
    groups, out = [], set()
    releases = [
        ("Q1\x00", about["part"] == "Q1"),
        ("Q2\x00", about["part"] == "Q2"),
        ("", about["part"] != ""),
    ]
    releases += [(f"{label}\x01", about["slice"] == label) for label in sorted(set(about["slice"]))]
    for label, inside in releases:
        every = [(TOTAL, inside)] + [
            (name_of(column, key), inside & (about[column] == key))
            for column in ("unit", "level", "area")
            for key in sorted(set(about.loc[inside, column]))
        ]
        for group, rows in every:
            own = frozenset(names.index(name) for name in set(where[rows]))
            is_out = (label[:-1], group) in told if label.endswith("\x01") else f"{label}{group}" in shown
            out |= {len(groups)} if is_out else set()
            groups.append(Group(f"{label}{group}", Kind.UNIT, own, (), int(rows.sum())))
    return Cells(atoms, tuple(groups), False), out, {group.name: at for at, group in enumerate(groups)}
