"""The units of one level side by side: funnel, shrunken shares, ranks, and which of them need attention."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.funnel import Funnel, Position, funnel
from analytics.numbers import percent
from analytics.ranks import Ranks, ranks
from analytics.review import Row
from analytics.shrinkage import CLEARLY_MET, NEEDS_ATTENTION, Refusal, Shrunk, shrink
from analytics.verdict import FEWEST_TO_JUDGE

# From this probability on a unit may be called one of the lowest third.
SURE_OF_THIRD = 0.80
# One unit beside nothing is no comparison.
FEWEST_TO_COMPARE = 2
MOST_NAMED = 10
WITHIN_CHANCE = "Không đơn vị nào nằm ngoài giới hạn ngẫu nhiên 95 %."
WIDENED = "Giới hạn đã nới theo mức các đơn vị vẫn khác nhau."
NO_MORE_THAN_USUAL = "Không đơn vị nào khác hơn mức các đơn vị vẫn khác nhau."
ONE_IN_TWENTY = "do ngẫu nhiên cũng có khoảng 1 trong 20 đơn vị ra ngoài như thế"


@dataclass(frozen=True)
class Compared:
    """One unit beside the others of its level.

    n_eff      independent answers its index is worth
    shrunk     index drawn towards the level, with lower and upper; None when units are not ranked
    below      P(true index < target); None without target or when not ranked
    first, last  95 % interval of the rank
    in_lowest_third  P(the rank lies in the lowest third of those compared)
    """

    row: Row
    n_eff: float
    position: Position
    shrunk: float | None = None
    lower: float | None = None
    upper: float | None = None
    below: float | None = None
    first: int | None = None
    last: int | None = None
    in_lowest_third: float | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What may be said of the unit; nothing where the posterior is not sure enough."""
        said = []
        if self.below is not None and self.below >= NEEDS_ATTENTION:
            said.append("cần chú ý: nhiều khả năng dưới mục tiêu")
        if self.below is not None and 1.0 - self.below >= CLEARLY_MET:
            said.append("rõ ràng đạt mục tiêu")
        if self.in_lowest_third is not None and self.in_lowest_third >= SURE_OF_THIRD:
            said.append("thuộc một phần ba thấp nhất")
        return tuple(said)


@dataclass(frozen=True)
class Comparison:
    """Units from the lowest index up; `refused` says why they are not ranked, empty when they are.

    left_out  units of the level that are hidden or have too few answers
    """

    units: tuple[Compared, ...]
    funnel: Funnel | None
    target: float | None
    refused: str
    left_out: int

    @property
    def sentence(self) -> str:
        if not self.units:
            return f"Chưa đủ {FEWEST_TO_COMPARE} đơn vị có từ {FEWEST_TO_JUDGE} phiếu để đặt cạnh nhau."
        line = f" {percent(self.funnel.line, 1)}" if self.funnel else ""
        said = f"{len(self.units)} đơn vị quanh mức chung{line}. {self.differing}"
        if self.left_out:
            said = f"{said} {self.left_out} đơn vị ít phiếu không đặt vào đây."
        return f"{said} {self.refused}" if self.refused else said

    @property
    def differing(self) -> str:
        """Who differs, and from what: from chance alone, or from how much the units differ anyway."""
        widened = self.funnel is not None and self.funnel.widened
        far, near = (
            _named([one for one in self._apart if one.position.far is beyond]) for beyond in (True, False)
        )
        said = f"{WIDENED} " if widened else ""
        if not far and not near:
            return said + (NO_MORE_THAN_USUAL if widened else WITHIN_CHANCE)
        what = (
            "Khác hơn mức các đơn vị vẫn khác nhau, ngoài giới hạn"
            if widened
            else "Ngoài giới hạn ngẫu nhiên"
        )
        parts = [f"{what} 99,8 %: {far}."] if far else []
        parts += [f"{what} 95 %: {near}; {ONE_IN_TWENTY}."] if near else []
        return said + " ".join(parts)

    @property
    def _apart(self) -> list[Compared]:
        return [one for one in self.units if one.position.apart]


def _named(units: Sequence[Compared]) -> str:
    said = [f"{one.row.name} ({one.position.value})" for one in units[:MOST_NAMED]]
    more = [f"và {len(units) - MOST_NAMED} đơn vị khác"] if len(units) > MOST_NAMED else []
    return "; ".join([*said, *more])


def compare_units_of(rows: Sequence[Row]) -> Comparison:
    """Set shown units of one level and period beside each other.

    Parameters
    ----------
    rows
        Lines of the breakdown by unit, of one level (they share a target). Hidden lines and those below
        n = 10 are left out and counted.

    Returns
    -------
    Comparison. Each composite enters as n_eff answers of which n_eff · index are satisfied, so a person who
    answered twenty questions is one person; the funnel takes n_eff rounded.
    Source: docs of `funnel.funnel`, `shrinkage.shrink`, `ranks.ranks`.
    """
    kept = [row for row in rows if row.index and row.n >= FEWEST_TO_JUDGE and row.index.n_eff > 0]
    kept.sort(key=lambda row: row.index.value if row.index else 0.0)
    if len(kept) < FEWEST_TO_COMPARE:
        return Comparison((), None, None, "", len(rows))
    size = np.array([row.index.n_eff for row in kept if row.index])
    share = np.array([row.index.value for row in kept if row.index])
    whole = np.maximum(np.rint(size), 1.0)
    around = funnel(whole * share, whole.astype(int))
    target = kept[0].target.value if kept[0].target else None
    found = shrink(share * size, size)
    refused = found.sentence if isinstance(found, Refusal) else ""
    made = _plain(kept, around) if isinstance(found, Refusal) else _ranked(kept, around, found, target)
    return Comparison(made, around, target, refused, len(rows) - len(kept))


def _plain(rows: Sequence[Row], around: Funnel) -> tuple[Compared, ...]:
    places = zip(rows, around.n, around.positions(), strict=True)
    return tuple(Compared(row, float(n), position) for row, n, position in places)


def _ranked(rows: Sequence[Row], around: Funnel, found: Shrunk, target: float | None) -> tuple[Compared, ...]:
    placed: Ranks = ranks(found)
    below = None if target is None else found.below(target)
    return tuple(
        Compared(
            row,
            float(around.n[at]),
            position,
            shrunk=float(found.mean[at]),
            lower=float(found.lower[at]),
            upper=float(found.upper[at]),
            below=None if below is None else float(below[at]),
            first=int(placed.first[at]),
            last=int(placed.last[at]),
            in_lowest_third=float(placed.in_lowest_third[at]),
        )
        for at, (row, position) in enumerate(zip(rows, around.positions(), strict=True))
    )
