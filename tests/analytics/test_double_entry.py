"""Two entries of the same paper forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.double_entry import Agreement, agreement, places

ANSWERS = st.text("12345n-x", min_size=6, max_size=6)


def test_answers_are_compared_one_by_one_and_what_was_not_asked_is_left_out() -> None:
    found = agreement([("55x4", "53x4"), ("1-x2", "11x3")], "x")
    assert found == Agreement(forms=2, compared=6, different=3)
    assert found.rate
    assert (found.rate.value, found.rate.n) == (0.5, 6)


def test_nothing_compared_has_no_rate() -> None:
    assert agreement([], "x").rate is None


def test_entries_of_different_questionnaires_are_never_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        places("555", "55")


@given(ANSWERS, ANSWERS)
def test_two_strings_differ_at_as_many_places_whichever_comes_first(one: str, other: str) -> None:
    assert places(one, other) == places(other, one)
    assert (places(one, other) == ()) == (one == other)
