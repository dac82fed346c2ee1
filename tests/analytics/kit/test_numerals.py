"""Numbers as they are read aloud. The rules: primary-school reading (linh, mốt, lăm, không trăm)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kit.numerals import BEYOND, DIGITS, aloud, decimal, percent, whole, words_of
from analytics.numbers import number

WHOLE = {
    0: "không",
    5: "năm",
    10: "mười",
    11: "mười một",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    1000: "một nghìn",
    1005: "một nghìn không trăm linh năm",
    1015: "một nghìn không trăm mười lăm",
    1234: "một nghìn hai trăm ba mươi bốn",
    2026: "hai nghìn không trăm hai mươi sáu",
    21_000: "hai mươi mốt nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    2_000_010_105: "hai tỷ không trăm mười nghìn một trăm linh năm",
    -7: "âm bảy",
}
DECIMAL = {
    (0.05, 2): "không phẩy không năm",
    (92.5, 1): "chín mươi hai phẩy năm",
    (100.0, 1): "một trăm",
    (96.04, 1): "chín mươi sáu",
    (83.935, 2): "tám mươi ba phẩy chín bốn",
    (1005.5, 1): "một nghìn không trăm linh năm phẩy năm",
    (-0.04, 1): "không",
    (-2.1, 1): "âm hai phẩy một",
}
WORDS = {"mười": 10, "mốt": 1, "lăm": 5, "linh": 0, **{word: at for at, word in enumerate(DIGITS)}}


@pytest.mark.parametrize(("count", "said"), WHOLE.items(), ids=str)
def test_a_whole_number_is_read_as_at_school(count: int, said: str) -> None:
    assert whole(count) == said


@pytest.mark.parametrize(("value", "said"), DECIMAL.items(), ids=str)
def test_a_decimal_is_read_as_it_is_printed(value: tuple[float, int], said: str) -> None:
    assert decimal(*value) == said


def test_a_share_is_read_in_percent() -> None:
    assert percent(0.925) == "chín mươi hai phẩy năm phần trăm"


def heard(said: str) -> int:
    """What a listener writes down: every group, then its hundreds, tens and ones."""
    total = group = 0
    for word in said.split():
        if word in ("tỷ", "triệu", "nghìn"):
            total, group = total + group * {"tỷ": 10**9, "triệu": 10**6, "nghìn": 1000}[word], 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            # The digit before it was added as ones.
            group += group % 10 * 9
        else:
            group += WORDS[word]
    return total + group


@given(st.integers(0, BEYOND - 1))
def test_a_listener_writes_down_the_number_that_was_read(count: int) -> None:
    assert heard(whole(count)) == count


@given(st.floats(0, 100))
def test_what_is_read_is_what_is_printed(value: float) -> None:
    before, _, behind = decimal(value).partition(" phẩy ")
    printed = number(value, 1).removesuffix(",0")
    assert ",".join([str(heard(before)), *(str(WORDS[one]) for one in behind.split())]) == printed


def test_a_number_beyond_billions_is_refused() -> None:
    with pytest.raises(ValueError, match="quá lớn"):
        whole(BEYOND)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Quý III/2026", "Quý ba năm hai nghìn không trăm hai mươi sáu"),
        ("Trường THPT số 2 Kim Sơn", "Trường trung học phổ thông số hai Kim Sơn"),
        ("Trường TH&THCS An Bình", "Trường tiểu học và trung học cơ sở An Bình"),
        ("ít nhất là 95,7 %", "ít nhất là chín mươi lăm phẩy bảy phần trăm"),
        ("1.005 phiếu, 90,0 %.", "một nghìn không trăm linh năm phiếu, chín mươi phần trăm."),
        ("Sở GD&ĐT", "Sở giáo dục và đào tạo"),
        ("Trung tâm GDNN-GDTX", "Trung tâm giáo dục nghề nghiệp - giáo dục thường xuyên"),
        ("Trường Tiểu học Thành Đạt", "Trường Tiểu học Thành Đạt"),
    ],
)
def test_a_name_is_read_without_abbreviations_and_figures(written: str, read: str) -> None:
    assert aloud(written) == read


def test_syllables_are_counted_and_signs_are_not() -> None:
    assert words_of("Sở Giáo dục – Đào tạo: chín mươi.") == 7
