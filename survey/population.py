"""Which count of students or dossiers holds for a period: the people behind a response rate."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from survey import questionnaire
from survey.answered import Sight
from survey.running import Running
from survey.store import organisation, populations
from survey.store.organisation import Successions
from survey.store.populations import Kind, Population

# Whom a form is handed to; the form about online enrolment has no count of its own yet.
KIND_OF_FORM = {
    questionnaire.Kind.SCHOOL: Kind.STUDENTS,
    questionnaire.Kind.ONE_STOP: Kind.DOSSIERS,
}
Sizes = Mapping[Kind, Mapping[str, int]]


@dataclass(frozen=True)
class Window:
    """First and last day of what is counted for, and the day whose mergers hold."""

    first: date
    last: date
    day: date


def of(live: Running, sight: Sight) -> Sizes:
    """Per kind and unit of the sight; a unit without a count that fits the period is left out."""
    shown = Window(sight.period.first, sight.period.last, sight.day)
    return within(live.store.db, sight.units, shown)


def within(db: Database, units: Collection[str], shown: Window) -> Sizes:
    """The same for any window of days, that of a campaign too."""
    successions = organisation.successions(db)
    former = successions.former(frozenset(units), shown.day)
    found = populations.overlapping(db, [*units, *former], shown.first, shown.last)
    return {kind: _with_former(_by_unit(found, kind, shown), former, successions) for kind in Kind}


def of_form(live: Running, sizes: Sizes, key: str) -> Mapping[str, int]:
    """Those of one questionnaire."""
    return of_kind(sizes, live.questionnaire(key).kind)


def of_kind(sizes: Sizes, asked: questionnaire.Kind) -> Mapping[str, int]:
    """Those whom a kind of questionnaire asks."""
    kind = KIND_OF_FORM.get(asked)
    return sizes.get(kind, {}) if kind else {}


Chosen = dict[str, tuple[int, str]]


def _by_unit(found: Iterable[Population], kind: Kind, shown: Window) -> Chosen:
    """Unit → the number for the period and the first day it was counted for."""
    windows: dict[str, list[Population]] = {}
    for one in found:
        if one.kind is kind:
            windows.setdefault(one.unit, []).append(one)
    choose = _stock if kind is Kind.STUDENTS else _flow
    chosen = {unit: choose(own, shown) for unit, own in windows.items()}
    return {unit: told for unit, told in chosen.items() if told}


def _stock(windows: Sequence[Population], shown: Window) -> tuple[int, str]:
    """Students are there at one time: the count that holds at the end of the period, else the last before."""
    holding = [one for one in windows if one.last_day >= shown.last.isoformat()]
    # Of two that hold on that day the shorter window says more about it.
    best = min(holding, key=_days) if holding else max(windows, key=lambda one: one.last_day)
    return best.count, best.first_day


def _flow(windows: Sequence[Population], shown: Window) -> tuple[int, str] | None:
    """Dossiers add up: windows inside the period count when together they cover every day of it once."""
    first, last = shown.first.isoformat(), shown.last.isoformat()
    whole = next((one for one in windows if (one.first_day, one.last_day) == (first, last)), None)
    if whole:
        return whole.count, first
    total, due = 0, shown.first
    for one in windows:
        if one.first_day == due.isoformat() and one.last_day <= last:
            total, due = total + one.count, _day(one.last_day) + timedelta(days=1)
    return (total, first) if due > shown.last else None


def _with_former(chosen: Chosen, former: Mapping[str, str], successions: Successions) -> dict[str, int]:
    """The people of units that have ended count for the successor, unless it was counted after the merger."""
    sizes = {unit: count for unit, (count, _) in chosen.items() if unit not in former}
    for old, unit in former.items():
        merged = successions[old][1]
        if old in chosen and chosen.get(unit, (0, ""))[1] < merged:
            sizes[unit] = sizes.get(unit, 0) + chosen[old][0]
    return sizes


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(one: Population) -> int:
    return (_day(one.last_day) - _day(one.first_day)).days
