"""Vietnamese letters: finding words typed without marks, and the order of a Vietnamese list."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# No mark, huyền, hỏi, ngã, sắc, nặng: the order of Unicode CLDR for "vi".
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_PLACE = {letter: place for place, letter in enumerate(LETTERS)}
_TONE = {tone: place for place, tone in enumerate(TONES) if tone}
_PARTS = re.compile(r"\d+|\D")

Item = TypeVar("Item")
# Kind of sign, its number: signs and spaces, then figures as numbers, then letters.
Weight = tuple[int, int]
Order = tuple[tuple[Weight, ...], tuple[int, ...], str]


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Without marks and capitals: "Chuyển trường" and "chuyen truong" are both "chuyen truong"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def holds(text: str, wanted: str) -> bool:
    """Tell whether every word that was typed is in the text, in any order, with or without marks."""
    inside = folded(text)
    return all(word in inside for word in folded(wanted).split())


def search(items: Iterable[Item], wanted: str, text: Callable[[Item], str]) -> list[Item]:
    """The items whose text holds the words; first those that hold them one after another, as typed."""
    found = [item for item in items if holds(text(item), wanted)]
    typed = " ".join(folded(wanted).split())
    return sorted(found, key=lambda item: typed not in folded(text(item)))


@lru_cache(maxsize=16384)
def order(text: str) -> Order:
    """Sort key: a ă â … d đ … by letters first, tones after; "Số 2" before "Số 10"."""
    weights, tones = [], []
    for part in _PARTS.findall(unicodedata.normalize("NFC", text.casefold())):
        if part.isdecimal():
            weights.append((1, int(part)))
            continue
        letter, tone = _apart(part)
        weights.append((2, _PLACE[letter]) if letter in _PLACE else (0, ord(letter)))
        tones.append(tone)
    return tuple(weights), tuple(tones), text


@lru_cache(maxsize=512)
def _apart(sign: str) -> tuple[str, int]:
    """A letter without its tone, and the place of the tone."""
    parts = unicodedata.normalize("NFD", sign)
    tone = next((_TONE[part] for part in parts if part in _TONE), 0)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE))
    return letter[:1], tone
