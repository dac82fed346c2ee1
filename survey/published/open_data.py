"""What may be downloaded: the closed periods as files for other programs. No sign-in, no script."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, render_template

from survey.closing.snapshot import facts_of
from survey.conditional import answered
from survey.opendata import datasette, forms, package
from survey.opendata.tables import name_of, terms
from survey.published import releases
from survey.published.pages import bp
from survey.published.releases import Release
from survey.running import running

PATH = "/du-lieu"
_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
    "db": "application/vnd.sqlite3",
}


@dataclass(frozen=True)
class Line:
    """One closed period of the page."""

    release: Release
    office: str


@bp.get(PATH, endpoint="open_data")
def open_data_page() -> str:
    live = running()
    return render_template(
        "published/open_data.html",
        lines=[Line(one, _office(one)) for one in releases.every(live)],
        terms=terms(live),
        forms=forms.FORMS,
        names=[f"{form.name}.csv" for form in forms.FORMS],
        package=package,
        datasette=datasette,
    )


@bp.get(f"{PATH}/<name>")
def open_data_database(name: str) -> Response:
    """All periods in one file, and its description."""
    found = releases.every(running())
    if not found or name not in datasette.FILES:
        abort(404)
    latest = max(one.closing.day for one in found)
    return _sent(name, datasette.file(running(), found, name), latest)


@bp.get(f"{PATH}/<office>/<period>/<name>")
def open_data_file(office: str, period: str, name: str) -> Response:
    wanted = (office, period)
    found = [one for one in releases.every(running()) if (one.closing.unit, one.period.label) == wanted]
    written = package.files(running(), found[0]) if found else {}
    return _sent(name, written[name], found[0].closing.day) if name in written else abort(404)


def _office(release: Release) -> str:
    return name_of(facts_of(running().store, release.closing.number), release.closing.unit)


def _sent(name: str, content: bytes, day: str) -> Response:
    response = answered(content, _TYPES[name.rpartition(".")[2]], date.fromisoformat(day))
    # Anybody's page may read what is open to everybody.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
