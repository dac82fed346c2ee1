"""Service points of one's own units: their codes, addresses, and posters to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Response, abort, render_template, request
from wtforms.fields.choices import SelectChoice

from survey import file_names, paging
from survey.alphabet import order, search
from survey.clock import today
from survey.office import links, logbook
from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.printing import posters
from survey.printing.posters import Card
from survey.printing.sheet import Size
from survey.questionnaire import Kind, Questionnaire
from survey.running import Running, running
from survey.store import points, procedures, questionnaires, units
from survey.store.audit import Action
from survey.store.points import OPEN, Point
from survey.store.units import Unit

KINDS = {"counter": "quầy", "class": "lớp", "web": "trang web"}
STATES = {OPEN: "đang mở", "closed": "tạm đóng", "revoked": "đã thu hồi"}
FORMS = {"short": "phiếu ngắn", "full": "phiếu đủ câu"}
SIZES = {"a4": Size.A4, "a5": Size.A5}


@dataclass(frozen=True)
class Row:
    """One line of the page; its form lists `chosen` procedures, where it asks for one at all."""

    point: Point
    unit: Unit
    form: str
    address: str
    asks_procedure: bool
    chosen: int


@bp.get("/diem-khao-sat")
def service_points() -> str:
    words = {"kinds": KINDS, "states": STATES, "forms": FORMS, "sizes": SIZES}
    sought, rows = links.sought(), _rows(scope().units)
    found = search(rows, sought, lambda row: f"{row.unit.name} {row.point.name} {row.point.code}")
    return render_template(
        "office/points.html", any=bool(rows), sought=sought, page=paging.asked(found), **words
    )


@bp.get("/to-dan.pdf", defaults={"unit": None})
@bp.get("/to-dan/<unit>.pdf")
def posters_pdf(unit: str | None) -> Response:
    size = SIZES.get(request.args.get("kho", "a4"))
    cards = [_card(row) for row in _rows({unit} if unit else scope().units) if row.point.state == OPEN]
    if size is None or not cards:
        abort(404, "Không có điểm khảo sát nào đang mở, hoặc khổ giấy không phải a4, a5.")
    name = f"to-dan-{unit or 'tat-ca'}.pdf"
    response = Response(posters.pdf(cards, size, today()), mimetype="application/pdf")
    logbook.tell(Action.EXPORT, detail=name)
    return file_names.opened(response, name)


def _rows(codes: Iterable[str]) -> list[Row]:
    live = running()
    wanted = sorted(codes)
    named = {unit.code: unit for unit in units.some(live.store.db, wanted)}
    found = points.of_units(live.store.db, wanted)
    forms = {code: _latest(live, code) for code in {point.questionnaire for point in found}}
    base, chosen = live.settings.base_url, procedures.chosen_counts(live.store.db)
    found.sort(key=lambda point: (order(named[point.unit].name), order(point.name)))
    return [_row(p, named[p.unit], forms[p.questionnaire], base, chosen.get(p.code, 0)) for p in found]


def labelled() -> dict[str, tuple[Point, str]]:
    """The points of one's own units by code, with what a person chooses them by."""
    db, own = running().store.db, sorted(scope().units)
    named = {unit.code: unit.name for unit in units.some(db, own)}
    found = [(point, f"{named[point.unit]} · {point.name}") for point in points.of_units(db, own)]
    return {point.code: (point, label) for point, label in sorted(found, key=lambda one: order(one[1]))}


def choices(offered: Mapping[str, tuple[Point, str]]) -> list[SelectChoice]:
    return [SelectChoice(code, label) for code, (_, label) in offered.items()]


def _row(point: Point, unit: Unit, form: Questionnaire, base: str, chosen: int) -> Row:
    asks = form.kind is Kind.ONE_STOP
    return Row(point, unit, form.title.get("vi"), f"{base}/k/{point.code}", asks, chosen)


def _latest(live: Running, code: str) -> Questionnaire:
    return live.questionnaire(questionnaires.latest_key(live.store.db, code))


def _card(row: Row) -> Card:
    return Card(row.unit.name, row.point.name, row.point.code, row.address, row.point.form == "full")
