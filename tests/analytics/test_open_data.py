"""Lines for other programs: steps of a scale with enough answers each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.disclosure.steps import joined


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 9, 4, 31, 60), [(0, 1, 11), (2, 3, 35), (4, 4, 60)]),
        ((0, 0, 0, 0, 40), [(0, 4, 40)]),
        ((20, 0, 0, 0, 3), [(0, 4, 23)]),
        ((10, 10, 10, 10, 10), [(0, 0, 10), (1, 1, 10), (2, 2, 10), (3, 3, 10), (4, 4, 10)]),
        ((1, 2, 1, 2, 3), []),
        ((), []),
    ],
)
def test_small_steps_join_their_neighbours(
    counts: tuple[int, ...], expected: list[tuple[int, int, int]]
) -> None:
    assert joined(counts, 10) == expected


@given(st.lists(st.integers(0, 40), max_size=6), st.integers(1, 12))
def test_no_step_is_small_and_nobody_is_lost(counts: list[int], floor: int) -> None:
    found = joined(counts, floor)
    assert all(n >= floor for _, _, n in found)
    assert bool(found) == (sum(counts) >= floor)
    if found:
        assert sum(n for _, _, n in found) == sum(counts)
        assert [place for first, last, _ in found for place in range(first, last + 1)] == list(
            range(len(counts))
        )
