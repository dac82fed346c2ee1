"""Single records: nobody stands alone, and no more is blanked than that takes."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure.records import blurred

COLUMNS = ["unit", "procedure", "half"]


def frame(*groups: tuple[int, str, str, str]) -> pd.DataFrame:
    rows = [values for n, *values in groups for _ in range(n)]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=str)


def smallest(told: pd.DataFrame) -> int:
    return int(told.groupby(COLUMNS).size().min())


def test_groups_that_are_large_enough_stay_as_they_are() -> None:
    whole = frame((5, "a", "p", "1"), (6, "b", "", "2"))
    assert blurred(whole, COLUMNS, 5).equals(whole)


def test_a_small_unit_takes_the_next_smallest_with_it() -> None:
    told = blurred(frame((3, "a", "p", "1"), (6, "b", "p", "1"), (9, "c", "p", "1")), COLUMNS, 5)
    assert told["unit"].value_counts().to_dict() == {"": 9, "c": 9}


def test_what_matters_less_is_blanked_first() -> None:
    told = blurred(frame((7, "a", "p", "1"), (2, "a", "p", "2")), COLUMNS, 5)
    assert set(told["unit"]) == {"a"}
    assert set(told["procedure"]) == {"p"}
    assert set(told["half"]) == {""}


def test_too_few_records_are_refused() -> None:
    with pytest.raises(ValueError, match="Chỉ có 4 phiếu"):
        blurred(frame((4, "a", "p", "1")), COLUMNS, 5)


VALUES = st.tuples(
    st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "p", "q"]), st.sampled_from(["1", "2"])
)


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES, min_size=7, max_size=60), st.integers(1, 7))
def test_nobody_stands_alone_and_nothing_is_made_up(rows: list[tuple[str, str, str]], floor: int) -> None:
    whole = pd.DataFrame(rows, columns=COLUMNS, dtype=str)
    told = blurred(whole, COLUMNS, floor)
    assert smallest(told) >= floor
    assert len(told) == len(whole)
    assert ((told == whole) | (told == "")).all(axis=None)
