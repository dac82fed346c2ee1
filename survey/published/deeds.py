"""What was done within a published period, where those who did it let it be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey.published.releases import Release
from survey.running import Running
from survey.store import actions, units

MOST = 20


@dataclass(frozen=True)
class Deed:
    """`unit` is the name of the one whose result it is about; `said` what it came to."""

    unit: str
    what: str
    said: str
    day: date


@dataclass(frozen=True)
class Deeds:
    """The latest ones, and how many there are beside them."""

    shown: Sequence[Deed]
    more: int


def done(live: Running, release: Release) -> Deeds:
    """What the units of a release finished between the first and the last day of its period."""
    db, shown = live.store.db, release.period
    found = actions.public(db, release.shown, shown.first, shown.last)[::-1]
    kept = found[:MOST]
    names = {unit.code: unit.name for unit in units.some(db, [one.plan.unit for one in kept], shown.last)}
    listed = [Deed(names[one.plan.unit], one.plan.what, one.said, one.since) for one in kept]
    return Deeds(listed, len(found) - len(kept))
