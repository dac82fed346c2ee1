"""Proof by integer programming: how far can a reader narrow a count that is not shown?

A reader knows every published sum, that counts are whole numbers, that a unit shown as hidden has at least
one answer, and how many could have answered. Bounds are the smallest and largest value of a hidden count
that fit all of it (Fischetti & Salazar 2001, Management Science 47:1008–1027; Hundepool et al. 2012,
"Statistical Disclosure Control", ch. 4). No figure counts as safe because a heuristic hid something.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from analytics.disclosure.cells import Cells, Kind
from analytics.disclosure.equations import Component, components, equations, known_atoms
from analytics.disclosure.fitting import Fitting
from analytics.disclosure.narrowing import Narrowed, narrow
from analytics.disclosure.programme import Range, alike_in, bounds, limits_of, shared

Widths = tuple[int, int]


@dataclass(frozen=True)
class Exposure:
    """A hidden group that a reader can narrow too far, and what remains open of it."""

    group: int
    name: str
    n: Range
    x: Range | None


def audit(cells: Cells, published: Collection[int], floor: int) -> list[Exposure]:
    """Every hidden group whose n, or satisfied answers, lie in a range narrower than the floor.

    Hidden groups are the units not in `published`, and rests below the floor (they have no row of their own
    but a subtraction reveals them). Empty groups have nobody to protect. Where less than the floor was open
    before anything was published (a class of three pupils), the release must not narrow it any further.
    An empty list is the proof that the release is safe against every combination of published sums.
    """
    known = Known.of(cells, published)
    found = exposed(cells, published, floor, Fitting.of(cells))
    return [_exposure(cells, known, group) for group in found]


def exposed(
    cells: Cells,
    published: Collection[int],
    floor: int,
    fitting: Fitting,
    proved: AbstractSet[int] = frozenset(),
) -> list[int]:
    """The hidden groups that a reader can narrow too far.

    Groups in `proved` were safe when more was published, so they are safe now; so do tables in `fitting` that
    fitted then. Only what neither these nor plain subtraction settle goes to the solver.
    """
    known = Known.of(cells, published)
    return [
        group
        for group in protected(cells, published, floor)
        if group not in proved
        and known.bounds_all_of(cells.groups[group].atoms)
        and not _is_wide_enough(cells, known, cells.groups[group].atoms, floor, fitting)
    ]


@dataclass(frozen=True)
class Known:
    """What the published sums say: atoms that are worked out, and independent systems of the others."""

    atoms: set[int]
    systems: list[Component]
    system_of: Mapping[int, int]

    @classmethod
    def of(cls, cells: Cells, published: Collection[int]) -> "Known":
        found = equations(cells, published)
        systems = components(found)
        place = {a: s for s, system in enumerate(systems) for a in system.atoms}
        return cls(known_atoms(cells, found, published), systems, place)

    def bounds_all_of(self, atoms: frozenset[int]) -> bool:
        """Where an atom is in no published sum at all nothing bounds it from above."""
        return atoms <= self.atoms | self.system_of.keys()

    def touched(self, atoms: frozenset[int]) -> list[Component]:
        return [self.systems[s] for s in sorted({self.system_of[a] for a in atoms - self.atoms})]

    def narrowed(self, cells: Cells, system: Component) -> Narrowed:
        number = self.system_of[next(iter(system.atoms))]
        if number not in self._narrowed:
            self._narrowed[number] = narrow(cells, system)
        return self._narrowed[number]

    @cached_property
    def _narrowed(self) -> dict[int, Narrowed]:
        return {}


def _is_wide_enough(cells: Cells, known: Known, atoms: frozenset[int], floor: int, fitting: Fitting) -> bool:
    touched, wanted = known.touched(atoms), _wanted(cells, atoms, floor)
    if any(_swap_is_wide(cells, system, atoms, wanted) for system in touched):
        return True
    # Tables that the solver found for other groups may already differ enough in this one.
    if not cells.with_x and sum(fitting.spread(atoms & s.atoms) for s in touched) >= wanted[0]:
        return True
    if sum(known.narrowed(cells, system).width(atoms) for system in touched) < wanted[0]:
        return False
    return _wide(cells, *_spans(cells, known, atoms, fitting), wanted)


def _spans(cells: Cells, known: Known, atoms: frozenset[int], fitting: Fitting) -> tuple[Range, Range]:
    n, x = _known(cells, atoms & known.atoms)
    for system in known.touched(atoms):
        more_n, more_x = bounds(cells, system, atoms, fitting)
        n, x = n.plus(more_n), x.plus(more_x)
    return n, x


def _exposure(cells: Cells, known: Known, group: int) -> Exposure:
    n, x = _spans(cells, known, cells.groups[group].atoms, Fitting.of(cells))
    return Exposure(group, cells.groups[group].name, n, x if cells.with_x else None)


def ranges(cells: Cells, published: Collection[int]) -> dict[str, Range]:
    """Compute the smallest and largest n that fit everything published, for every unit that is not.

    `most` is infinite for a unit that is in no published sum.
    """
    known, fitting = Known.of(cells, published), Fitting.of(cells)
    hidden = [g for i, g in enumerate(cells.groups) if g.kind is Kind.UNIT and i not in published]
    return {group.name: _range(cells, group.atoms, known, fitting) for group in hidden}


def _range(cells: Cells, atoms: frozenset[int], known: Known, fitting: Fitting) -> Range:
    if not known.bounds_all_of(atoms):
        # Whatever bounds the rest from below, nothing bounds this from above.
        inside = atoms & (known.atoms | known.system_of.keys())
        return Range(_spans(cells, known, inside, fitting)[0].least, math.inf)
    return _spans(cells, known, atoms, fitting)[0]


def protected(cells: Cells, published: Collection[int], floor: int) -> list[int]:
    """Groups that no reader may be able to work out."""
    return [
        i
        for i, group in enumerate(cells.groups)
        if group.n > 0
        and i not in published
        and group.kind is not Kind.LEFT_OUT
        and (group.kind is not Kind.REST or group.n < floor)
    ]


def _known(cells: Cells, atoms: Iterable[int]) -> tuple[Range, Range]:
    n, x = cells.total(atoms)
    return Range(n, n), Range(x, x)


def _wanted(cells: Cells, atoms: Iterable[int], floor: int) -> Widths:
    """How wide n and x must stay: the floor, or what was open beforehand where that is less."""
    least, most = limits_of(cells, (a for a in atoms if cells.atoms[a].n))
    return min(floor, most - least), min(floor, most)


def _swap_is_wide(cells: Cells, system: Component, atoms: frozenset[int], wanted: Widths) -> bool:
    """Proof without a solver: answers moved between atoms that no sum tells apart span what is wanted."""
    alike = alike_in(system, atoms)
    for (member, in_part), part in alike.items():
        if in_part:
            n, x = shared(cells, part, alike.get((member, False), []))
            if _wide(cells, n, x, wanted):
                return True
    return False


def _wide(cells: Cells, n: Range, x: Range, wanted: Widths) -> bool:
    return n.width >= wanted[0] and (x.width >= wanted[1] or not cells.with_x)
