"""Whatever happens in whatever order: the past stands, the trees stay trees, every code has who answers."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.organisation.changes import EventRefusedError, Plan, changes_of
from survey.organisation.picture import Picture
from survey.store.organisation import Kind, Move, Successions
from survey.store.units import TREES, Edge, Unit
from tests.organisation.province import DOCUMENT, EDGES, UNITS

FIRST = date(2026, 1, 1)
CODES = [unit.code for unit in UNITS]
NEW = [f"new-{n}" for n in range(4)]
DAYS = [FIRST + timedelta(days=30 * n) for n in range(8)]


def start() -> Picture:
    edges: dict[tuple[str, str], tuple[Edge, ...]] = {}
    for edge in EDGES:
        edges[edge.child, edge.tree] = (edge,)
    return Picture({unit.code: unit for unit in UNITS}, {}, edges, Successions())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kind, day = draw(st.sampled_from(Kind)), draw(st.sampled_from(DAYS))
    one, other = draw(st.sampled_from(CODES + NEW)), draw(st.sampled_from(CODES + NEW))
    new = draw(st.sampled_from(NEW))
    founded = (Unit(new, f"Trường {new}", "truong_thcs", "thcs", valid_from=day.isoformat()),)
    tree = draw(st.sampled_from(TREES))
    if kind is Kind.CREATE:
        return Plan(kind, day, DOCUMENT, (new,), parents=(Move(new, tree, other),), founded=founded)
    if kind is Kind.RENAME:
        return Plan(kind, day, DOCUMENT, (one,), names={one: draw(st.sampled_from(["Tên A", "Tên B"]))})
    if kind is Kind.MOVE:
        return Plan(kind, day, DOCUMENT, (one,), parents=(Move(one, tree, other),))
    if kind is Kind.MERGE:
        united = draw(st.booleans())
        into = new if united else other
        return Plan(kind, day, DOCUMENT, (one, other), (into,), founded=founded if united else ())
    if kind is Kind.SPLIT:
        return Plan(kind, day, DOCUMENT, (one,), (new,), draw(st.sampled_from(["", new])), founded=founded)
    return Plan(kind, day, DOCUMENT, (one,), successor=draw(st.sampled_from(["", other])))


def seen(whole: Picture, codes: list[str], day: date) -> list[object]:
    return [
        (
            code,
            whole.active(code, day) and whole.name(code, day),
            [whole.parent(code, tree, day) for tree in TREES],
            whole.successors.acting(code, day),
        )
        for code in codes
    ]


@settings(max_examples=300)
@given(st.lists(plans(), max_size=12))
def test_the_past_stands_and_the_trees_stay_trees(ordered: list[Plan]) -> None:
    whole = start()
    for plan in ordered:
        try:
            changes = changes_of(plan, whole)
        except EventRefusedError:
            continue
        before, known = whole, [*whole.units]
        whole = whole.after(changes, plan.day)
        for day in (FIRST - timedelta(days=1), *(day for day in DAYS if day < plan.day)):
            assert seen(whole, known, day) == seen(before, known, day)
    for day in DAYS:
        for code in whole.units:
            assert all(code not in whole.above(code, tree, day) for tree in TREES)
            if whole.active(code, day):
                parents = [whole.parent(code, tree, day) for tree in TREES]
                assert all(parent is None or whole.active(parent, day) for parent in parents)
            else:
                assert [whole.parent(code, tree, day) for tree in TREES] == [None, None]
    for edges in whole.edges.values():
        for one, following in pairwise(edges):
            assert one.valid_to < following.valid_from
