"""What the public may see: closed periods alone, each behind the release plan at the public floor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from analytics.disclosure import Floor
from analytics.review import Review
from survey import period, results, trends
from survey.answered import Sight, part_of
from survey.closing.snapshot import forms_of
from survey.period import Calendar, Period
from survey.published.apart import apart, is_the_one_before
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
    told = _is_out(live, release.closing, release.period.previous())
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
    """Whether it would be out, were it not for what other closings tell beside it."""
    shut = {one.closing.number for one in every(live)}
    return closing.calendar == CALENDAR.value and closing.number not in shut


def _is_out(live: Running, closing: Closing, shown: Period) -> bool:
    """Whether the public can read exactly those answers of an earlier period that a closing compares with."""
    known = (one.closing for one in every(live))
    earlier = [one for one in known if (one.unit, one.period) == (closing.unit, shown.label)]
    return any(is_the_one_before(live.store, one.number, closing.number) for one in earlier)


def _each(live: Running, found: Collection[Closing]) -> Iterable[Release]:
    covered = closings.units_of_each(live.store.db, found)
    out = frozenset(apart(live.store, found, covered))
    return (
        Release(one, one.unit, covered[one.number], covered[one.number]) for one in found if one.number in out
    )
