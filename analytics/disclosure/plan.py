"""The release plan: a frozen answer to “may this unit's figures be shown?”."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import pandas as pd

from analytics.disclosure.cells import Cells, Kind, read_cells
from analytics.disclosure.floors import Floor, Hidden, words
from analytics.disclosure.suppression import below_floor, protect, publishable


@dataclass(frozen=True)
class ReleasePlan:
    """Which units may be shown, made once per release; pages, exports and charts only ask it.

    floor   fewest answers behind a shown figure
    shown   units whose n and indices may be shown
    hidden  every other unit of the release with the cause
    """

    floor: int
    shown: frozenset[str]
    hidden: Mapping[str, Hidden]
    cells: Cells = field(repr=False, compare=False)

    def allows(self, unit: str) -> bool:
        """True when the unit's figures may be shown. A unit the plan never saw may not."""
        return unit in self.shown

    def reason(self, unit: str) -> str:
        """Vietnamese words to print instead of the figures; empty when they may be shown.

        At the public floor the small unit and the unit hidden for its sake read the same, because telling
        them apart would narrow both.
        """
        return "" if self.allows(unit) else words(self.hidden.get(unit, Hidden.UNKNOWN), self.floor)


def release_plan(
    counts: pd.DataFrame, floor: int = Floor.INSIDE, insiders: Sequence[AbstractSet[str]] = ()
) -> ReleasePlan:
    """Decide which units of one fixed breakdown may be shown.

    Parameters
    ----------
    counts : one row per unit, index = unit. Columns: `n` answers; `parent` the unit it adds up to (blank for
        the top), further columns `parent_…` where units belong to two hierarchies; optional `x` satisfied
        answers; optional `least` and `most`, what a reader knows of n beforehand (a hidden unit has at least
        one answer); optional `released` for what an earlier release decided, such as last quarter's when a
        half year is added up: true for a figure that cannot be taken back, false for one that stays hidden,
        missing for what is still to be decided; optional `left_out`, true for a group that is not shown and
        in which nobody is to be protected. A parent without a row is the sum of its children; a parent
        with more answers than its children has a rest, which is protected too.
    floor : 5 inside, 10 in public.
    insiders : for each of some readers the units that they see beside this release: none of them may narrow
        a hidden unit below the inside floor.

    Returns
    -------
    ReleasePlan in which every hidden unit, for n and for x, can still be any of at least `floor` + 1 values
    given all that is shown, or of all that `least` and `most` leave where these are fewer; a unit without
    answers has nothing to protect and only says so.

    Method: primary suppression below the floor, then complementary suppression until the audit by integer
    programming (`analytics.disclosure.audit`) finds nothing. Missing counts are refused (ValueError), and so
    is a table in which earlier figures alone reveal a unit (AlreadyToldError, a ValueError).
    Source: Hundepool et al. 2012, ch. 4; NCES 2011-603. R: `sdcTable::protectTable` (other objective).
    """
    cells = read_cells(counts)
    place = {group.name: i for i, group in enumerate(cells.groups)}
    seen = [{place[name] for name in own if name in place} for own in insiders]
    kept, told = protect(cells, publishable(cells, floor), floor, seen)
    return _planned(_leaving_out(cells, told), kept, floor)


def _leaving_out(cells: Cells, told: AbstractSet[int]) -> Cells:
    """Nobody can be protected any more in groups of enough answers that earlier figures tell."""
    groups = tuple(replace(g, kind=Kind.LEFT_OUT) if i in told else g for i, g in enumerate(cells.groups))
    return replace(cells, groups=groups) if told else cells


def plan_as_told(counts: pd.DataFrame, floor: int, shown: AbstractSet[str]) -> ReleasePlan:
    """Plan a release of which it is settled elsewhere what may be shown; never what is below the floor."""
    cells = read_cells(counts)
    kept = {i for i, g in enumerate(cells.groups) if g.name in shown and g.n >= floor}
    return _planned(cells, kept, floor)


def _planned(cells: Cells, kept: set[int], floor: int) -> ReleasePlan:
    small = below_floor(cells, floor)
    units = {i: g for i, g in enumerate(cells.groups) if g.kind is not Kind.REST}
    hidden = {g.name: _cause(i in small, g.n) for i, g in units.items() if i not in kept}
    return ReleasePlan(floor, frozenset(units[i].name for i in units.keys() & kept), hidden, cells)


def _cause(small: bool, n: int) -> Hidden:
    if n == 0:
        return Hidden.EMPTY
    return Hidden.SMALL if small else Hidden.PROTECTS
