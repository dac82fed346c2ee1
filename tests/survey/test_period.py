"""Windows of the reporting calendar: 581/BNV-CCHC and 06/2021/TT-TTCP (15/12 – 14/3, 14/6, 14/9, 14/12)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import period
from survey.clock import bucket
from survey.period import Calendar, PeriodError

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
CALENDARS = st.sampled_from(Calendar)
CCHC_WINDOWS = {
    "2026Q1": (date(2025, 12, 15), date(2026, 3, 14)),
    "2026Q2": (date(2026, 3, 15), date(2026, 6, 14)),
    "2026Q3": (date(2026, 6, 15), date(2026, 9, 14)),
    "2026Q4": (date(2026, 9, 15), date(2026, 12, 14)),
    "2026H1": (date(2025, 12, 15), date(2026, 6, 14)),
    "2026M9": (date(2025, 12, 15), date(2026, 9, 14)),
    "2026": (date(2025, 12, 15), date(2026, 12, 14)),
}


@pytest.mark.parametrize("label", CCHC_WINDOWS)
def test_the_reporting_windows_are_those_of_the_ministry(label: str) -> None:
    window = period.parse(label, Calendar.CCHC)
    assert (window.first, window.last) == CCHC_WINDOWS[label]


def test_a_calendar_quarter_has_its_three_months() -> None:
    quarter = period.parse("2026Q3")
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarter.name == "Quý III/2026"
    assert quarter.full_name == "Quý III/2026 (01/07/2026 – 30/09/2026)"


def test_nine_months_and_the_third_quarter_are_different_periods() -> None:
    assert period.parse("2026M9", Calendar.CCHC).first != period.parse("2026Q3", Calendar.CCHC).first


def test_the_terms_of_a_school_year_lie_in_two_calendar_years() -> None:
    first, second = (period.parse(f"2025-2026HK{n}", Calendar.SCHOOL_YEAR) for n in (1, 2))
    assert (first.first, first.last) == (date(2025, 9, 1), date(2026, 1, 14))
    assert (second.first, second.last) == (date(2026, 1, 15), date(2026, 5, 31))
    assert second.previous() == first
    assert first.previous().label == "2024-2025HK2"
    assert first.name == "Học kỳ I năm học 2025–2026"


def test_a_school_year_ends_the_day_before_the_next_begins() -> None:
    year = period.parse("2025-2026", Calendar.SCHOOL_YEAR)
    assert (year.first, year.last) == (date(2025, 9, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("2026Q1", "2025Q4"),
        ("2026Q3", "2026Q2"),
        ("2026H1", "2025H1"),
        ("2026M9", "2025M9"),
        ("2026", "2025"),
    ],
)
def test_the_previous_period_is_of_the_same_kind(label: str, before: str) -> None:
    assert period.parse(label).previous().label == before


@pytest.mark.parametrize(
    ("label", "calendar"),
    [
        ("", Calendar.QUARTER),
        ("2026Q5", Calendar.QUARTER),
        ("26Q1", Calendar.QUARTER),
        ("2026HK1", Calendar.QUARTER),
        ("2025-2026", Calendar.QUARTER),
        ("2026", Calendar.SCHOOL_YEAR),
        ("2025-2027", Calendar.SCHOOL_YEAR),
        ("2025-2026Q1", Calendar.SCHOOL_YEAR),
        ("٢٠٢٦Q1", Calendar.QUARTER),
    ],
)
def test_a_label_of_another_calendar_is_refused_with_the_right_spelling(
    label: str, calendar: Calendar
) -> None:
    with pytest.raises(PeriodError, match="hãy viết 202"):
        period.parse(label, calendar)


@given(DAYS, CALENDARS)
def test_every_day_lies_in_one_period_and_its_label_reads_back(moment: date, calendar: Calendar) -> None:
    found = period.of(moment, calendar)
    assert found.holds(moment)
    assert period.parse(found.label, calendar) == found
    assert found.previous().last == found.first - timedelta(days=1)


@given(DAYS, CALENDARS)
def test_periods_never_cut_a_half_month(moment: date, calendar: Calendar) -> None:
    found = period.of(moment, calendar)
    assert bucket(found.first) == found.first
    assert bucket(found.last + timedelta(days=1)) == found.last + timedelta(days=1)


@given(DAYS, CALENDARS)
def test_the_following_period_is_the_one_that_has_this_before_it(moment: date, calendar: Calendar) -> None:
    found = period.of(moment, calendar)
    assert found.following().previous() == found
    assert found.following().first == found.last + timedelta(days=1)


def test_half_a_year_is_followed_by_the_same_half_of_the_next() -> None:
    assert period.parse("2026H1").following().label == "2027H1"


def test_a_run_of_periods_ends_with_the_last() -> None:
    assert [p.label for p in period.run(period.parse("2026Q2"), 4)] == [
        "2025Q3",
        "2025Q4",
        "2026Q1",
        "2026Q2",
    ]


@pytest.mark.parametrize(
    ("calendar", "day", "labels"),
    [
        (Calendar.QUARTER, date(2026, 11, 21), ["2026Q4", "2026"]),
        (Calendar.QUARTER, date(2026, 5, 5), ["2026Q2", "2026H1"]),
        (Calendar.QUARTER, date(2026, 2, 1), ["2026Q1"]),
        (Calendar.CCHC, date(2026, 12, 20), ["2027Q1"]),
        (Calendar.SCHOOL_YEAR, date(2027, 1, 4), ["2026-2027HK1"]),
        (Calendar.SCHOOL_YEAR, date(2027, 7, 1), ["2026-2027"]),
    ],
)
def test_what_goes_on_is_what_ends_next(calendar: Calendar, day: date, labels: list[str]) -> None:
    assert [one.label for one in period.going_on(calendar, day)] == labels
