"""Which count of students or dossiers holds for a period."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from survey import keys, population
from survey.answered import Sight
from survey.organisation.changes import Plan
from survey.period import Calendar, parse
from survey.running import Running, start
from survey.settings import Settings
from survey.store import populations
from survey.store.connection import Store
from survey.store.organisation import Kind as Happened
from survey.store.populations import Kind, Population
from survey.store.units import Unit
from tests.organisation import province
from tests.organisation.province import DAY, DOCUMENT, happen

QUARTER = parse("2026Q4")
SCHOOL_YEAR = ("2026-09-01", "2027-08-31")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = province.build(tmp_path / "sipas.db")
    yield store
    store.close()


@pytest.fixture
def live(store: Store) -> Iterator[Running]:
    keys.make(store.path.parent / "secret.key")
    live = start(Settings(home=store.path.parent))
    yield live
    live.close()


def count(live: Running, *found: tuple[str, Kind, str, str, int]) -> None:
    with live.store.write() as db:
        populations.save(db, [Population(*one, source="báo cáo") for one in found])


def sizes(
    live: Running, kind: Kind, units: str = "th-a1 th-a2 xa-a", label: str = "2026Q4"
) -> dict[str, int]:
    sight = Sight(frozenset(units.split()), parse(label), tree_of=date(2026, 12, 31))
    return dict(population.of(live, sight)[kind])


def test_students_of_the_school_year_hold_for_its_quarters(live: Running) -> None:
    count(live, ("th-a1", Kind.STUDENTS, *SCHOOL_YEAR, 400))
    assert sizes(live, Kind.STUDENTS) == {"th-a1": 400}
    assert sizes(live, Kind.STUDENTS, label="2026Q2") == {}


def test_of_two_counts_that_hold_the_one_of_the_shorter_window_counts(live: Running) -> None:
    count(
        live,
        ("th-a1", Kind.STUDENTS, *SCHOOL_YEAR, 400),
        ("th-a1", Kind.STUDENTS, "2026-10-01", "2026-12-31", 395),
    )
    assert sizes(live, Kind.STUDENTS) == {"th-a1": 395}


def test_a_count_that_ended_before_the_period_did_is_better_than_none(live: Running) -> None:
    count(live, ("th-a1", Kind.STUDENTS, "2025-09-01", "2026-10-31", 410))
    assert sizes(live, Kind.STUDENTS) == {"th-a1": 410}


def test_dossiers_of_months_add_up_to_a_quarter_and_a_gap_makes_them_unknown(live: Running) -> None:
    # A quarter of the calendar of this project ends on its last half-month: 1 October to 31 December.
    count(
        live,
        ("xa-a", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 30),
        ("xa-a", Kind.DOSSIERS, "2026-12-01", "2026-12-31", 50),
    )
    assert sizes(live, Kind.DOSSIERS) == {}
    count(live, ("xa-a", Kind.DOSSIERS, "2026-11-01", "2026-11-30", 40))
    assert sizes(live, Kind.DOSSIERS) == {"xa-a": 120}


def test_dossiers_of_a_longer_window_tell_nothing_about_a_quarter(live: Running) -> None:
    count(live, ("xa-a", Kind.DOSSIERS, "2026-01-01", "2026-12-31", 900))
    assert sizes(live, Kind.DOSSIERS) == {}
    assert sizes(live, Kind.DOSSIERS, label="2026") == {"xa-a": 900}


def test_a_count_of_the_whole_quarter_comes_before_those_of_its_months(live: Running) -> None:
    count(
        live,
        ("xa-a", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 30),
        ("xa-a", Kind.DOSSIERS, QUARTER.first.isoformat(), QUARTER.last.isoformat(), 100),
    )
    assert sizes(live, Kind.DOSSIERS) == {"xa-a": 100}


def test_windows_that_overlap_are_chosen_so_that_every_day_counts_once(live: Running) -> None:
    count(
        live,
        ("xa-a", Kind.DOSSIERS, "2026-10-01", "2026-10-15", 10),
        ("xa-a", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 30),
        ("xa-a", Kind.DOSSIERS, "2026-11-01", "2026-12-31", 90),
    )
    assert sizes(live, Kind.DOSSIERS) == {"xa-a": 120}
    # The longer first window is a blind alley here.
    count(
        live,
        ("xa-b", Kind.DOSSIERS, "2026-10-01", "2026-10-15", 10),
        ("xa-b", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 30),
        ("xa-b", Kind.DOSSIERS, "2026-10-16", "2026-12-31", 100),
    )
    assert sizes(live, Kind.DOSSIERS, "xa-b") == {"xa-b": 110}


MIDDLE = date(2026, 11, 15)
UNTIL, SINCE = ("2026-10-01", "2026-11-14"), ("2026-11-15", "2026-12-31")
WHOLE = (UNTIL[0], SINCE[1])
MERGED = Plan(Happened.MERGE, MIDDLE, DOCUMENT, ("xa-a", "xa-b"), ("xa-b",))
NEW = Unit("xa-m", "Ủy ban nhân dân xã Mới", "ubnd_xa", valid_from="2026-11-15")
UNITED = Plan(Happened.MERGE, MIDDLE, DOCUMENT, ("xa-a", "xa-b"), ("xa-m",), founded=(NEW,))


def test_dossiers_of_an_office_until_its_merger_count_with_those_of_the_successor(
    live: Running, store: Store
) -> None:
    happen(store, MERGED)
    count(live, ("xa-a", Kind.DOSSIERS, *UNTIL, 400), ("xa-b", Kind.DOSSIERS, *WHOLE, 600))
    assert sizes(live, Kind.DOSSIERS, "xa-b") == {"xa-b": 1000}


def test_dossiers_of_a_new_office_begin_with_its_founding(live: Running, store: Store) -> None:
    happen(store, UNITED)
    count(live, ("xa-a", Kind.DOSSIERS, *UNTIL, 400), ("xa-b", Kind.DOSSIERS, *UNTIL, 300))
    assert sizes(live, Kind.DOSSIERS, "xa-m") == {}
    count(live, ("xa-m", Kind.DOSSIERS, *SINCE, 500))
    assert sizes(live, Kind.DOSSIERS, "xa-m") == {"xa-m": 1200}


def test_a_gap_in_the_dossiers_of_an_office_that_ended_makes_the_successor_unknown(
    live: Running, store: Store
) -> None:
    happen(store, MERGED)
    count(live, ("xa-b", Kind.DOSSIERS, *WHOLE, 600))
    assert sizes(live, Kind.DOSSIERS, "xa-b") == {"xa-b": 600}
    count(live, ("xa-a", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 90))
    assert sizes(live, Kind.DOSSIERS, "xa-b") == {}


def test_an_office_that_ended_before_the_period_adds_nothing_to_it(live: Running, store: Store) -> None:
    happen(store, MERGED)
    count(
        live,
        ("xa-a", Kind.DOSSIERS, "2027-01-01", "2027-03-31", 400),
        ("xa-b", Kind.DOSSIERS, "2027-01-01", "2027-03-31", 600),
    )
    sight = Sight(frozenset({"xa-b"}), parse("2027Q1"), tree_of=date(2027, 3, 31))
    assert population.of(live, sight)[Kind.DOSSIERS] == {"xa-b": 600}


def test_the_people_of_a_merged_school_count_for_its_successor(live: Running, store: Store) -> None:
    happen(store, Plan(Happened.MERGE, DAY, DOCUMENT, ("th-a1", "th-a2"), ("th-a1",)))
    count(live, ("th-a1", Kind.STUDENTS, *SCHOOL_YEAR, 400), ("th-a2", Kind.STUDENTS, *SCHOOL_YEAR, 150))
    assert sizes(live, Kind.STUDENTS, "th-a1") == {"th-a1": 550}


def test_a_count_made_after_the_merger_has_them_already(live: Running, store: Store) -> None:
    happen(store, Plan(Happened.MERGE, DAY, DOCUMENT, ("th-a1", "th-a2"), ("th-a1",)))
    count(
        live,
        ("th-a1", Kind.STUDENTS, "2026-10-01", "2027-08-31", 540),
        ("th-a2", Kind.STUDENTS, *SCHOOL_YEAR, 150),
    )
    assert sizes(live, Kind.STUDENTS, "th-a1") == {"th-a1": 540}


def test_a_second_count_of_a_window_replaces_the_first(live: Running) -> None:
    for n in (400, 420):
        count(live, ("th-a1", Kind.STUDENTS, *SCHOOL_YEAR, n))
    assert sizes(live, Kind.STUDENTS) == {"th-a1": 420}
    assert len(populations.every(live.store.db)) == 1


def test_a_school_year_ends_where_the_calendar_says() -> None:
    year = parse("2026-2027", Calendar.SCHOOL_YEAR)
    assert (year.first.isoformat(), year.last.isoformat()) == ("2026-09-01", "2027-08-31")
