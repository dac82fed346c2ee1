"""Which closed periods can be out side by side: what two of them have in common must be the same answers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from survey import period
from survey.closing.snapshot import Row, Snapshot, facts_of, snapshot_of
from survey.remembered import remembered
from survey.store import closings, organisation
from survey.store.closings import Closing
from survey.store.connection import Store
from survey.store.organisation import Successions

Units = frozenset[str]
# Pairs of closings that were compared.
MOST_PAIRS = 4096


def apart(store: Store, found: Collection[Closing], covered: Mapping[int, Units]) -> Iterator[int]:
    """The numbers of those whose units no other office closed before in a period of the same days.

    Each office's periods are planned together; what the plans of two offices tell was weighed by neither.
    """
    told = _Told()
    known = organisation.successions(store.db)
    ended = {day: _ended(known, date.fromisoformat(day)) for day in {one.last for one in found}}
    for one in sorted(_agreeing(store, found, covered), key=lambda each: each.number):
        own = covered[one.number]
        units = own.union(*(ended[one.last][unit] for unit in own & ended[one.last].keys()))
        others = (other for other in told.near(one, units) if other.unit != one.unit)
        if not any(_known(store, other, covered) & _known(store, one, covered) for other in others):
            told.add(one, units)
            yield one.number


@dataclass
class _Told:
    """By days and unit the closings that may tell of it: a succession may have been told after them."""

    by_days: dict[tuple[str, str], dict[str, set[Closing]]] = field(default_factory=dict)

    def near(self, one: Closing, units: Units) -> set[Closing]:
        days = [by for (first, last), by in self.by_days.items() if first <= one.last and one.first <= last]
        return {other for by in days for unit in units & by.keys() for other in by[unit]}

    def add(self, one: Closing, units: Units) -> None:
        by = self.by_days.setdefault((one.first, one.last), defaultdict(set))
        for unit in units:
            by[unit].add(one)


def _ended(known: Successions, day: date) -> dict[str, list[str]]:
    """By unit, those that ended and for which it answers on that day."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit in known:
        found[known.acting(unit, day)].append(unit)
    return found


def _known(store: Store, one: Closing, covered: Mapping[int, Units]) -> Units:
    """With those that had ended, as the closing itself knew it."""
    return covered[one.number] | facts_of(store, one.number).former.keys()


def _agreeing(store: Store, found: Iterable[Closing], covered: Mapping[int, Units]) -> list[Closing]:
    """Without the longer periods that hold other answers than the shorter ones of the same office say now.

    A quarter that was closed after the half year, or once more, may have a late answer: the difference of the
    two would be that one person's.
    """
    kept: dict[str, list[Closing]] = defaultdict(list)
    for one in sorted(found, key=_days):
        own = kept[one.unit]
        inside = [other for other in own if one.first <= other.first and other.last <= one.last]
        if all(_was_read(other, one, own, covered) or _agree(store, other, one) for other in inside):
            own.append(one)
    return [one for own in kept.values() for one in own]


def _days(one: Closing) -> int:
    return (date.fromisoformat(one.last) - date.fromisoformat(one.first)).days


def _was_read(inner: Closing, outer: Closing, kept: list[Closing], covered: Mapping[int, Units]) -> bool:
    """Whether both were read from the same closed quarters, so that their answers need not be compared."""
    parts = {part.label for part in period.parse(inner.period).parts()}
    read = [one for one in kept if one.period in parts] if parts else [inner]
    whole = len(read) == max(len(parts), 1)
    return whole and all(_holds(one, inner, covered) and one.number < outer.number for one in read)


def _holds(part: Closing, inner: Closing, covered: Mapping[int, Units]) -> bool:
    return part.number <= inner.number and covered[inner.number] <= covered[part.number]


def _agree(store: Store, inner: Closing, outer: Closing) -> bool:
    return _same_answers(store, inner.number, outer.number)


@remembered(MOST_PAIRS)
def _same_answers(store: Store, inner: int, outer: int) -> bool:
    """Of the units and days that both cover. Closings are never edited."""
    one, two = snapshot_of(store, inner), snapshot_of(store, outer)
    both = _everybody(store, inner, one) & _everybody(store, outer, two)
    return _said(one, one, both) == _said(two, one, both)


def _everybody(store: Store, number: int, kept: Snapshot) -> Units:
    return closings.units_of(store.db, number) | kept.former.keys()


def _said(kept: Snapshot, shown: Snapshot, units: Units) -> set[tuple[str, Row]]:
    first, last = shown.period.first.isoformat(), shown.period.last.isoformat()
    every = ((key, row) for key, rows in kept.now.items() for row in rows)
    return {(key, row) for key, row in every if row[0] in units and first <= row[4] <= last}


@remembered(MOST_PAIRS)
def is_the_one_before(store: Store, earlier: int, number: int) -> bool:
    """Whether a closing compares with exactly the answers of an earlier one.

    A unit that came, left or was merged, or an answer that came late, could be told by the difference.
    """
    return snapshot_of(store, number).before == snapshot_of(store, earlier).now
