"""The addresses of the API. Every answer is made of the same rows as the open data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NoReturn

from flask import Response, abort, render_template, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.exceptions import NotFound as UnknownAddress

from analytics import open_data
from analytics.review import Review
from survey import results, trends
from survey.api import description
from survey.api.asked import BREAKDOWN, PAGING, QUESTIONNAIRE, Record, Wanted, wanted
from survey.api.blueprint import bp, reader
from survey.api.reader import PUBLIC, NotYoursError
from survey.closing.snapshot import facts_of
from survey.conditional import answered
from survey.open_table import Cell, Form, Table
from survey.opendata import forms, tables
from survey.opendata.package import as_json
from survey.published.releases import Release
from survey.running import running
from survey.store.units import Unit

JSON = "application/json; charset=utf-8"
# The day on which the description last changed: it tells readers whether they have it already.
DESCRIBED = date(2026, 11, 21)
Made = Callable[[Release, Mapping[str, Review]], Iterable[tuple[Cell, ...]]]
EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]
A_PERIOD = "/units/<unit>/periods/<period>"
IN_PARTS = "Phân bố trả lời chỉ có cho cả cơ quan chốt kỳ, không có cho từng phần."


@bp.get("")
def guide() -> str:
    wanted("lang")
    return render_template("published/api.html", addresses=description.addresses(), synthetic=_synthetic())


@bp.get("/openapi.json")
def openapi() -> Response:
    wanted()
    return answered(as_json(description.document(running().settings.base_url)), JSON, DESCRIBED)


@bp.get("/offices")
def offices() -> Response:
    """Who closed periods."""
    asked, found = wanted(*PAGING), reader().every(running())
    rows = {one.closing.unit: _period(one)["office_name"] for one in reversed(found)}
    items = [{"office": code, "name": name} for code, name in sorted(rows.items())]
    return _page(asked, items, found)


@bp.get("/units")
def unit_list() -> Response:
    """Every unit of a closed period, as it was in the latest of them."""
    asked, found = wanted(*PAGING), reader().every(running())
    known = {unit.code: _unit(one, unit) for one in reversed(found) for unit in _units_of(one)}
    return _page(asked, [known[code] for code in sorted(known)], found)


@bp.get("/units/<unit>")
def one_unit(unit: str) -> Response:
    wanted()
    found = _periods_of(unit)
    kept = [own for own in _units_of(found[0]) if own.code == unit]
    return _told(_unit(found[0], kept[0]) if kept else abort(404), found)


@bp.get("/units/<unit>/periods")
def periods(unit: str) -> Response:
    """The closed periods in which the unit was counted, the latest first."""
    asked, found = wanted(*PAGING), _periods_of(unit)
    return _page(asked, [_period(one) for one in found], found)


@bp.get(A_PERIOD)
def one_period(unit: str, period: str) -> Response:
    wanted()
    found = _release(unit, period)
    return _told(_period(found), [found])


@bp.get(f"{A_PERIOD}/results")
def period_results(unit: str, period: str) -> Response:
    """Index, interval, verdict and target of every group that is shown."""
    asked, found = wanted(*PAGING, QUESTIONNAIRE, BREAKDOWN), _release(unit, period)
    return _page(asked, _figures(forms.RESULTS, found, tables.results, asked), [found])


@bp.get(f"{A_PERIOD}/distribution")
def period_distribution(unit: str, period: str) -> Response:
    """How often each answer was given."""
    asked, found = wanted(*PAGING, QUESTIONNAIRE), _release(unit, period)
    if not reader().whole(running(), found):
        abort(404, IN_PARTS)
    return _page(asked, _figures(forms.DISTRIBUTION, found, tables.distribution, asked), [found])


@bp.get("/units/<unit>/trend")
def unit_trend(unit: str) -> Response:
    """The index over the closed periods, oldest first."""
    asked, found = wanted(*PAGING, QUESTIONNAIRE), _periods_of(unit)
    return _page(asked, _records(forms.TREND, _trend(found[0]), asked), found)


@bp.route("/<path:rest>", methods=EVERY_METHOD)
def elsewhere(rest: str) -> NoReturn:
    """Whatever else is asked here is refused in the words of the API, not with a page."""
    del rest
    raise UnknownAddress() if request.method == "GET" else MethodNotAllowed(["GET"])


def _trend(latest: Release) -> Iterator[tuple[Cell, ...]]:
    live, who = running(), reader()
    for key in results.versions(live, who.sight(live, latest)):
        course = who.trend(live, latest, key)
        for row in trends.rows_of(course, int(who.floor)):
            told = open_data.line(key, "", row.key, row)
            yield (key, row.name, told.n, told.index, told.lower, told.upper, told.hidden)


def _periods_of(unit: str) -> list[Release]:
    try:
        found = reader().of_unit(running(), unit)
    except NotYoursError as error:
        abort(403, str(error))
    return found or abort(404, f"Đơn vị “{unit}” không có kỳ nào đã chốt và công bố.")


def _release(unit: str, label: str) -> Release:
    found = [one for one in _periods_of(unit) if one.period.label == label]
    return found[0] if found else abort(404, f"Đơn vị “{unit}” không có kỳ “{label}” đã chốt và công bố.")


def _period(release: Release) -> Record:
    live = running()
    kept = facts_of(live.store, release.closing.number)
    row = tables.period_row(kept, release, tables.terms(live), int(reader().floor))
    return dict(zip(forms.PERIODS.names, row, strict=True))


def _units_of(release: Release) -> Iterator[Unit]:
    kept = facts_of(running().store, release.closing.number)
    return (unit for unit in kept.units if unit.code in release.shown)


def _unit(release: Release, unit: Unit) -> Record:
    area = facts_of(running().store, release.closing.number).parents.get(unit.code)
    row = (unit.code, unit.name, unit.kind, unit.level or None, area, release.closing.unit)
    return dict(zip(forms.UNIT.names, row, strict=True))


def _figures(form: Form, release: Release, made: Made, asked: Wanted) -> list[Record]:
    """What the public may see of a whole office is worked out already: it is the open data."""
    if reader() == PUBLIC and reader().whole(running(), release):
        found = next(table for table in tables.figures(running(), release) if table.form == form)
        return [record for record in found.records() if asked.takes(record)]
    return _records(form, made(release, reader().reviews(running(), release)), asked)


def _records(form: Form, rows: Iterable[tuple[Cell, ...]], asked: Wanted) -> list[Record]:
    return [record for record in Table(form, tuple(rows)).records() if asked.takes(record)]


def _page(asked: Wanted, items: list[Record], found: list[Release]) -> Response:
    return _told(asked.stretch(items), found)


def _told(what: object, found: list[Release]) -> Response:
    day = max((one.closing.day for one in found), default=DESCRIBED.isoformat())
    return answered(as_json(what), JSON, date.fromisoformat(day), private=reader() != PUBLIC)


def _synthetic() -> bool:
    return tables.terms(running()).synthetic
