"""The two trees, as they stood on the day asked for."""

from datetime import date

import pytest

from survey.store import units
from survey.store.connection import Store
from survey.store.errors import NotFound
from survey.store.units import MANAGEMENT, PROFESSIONAL
from tests.store.small_office import COUNTER, PHONG, SCHOOL, SO, XA

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_OF_COMMUNES = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("root", "day", "tree", "below"),
    [
        (SO, LAST_DAY_OF_DISTRICTS, MANAGEMENT, {SO, PHONG, SCHOOL, COUNTER}),
        (SO, FIRST_DAY_OF_COMMUNES, MANAGEMENT, {SO, XA, SCHOOL, COUNTER}),
        (PHONG, LAST_DAY_OF_DISTRICTS, MANAGEMENT, {PHONG, SCHOOL, COUNTER}),
        (PHONG, FIRST_DAY_OF_COMMUNES, MANAGEMENT, {PHONG}),
        (XA, LAST_DAY_OF_DISTRICTS, MANAGEMENT, {XA}),
        (XA, FIRST_DAY_OF_COMMUNES, MANAGEMENT, {XA, SCHOOL, COUNTER}),
        (PHONG, LAST_DAY_OF_DISTRICTS, PROFESSIONAL, {PHONG, SCHOOL}),
        (SO, FIRST_DAY_OF_COMMUNES, PROFESSIONAL, {SO, SCHOOL}),
        (SCHOOL, FIRST_DAY_OF_COMMUNES, MANAGEMENT, {SCHOOL}),
    ],
)
def test_a_subtree_is_that_of_its_day(store: Store, root: str, day: date, tree: str, below: set[str]) -> None:
    assert set(units.subtree(store.db, root, day, tree)) == below


def test_a_circle_of_units_ends(store: Store) -> None:
    with store.write() as db:
        units.save_edges(db, [units.Edge(SO, SCHOOL, MANAGEMENT)])
    assert set(units.subtree(store.db, SO, FIRST_DAY_OF_COMMUNES)) == {SO, XA, SCHOOL, COUNTER}


def test_saving_again_updates_by_code(store: Store) -> None:
    renamed = units.Unit(SCHOOL, "Trường Tiểu học Kim Sơn", "truong", "tieu_hoc")
    before = len(units.every(store.db))
    with store.write() as db:
        units.save(db, [renamed])
    assert units.get(store.db, SCHOOL) == renamed
    assert len(units.every(store.db)) == before
    assert units.some(store.db, [SCHOOL, "NOBODY"]) == [renamed]


def test_saving_is_all_or_nothing(store: Store) -> None:
    nameless = units.Unit("B", "", "truong")
    with pytest.raises(Exception, match="CHECK"), store.write() as db:
        units.save(db, [units.Unit("A", "Trường A", "truong"), nameless])
    with pytest.raises(NotFound, match="“A”"):
        units.get(store.db, "A")


def test_edges_of_a_day_are_those_valid_then(store: Store) -> None:
    parents = {edge.child: edge.parent for edge in units.edges(store.db, MANAGEMENT, FIRST_DAY_OF_COMMUNES)}
    assert parents == {XA: SO, SCHOOL: XA, COUNTER: XA}
