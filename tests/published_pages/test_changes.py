"""How a figure moved: in Vietnamese the words of analytics, in English the same figures and reservations."""

import math
import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import wording
from analytics.aggregate_change import compare_units
from analytics.answers import Answers
from analytics.change import AnotherMix, Change, CommonItems, CommonUnits, Direction, Reservation
from analytics.estimate import Interval, Scale
from survey.published import changes
from tests.analytics.people import answers_of
from tests.published_pages.test_sentences import VIETNAMESE_LETTERS, estimate

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNED = st.floats(-0.4, 0.4)
LABELS = (Direction.UP, Direction.DOWN, Direction.UNCLEAR)
NAMES = st.lists(st.sampled_from(["An Binh", "Truong B", "C"]), min_size=0, max_size=7).map(tuple)
FACTS = st.one_of(
    st.builds(CommonItems, st.integers(1, 9), st.integers(10, 19), st.integers(20, 29)),
    st.builds(CommonUnits, NAMES.filter(bool), NAMES, st.integers(0, 3), SIGNED, st.sampled_from(Scale)),
    st.builds(
        AnotherMix, st.sampled_from(Direction), SIGNED, st.sampled_from([None, Interval(-0.1, 0.2, "welch")]),
        st.just(Scale.SHARE),
    ),
)  # fmt: skip


def moved(by: float, width: float, label: Direction, n: int, facts: list[Reservation]) -> Change:
    """As `analytics.change` puts it together."""
    bounds = Interval(by - width, by + width, "welch")
    said = [wording.changed(label.value, by, bounds.lower, bounds.upper, Scale.SHARE)]
    if label is Direction.UNCLEAR:
        said.append(wording.smallest_visible(width, Scale.SHARE))
    ends = estimate(0.5, n), estimate(0.5, n + 7)
    return Change(by, bounds, label, " ".join(said), *ends, smallest=width, reservations=tuple(facts))


def refused(reason: str, movers: int = 0) -> Change:
    ends = estimate(0.5, 9), estimate(0.5, 40)
    return Change(math.nan, None, Direction.REFUSED, reason, *ends, movers=movers)


def said(app: Flask, found: Change, language: str) -> str:
    with app.test_request_context(f"/ket-qua?lang={language}"):
        return changes.said(found)


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


MOVES = st.builds(
    moved,
    SIGNED,
    st.floats(0, 0.2),
    st.sampled_from(LABELS),
    st.integers(10, 900),
    st.lists(FACTS, max_size=3),
)
REASONS = (
    (refused(wording.too_few_to_compare(9, 40)), "Fewer than 10 responses of the period before can be"),
    (refused(wording.too_few_to_compare(40, 9)), "Fewer than 10 responses of this period can be compared."),
    (refused(wording.too_few_to_compare(2, 3)), "Fewer than 10 responses of the period before and of this"),
    (refused(wording.NO_COMMON_ITEMS), "Cannot be compared: the two periods have no question in common."),
    (refused(wording.NO_COMMON_UNITS), "Cannot be compared: no unit has responses in both periods."),
    (refused(wording.made_by_units(3), movers=3), "Not compared: 3 units have responses in one of the two"),
)


@QUICK
@given(found=MOVES)
def test_a_change_reads_in_vietnamese_as_analytics_says_it(app: Flask, found: Change) -> None:
    assert said(app, found, "vi") == f"{found.sentence} {found.note}".rstrip()


@QUICK
@given(found=MOVES)
def test_a_change_in_english_keeps_its_direction_figures_and_reservations(app: Flask, found: Change) -> None:
    told = said(app, found, "en")
    starts = {Direction.UP: "Up: ", Direction.DOWN: "Down: ", Direction.UNCLEAR: "No clear change seen: "}
    assert told.startswith(starts[found.label])
    assert figures(told) == figures(f"{found.sentence} {found.note}")
    assert VIETNAMESE_LETTERS.search(told) is None


@pytest.mark.parametrize(("found", "english"), REASONS, ids=lambda one: one if isinstance(one, str) else "")
def test_what_was_not_compared_says_why_in_both_languages(app: Flask, found: Change, english: str) -> None:
    assert said(app, found, "vi") == found.sentence
    told = said(app, found, "en")
    assert told.startswith(english)
    assert VIETNAMESE_LETTERS.search(told) is None


def test_a_comparison_that_is_refused_tells_no_number_of_answers(app: Flask) -> None:
    """What two periods have in common may be fewer answers than the public may be told of."""
    for few, many in ((7, 40), (40, 7), (7, 3)):
        for language in ("vi", "en"):
            told = said(app, refused(wording.too_few_to_compare(few, many)), language)
            assert figures(told) == ["10"]


def school(**units: tuple[int, int]) -> Answers:
    """One question; units named with (satisfied, dissatisfied)."""
    scores = [[5]] * sum(yes for yes, _ in units.values()) + [[1]] * sum(no for _, no in units.values())
    names = [u for place in (0, 1) for u, counts in units.items() for _ in range(counts[place])]
    return answers_of(scores, unit=names)


def test_who_was_left_out_and_who_made_a_change_is_told_in_english(app: Flask) -> None:
    names = {unit: f"Unit {unit.upper()}" for unit in "abc"}
    came = compare_units(
        school(a=(95, 5), b=(190, 10)), school(a=(95, 5), b=(190, 10), c=(70, 30)), apart=names
    )
    assert (
        "without those with responses in this period only (1: Unit C); with every unit it is −6.3 percentage"
        in said(app, came, "en")
    )
    mix = compare_units(school(a=(98, 2), b=(350, 150)), school(a=(491, 9), b=(71, 29)))
    assert "of the period before, it would be: no clear change seen, +0.9 percentage points (−" in said(
        app, mix, "en"
    )
