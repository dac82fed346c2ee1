"""How many could have answered: the counts of one's units for a period, and a form for one of them."""

from dataclasses import dataclass

import pandas as pd
from flask import flash, redirect, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import Field, SelectField, StringField, ValidationError

from survey import formats, period, population
from survey.alphabet import order, search
from survey.loading import population as loading
from survey.loading.errors import LoadError
from survey.loading.population import WORDS, count
from survey.office import downloads, links, logbook, uploads
from survey.office.blueprint import bp
from survey.office.fields import FILLED, NOT_OFFERED, REQUIRED, DayField, at_most, bare, choices
from survey.office.rights import scope
from survey.period import Calendar, Period
from survey.population import KIND_OF_FORM
from survey.running import Running, running
from survey.store import audit, points, populations, questionnaires, units
from survey.store.audit import Action
from survey.store.populations import Kind, Population

Page = tuple[str, int] | Response

MOST_SHOWN = 300
LONGEST_SOURCE = 300
SAVED = "Đã ghi {} {} của {}, {} – {}. Bảng ở cuối trang cho biết số nào dùng cho kỳ đang xem."


@dataclass(frozen=True)
class Line:
    """A unit, whom it asks, and how many they are in the period; None when nobody counted them."""

    unit: str
    name: str
    kind: Kind
    count: int | None


class Count(FlaskForm):  # type: ignore[misc]
    unit = StringField("Mã đơn vị", [FILLED], filters=[bare], render_kw={"list": "don-vi"})
    kind = SelectField(
        "Loại số lượng",
        invalid_choice_message=NOT_OFFERED,
        choices=choices({kind.value: word for kind, word in WORDS.items()}),
    )
    first = DayField("Từ ngày", [REQUIRED])
    last = DayField("Đến ngày", [REQUIRED])
    number = StringField("Số lượng", [FILLED], filters=[bare])
    source = StringField(
        "Nguồn (báo cáo, hệ thống, văn bản)", [FILLED, at_most(LONGEST_SOURCE)], filters=[bare]
    )

    def validate_unit(self, field: Field) -> None:
        if field.data not in scope().units:
            raise ValidationError("Không có đơn vị mã này trong phạm vi của tài khoản.")

    def validate_last(self, field: Field) -> None:
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("Đến ngày không được trước từ ngày.")

    def validate_number(self, field: Field) -> None:
        try:
            count(field.data)
        except ValueError as error:
            raise ValidationError(f"“{field.data}” {error}.") from error


@bp.route("/quy-mo", methods=["GET", "POST"])
def population_page() -> Page:
    form = Count()
    if form.validate_on_submit():
        flash(_save(form))
        return redirect(links.to("population_page"), 303)
    if not form.is_submitted():
        _prefill(form)
    if downloads.wanted():
        return downloads.send(f"so-nguoi-{scope().period.label}", {"Số người": _table(_lines(running()))}, [])
    return _page(form), 422 if form.is_submitted() else 200


def _page(form: Count) -> str:
    shown, sought = scope().period, links.sought()
    lines = search(_lines(running()), sought, lambda line: f"{line.name} {line.unit}")
    return render_template(
        "office/population.html",
        form=form,
        period=shown,
        sought=sought,
        lines=lines[:MOST_SHOWN],
        more=len(lines) > MOST_SHOWN,
        missing=sum(line.count is None for line in lines),
        words=WORDS,
    )


class Upload(FlaskForm):  # type: ignore[misc]
    file = FileField("Tệp XLSX hoặc CSV", [FileRequired("Hãy chọn một tệp.")])


@bp.route("/quy-mo/tep", methods=["GET", "POST"])
def population_upload() -> Page:
    form, faults = Upload(), list[str]()
    if form.validate_on_submit():
        try:
            with uploads.table_file(form.file.data, "") as path:
                taken = _take(loading.read(running().store, path, scope().units))
        except LoadError as error:
            faults = str(error).splitlines()
        else:
            flash(f"Đã nạp {taken} số lượng.")
            return redirect(links.to("population_page"), 303)
    page = render_template("office/population_upload.html", form=form, faults=faults)
    return page, 422 if form.is_submitted() else 200


def _take(found: list[Population]) -> int:
    with running().store.write() as db:
        populations.save(db, found)
        audit.record(db, Action.IMPORT, logbook.who(), scope().account.unit, detail=f"{len(found)} số lượng")
    return len(found)


def _prefill(form: Count) -> None:
    form.unit.data = request.args.get("don-vi", "")
    form.kind.data = request.args.get("loai", Kind.STUDENTS.value)
    shown = _window(Kind.STUDENTS if form.kind.data == Kind.STUDENTS.value else Kind.DOSSIERS)
    form.first.data, form.last.data = shown.first, shown.last


def _save(form: Count) -> str:
    """Keep the count; returns what was kept, in words."""
    one = Population(
        form.unit.data,
        Kind(form.kind.data),
        form.first.data.isoformat(),
        form.last.data.isoformat(),
        int(count(form.number.data)),
        form.source.data,
    )
    with running().store.write() as db:
        populations.save(db, [one])
        told = f"{one.count} {WORDS[one.kind]}, {one.first_day} – {one.last_day}"
        audit.record(db, Action.IMPORT, logbook.who(), one.unit, detail=told)
    days = formats.day(one.first_day), formats.day(one.last_day)
    name = units.get(running().store.db, one.unit).name
    return SAVED.format(formats.number(one.count), WORDS[one.kind], name, *days)


def _table(lines: list[Line]) -> pd.DataFrame:
    """The table that is read back: a row for each count that the period needs."""
    days = {kind: [formats.day(day) for day in (_window(kind).first, _window(kind).last)] for kind in Kind}
    # Days, not a label: two calendars call different days by the same one.
    rows = [(line.unit, WORDS[line.kind], line.count, "", *days[line.kind], "") for line in lines]
    return pd.DataFrame(rows, columns=[*loading.TITLES.values()], dtype=object)


def _window(kind: Kind) -> Period:
    """Students are enrolled for a school year."""
    shown = scope().period
    return period.of(shown.last, Calendar.SCHOOL_YEAR) if kind is Kind.STUDENTS else shown


def _lines(live: Running) -> list[Line]:
    """What one's units need counted: for each, the kinds of people its open points ask."""
    db, sight = live.store.db, scope().sight()
    sizes = population.of(live, sight)
    named = {unit.code: unit.name for unit in units.some(db, sorted(sight.units), sight.day)}
    found = points.of_units(db, sorted(sight.units), sight.day)
    kinds = {code: _kind(live, code) for code in {point.questionnaire for point in found}}
    asked = {(p.unit, kind) for p in found if (kind := kinds[p.questionnaire])}
    lines = [Line(unit, named[unit], kind, sizes[kind].get(unit)) for unit, kind in asked]
    return sorted(lines, key=lambda line: (line.count is not None, order(line.name), line.kind.value))


def _kind(live: Running, code: str) -> Kind | None:
    return KIND_OF_FORM.get(live.questionnaire(questionnaires.latest_key(live.store.db, code)).kind)
