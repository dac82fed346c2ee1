"""What was handed out and came back: codes that are used once, and kiosks whose forms came too fast."""

from dataclasses import dataclass

from analytics.nonresponse import response
from survey.answered import Sight
from survey.clock import today
from survey.running import Running
from survey.store import codes, haste, organisation, points, slip_batches, units
from survey.store.codes import Count


@dataclass(frozen=True)
class Batch:
    """One batch of codes: `rate` is the share that was used; `ended` when they open no form any more."""

    id: str
    unit: str
    label: str
    issued: int
    used: int
    expired: int
    rate: float
    ended: bool
    issued_on: str
    expires_on: str


@dataclass(frozen=True)
class Hasty:
    """Forms that a kiosk took within five seconds of the one before."""

    unit: str
    point: str
    forms: int


def batches(live: Running, sight: Sight) -> list[Batch]:
    """The batches of one's units that were issued up to the end of the period.

    Codes of slips that were printed anew are left out: the new ones stand in their place.
    """
    db, last = live.store.db, sight.period.last.isoformat()
    found = [count for count in codes.counts(db, today()) if count.batch.issued_on <= last]
    if not found:
        return []
    named = {unit.code: unit.name for unit in units.some(db, sorted(sight.units), sight.day)}
    former = organisation.successions(db).former(sight.units, sight.day)
    named |= {old: named[unit] for old, unit in former.items()}
    replaced = slip_batches.withdrawn(db)
    return [
        _batch(named[one.batch.unit], one)
        for one in found
        if one.batch.unit in named and one.batch.id not in replaced
    ]


def hasty(live: Running, sight: Sight) -> list[Hasty]:
    """The kiosks of one's units with such forms in the period."""
    db = live.store.db
    counted = haste.counts(db, sight.period.first, sight.period.last)
    if not counted:
        return []
    named = {unit.code: unit.name for unit in units.some(db, sorted(sight.units), sight.day)}
    known = points.of_units(db, sorted(sight.units), sight.day)
    return [Hasty(named[p.unit], p.name, counted[p.code]) for p in known if p.code in counted]


def _batch(unit: str, count: Count) -> Batch:
    batch, rate = count.batch, response(count.used, count.batch.size).rate
    ended, days = bool(batch.ended(today().isoformat())), (batch.issued_on, batch.expires_on)
    return Batch(batch.id, unit, batch.label, batch.size, count.used, count.expired, rate, ended, *days)
