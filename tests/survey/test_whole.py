import pytest

from survey.whole import LARGEST, whole


@pytest.mark.parametrize(("told", "meant"), [("0", 0), ("7", 7), ("007", 7), (str(LARGEST), LARGEST)])
def test_digits_are_a_number(told: str, meant: int) -> None:
    assert whole(told) == meant


@pytest.mark.parametrize(
    "told", ["", " 1", "-1", "+1", "1.5", "1_000", "٣", "²", str(2**63), "9" * 19, "9" * 5000, "1\n"]
)
def test_whatever_the_store_could_not_keep_is_no_number(told: str) -> None:
    assert whole(told) is None


def test_the_largest_fits_into_the_store_whose_integers_end_at_two_to_the_63rd() -> None:
    assert LARGEST < 2**63
