"""What one cell may hold. Each reader returns the clean value or raises ValueError with half a sentence."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time

_WRITTEN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TIME = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d)?$")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What a spreadsheet program writes where a formula failed.
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
# Signs without a width that come along from web pages and PDFs: two equal names would differ.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
MAX_TEXT = 2000
# Dots alone would be a folder above.
CODE = r"(?!\.+\Z)[\w.\-]{1,64}\Z"


def text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise ValueError(f"dài quá {MAX_TEXT} ký tự")
    return value


def line(value: str) -> str:
    """Text on one line, a single space between words whatever kind was typed."""
    return " ".join(value.split())


def code(value: str) -> str:
    """An identifier: it ends up in addresses and file names."""
    if not re.match(CODE, value):
        raise ValueError("chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới, tối đa 64 ký tự")
    return value


def day(value: str) -> str:
    """2026-09-30 or 30/9/2026, with or without a time → 2026-09-30."""
    value = _TIME.sub("", value)
    written = _WRITTEN_DAY.fullmatch(value)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1])).isoformat()
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise ValueError("không phải ngày; hãy ghi 30/09/2026 hoặc 2026-09-30") from error


def percent(value: str) -> str:
    """95, 95,5 or 95.5, with or without the sign, as a number between 0 and 100."""
    try:
        share = float(value.removesuffix("%").strip().replace(",", "."))
    except ValueError as error:
        raise ValueError("không phải số phần trăm") from error
    if not 0 <= share <= 100:
        raise ValueError("phải từ 0 đến 100")
    return repr(share)


class OneOf:
    """One of a few words, given with what they mean or just listed."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def __call__(self, value: str) -> str:
        if value not in self._words:
            raise ValueError(f"phải là một trong: {', '.join(self._words)}")
        return value


class Named:
    """One of a few codes; what it is called stands for it too, however it is capitalised."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._codes = {word.casefold(): code for code, name in names.items() for word in (name, code)}
        self._told = "; ".join(f"{name} ({code})" for code, name in names.items())

    def __call__(self, value: str) -> str:
        found = self._codes.get(line(value).casefold())
        if found is None:
            raise ValueError(f"phải là một trong: {self._told}")
        return found


def plain(value: object) -> str:
    """What a spreadsheet cell says, as text in NFC: 95.0 is written 95, a midnight is its day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        # A spreadsheet keeps a day as its midnight.
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return _armed(unicodedata.normalize("NFC", str(value).translate(_UNSEEN)).strip())


def _armed(value: str) -> str:
    """Put back what an export disarmed with an apostrophe, so that a spreadsheet runs no formula."""
    return value[1:] if value.startswith("'") and value[1:2] in STARTS_A_FORMULA else value
