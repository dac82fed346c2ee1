"""Campaigns in the store: which answers belong to one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.store import campaigns, responses, tallies
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.errors import NotFound
from tests.store import small_office
from tests.store.small_office import COUNTER, POINTS, SCHOOL, SO

EVERYBODY = [COUNTER, SCHOOL]


def campaign(first: str, last: str, code: str = "dot-1") -> Campaign:
    return Campaign(
        code, "Đợt thử", SO, small_office.questionnaire().key, first, last, "margin", 0.05, "2026-01-01"
    )


def counted(store: Store, wanted: Campaign) -> dict[str, int]:
    tallies.fold(store)
    return {one.unit: one.n for one in campaigns.standings(store.db, wanted, EVERYBODY)}


def answer(store: Store, *days: str, point: int = 0, **changes: str) -> None:
    with store.write() as db:
        for day in days:
            responses.add(db, small_office.response(POINTS[point], day=day, **changes))


def start(store: Store, wanted: Campaign) -> Campaign:
    parts = [Part(COUNTER, 1000, ("CTR00001",)), Part(SCHOOL, 0, ("CLS00001",))]
    with store.write() as db:
        campaigns.save(db, wanted, parts)
    return wanted


def test_answers_in_the_days_of_a_campaign_are_counted_to_the_day(store: Store) -> None:
    wanted = start(store, campaign("2026-01-10", "2026-03-05"))
    answer(store, "2026-01-09", "2026-01-10", "2026-01-15", "2026-02-28", "2026-03-05", "2026-03-06")
    assert counted(store, wanted) == {COUNTER: 4, SCHOOL: 0}


def test_answers_at_other_points_or_to_other_versions_are_not_counted(store: Store) -> None:
    wanted = campaign("2026-01-01", "2026-01-31")
    with store.write() as db:
        campaigns.save(db, wanted, [Part(COUNTER, 10, ()), Part(SCHOOL, 10, ("CLS00001",))])
    answer(store, "2026-01-10")
    answer(store, "2026-01-10", "2026-01-20", point=1)
    assert counted(store, wanted) == {COUNTER: 0, SCHOOL: 2}


def test_only_the_units_asked_for_are_told(store: Store) -> None:
    wanted = start(store, campaign("2026-01-01", "2026-01-31"))
    assert [one.unit for one in campaigns.standings(store.db, wanted, [SCHOOL])] == [SCHOOL]
    assert campaigns.of_units(store.db, [SO]) == []
    assert campaigns.of_units(store.db, [SCHOOL]) == [wanted]


def test_a_campaign_knows_the_points_of_each_unit(store: Store) -> None:
    wanted = start(store, campaign("2026-01-01", "2026-01-31"))
    assert campaigns.points_of(store.db, wanted.code, SCHOOL) == {"CLS00001"}


def test_a_campaign_that_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(NotFound, match="Không có đợt khảo sát mã “khong”"):
        campaigns.get(store.db, "khong")


@settings(max_examples=200)
@given(first=st.dates(date(2025, 12, 1), date(2026, 4, 30)), length=st.integers(0, 100))
def test_the_tally_and_the_ends_together_are_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    whole, ends = campaigns._split(first, last)
    stretches = [*ends]
    if whole:
        # The last bucket of the tally lasts until the day before the next one begins.
        stretches.append((whole[0], max(day for day in _days(whole[0], last) if _bucket_of(day) <= whole[1])))
    found = sorted(day for one, other in stretches for day in _days(one, other))
    assert found == _days(first, last)


def _bucket_of(day: date) -> date:
    return day.replace(day=1 if day.day < 15 else 15)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
