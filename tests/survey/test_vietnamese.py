"""The order of words, against the dictionary; and of people, as lists in Viet Nam are kept."""

import random
import unicodedata

from survey.vietnamese import by_given_name, order

# The alphabet as schools teach it (29 letters), and the six tones in their usual order.
ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
WORDS = [
    "an",
    "ăn",
    "ân",
    "ba",
    "bà",
    "da",
    "đa",
    "đỗ",
    "e",
    "em",
    "ê",
    "mơ",
    "mua",
    "mưa",
    "nồi",
    "nơi",
    "u",
    "ư",
]


def shuffled(words: list[str]) -> list[str]:
    return random.Random(7).sample(words, len(words))


def test_letters_follow_the_alphabet_and_marks_the_tones() -> None:
    assert sorted(shuffled(ALPHABET), key=order) == ALPHABET
    assert sorted(shuffled(TONES), key=order) == TONES
    assert sorted(shuffled(WORDS), key=order) == WORDS


def test_a_mark_decides_only_between_words_of_the_same_letters() -> None:
    assert sorted(["Hòa Bình", "Hoa Sen", "Hóa An"], key=order) == ["Hóa An", "Hòa Bình", "Hoa Sen"]
    assert sorted(["Trường 10", "Trường 2", "Trường A"], key=order) == ["Trường 10", "Trường 2", "Trường A"]


def test_capitals_and_the_way_a_keyboard_composes_make_no_difference() -> None:
    for word in WORDS:
        assert order(unicodedata.normalize("NFD", word.upper())) == order(word)


def test_people_are_listed_by_the_given_name() -> None:
    names = ["Trần Thị Yến", "Đỗ Văn Ân", "Lê An", "Bùi Đức Ánh", "Ăn", "Nguyễn Văn An", ""]
    assert sorted(shuffled(names), key=by_given_name) == [
        "",
        "Lê An",
        "Nguyễn Văn An",
        "Bùi Đức Ánh",
        "Ăn",
        "Đỗ Văn Ân",
        "Trần Thị Yến",
    ]
