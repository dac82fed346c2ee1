"""The overview of the quarter."""

from flask import render_template

from survey.office.blueprint import bp
from survey.office.rights import scope


@bp.get("")
def overview() -> str:
    return render_template("office/overview.html", scope=scope())


@bp.get("/don-vi/<unit>")
def unit_page(unit: str) -> str:
    return render_template("office/overview.html", scope=scope(), unit=unit)
