"""A day is a day in Viet Nam: both sides of midnight there and in UTC, and the ends of quarters."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from survey import clock
from survey.store import responses
from survey.store.connection import Store
from tests.citizen.visitor import Visitor

UTC, THERE = ZoneInfo("UTC"), ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("moment", "day", "half"),
    [
        (datetime(2026, 9, 30, 23, 59, 59, tzinfo=THERE), "2026-09-30", "pm"),
        (datetime(2026, 10, 1, 0, 0, 0, tzinfo=THERE), "2026-10-01", "am"),
        (datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC), "2026-09-30", "pm"),
        (datetime(2026, 9, 30, 17, 0, 0, tzinfo=UTC), "2026-10-01", "am"),
        (datetime(2026, 9, 30, 23, 59, 59, tzinfo=UTC), "2026-10-01", "am"),
        (datetime(2026, 10, 1, 0, 0, 0, tzinfo=UTC), "2026-10-01", "am"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01-01", "am"),
        (datetime(2027, 1, 1, 6, 30, tzinfo=THERE), "2027-01-01", "am"),
        (datetime(2026, 3, 31, 11, 59, 59, tzinfo=THERE), "2026-03-31", "am"),
        (datetime(2026, 3, 31, 12, 0, 0, tzinfo=THERE), "2026-03-31", "pm"),
    ],
    ids=str,
)
def test_an_answer_belongs_to_its_day_in_viet_nam(
    visitor: Visitor, store: Store, monkeypatch: pytest.MonkeyPatch, moment: datetime, day: str, half: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    visitor.answer()
    (stored,) = responses.every(store.db)
    assert (stored.day, stored.half) == (day, half)


def test_a_form_sent_again_after_midnight_is_thanked_as_the_same(
    visitor: Visitor, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = visitor.answers(visitor.open())
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 9, 30, 23, 59, 59, tzinfo=THERE))
    first = visitor.send(fields)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 10, 1, 0, 0, 1, tzinfo=THERE))
    assert visitor.send(fields).location == first.location
    (stored,) = responses.every(store.db)
    assert stored.day == "2026-09-30"
