"""The rows of a CSV file as offices have them: UTF-8 or an older encoding, and whatever divides the cells."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median_low

from survey.loading.cells import plain
from survey.loading.errors import LoadError

Numbered = tuple[int, tuple[str, ...]]

_SEPARATORS = ",;\t|"
_NAMED = "sep="
_LOOKED_AT = 20
# What old fonts (TCVN3, VNI) keep their letters in becomes signs that no Vietnamese text has.
_MARKS_OF_TEXT = frozenset("“”‘’„…–—•·°€₫%×½²³\u00a0")
_VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")
_UNKNOWN = (
    "chữ không phải UTF-8 hay Windows-1258 nên không đọc đúng được (có lẽ là phông TCVN3 hoặc VNI). "
    "Trong Excel hãy lưu kiểu “CSV UTF-8” hoặc .xlsx"
)


def rows(path: Path) -> Iterator[Numbered]:
    """Every row with the number that a spreadsheet program shows beside it."""
    text = _text(path)
    first, _, rest = text.partition("\n")
    named = first.strip().casefold()
    divided = named.startswith(_NAMED) and len(named) == len(_NAMED) + 1
    body, separator = (rest, named[-1]) if divided else (text, _separator(text))
    number = 0
    try:
        for number, cells in enumerate(_read(body, separator), start=1):
            yield number, tuple(plain(cell) for cell in cells)
    except csv.Error as error:
        raise LoadError([f"{path.name}, sau dòng {number}: {_why(error)}."]) from error


def _read(text: str, separator: str) -> Iterator[list[str]]:
    # Strict: a quotation mark that nothing closes would swallow every row after it.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _why(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "có ô dài quá 100.000 ký tự, có lẽ thiếu một dấu ngoặc kép; hãy sửa ô đó"
    return "dấu ngoặc kép không khép đúng; hãy mở tệp bằng Excel rồi lưu lại kiểu .xlsx"


def _separator(text: str) -> str:
    """What makes the most columns of most of the first rows: a heading may hold any of the others."""
    return max(_SEPARATORS, key=lambda one: _columns(text, one))


def _columns(text: str, separator: str) -> int:
    lenient = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        found = [len(cells) for cells in islice(lenient, _LOOKED_AT) if cells]
    except csv.Error:
        return 0
    return median_low(found) if found else 0


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise LoadError([f"{path.name}: là tệp Excel đổi đuôi; hãy mở bằng Excel rồi lưu lại kiểu .xlsx."])
    sixteen = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if sixteen else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding != "cp1258" or all(map(_is_vietnamese, text)):
            return text
    raise LoadError([f"{path.name}: {_UNKNOWN}."])


def _is_vietnamese(character: str) -> bool:
    if character.isascii() or character in _MARKS_OF_TEXT:
        return True
    # A vowel with its marks begins with the plain letter, once taken apart.
    return character in _VIETNAMESE or unicodedata.normalize("NFD", character)[0] in "aeiouyAEIOUY"
