"""A stretch of a long list, because two thousand rows are no page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from survey.whole import whole

SHOWN = 100
PAGE = "trang"

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Stretch(Generic[_Row]):
    """The rows of one page, its number, and the numbers of all pages."""

    rows: tuple[_Row, ...]
    number: int
    numbers: range


def asked(rows: Sequence[_Row]) -> Stretch[_Row]:
    """The page that the address names; a number beyond the last is the last."""
    starts = range(0, len(rows) or 1, SHOWN)
    number = min(whole(request.args.get(PAGE, "")) or 1, len(starts))
    first = starts[number - 1]
    return Stretch(tuple(rows[first : first + SHOWN]), number, range(1, len(starts) + 1))
