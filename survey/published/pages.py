"""The public pages: whole quarters only, every group behind the release plan at the public floor."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from analytics.charts import svg
from analytics.disclosure import Floor
from analytics.review import By, Review, Row
from survey import period, results, trends
from survey.answered import Sight, counted
from survey.clock import today
from survey.period import Period
from survey.running import running
from survey.store import closings, settings, units
from survey.store.units import Unit
from survey.trends import Trend

QUARTERS = 8
PERIOD = "ky"

bp = Blueprint("published", __name__)


@dataclass(frozen=True)
class Part:
    """One questionnaire of the page: the figures of everybody or of one unit, and how they moved."""

    review: Review
    row: Row
    factors: tuple[Row, ...]
    trend: Trend

    @property
    def interval_picture(self) -> str:
        return (
            svg.interval(self.row.index, self._target) if self.row.index and self.row.index.interval else ""
        )

    @property
    def periods(self) -> tuple[Row, ...]:
        return trends.rows_of(self.trend, self.review.floor)

    @property
    def trend_picture(self) -> str:
        """Drawn when there is more than one period to look at."""
        shown = [estimate for _, estimate in self.trend if estimate]
        return svg.trend(self.trend, self._target) if len(shown) > 1 else ""

    @property
    def _target(self) -> float | None:
        return self.row.target.value if self.row.target else None


@bp.context_processor
def of_everybody() -> dict[str, object]:
    return {"synthetic": bool(settings.get(running().store.db, settings.SYNTHETIC)), "By": By}


@bp.get("/ket-qua", endpoint="results")
def results_page() -> str:
    quarters = _quarters()
    if not quarters:
        return render_template("published/nothing.html")
    sight = _sight(_wanted(quarters))
    parts = {key: _whole(sight, key, found) for key, found in results.reviews(running(), sight).items()}
    return render_template("published/results.html", parts=parts, period=sight.period, quarters=quarters)


@bp.get("/ket-qua/<unit>")
def unit_results(unit: str) -> str:
    quarters = _quarters()
    if not quarters:
        units.get(running().store.db, unit)
        return render_template("published/nothing.html")
    sight = _sight(_wanted(quarters))
    shown = units.get(running().store.db, unit, sight.day)
    parts = _of_unit(sight, shown, results.reviews(running(), sight))
    return render_template(
        "published/unit.html", unit=shown, parts=parts, period=sight.period, quarters=quarters
    )


@bp.get("/cach-tinh")
def method() -> str:
    return render_template("published/method.html")


def _quarters() -> list[Period]:
    """The last whole quarters with answers, newest first: only these, so that no two windows overlap."""
    past = period.run(period.of(today()).previous(), QUARTERS)
    return [one for one in reversed(past) if _is_out(one) and counted(running(), _sight(one)).forms]


def _is_out(quarter: Period) -> bool:
    """Where units wait for the closing, the public does too."""
    db = running().store.db
    sealed = bool(settings.get(db, settings.SEALED))
    return not sealed or bool(closings.in_force(db, quarter.calendar.value, quarter.label))


def _wanted(quarters: list[Period]) -> Period:
    label = request.args.get(PERIOD, quarters[0].label)
    found = [one for one in quarters if one.label == label]
    return found[0] if found else abort(404)


def _sight(quarter: Period) -> Sight:
    everybody = frozenset(unit.code for unit in units.every(running().store.db))
    return Sight(everybody, quarter, Floor.PUBLIC)


def _whole(sight: Sight, key: str, review: Review) -> Part:
    return Part(review, review.overall, review.by(By.FACTOR), trends.of_sight(running(), sight, key))


def _of_unit(sight: Sight, unit: Unit, reviews: Mapping[str, Review]) -> dict[str, Part]:
    parts = {}
    for key, review in reviews.items():
        for row in review.by(By.UNIT):
            if row.key == unit.code:
                # Without its factors: beside those of the whole they would tell a small unit's.
                parts[key] = Part(review, row, (), trends.of_unit(running(), sight, key, unit.code))
    return parts
