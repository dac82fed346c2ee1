"""What a period shows beside what its parts showed before a unit moved."""

import numpy as np

from analytics.answers import Answers
from analytics.disclosure import Floor
from analytics.nesting import name_of, plan_of
from analytics.releases import OWN, then
from survey.belonging import Tree, Trees, placed
from survey.store.units import Unit
from tests.analytics.people import answers_of

UNITS = {code: Unit(code, code, "truong", "tieu_hoc") for code in ("th-a", "th-b", "th-c", "th-d")}
BEFORE = Tree({"th-a": "xa-1", "th-b": "xa-1", "th-c": "xa-2", "th-d": "xa-2"}, {})
AFTER = Tree({**BEFORE.areas, "th-a": "xa-2"}, {})


def answered(**quarters: tuple[int, ...]) -> Answers:
    rows = [
        (f"th-{unit}", f"Q{at + 1}")
        for unit, own in quarters.items()
        for at, n in enumerate(own)
        for _ in range(n)
    ]
    answers = answers_of(np.full((len(rows), 2), 4))
    answers.about[["unit", "part"]] = rows
    return answers


def test_a_school_that_moves_in_the_year_does_not_tell_the_few_it_leaves_behind() -> None:
    # Quarter I: xa-1 is th-a and th-b (3 answers) together. The year of xa-1 is that of th-b alone.
    answers = answered(a=(20, 20), b=(3, 20), c=(30, 30), d=(40, 40))
    year = placed(answers, Trees(AFTER, {"Q1": BEFORE, "Q2": AFTER}), UNITS, Floor.INSIDE)
    assert set(year.about.loc[year.about["unit"] == "th-a", then("area", "Q1")]) == {"xa-1", ""}
    shown = plan_of(year, Floor.INSIDE).shown
    assert f"Q1\x00{name_of('area', 'xa-1')}" in shown
    assert not {name_of("area", "xa-1"), name_of("unit", "th-b")} & shown


def test_where_nothing_moved_nothing_is_said_twice() -> None:
    answers = answered(a=(20, 20), b=(30, 30))
    year = placed(answers, Trees(BEFORE, {"Q1": BEFORE, "Q2": BEFORE, OWN: BEFORE}), UNITS, Floor.INSIDE)
    assert [column for column in year.about if "@" in column] == []


def test_todays_tree_beside_the_periods_own_does_not_tell_the_few_between_them() -> None:
    # By its own tree xa-2 shows 70 and hides nobody; by the new one it would have the three of th-b more.
    answers = answered(a=(20,), b=(3,), c=(30,), d=(40,))
    answers = answers.where(answers.about.pop("part") != "")
    merged = Tree({**BEFORE.areas, "th-b": "xa-2"}, {})
    shown = [
        plan_of(placed(answers, trees, UNITS, Floor.INSIDE), Floor.INSIDE).shown
        for trees in (Trees(BEFORE), Trees(merged, {OWN: BEFORE}))
    ]
    both = [name_of("area", "xa-2") in one for one in shown]
    assert both == [True, False]
