"""Search without marks and the order of a Vietnamese list."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.alphabet import folded, holds, order, search

# The order of letters and tones: Unicode CLDR, collation for "vi".
WORDS = list("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ")
LETTERS = st.text(st.sampled_from([*WORDS, *(word.upper() for word in WORDS), " "]), max_size=12)


def test_letters_stand_in_vietnamese_order() -> None:
    assert sorted(reversed(WORDS), key=order) == WORDS


@pytest.mark.parametrize(
    "names",
    [
        ["Trường An", "Trường Ăn", "Trường Ấm", "Trường Ân", "Trường Dân", "Trường Đồng", "Trường Ông"],
        ["Trường Số 1", "Trường Số 2", "Trường Số 10", "Trường Số 11"],
        ["xã Bình", "Xã Bình Minh", "xã Đông", "Xã Đồng"],
        ["Kim", "Kìm", "Kỉm", "Kim Sơn"],
    ],
)
def test_names_stand_as_a_reader_expects(names: list[str]) -> None:
    assert sorted(reversed(names), key=order) == names


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chuyen truong", True),
        ("CHUYỂN TRƯỜNG", True),
        ("truong chuyen", True),
        ("tiep nhan hoc", True),
        ("2.002854", True),
        ("chuyen lop", False),
        ("", True),
    ],
)
def test_words_are_found_with_or_without_marks(typed: str, found: bool) -> None:
    assert holds("Chuyển trường và tiếp nhận học sinh 2.002854", typed) is found


def test_what_holds_the_words_as_typed_comes_first() -> None:
    names = ["Chuyển đổi loại trường", "Chuyển lớp", "Chuyển trường"]
    assert search(names, "chuyen truong", str) == ["Chuyển trường", "Chuyển đổi loại trường"]
    assert search(names, "", str) == names


@pytest.mark.parametrize(("text", "plain"), [("Đường", "duong"), ("ĐẶNG", "dang"), ("Ưu Ơ Ô", "uu o o")])
def test_folding_takes_every_mark(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(unicodedata.normalize("NFD", text)) == plain


@given(LETTERS)
def test_folding_twice_is_folding_once_and_leaves_plain_letters(text: str) -> None:
    plain = folded(text)
    assert folded(plain) == plain
    assert plain.isascii()
    assert holds(text, plain)


@given(LETTERS)
def test_order_does_not_depend_on_how_marks_are_written(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert order(composed)[:2] == order(apart)[:2]


def test_two_spaces_find_what_one_finds_first() -> None:
    names = ["Cho phép trường chuyên hoạt động", "Chuyển trường"]
    assert (
        search(names, "CHUYEN  TRUONG", str)[0] == search(names, "chuyển trường", str)[0] == "Chuyển trường"
    )
