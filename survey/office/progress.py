"""How the collection of answers goes: a bar per unit, who has none."""

from flask import render_template

from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.running import running
from survey.store import units


@bp.get("/tien-do")
def progress() -> str:
    return render_template(
        "office/progress.html", scope=scope(), units=units.some(running().store.db, sorted(scope().units))
    )
