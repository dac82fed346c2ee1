"""What the public may see: closed periods alone, each behind the release plan at the public floor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from analytics.disclosure import Floor
from analytics.review import Review
from survey import period, results, trends
from survey.answered import Sight, part_of
from survey.closing.snapshot import forms_of
from survey.period import Calendar, Period
from survey.running import Running
from survey.store import closings, organisation
from survey.store.closings import Closing
from survey.trends import Trend

# One calendar only: what windows shifted by half a month have in common would tell small groups.
CALENDAR = Calendar.QUARTER


@dataclass(frozen=True)
class Release:
    """A closed period of one office with all below it.

    unit   whose figures are looked at: the office itself, or a unit or node below it
    shown  the units of `unit` that were closed with it
    """

    closing: Closing
    unit: str
    shown: frozenset[str]
    units: frozenset[str]

    @property
    def period(self) -> Period:
        return period.parse(self.closing.period, CALENDAR)

    @property
    def sight(self) -> Sight:
        """The unit as one group of all that the public may subtract it from."""
        return part_of(Sight(self.shown, self.period, Floor.PUBLIC), self.unit, self.units)


def every(live: Running) -> list[Release]:
    """The closed periods of every office, the latest first."""
    return list(_each(live, closings.published(live.store.db, CALENDAR.value)))


def of_unit(live: Running, unit: str) -> list[Release]:
    """The closed periods in which a unit was counted with all below it; the latest first."""
    found = []
    for release in every(live):
        if unit in release.units:
            below = organisation.roll_up(live.store.db, unit, release.period.first, release.period.last)
            found.append(replace(release, unit=unit, shown=release.units & below))
    return found


def reviews(live: Running, release: Release) -> dict[str, Review]:
    """By questionnaire version, with every breakdown that the plan leaves open."""
    found = {key: results.detail(live, release.sight, key) for key in results.versions(live, release.sight)}
    # A change tells the index of the period before, which is out only where that was closed too.
    told = _is_out(live, release.closing.unit, release.period.previous())
    return {key: made if told else made.without_changes() for key, made in found.items() if made}


def trend(live: Running, release: Release, key: str) -> Trend:
    """The index of one questionnaire over the periods that were closed; oldest first."""
    return of_same_units(
        live, release, of_unit(live, release.unit), trends.of_closed(live, release.sight, key)
    )


def of_same_units(live: Running, release: Release, known: Iterable[Release], found: Trend) -> Trend:
    """Only the periods whose own release had the same people: else the difference would tell who moved."""
    same = {one.period.name for one in known if _answered(live, one, one) == _answered(live, one, release)}
    return [(name, index) for name, index in found if name in same]


def _answered(live: Running, of: Release, among: Release) -> frozenset[str]:
    """The units of a release that answered in the period of another."""
    told = forms_of(live.store, of.closing.number, earlier=False)
    return among.shown & frozenset(unit for unit, _, _ in told)


def is_withheld(live: Running, closing: Closing) -> bool:
    """Whether it would be out, were it not for what another office closed before."""
    shut = {one.closing.number for one in every(live)}
    return closing.calendar == CALENDAR.value and closing.number not in shut


def _is_out(live: Running, office: str, shown: Period) -> bool:
    return any((one.closing.unit, one.closing.period) == (office, shown.label) for one in every(live))


def _each(live: Running, found: Collection[Closing]) -> Iterable[Release]:
    covered = closings.units_of_each(live.store.db, found)
    known = [Release(one, one.unit, covered[one.number], covered[one.number]) for one in found]
    out = {one.closing.number for one in _apart(known)}
    return (one for one in known if one.closing.number in out)


def _apart(known: Iterable[Release]) -> Iterable[Release]:
    """Those whose units no other office closed before in a longer or shorter period of the same days.

    Each office's periods are planned together; what the plans of two offices tell was weighed by neither.
    """
    owner: dict[tuple[str, str], dict[str, str]] = {}
    for one in sorted(known, key=lambda each: each.closing.number):
        own = one.closing
        near = [by for (first, last), by in owner.items() if first <= own.last and own.first <= last]
        if all(by.get(unit, own.unit) == own.unit for by in near for unit in one.units):
            owner.setdefault((own.first, own.last), {}).update(dict.fromkeys(one.units, own.unit))
            yield one
