"""The holidays that ship, checked against the sun and the moon."""

import csv
import math
from datetime import date, timedelta

from survey.places import folder

WEEKEND = 5


def holidays() -> list[dict[str, str]]:
    with (folder("data") / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days(start: str) -> set[date]:
    return {date.fromisoformat(row["date"]) for row in holidays() if row["name"].startswith(start)}


def test_they_are_in_order_and_no_day_comes_twice():
    listed = [row["date"] for row in holidays()]
    assert listed == sorted(set(listed))


def test_the_days_fixed_by_law_are_there_in_every_year():
    fixed = {(1, 1), (4, 30), (5, 1), (9, 2)}
    listed = {date.fromisoformat(row["date"]) for row in holidays() if row["kind"] == "off"}
    assert {date(year, month, day) for year in (2025, 2026, 2027) for month, day in fixed} <= listed


def test_new_year_by_the_moon_is_the_day_of_a_new_moon_in_vietnam():
    first_days = days("Mùng một")
    assert first_days == {date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6)}
    assert all(_new_moon_near(day) == day for day in first_days)


def test_the_days_around_new_year_follow_each_other():
    for first in days("Mùng một"):
        assert {first - timedelta(1)} <= days("Giao thừa")
        assert {first + timedelta(1)} <= days("Mùng hai")
        assert {first + timedelta(2)} <= days("Mùng ba")


def test_the_hung_kings_day_is_the_tenth_of_the_third_month():
    # No leap month falls before the third month in these years: it begins at the second new moon after Tết.
    for first in days("Mùng một"):
        third_month = _new_moon_near(first + timedelta(59))
        assert third_month + timedelta(9) in days("Giỗ Tổ")


def test_a_working_saturday_pays_for_a_day_off_on_a_working_day():
    table = {row["date"]: row for row in holidays()}
    working = [row for row in table.values() if row["kind"] == "work"]
    swaps = [row for row in table.values() if row["name"].startswith("Nghỉ hoán đổi")]
    assert len(working) == len(swaps) == 2
    assert all(date.fromisoformat(row["date"]).weekday() == WEEKEND for row in working)
    assert all(date.fromisoformat(row["date"]).weekday() < WEEKEND for row in swaps)


def test_a_day_off_in_lieu_follows_a_holiday_at_the_weekend():
    listed = {date.fromisoformat(row["date"]) for row in holidays() if row["kind"] == "off"}
    for day in days("Nghỉ bù"):
        before = day - timedelta(1)
        while before.weekday() >= WEEKEND and before not in listed:
            before -= timedelta(1)
        assert before in listed
        assert before.weekday() >= WEEKEND


def _new_moon_near(day: date) -> date:
    """The day in Vietnam (UTC+7) of the new moon nearest to the day: mean phase with its main terms.

    Source: Meeus, Astronomical Algorithms, 2nd ed., chapter 49; good to some minutes here.
    """
    k = round((day.year + (day.timetuple().tm_yday - 1) / 365.25 - 2000) * 12.3685)
    return min((_new_moon(k + shift) for shift in (-1, 0, 1)), key=lambda found: abs(found - day))


def _new_moon(k: int) -> date:
    t = k / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * k)
    moon = math.radians(201.5643 + 385.81693528 * k)
    node = math.radians(160.7108 + 390.67050284 * k)
    e = 1 - 0.002516 * t
    julian = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2
    julian += -0.40720 * math.sin(moon) + 0.17241 * e * math.sin(sun) + 0.01608 * math.sin(2 * moon)
    julian += 0.01039 * math.sin(2 * node) + 0.00739 * e * math.sin(moon - sun)
    julian += -0.00514 * e * math.sin(moon + sun) + 0.00208 * e**2 * math.sin(2 * sun)
    # Julian days begin at noon UTC; 70 s lie between dynamical time and UTC.
    return date(2000, 1, 1) + timedelta(math.floor(julian - 70 / 86400 + 7 / 24 - 2451544.5))
