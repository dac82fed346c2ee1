"""The whole organisation from a file and into one: looked at first, then taken whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import StringField

from analytics.spreadsheet import workbook
from survey import formats
from survey.clock import today
from survey.loading import differences
from survey.loading import organisation as loading
from survey.loading.errors import LoadError
from survey.loading.organisation import Import
from survey.office import downloads, drafts
from survey.office.blueprint import bp
from survey.office.fields import FILLED, REQUIRED, DayField, at_most, bare, not_later
from survey.office.rights import scope
from survey.organisation import picture, table
from survey.organisation.table import WORDS_TITLES, words
from survey.running import running
from survey.store.organisation import Document

Page = tuple[str, int] | Response

READ = ("csv", "xlsx")
SHEET, WORDS, RECORD = "Tổ chức", "Mã dùng được", "ghi"


class Upload(FlaskForm):  # type: ignore[misc]
    file = FileField(
        "Tệp XLSX hoặc CSV",
        [
            FileRequired("Hãy chọn một tệp."),
            FileAllowed(READ, "Chỉ đọc được tệp .xlsx và .csv; trong Excel hãy chọn Lưu dưới dạng .xlsx."),
        ],
    )


class Decided(FlaskForm):  # type: ignore[misc]
    day = DayField("Thay đổi có hiệu lực từ ngày", [REQUIRED])
    number = StringField("Số văn bản", [FILLED, at_most(100)], filters=[bare])
    signed_on = DayField("Ngày văn bản", [REQUIRED, not_later])
    summary = StringField("Trích yếu", [FILLED, at_most(500)], filters=[bare])


@bp.get("/to-chuc/to-chuc.xlsx")
def organisation_workbook() -> Response:
    listed = list(table.rows(picture.read(running().store), today()))
    frame = pd.DataFrame(listed, columns=list(table.TITLES)).rename(columns=table.TITLES)
    return downloads.attached(
        workbook({SHEET: frame, WORDS: pd.DataFrame(words(), columns=[*WORDS_TITLES])}),
        downloads.XLSX,
        "to-chuc.xlsx",
    )


@bp.route("/to-chuc/nap", methods=["GET", "POST"])
def organisation_upload() -> Page:
    form = Upload()
    if form.validate_on_submit():
        draft = drafts.keep(_kept(), scope().account.name, form.file.data)
        return redirect(url_for("office.organisation_draft", draft=draft), 303)
    page = render_template("office/organisation_upload.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/to-chuc/nap/<draft>", methods=["GET", "POST"])
def organisation_draft(draft: str) -> Page:
    """What the file would change on a day, and the decision behind it."""
    path = drafts.find(_kept(), scope().account.name, draft)
    form = Decided(day=today())
    decided = _records() and form.validate_on_submit()
    document = Document(form.number.data, _day(form), form.summary.data) if decided else None
    status = 200 if decided or _may_look(form) else 422
    try:
        decision = loading.decision(path, form.day.data or today(), document)
        found = loading.read(running().store, path, decision)
        if not decided or _seen_otherwise(form):
            return _page(form, path, found), status
        loading.apply(running().store, found, scope().account.name)
    except LoadError as error:
        return _page(form, path, faults=str(error).splitlines()), 422 if form.is_submitted() else 200
    drafts.forget(path)
    first = formats.day(decision.day)
    flash(f"Đã nạp {found.rows} đơn vị từ {path.name}. Dưới đây là tổ chức của ngày hiệu lực {first}.")
    return redirect(url_for("office.organisation_tree", ngay=first), 303)


def _kept() -> Path:
    """Apart from the tables of answers, whose page lists what was begun."""
    return running().settings.home / "organisation"


def _day(form: Decided) -> str:
    signed: str = form.signed_on.data.isoformat()
    return signed


def _records() -> bool:
    return request.form.get("buoc") == RECORD


def _may_look(form: Decided) -> bool:
    """To look at the changes of another day no document is needed yet."""
    return not form.is_submitted() or (not _records() and bool(form.day.validate(form)))


def _seen_otherwise(form: Decided) -> bool:
    """Recorded is what was shown: under another day other changes may follow from the same file."""
    day = str(form.day.data)
    return _records() and request.form.get("da-xem", day) != day


def _page(form: Decided, path: Path, found: Import | None = None, faults: Sequence[str] = ()) -> str:
    return render_template(
        "office/organisation_draft.html",
        form=form,
        name=path.name,
        day=form.day.data or today(),
        otherwise=_seen_otherwise(form),
        groups=[one for one in differences.differences(found) if one.told] if found else [],
        counts=differences.counts(found) if found else [],
        changed=found is not None and found.unchanged < found.rows,
        faults=faults,
    )
