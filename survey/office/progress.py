"""How the collection of answers goes: a bar per unit, who has none, what is missing for a verdict."""

from collections.abc import Sequence

import pandas as pd
from flask import Response, render_template, request

from analytics.tables import CODE, NAME, NOTE, N
from survey import paging
from survey.alphabet import search
from survey.office import collection, downloads, handed_out, links
from survey.office.blueprint import bp
from survey.office.collection import Line
from survey.office.rights import scope
from survey.reviewing import left_out
from survey.running import running

PEOPLE, RATE = "Số người có thể trả lời", "Tỷ lệ trả lời"


@bp.get("/tien-do")
def progress() -> str | Response:
    live, sight = running(), scope().sight()
    # Counts alone: a page that is looked at all day must not read the answers again after each of them.
    found = collection.of(live, sight)
    asked = request.args.get(links.FORM, "")
    code = asked if asked in found.lines else next(iter(found.lines), "")
    if downloads.wanted():
        sheets = {form: _sheet(lines) for form, lines in found.lines.items()}
        return downloads.send(f"tien-do-{sight.period.label}", sheets, [sight.period.full_name])
    sought = links.sought()
    lines = search(found.lines[code], sought, lambda line: line.unit.name) if code else []
    return render_template(
        "office/progress.html",
        found=found,
        code=code,
        sought=sought,
        page=paging.asked(lines),
        period=sight.period,
        batches=handed_out.batches(live, sight),
        hasty=handed_out.hasty(live, sight),
        why=left_out(live.store.db, sight),
    )


def _sheet(lines: Sequence[Line]) -> pd.DataFrame:
    rows = [(line.unit.code, line.unit.name, line.n, *_people(line), line.sentence) for line in lines]
    return pd.DataFrame(rows, columns=[CODE, NAME, N, PEOPLE, RATE, NOTE])


def _people(line: Line) -> tuple[int | None, str]:
    """How many could have answered, and which share did: in words, because a share above one is none."""
    return (line.turnout.population, line.turnout.sentence) if line.turnout else (None, "")
