"""What a page shows, as a file: every table of it as XLSX, or one of them as CSV."""

from collections.abc import Mapping, Sequence

import pandas as pd
from flask import Response, abort, request

from analytics.spreadsheet import csv_text, workbook
from survey import file_names
from survey.office import logbook, rights
from survey.office.detail import Detail
from survey.store.audit import Action

FILE, TABLE = "tai", "bang"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Sheets = Mapping[str, pd.DataFrame]


def wanted() -> str | None:
    """The kind of file the address asks for; None for the page itself."""
    return request.args.get(FILE)


def of(name: str, detail: Detail | None, since: str) -> Response:
    """`since` says from when the figures are; '' when they hold of this moment."""
    if detail is None:
        abort(404, "Chưa có phiếu nào trong kỳ này nên chưa có bảng để tải.")
    return send(name, detail.sheets, [*detail.review.method_lines(), *filter(None, [since])])


def send(name: str, sheets: Sheets, notes: Sequence[str]) -> Response:
    """`name` without ending; a CSV holds the table named in the address, else the first."""
    kind, table = wanted(), request.args.get(TABLE, next(iter(sheets), ""))
    if kind == "xlsx":
        told = [*notes, rights.scope().sight().tree]
        return attached(workbook(sheets, told), XLSX, f"{name}.xlsx")
    if kind != "csv" or table not in sheets:
        abort(404, "Trang này không có bảng hoặc loại tệp đó; chỉ có xlsx và csv.")
    # The mark at the beginning lets Excel read Vietnamese letters.
    return attached(csv_text(sheets[table]).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def pdf(content: bytes, name: str) -> Response:
    """`name` without ending."""
    return attached(content, "application/pdf", f"{name}.pdf")


def attached(content: bytes, mimetype: str, name: str) -> Response:
    logbook.tell(Action.EXPORT, detail=name)
    return file_names.saved(Response(content, content_type=mimetype), name)
