"""Proof by integer programming: how far can a reader narrow a count that is not shown?

A reader knows every published sum, that counts are whole numbers, that a unit shown as hidden has at least
one answer, and how many could have answered. Bounds are the smallest and largest value of a hidden count
that fit all of it (Fischetti & Salazar 2001, Management Science 47:1008–1027; Hundepool et al. 2012,
"Statistical Disclosure Control", ch. 4). No figure counts as safe because a heuristic hid something.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, eye_array, hstack

from analytics.disclosure.cells import Cells, Kind
from analytics.disclosure.equations import Component, components, equations, known_atoms

Widths = tuple[int, int]


@dataclass(frozen=True)
class Range:
    """Smallest and largest possible value of a hidden count."""

    least: float
    most: float

    @property
    def width(self) -> float:
        return self.most - self.least

    def plus(self, other: "Range") -> "Range":
        return Range(self.least + other.least, self.most + other.most)


@dataclass(frozen=True)
class Exposure:
    """A hidden group that a reader can narrow too far, and what remains open of it."""

    group: int
    name: str
    n: Range
    x: Range | None


def audit(
    cells: Cells, published: Collection[int], floor: int, proved: AbstractSet[int] = frozenset()
) -> list[Exposure]:
    """Every hidden group whose n, or satisfied answers, lie in a range narrower than the floor.

    Hidden groups are the units not in `published`, and rests below the floor (they have no row of their own
    but a subtraction reveals them). Empty groups have nobody to protect. Where less than the floor was open
    before anything was published (a class of three pupils), the release must not narrow it any further.
    Groups in `proved` were safe when more was published, so they are safe now. An empty list is the proof
    that the release is safe against every combination of published sums.
    """
    found = equations(cells, published)
    known = known_atoms(cells, found, published)
    systems = components(found)
    of_atom = {a: s for s, system in enumerate(systems) for a in system.atoms}
    exposed = []
    for group in protected(cells, published, floor):
        if group in proved:
            continue
        atoms = cells.groups[group].atoms
        if not atoms <= known | of_atom.keys():
            continue  # some of it is in no published sum at all: nothing bounds it from above
        touched = [systems[s] for s in sorted({of_atom[a] for a in atoms - known})]
        wanted = _wanted(cells, atoms, floor)
        if any(_swap_is_wide(cells, system, atoms, wanted) for system in touched):
            continue
        ranges = [bounds(cells, system, atoms) for system in touched]
        exposed.extend(_exposure(cells, group, _known(cells, atoms & known), ranges, wanted))
    return exposed


def ranges(cells: Cells, published: Collection[int]) -> dict[str, Range]:
    """Compute the smallest and largest n that fit everything published, for every unit that is not.

    `most` is infinite for a unit that is in no published sum.
    """
    found = equations(cells, published)
    known = known_atoms(cells, found, published)
    systems = components(found)
    hidden = [g for i, g in enumerate(cells.groups) if g.kind is Kind.UNIT and i not in published]
    return {group.name: _range(cells, group.atoms, known, systems) for group in hidden}


def _range(cells: Cells, atoms: frozenset[int], known: set[int], systems: list[Component]) -> Range:
    total, _ = _known(cells, atoms & known)
    touched = [system for system in systems if system.atoms & atoms]
    if atoms - known - frozenset().union(*(system.atoms for system in touched)):
        return Range(total.least, math.inf)
    for system in touched:
        total = total.plus(bounds(cells, system, atoms)[0])
    return total


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
    least, most = _limits(cells, (a for a in atoms if cells.atoms[a].n))
    return min(floor, most - least), min(floor, most)


def _exposure(
    cells: Cells, group: int, known: tuple[Range, Range], ranges: list[tuple[Range, Range]], wanted: Widths
) -> list[Exposure]:
    n, x = known
    for more_n, more_x in ranges:
        n, x = n.plus(more_n), x.plus(more_x)
    if _wide(cells, n, x, wanted):
        return []
    return [Exposure(group, cells.groups[group].name, n, x if cells.with_x else None)]


def bounds(cells: Cells, system: Component, atoms: frozenset[int]) -> tuple[Range, Range]:
    """Possible values of n and x of the part of a group that lies in one independent system."""
    if len(system.equations) == 1:
        return _of_one_sum(cells, system, atoms & system.atoms)
    return _of_many_sums(cells, system, atoms & system.atoms)


def _of_one_sum(cells: Cells, system: Component, part: frozenset[int]) -> tuple[Range, Range]:
    return _shared(cells, part, system.atoms - part)


def _shared(cells: Cells, part: Iterable[int], others: Iterable[int]) -> tuple[Range, Range]:
    """A sum of two parts needs no solver: one part takes what the other can leave."""
    n, x = cells.total([*part, *others])
    least, most = _limits(cells, part)
    others_least, others_most = _limits(cells, others)
    low, high = max(least, n - others_most), min(most, n - others_least)
    return Range(low, high), Range(max(0, low - (n - x)), min(x, high))


def _swap_is_wide(cells: Cells, system: Component, atoms: frozenset[int], wanted: Widths) -> bool:
    """Proof without a solver: answers moved between atoms that no sum tells apart span what is wanted."""
    alike = _alike(system, atoms)
    for (member, in_part), part in alike.items():
        if in_part:
            n, x = _shared(cells, part, alike.get((member, False), []))
            if _wide(cells, n, x, wanted):
                return True
    return False


def _wide(cells: Cells, n: Range, x: Range, wanted: Widths) -> bool:
    return n.width >= wanted[0] and (x.width >= wanted[1] or not cells.with_x)


def _limits(cells: Cells, atoms: Iterable[int]) -> tuple[int, int]:
    chosen = [cells.atoms[a] for a in atoms]
    return sum(a.least for a in chosen), sum(a.most for a in chosen)


def _of_many_sums(cells: Cells, system: Component, part: frozenset[int]) -> tuple[Range, Range]:
    """Integer programme over the atoms, those that no sum tells apart as one."""
    alike = _alike(system, part)
    limits = np.array([_limits(cells, atoms) for atoms in alike.values()], dtype=float)
    members = [[number in member for member, _ in alike] for number in range(len(system.equations))]
    counted = csr_array(np.array(members, dtype=float))
    chosen = np.array([in_part for _, in_part in alike], dtype=np.float64)
    if cells.with_x:
        return _of_both(system, counted, limits, chosen)
    n = np.array([e.n for e in system.equations], dtype=float)
    rules = [LinearConstraint(counted, n, n), LinearConstraint(eye_array(len(alike)), *limits.T)]
    return _extremes(chosen, rules), Range(0, math.inf)


def _of_both(
    system: Component,
    counted: csr_array,
    limits: npt.NDArray[np.float64],
    chosen: npt.NDArray[np.float64],
) -> tuple[Range, Range]:
    """The same over (satisfied, dissatisfied), where both are released."""
    satisfied = np.array([e.x for e in system.equations], dtype=float)
    dissatisfied = np.array([e.n - e.x for e in system.equations], dtype=float)
    rules = [
        LinearConstraint(
            csr_array(block_diag([counted, counted])), *[np.concatenate([satisfied, dissatisfied])] * 2
        ),
        LinearConstraint(csr_array(hstack([eye_array(len(chosen))] * 2)), limits[:, 0], limits[:, 1]),
    ]
    return _extremes(np.concatenate([chosen, chosen]), rules), _extremes(
        np.concatenate([chosen, np.zeros_like(chosen)]), rules
    )


def _alike(system: Component, part: frozenset[int]) -> dict[tuple[frozenset[int], bool], list[int]]:
    """Atoms by the equations that count them and by whether the question is about them."""
    member: dict[int, list[int]] = defaultdict(list)
    for number, equation in enumerate(system.equations):
        for atom in equation.atoms:
            member[atom].append(number)
    alike: dict[tuple[frozenset[int], bool], list[int]] = defaultdict(list)
    for atom in sorted(system.atoms):
        alike[frozenset(member[atom]), atom in part].append(atom)
    return alike


def _extremes(objective: npt.NDArray[np.float64], rules: list[LinearConstraint]) -> Range:
    return Range(_solve(objective, rules), -_solve(-objective, rules))


def _solve(objective: npt.NDArray[np.float64], rules: list[LinearConstraint]) -> float:
    solved = milp(
        objective,
        constraints=rules,
        integrality=np.ones(len(objective), dtype=np.int64),
        bounds=Bounds(0, math.inf),
    )
    if solved.status != 0:
        raise ArithmeticError(f"integer programme of the audit failed: {solved.message}")
    return float(round(solved.fun))
