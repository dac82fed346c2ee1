"""Which count of students or dossiers holds for a period: the people behind a response rate."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from survey import questionnaire
from survey.answered import Sight
from survey.running import Running
from survey.store import organisation, populations, units
from survey.store.organisation import Successions
from survey.store.populations import Kind, Population
from survey.store.units import Unit

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


def within(db: Database, codes: Collection[str], shown: Window) -> Sizes:
    """The same for any window of days, that of a campaign too."""
    successions = organisation.successions(db)
    former = successions.former(frozenset(codes), shown.day)
    every = [*codes, *former]
    found = populations.overlapping(db, every, shown.first, shown.last)
    students, dossiers = (_by_unit(found, kind) for kind in (Kind.STUDENTS, Kind.DOSSIERS))
    return {
        Kind.STUDENTS: _stocks(students, shown, former, successions),
        Kind.DOSSIERS: _flows(dossiers, shown, former, units.some(db, every)),
    }


def of_form(live: Running, sizes: Sizes, key: str) -> Mapping[str, int]:
    """Those of one questionnaire."""
    return of_kind(sizes, live.questionnaire(key).kind)


def of_kind(sizes: Sizes, asked: questionnaire.Kind) -> Mapping[str, int]:
    """Those whom a kind of questionnaire asks."""
    kind = KIND_OF_FORM.get(asked)
    return sizes.get(kind, {}) if kind else {}


Windows = Mapping[str, Sequence[Population]]


def _by_unit(found: Iterable[Population], kind: Kind) -> Windows:
    windows: dict[str, list[Population]] = {}
    for one in found:
        if one.kind is kind:
            windows.setdefault(one.unit, []).append(one)
    return windows


def _stocks(
    windows: Windows, shown: Window, former: Mapping[str, str], successions: Successions
) -> dict[str, int]:
    """The people of units that have ended count for the successor, unless it was counted after the merger."""
    chosen = {unit: _stock(own, shown) for unit, own in windows.items()}
    sizes = {unit: one.count for unit, one in chosen.items() if unit not in former}
    for old, unit in former.items():
        counted_on = chosen[unit].first_day if unit in chosen else ""
        if old in chosen and counted_on < successions[old][1]:
            sizes[unit] = sizes.get(unit, 0) + chosen[old].count
    return sizes


def _stock(windows: Sequence[Population], shown: Window) -> Population:
    """Students are there at one time: the count that holds at the end of the period, else the last before."""
    holding = [one for one in windows if one.last_day >= shown.last.isoformat()]
    # Of two that hold on that day the shorter window says more about it.
    return min(holding, key=_days) if holding else max(windows, key=lambda one: one.last_day)


def _flows(
    windows: Windows, shown: Window, former: Mapping[str, str], known: Iterable[Unit]
) -> dict[str, int]:
    """Dossiers add up, those of units that have ended to those of the successor.

    A unit that ended and was never counted is taken to be in the count of the successor.
    """
    parts: dict[str, list[int | None]] = {}
    for unit in known:
        own, acting = windows.get(unit.code, ()), former.get(unit.code, unit.code)
        first = max(shown.first.isoformat(), unit.valid_from)
        last = min(shown.last.isoformat(), unit.valid_to)
        if first <= last and (own or acting == unit.code):
            parts.setdefault(acting, []).append(_flow(own, shown, first, last))
    told = {unit: [n for n in counts if n is not None] for unit, counts in parts.items()}
    return {unit: sum(counts) for unit, counts in told.items() if len(counts) == len(parts[unit])}


def _flow(windows: Sequence[Population], shown: Window, first: str, last: str) -> int | None:
    """Of the days of the period on which the unit was there; a count for the whole period says no more."""
    found = _covering(windows, first, last)
    whole = shown.first.isoformat(), shown.last.isoformat()
    return _covering(windows, *whole) if found is None else found


def _covering(windows: Sequence[Population], first: str, last: str) -> int | None:
    """What windows tell that cover each of these days once; of two that begin on one day, the longer."""
    within = [one for one in windows if one.last_day <= last]
    # From every first day on, up to the last of all.
    told = {_after(last): 0}
    for one in sorted(within, key=lambda one: (one.first_day, -_days(one)), reverse=True):
        if _after(one.last_day) in told:
            told[one.first_day] = one.count + told[_after(one.last_day)]
    return told.get(first)


def _after(day: str) -> str:
    return (_day(day) + timedelta(days=1)).isoformat()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(one: Population) -> int:
    return (_day(one.last_day) - _day(one.first_day)).days
