"""What the API shows to whom, decided here and nowhere else: closed periods alone, and of them

- everybody what the public may see of any unit;
- a system with a key what the office itself sees (groups of five) of the unit of its key with all below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analytics.disclosure import Floor
from analytics.nesting import name_of
from analytics.review import Review
from survey import results, trends
from survey.answered import Sight
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running
from survey.store import organisation
from survey.trends import Trend


class NotYoursError(ValueError):
    """A unit beyond those of the key."""


@dataclass(frozen=True)
class Reader:
    """`unit` is the one of the key; empty for everybody."""

    unit: str = ""

    @property
    def floor(self) -> Floor:
        return Floor.INSIDE if self.unit else Floor.PUBLIC

    def every(self, live: Running) -> list[Release]:
        """The closed periods, each with all that the reader may see of it; the latest first."""
        return list(_below(live, self.unit)) if self.unit else releases.every(live)

    def of_unit(self, live: Running, unit: str) -> list[Release]:
        """The closed periods of one unit with all below it; NotYoursError when it is not the reader's."""
        if not self.unit:
            return releases.of_unit(live, unit)
        own = {one.closing.number: one.shown for one in self.every(live)}
        found = list(_below(live, unit))
        inside = [one for one in found if one.shown <= own.get(one.closing.number, frozenset())]
        if found and not inside:
            raise NotYoursError(f"Khóa này không đọc được kết quả của đơn vị “{unit}”.")
        return inside

    def whole(self, live: Running, release: Release) -> bool:
        """Whether the release shows all that the reader may see of the period."""
        return release.shown == self._all(live, release)

    def reviews(self, live: Running, release: Release) -> dict[str, Review]:
        """By questionnaire version, with every breakdown that the plan leaves open."""
        if not self.unit:
            return releases.reviews(live, release)
        return dict(self._inside(live, self.sight(live, release)))

    def trend(self, live: Running, release: Release, key: str) -> Trend:
        """The index of one questionnaire over the closed periods; oldest first."""
        found = trends.of_closed(live, self.sight(live, release), key)
        return releases.of_same_units(live, release, self.of_unit(live, release.unit), found)

    def sight(self, live: Running, release: Release) -> Sight:
        if not self.unit:
            return release.sight
        wider = self._all(live, release)
        if release.shown == wider:
            return Sight(wider, release.period, self.floor)
        group = name_of("unit" if release.shown == {release.unit} else "area", release.unit)
        return Sight(release.shown, release.period, self.floor, group=group, wider=wider)

    def _all(self, live: Running, release: Release) -> frozenset[str]:
        if not self.unit:
            return release.units
        return next(one.shown for one in self.every(live) if one.closing == release.closing)

    @staticmethod
    def _inside(live: Running, sight: Sight) -> Iterator[tuple[str, Review]]:
        for key in results.versions(live, sight):
            if made := results.detail(live, sight, key):
                yield key, made


def _below(live: Running, unit: str) -> Iterator[Release]:
    """The closed periods that hold a unit or something below it, as the tree was at their end."""
    for one in releases.every(live):
        below = organisation.roll_up(live.store.db, unit, one.period.first, one.period.last)
        if shown := one.units & below:
            yield replace(one, unit=unit, shown=shown)


PUBLIC = Reader()
