"""Bộ truyền thông: what an office tells the public of a closed quarter, to look at, copy, and download."""

import base64
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from analytics.kit.compose import Kit, compose
from analytics.kit.facts import Facts
from survey import kit, kit_files
from survey.clock import today
from survey.kit_files import ZIP, Piece
from survey.office import downloads, waiting
from survey.office.blueprint import bp
from survey.office.links import FORM
from survey.office.periods import LABEL
from survey.office.rights import scope
from survey.period import Period
from survey.published import releases
from survey.running import running
from survey.store import units
from survey.store.units import Unit

PATH = "/truyen-thong"


@dataclass(frozen=True)
class Shown:
    """What the page shows: one questionnaire of a unit in a closed quarter, among those there are."""

    unit: Unit
    period: Period
    periods: list[Period]
    forms: dict[str, Facts]
    chosen: str
    kit: Kit

    @property
    def picture(self) -> str:
        """Inside the page: looking at it is no export."""
        return f"data:image/png;base64,{base64.b64encode(kit_files.picture(self.kit)).decode()}"


@bp.get(PATH)
def kit_home() -> Redirect:
    """To one's own unit, in the quarter that was closed last."""
    own = scope().account.unit
    closed = releases.of_unit(running(), own)
    latest: dict[str, Any] = {LABEL: closed[0].period.label} if closed else {}
    return redirect(url_for("office.kit_page", unit=own, **latest))


@bp.get(f"{PATH}/<unit>")
def kit_page(unit: str) -> str:
    found = units.get(running().store.db, unit, scope().day)
    periods = [release.period for release in releases.of_unit(running(), unit)]
    forms = _forms(unit) if scope().period in periods else {}
    if not forms:
        return render_template("office/kit_none.html", unit=found, period=scope().period, periods=periods)
    key = _chosen(forms)
    shown = Shown(found, scope().period, periods, forms, key, compose(forms[key]))
    return render_template("office/kit.html", page=shown, piece=Piece, zip=ZIP)


@bp.get(f"{PATH}/<unit>/<piece>")
def kit_file(unit: str, piece: str) -> Response:
    forms, period = _forms(unit), scope().period
    key = _chosen(forms)
    made, name = compose(forms[key]), kit_files.name_of(piece, unit, period, key)
    if piece == ZIP:
        return downloads.attached(kit_files.zipped(made, unit, period, key, today()), "application/zip", name)
    try:
        wanted = Piece(piece)
    except ValueError:
        abort(404, f"Bộ truyền thông không có tệp “{piece}”.")
    return downloads.attached(kit_files.written(made, wanted), wanted.mimetype, name)


def _forms(unit: str) -> dict[str, Facts]:
    live = running()
    release = kit.release_of(live, unit, scope().period.label)
    # What else of the unit is out decides whether a change may be told.
    out = tuple(one.closing.number for one in releases.of_unit(live, unit))
    return waiting.told(release.sight, ("kit", unit, out), lambda: kit.facts_of(live, release)).result


def _chosen(forms: dict[str, Facts]) -> str:
    key = request.args.get(FORM, next(iter(forms), ""))
    return key if key in forms else abort(404, "Không có loại phiếu đó trong kỳ này.")
