"""One plan for units, levels, areas and the parts of a period: it always answers, and the audit proves it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure import Floor, audit
from analytics.nesting import name_of, plan_of, plan_of_question
from analytics.releases import TOTAL, releases, then
from tests.analytics.people import answers_of

# unit, its level and area, answers in each of four parts
UNITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.lists(st.integers(0, 12), min_size=4, max_size=4)),
    min_size=1,
    max_size=6,
)
FLOORS = st.sampled_from([Floor.INSIDE, Floor.PUBLIC])


def period_of(units, parts):
    """Answers of these units in the first parts; none of them: a period that has no parts."""
    rows = [
        (f"u{at}", f"l{level}", f"a{area}", f"Q{part + 1}")
        for at, (level, area, counts) in enumerate(units)
        for part, n in enumerate(counts[: max(parts, 1)])
        for _ in range(n)
    ]
    answers = answers_of(np.full((len(rows), 2), 4, dtype=np.uint8).reshape(-1, 2))
    answers.about[["unit", "level", "area", "part"]] = np.array(rows, dtype=object).reshape(-1, 4)
    return answers if parts else answers.where(answers.about.pop("part") != "")


def is_proved(plan):
    out = {at for at, group in enumerate(plan.cells.groups) if group.name in plan.shown}
    return not plan.shown or audit(plan.cells, out, plan.floor) == []


@settings(max_examples=20, deadline=None)
@given(UNITS, st.integers(0, 4), FLOORS, st.sampled_from([0.1, 0.4, 0.8]), st.integers(0, 9))
def test_a_plan_always_answers_and_is_proved_by_the_audit(units, parts, floor, share, seed):
    answers = period_of(units, parts)
    if not len(answers):
        return
    main = plan_of(answers, floor)
    assert is_proved(main)
    own = answers.where(np.random.default_rng(seed).random(len(answers)) < share)
    if len(own):
        question = plan_of_question(own, floor, main)
        assert is_proved(question)
        assert question.shown <= main.shown


def test_a_question_that_leaves_a_hidden_unit_no_room_is_not_broken_down():
    # th_0 is hidden with its 3 answers and th_1 beside it; the question's 6 answers are all theirs.
    answers = period_of([(0, 0, [3, 0, 0, 0]), (0, 0, [12, 0, 0, 0]), (0, 0, [40, 0, 0, 0])], 0)
    main = plan_of(answers, Floor.INSIDE)
    unit = answers.about["unit"].to_numpy()
    own = answers.where(np.concatenate([np.flatnonzero(unit == "u0"), np.flatnonzero(unit == "u1")[:3]]))
    assert plan_of_question(own, Floor.INSIDE, main).shown == frozenset()


def test_a_question_few_answered_in_every_unit_keeps_its_figure_for_all():
    answers = period_of([(0, 0, [20, 0, 0, 0])] * 4, 0)
    own = answers.where(np.arange(len(answers)) % 10 == 0)
    question = plan_of_question(own, Floor.INSIDE, plan_of(answers, Floor.INSIDE))
    assert question.allows(TOTAL)
    assert not question.allows(name_of("unit", "u0"))


def page_at(answers, release):
    """The answers of a release as its own page had them: by the groups of its own last day."""
    own = answers.where(answers.about["part"].isin(release.parts).to_numpy(dtype=bool))
    for column in ("unit", "level", "area"):
        if then(column, release.label) in own.about:
            own.about[column] = own.about[then(column, release.label)]
    return own


MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.integers(0, 3)), max_size=3)


@settings(max_examples=15, deadline=None)
@given(UNITS, MOVES)
def test_a_year_knows_what_each_shorter_period_showed_whatever_moved_since(units, moves):
    answers = period_of(units, 4)
    if not len(answers):
        return
    answers = moved_within(answers, units, moves)
    year = plan_of(answers, Floor.INSIDE)
    assert is_proved(year)
    for release in releases(answers.about["part"].unique()):
        if not release.label:
            continue
        alone = plan_of(page_at(answers, release), Floor.INSIDE)
        own = {group for group in alone.shown if group.partition("\x00")[0] in ("unit", "level", "area", "")}
        told = {name for name in year.shown if name.startswith(f"{release.label}\x00")}
        assert {release.name(group) for group in own} == told or not year.shown


def moved_within(answers, units, moves):
    """Some units change their area (0–2), or are taken over by u0 (3), after a quarter."""
    first = answers.about["unit"].copy()
    for release in releases(answers.about["part"].unique()):
        ended = max(int(part[1]) for part in release.parts)
        done = [(f"u{unit}", target) for unit, since, target in moves if since < ended]
        areas = {f"u{at}": f"a{area}" for at, (_, area, _) in enumerate(units)}
        areas |= {unit: f"a{target}" for unit, target in done if target < 3}
        levels = {f"u{at}": f"l{level}" for at, (level, _, _) in enumerate(units)}
        unit = first.replace({unit: "u0" for unit, target in done if target == 3})
        for column, keys in {"unit": unit, "level": unit.map(levels), "area": unit.map(areas)}.items():
            answers.about[then(column, release.label) if release.label else column] = keys
    return answers


def test_a_unit_that_moves_does_not_tell_the_few_it_leaves_behind():
    # The first quarter shows area a0 with u0 and u1 together, and hides u1 (3 answers) with u0. Then u0 goes
    # to a1. The year of a0 is that of u1: with its second quarter it tells the three answers.
    units = [(0, 0, [20, 20, 0, 0]), (0, 0, [3, 20, 0, 0]), (0, 1, [30, 30, 0, 0]), (0, 1, [40, 40, 0, 0])]
    answers = moved_within(period_of(units, 2), units, [(0, 1, 1)])
    shown = plan_of(answers, Floor.INSIDE).shown
    assert {"Q1\x00area\x00a0", "Q2\x00unit\x00u1"} <= shown
    assert not {"Q1\x00unit\x00u1", "unit\x00u1", "area\x00a0"} & shown


def test_a_commune_that_knows_its_own_figures_cannot_take_them_from_the_public_ones():
    # In public u1 (3 answers) could hide with u0 (12) of another commune, whose people know their 12.
    units = [(0, 0, [12]), (0, 1, [3]), (0, 2, [40]), (0, 2, [50]), (0, 3, [60]), (0, 4, [30])]
    public = plan_of(period_of(units, 0), Floor.PUBLIC)
    place = {group.name: at for at, group in enumerate(public.cells.groups)}
    out = {place[name] for name in public.shown}
    known = {place[name_of("unit", "u0")], place[name_of("area", "a0")]}
    assert {TOTAL, name_of("unit", "u3"), name_of("unit", "u4")} <= public.shown
    assert not {one.name for one in audit(public.cells, out | known, Floor.INSIDE)} & {
        "unit\x00u1",
        "area\x00a1",
    }


def test_an_area_of_one_unit_is_hidden_with_it_and_the_others_stay():
    units = [(0, at, [n]) for at, n in enumerate((12, 3, 40, 50))]
    plan = plan_of(period_of(units, 0), Floor.INSIDE)
    assert {name for name in plan.hidden if name != TOTAL} == {
        name_of(column, f"{column[0]}{at}") for column in ("unit", "area") for at in (0, 1)
    }


@settings(max_examples=15, deadline=None)
@given(UNITS)
def test_no_commune_and_nobody_of_the_province_learns_more_from_the_public_than_from_the_office(units):
    answers = period_of(units, 0)
    if not len(answers):
        return
    inside, public = plan_of(answers, Floor.INSIDE), plan_of(answers, Floor.PUBLIC)
    assert public.shown <= inside.shown
    out = {at for at, group in enumerate(public.cells.groups) if group.name in public.shown}
    place = {group.name: at for at, group in enumerate(public.cells.groups)}
    for area in set(answers.about["area"]):
        own = plan_of(
            answers.where((answers.about["area"] == area).to_numpy()), Floor.INSIDE, ("unit", "level")
        )
        names = {name_of("area", area) if name == TOTAL else name for name in own.shown}
        seen = {place[name] for name in names if not name.startswith("level")}
        told = [public.cells.groups[one.group] for one in audit(public.cells, out | seen, Floor.INSIDE)]
        assert not [group.name for group in told if group.n < Floor.INSIDE]
