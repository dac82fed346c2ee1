"""Who counts above: units of the last day of a period, and those that ended in it and left no successor."""

from datetime import date

import pytest

from survey.store import organisation
from survey.store.connection import Store
from survey.store.organisation import Changes, Document, Event, Kind
from tests.store.small_office import COUNTER, SCHOOL, SO, XA

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
ALL = {SO, XA, SCHOOL, COUNTER}


def end(store: Store, day: date, *ended: str, successors: dict[str, str] | None = None) -> None:
    kind = Kind.MERGE if successors else Kind.CLOSE
    with store.write() as db:
        event = Event(kind, day, Document("1/QĐ", "2026-06-01", "thử"), ())
        organisation.record(
            db, event, Changes(ended=ended, successors=successors or {}), date(2026, 11, 1), "so"
        )


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 7, 1), False),
        (date(2026, 7, 2), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), True),
        (date(2026, 10, 2), True),
    ],
)
def test_a_unit_that_was_there_on_one_day_of_the_period_counts(store: Store, day: date, counts: bool) -> None:
    end(store, day, SCHOOL)
    assert organisation.roll_up(store.db, SO, FIRST, LAST) == (ALL if counts else ALL - {SCHOOL})


def test_below_a_unit_that_ended_too_it_counts_further_up(store: Store) -> None:
    end(store, date(2026, 8, 1), SCHOOL)
    end(store, date(2026, 8, 15), XA)
    assert organisation.roll_up(store.db, SO, FIRST, LAST) >= {SO, XA, SCHOOL}
    assert organisation.roll_up(store.db, XA, FIRST, LAST) >= {XA, SCHOOL}


def test_who_has_a_successor_counts_with_it_even_when_that_ends_as_well(store: Store) -> None:
    end(store, date(2026, 8, 1), COUNTER, successors={COUNTER: SCHOOL})
    end(store, date(2026, 8, 15), SCHOOL)
    found = organisation.roll_up(store.db, SO, FIRST, LAST)
    assert found == {SO, XA, SCHOOL}
    assert organisation.successions(store.db).former(found, LAST) == {COUNTER: SCHOOL}
