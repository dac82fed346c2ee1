"""The quarter of all one's units, or of one with what is below it: four questions, then the detail."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, abort, render_template

from analytics.review import By, Review
from analytics.turnout import silence
from analytics.weakness import Weak, weakest
from survey import results
from survey.answered import Sight, code_of, counted
from survey.office import collection, detail, downloads, links, periods, waiting
from survey.office.blueprint import bp
from survey.office.collection import Collection
from survey.office.detail import Detail
from survey.office.rights import below, scope
from survey.office.sights import sight_of
from survey.running import Running, running
from survey.store import closings, units
from survey.store.closings import Closing
from survey.store.units import Unit

WEAKEST_OF_EACH = 2
WEAKEST_SHOWN = 5


@dataclass(frozen=True)
class Quarter:
    """What the page shows. `unit` is the one that is looked at, `whole` when it is one's own."""

    unit: Unit
    whole: bool
    sight: Sight
    reviews: Mapping[str, Review]
    weakest: tuple[tuple[str, Weak], ...]
    collection: Collection
    silence: Mapping[str, str]
    detail: Detail | None
    closing: Closing | None

    @property
    def weak(self) -> tuple[tuple[str, Weak], ...]:
        return tuple(one for one in self.weakest if one[1].clear)

    @property
    def lowest(self) -> tuple[tuple[str, Weak], ...]:
        """Those that only stand lowest."""
        return tuple(one for one in self.weakest if not one[1].clear)

    @property
    def address(self) -> dict[str, str]:
        """What a form of the page sends along, so that its answer is about the same period."""
        return periods.address(self.sight.period)


@bp.get("")
def overview() -> str | Response:
    own = scope().account.unit
    return _answer(own, below(own))


@bp.get("/don-vi/<unit>")
def unit_page(unit: str) -> str | Response:
    return _answer(unit, below(unit))


@bp.get("/cau-hoi/<questionnaire>/<item>")
def item_page(questionnaire: str, item: str) -> str | Response:
    asked = running().questionnaire(questionnaire)
    question = next((one for one in asked.items if one.code == item), None)
    if question is None:
        abort(404, f"Phiếu {questionnaire} không có câu {item}.")
    live, sight = running(), scope().sight()
    what = ("item", questionnaire, item)
    told = waiting.told(sight, what, lambda: detail.of(live, sight, questionnaire, item))
    if downloads.wanted():
        return downloads.of(f"{item}-{sight.period.label}", told.result, told.since)
    return render_template(
        "office/item.html",
        detail=told.result,
        told=told,
        question=question,
        asked=asked,
        period=sight.period,
        By=By,
    )


def _answer(unit: str, seen: frozenset[str]) -> str | Response:
    live, sight = running(), sight_of(unit, seen)
    key, whole = links.form_of(counted(live, sight).versions), unit == scope().account.unit
    told = waiting.told(sight, ("quarter", unit, whole, key), lambda: _quarter(live, unit, sight, key, whole))
    if downloads.wanted():
        return downloads.of(f"{unit}-{sight.period.label}", told.result.detail, told.since)
    return render_template("office/quarter.html", page=told.result, told=told, By=By)


def _quarter(live: Running, unit: str, sight: Sight, key: str, whole: bool) -> Quarter:
    found = results.reviews(live, sight, key)
    return Quarter(
        unit=units.get(live.store.db, unit, sight.day),
        whole=whole,
        sight=sight,
        reviews=found,
        weakest=_weakest(found),
        collection=(here := collection.of(live, sight)),
        silence=_silence(here, found),
        detail=detail.of(live, sight, key) if key else None,
        closing=closings.get(live.store.db, number) if (number := counted(live, sight).closing) else None,
    )


def _silence(collection: Collection, reviews: Mapping[str, Review]) -> dict[str, str]:
    """What the silent must think for a target that is met to be missed, for forms of one unit."""
    said = {(row.key, code_of(key)): row for key, made in reviews.items() for row in made.by(By.UNIT)}
    alone = {code: own[0] for code, own in collection.lines.items() if len(own) == 1}
    return {
        code: silence(said[line.unit.code, code], line.people)
        for code, line in alone.items()
        if (line.unit.code, code) in said
    }


def _weakest(found: Mapping[str, Review]) -> tuple[tuple[str, Weak], ...]:
    """The lowest questions of each questionnaire: those clearly weak first, then the lowest of all."""
    rows = [(key, weak) for key, review in found.items() for weak in weakest(review, WEAKEST_OF_EACH)]
    rows.sort(key=lambda one: (not one[1].clear, one[1].row.index.value if one[1].row.index else 1.0))
    return tuple(rows[:WEAKEST_SHOWN])
