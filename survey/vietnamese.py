"""The order of Vietnamese words: a ă â b c d đ e ê …; words that differ by a mark alone follow its order."""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Without a mark, then huyền, hỏi, ngã, sắc, nặng.
_MARKS = "\u0300\u0309\u0303\u0301\u0323"

Order = tuple[tuple[int, ...], tuple[int, ...]]


def order(text: str) -> Order:
    """A sort key: all letters first, then all marks, as dictionaries and the Unicode locale data do."""
    letters, marks = [], []
    for character in unicodedata.normalize("NFC", text.casefold()):
        apart = unicodedata.normalize("NFD", character)
        mark = next((_MARKS.index(part) + 1 for part in apart if part in _MARKS), 0)
        letter = unicodedata.normalize("NFC", "".join(part for part in apart if part not in _MARKS))
        letters.append(_place(letter))
        marks.append(mark)
    return tuple(letters), tuple(marks)


def by_given_name(full_name: str) -> tuple[Order, Order]:
    """How lists of people are kept in Viet Nam: by the last word, then by the whole name."""
    words = full_name.split()
    return order(words[-1] if words else ""), order(full_name)


def _place(letter: str) -> int:
    """Signs and digits come before letters, letters of other scripts after them."""
    if letter in _LETTERS:
        return 1_000 + _LETTERS.index(letter)
    point = ord(letter[0])
    return point if point < 1_000 and not letter.isalpha() else 2_000 + point
