"""Complementary suppression: hide as little more as makes the audit pass."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analytics.disclosure.audit import exposed, protected
from analytics.disclosure.cells import Cells, Kind
from analytics.disclosure.equations import inside, remainders
from analytics.disclosure.fitting import Fitting
from analytics.disclosure.floors import Floor


class AlreadyToldError(ValueError):
    """Figures released earlier reveal a group, whatever is hidden now."""


def below_floor(cells: Cells, floor: int) -> set[int]:
    """Primary suppression: units with fewer answers than the floor, and units without any."""
    return {i for i, g in enumerate(cells.groups) if g.kind is Kind.UNIT and g.n < floor}


def publishable(cells: Cells, floor: int) -> set[int]:
    """Units and earlier figures that may be published once only those below the floor are hidden."""
    hidden = below_floor(cells, floor)
    shown = (Kind.UNIT, Kind.EARLIER)
    return {i for i, g in enumerate(cells.groups) if g.kind in shown and i not in hidden}


def protect(
    cells: Cells, published: set[int], floor: int, insiders: Sequence[AbstractSet[int]] = ()
) -> tuple[set[int], set[int]]:
    """Remove groups from `published` until no hidden group can be narrowed below the floor.

    Each round asks the audit what is exposed and gives up, for each exposed group, the smallest published
    group in the same sum, preferring one whose other sums already have a hidden member (it closes a
    rectangle). Ends, because every round hides at least one group, and hiding everything is safe.
    Also names the groups, of enough answers and in no release before, that figures released earlier narrow
    whatever is hidden now. Raises AlreadyToldError when these reveal any other group.
    """
    shown, told = _protected_from_all(cells, published, floor)
    fixed = _fixed(cells)
    for own in (own for own in insiders if not own <= shown):
        while found := _small_exposed(cells, shown | own, told | own):
            given_up = fixed.given_up(cells, shown, found)
            if not given_up:
                break
            shown -= given_up
    return shown, told


def _small_exposed(cells: Cells, published: set[int], proved: set[int]) -> list[int]:
    """What people of the office may not work out: groups below the floor that holds for them."""
    large = {group for group, found in enumerate(cells.groups) if found.n >= Floor.INSIDE}
    return exposed(cells, published, Floor.INSIDE, Fitting.of(cells), proved | large)


def _protected_from_all(cells: Cells, published: set[int], floor: int) -> tuple[set[int], set[int]]:
    shown, told, fixed = set(published), set[int](), _fixed(cells)
    proved, fitting = set[int](), Fitting.of(cells)
    while found := exposed(cells, shown, floor, fitting, proved):
        proved = set(protected(cells, shown, floor)) - set(found)
        # Small groups first: what hides them often hides the larger ones that were hidden for their sake.
        wanted = [group for group in found if cells.groups[group].n < floor] or found
        given_up = fixed.given_up(cells, shown, wanted)
        if not given_up:
            told |= _told_anyway(cells, found, floor)
            proved |= told
        shown -= given_up
    return shown, told


@dataclass(frozen=True)
class _Fixed:
    """What does not change while groups are given up: the sums of each group, and what is settled."""

    sums: dict[int, list[int]]
    settled: set[int]

    def given_up(self, cells: Cells, shown: set[int], exposed: Sequence[int]) -> set[int]:
        """A group that only earlier figures touch is exposed through others, and is safe once these are."""
        near = _remainders_by_atom(cells, shown)
        free = shown - self.settled
        found = {_sacrifice(cells, free, group, near, self.sums) for group in exposed} - {None}
        # An area of one unit is that unit: either line alone would tell the other.
        alike = {cells.groups[group].atoms for group in found if group is not None}
        return {group for group in _units(cells, free) if cells.groups[group].atoms in alike}


def _fixed(cells: Cells) -> _Fixed:
    return _Fixed(_sums_of(cells), _settled(cells))


def _told_anyway(cells: Cells, found: Sequence[int], floor: int) -> set[int]:
    lost = [
        group for group in found if cells.groups[group].kind is not Kind.UNIT or cells.groups[group].n < floor
    ]
    if lost:
        name = cells.groups[lost[0]].name
        raise AlreadyToldError(f"Số liệu đã công bố trước đây làm lộ đơn vị “{name}”.")
    return set(found)


def _settled(cells: Cells) -> set[int]:
    """Groups that are sums of figures released earlier: hiding them hides nothing."""
    out = {i for i, group in enumerate(cells.groups) if group.kind is Kind.EARLIER}
    return {
        i
        for i, group in enumerate(cells.groups)
        if group.atoms == frozenset().union(*(cells.groups[g].atoms for g in inside(cells, out, i)))
    }


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
    cells: Cells, shown: set[int], group: int, near: dict[int, list[int]], sums: dict[int, list[int]]
) -> int | None:
    atoms = cells.groups[group].atoms
    touching = {g for a in atoms for g in near.get(a, [])} or {group}
    inner = {q for g in touching for q in inside(cells, shown, g)}
    choices = (
        _units(cells, {q for q in inner if not cells.groups[q].atoms <= atoms})
        or _units(cells, inner)
        or _units(cells, _beside(cells, shown, atoms))
        or _units(cells, _overlapping(cells, shown, atoms))
    )

    def price(group: int) -> tuple[int, int, int]:
        lonely = sum(all(c in shown for c in cells.groups[s].children) for s in sums[group])
        return lonely, cells.groups[group].n, group

    return min(choices, key=price, default=None)


def _overlapping(cells: Cells, shown: set[int], atoms: frozenset[int]) -> list[int]:
    return [g for g in shown if cells.groups[g].atoms & atoms]


def _beside(cells: Cells, shown: set[int], atoms: frozenset[int]) -> list[int]:
    """Groups that share a sum with these atoms without holding any of them."""
    around = frozenset[int]().union(*(cells.groups[g].atoms for g in _overlapping(cells, shown, atoms)))
    return [g for g in _overlapping(cells, shown, around) if not cells.groups[g].atoms & atoms]


def _units(cells: Cells, groups: Iterable[int]) -> list[int]:
    return [g for g in groups if cells.groups[g].kind is Kind.UNIT]
