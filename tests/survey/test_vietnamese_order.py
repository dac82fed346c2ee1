"""The order of Vietnamese words, against the alphabet that schools teach."""

import random
import unicodedata

from survey.alphabet import order

# 29 letters, and the six tones in their usual order.
ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
NAMES = ["An", "Ăn", "Ân", "Bà Rịa", "Đỗ", "Em", "Ê", "Hóa An", "Hòa Bình", "Hoa Sen", "Mơ", "Nồi", "Nơi"]


def shuffled(words: list[str]) -> list[str]:
    return random.Random(7).sample(words, len(words))


def test_letters_follow_the_alphabet_and_a_mark_decides_only_between_words_of_the_same_letters() -> None:
    for words in (ALPHABET, TONES, NAMES):
        assert sorted(shuffled(words), key=order) == words


def test_capitals_and_the_way_a_keyboard_composes_make_no_difference() -> None:
    for word in NAMES:
        assert order(unicodedata.normalize("NFD", word))[:2] == order(word.upper())[:2]
