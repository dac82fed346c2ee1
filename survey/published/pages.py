"""The public pages: closed periods alone, every group behind the release plan at the public floor."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from analytics.review import By, Row
from survey import alphabet, paging
from survey.conditional import A_WHILE
from survey.published import deeds, directory, releases
from survey.published.address import PERIOD, SEARCH, to
from survey.published.releases import Release
from survey.published.shown import Part, parts
from survey.running import running
from survey.store import settings, units

SIGNS_OF_DIGEST = 12
# No name is longer; what is sought is kept folded for a while.
MOST_SOUGHT = 100

bp = Blueprint("published", __name__)


@bp.context_processor
def of_everybody() -> dict[str, object]:
    return {"synthetic": is_synthetic()}


@bp.after_request
def keep(response: Response) -> Response:
    """A closed period changes seldom: a cache may keep its page for minutes, then ask whether it did."""
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response.headers.setdefault("Cache-Control", f"public, max-age={A_WHILE}")
        response.add_etag()
        response.make_conditional(request)
    return response


@bp.get("/")
def front() -> Redirect:
    """The bare address, as people type it from a notice."""
    return redirect(to("results"))


@bp.get("/ket-qua", endpoint="results")
def results_page() -> str:
    wanted = request.args.get(SEARCH, "").strip()[:MOST_SOUGHT]
    found = directory.search(running(), wanted) if wanted else directory.offices(running())
    if not wanted and not found:
        return render_template("published/nothing.html", unit=None)
    if not wanted and (only := _only_latest(found)):
        known = releases.of_unit(running(), only.code)
        return _shown(chosen(known), known)
    return render_template("published/offices.html", wanted=wanted, page=paging.asked(found))


@bp.get("/ket-qua/<unit>")
def unit_results(unit: str) -> str:
    known = releases.of_unit(running(), unit)
    if not known:
        return render_template("published/nothing.html", unit=units.get(running().store.db, unit))
    return _shown(chosen(known), known)


@bp.get("/ket-qua/<unit>/don-vi", endpoint="units")
def unit_list(unit: str) -> str:
    known = releases.of_unit(running(), unit)
    release = chosen(known)
    rows = [line for part in parts(running(), release) for line in _lines(part)]
    return render_template(
        "published/units.html", **basis(release, known), endpoint="units", page=paging.asked(rows)
    )


@bp.get("/cach-tinh")
def method() -> str:
    return render_template("published/method.html")


def is_synthetic() -> bool:
    return bool(settings.get(running().store.db, settings.SYNTHETIC))


def chosen(known: list[Release]) -> Release:
    """The release of the period that the address names, else the latest."""
    label = request.args.get(PERIOD, "")
    found = [one for one in known if label in ("", one.period.label)]
    return found[0] if found else abort(404)


def _lines(part: Part) -> Iterator[tuple[str, Row]]:
    """Areas, then units, each with the heading of its table."""
    areas = part.review.by(By.AREA)
    if len(areas) > 1:
        heading = _("%(title)s – theo địa bàn", title=part.title)
        yield from ((heading, row) for row in areas)
    named = sorted(part.review.by(By.UNIT), key=lambda row: alphabet.order(row.name))
    yield from ((part.title, row) for row in named)


def _shown(release: Release, known: list[Release]) -> str:
    return render_template(
        "published/unit.html",
        **basis(release, known),
        endpoint="unit_results",
        parts=parts(running(), release),
        deeds=deeds.done(running(), release),
    )


def basis(release: Release, known: list[Release]) -> dict[str, object]:
    """What every page of a release says of it."""
    db, last = running().store.db, release.period.last
    return {
        "unit": units.get(db, release.unit, last),
        "office": units.get(db, release.closing.unit, last),
        "release": release,
        "periods": [one.period for one in known],
        "short_digest": release.closing.digest[:SIGNS_OF_DIGEST],
    }


def _only_latest(found: list[directory.Entry]) -> directory.Entry | None:
    """The office that closed the latest period, where there is one alone."""
    newest = max(entry.release.period.last for entry in found)
    latest = [entry for entry in found if entry.release.period.last == newest]
    return latest[0] if len(latest) == 1 else None
