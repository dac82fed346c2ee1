"""What to ask after the quarter's figures: one questionnaire, all units one may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from flask import Response, render_template

from analytics import analysis_tables
from analytics.analysis import Analysis
from analytics.charts.analysis import drawings
from analytics.charts.drawing import Drawing
from analytics.review import By, Review
from survey import naming, results
from survey.answered import Sight, counted
from survey.office import downloads, links, waiting
from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.period import Period
from survey.running import Running, running


@dataclass(frozen=True)
class Page:
    """`forms` are the questionnaires to choose from."""

    period: Period
    key: str
    forms: Mapping[str, str]
    review: Review
    analysis: Analysis
    charts: Mapping[str, Drawing]
    levels: Mapping[str, str]

    @cached_property
    def names(self) -> dict[str, str]:
        return {row.key: row.name for row in self.review.by(By.UNIT)}

    @cached_property
    def sheets(self) -> dict[str, pd.DataFrame]:
        return analysis_tables.sheets(self.analysis, self.levels, self.names)

    @cached_property
    def by_level(self) -> dict[str, pd.DataFrame]:
        found = self.analysis.comparisons
        return {level: analysis_tables.of_level(one.units) for level, one in found.items()}


@bp.get("/phan-tich")
def analysis_page() -> str | Response:
    live, sight = running(), scope().sight()
    key = links.form_of(counted(live, sight).versions)
    told = waiting.told(sight, ("analysis", key), lambda: _page(live, sight, key))
    page = told.result
    if page is not None and downloads.wanted():
        notes = [*page.review.method_lines(), *filter(None, [told.since])]
        return downloads.send(f"phan-tich-{sight.period.label}", page.sheets, notes)
    return render_template("office/analysis.html", page=page, told=told, period=sight.period)


def _page(live: Running, sight: Sight, key: str) -> Page | None:
    found = results.analysis(live, sight, key) if key else None
    if found is None:
        return None
    forms = {one: live.questionnaire(one).title.get("vi") for one in counted(live, sight).versions}
    review, analysis = found
    return Page(sight.period, key, forms, review, analysis, drawings(analysis, review), naming.levels())
