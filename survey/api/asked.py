"""What an address of the API asks for beside its path; whatever is not understood is refused, not ignored."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, request

from survey.open_table import Cell
from survey.opendata import forms
from survey.whole import whole

PAGE, PER_PAGE, QUESTIONNAIRE, BREAKDOWN = "page", "per_page", "questionnaire", "breakdown"
PAGING = (PAGE, PER_PAGE)
USUAL, MOST, LAST_PAGE = 100, 1000, 1_000_000
BREAKDOWNS = next(column for column in forms.RESULTS.columns if column.name == BREAKDOWN).choices

Record = dict[str, Cell]


@dataclass(frozen=True)
class Wanted:
    """Empty is everything."""

    page: int = 1
    per_page: int = USUAL
    questionnaire: str = ""
    breakdown: str = ""

    def takes(self, record: Record) -> bool:
        asked = {QUESTIONNAIRE: self.questionnaire, BREAKDOWN: self.breakdown}
        return all(value in ("", record.get(name)) for name, value in asked.items())

    def stretch(self, items: Sequence[object]) -> dict[str, object]:
        """One page of a list, and where the next one is."""
        first = (self.page - 1) * self.per_page
        more = first + self.per_page < len(items)
        return {
            "items": list(items[first : first + self.per_page]),
            "page": self.page,
            "per_page": self.per_page,
            "total": len(items),
            "next": _next(self.page + 1) if more else None,
        }


def wanted(*known: str) -> Wanted:
    """Read the parameters of this request; only these are known."""
    for name, values in request.args.lists():
        if name not in known:
            abort(400, f"Địa chỉ này không có tham số “{name}”.")
        if len(values) > 1:
            abort(400, f"Tham số “{name}” chỉ được ghi một lần.")
    breakdown = request.args.get(BREAKDOWN, "")
    if BREAKDOWN in request.args and breakdown not in BREAKDOWNS:
        abort(400, f"Tham số “breakdown” là một trong: {', '.join(BREAKDOWNS)}.")
    if QUESTIONNAIRE in request.args and not request.args[QUESTIONNAIRE]:
        abort(400, "Tham số “questionnaire” không được trống.")
    questionnaire = request.args.get(QUESTIONNAIRE, "")
    return Wanted(_count(PAGE, 1, LAST_PAGE), _count(PER_PAGE, USUAL, MOST), questionnaire, breakdown)


def _count(name: str, usual: int, most: int) -> int:
    number = whole(request.args.get(name, str(usual)))
    if number is None or not 1 <= number <= most:
        abort(400, f"Tham số “{name}” là số nguyên từ 1 đến {most}.")
    return number


def _next(page: int) -> str:
    return f"{request.path}?{urlencode({**request.args.to_dict(), PAGE: str(page)})}"
