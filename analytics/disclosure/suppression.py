"""Complementary suppression: hide as little more as makes the audit pass."""

from collections import defaultdict
from collections.abc import Iterable

from analytics.disclosure.audit import audit
from analytics.disclosure.cells import Cells, Kind
from analytics.disclosure.equations import inside, remainders


def below_floor(cells: Cells, floor: int) -> set[int]:
    """Primary suppression: units with fewer answers than the floor, and units without any."""
    return {i for i, g in enumerate(cells.groups) if g.kind is Kind.UNIT and g.n < floor}


def publishable(cells: Cells, floor: int) -> set[int]:
    """Units and earlier figures that may be published once only those below the floor are hidden."""
    hidden = below_floor(cells, floor)
    shown = (Kind.UNIT, Kind.EARLIER)
    return {i for i, g in enumerate(cells.groups) if g.kind in shown and i not in hidden}


def protect(cells: Cells, published: set[int], floor: int) -> set[int]:
    """Remove groups from `published` until no hidden group can be narrowed below the floor.

    Each round asks the audit what is exposed and gives up, for each exposed group, the smallest published
    group in the same sum, preferring one whose other sums already have a hidden member (it closes a
    rectangle). Ends, because every round hides at least one group, and hiding everything is safe.
    Raises ValueError when figures released earlier already reveal a group.
    """
    shown = set(published)
    sums = _sums_of(cells)
    while exposed := audit(cells, shown, floor):
        near = _remainders_by_atom(cells, shown)
        # A group that only earlier figures touch is exposed through others, and is safe once these are.
        given_up = {_sacrifice(cells, shown, e.group, near, sums) for e in exposed} - {None}
        if not given_up:
            raise ValueError(f"Số liệu đã công bố trước đây làm lộ đơn vị “{exposed[0].name}”.")
        shown -= given_up
    return shown


def _sums_of(cells: Cells) -> dict[int, list[int]]:
    sums: dict[int, list[int]] = {i: [] for i in range(len(cells.groups))}
    for i, group in enumerate(cells.groups):
        for child in group.children:
            sums[child].append(i)
    return sums


def _remainders_by_atom(cells: Cells, shown: set[int]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = defaultdict(list)
    for group, atoms in remainders(cells, shown).items():
        for atom in atoms:
            near[atom].append(group)
    return near


def _sacrifice(
    cells: Cells, shown: set[int], exposed: int, near: dict[int, list[int]], sums: dict[int, list[int]]
) -> int | None:
    atoms = cells.groups[exposed].atoms
    touching = {g for a in atoms for g in near.get(a, [])} or {exposed}
    inner = {q for g in touching for q in inside(cells, shown, g)}
    choices = (
        _units(cells, {q for q in inner if not cells.groups[q].atoms <= atoms})
        or _units(cells, inner)
        or _units(cells, _overlapping(cells, shown, atoms))
        or _units(cells, _overlapping(cells, shown, _covered(cells, _overlapping(cells, shown, atoms))))
    )

    def price(group: int) -> tuple[int, int, int]:
        lonely = sum(all(c in shown for c in cells.groups[s].children) for s in sums[group])
        return lonely, cells.groups[group].n, group

    return min(choices, key=price, default=None)


def _overlapping(cells: Cells, shown: set[int], atoms: frozenset[int]) -> list[int]:
    return [g for g in shown if cells.groups[g].atoms & atoms]


def _covered(cells: Cells, groups: Iterable[int]) -> frozenset[int]:
    return frozenset().union(*(cells.groups[g].atoms for g in groups))


def _units(cells: Cells, groups: Iterable[int]) -> list[int]:
    return [g for g in groups if cells.groups[g].kind is Kind.UNIT]
