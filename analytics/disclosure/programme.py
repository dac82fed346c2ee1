"""Smallest and largest value of a hidden count, by integer programming over one independent system."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, eye_array, hstack

from analytics.disclosure.cells import Cells
from analytics.disclosure.equations import Component
from analytics.disclosure.fitting import Fitting

# Nearer to a whole number than this is one, as for the solver itself.
WHOLE = 1e-6


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


def bounds(cells: Cells, system: Component, atoms: frozenset[int], fitting: Fitting) -> tuple[Range, Range]:
    """Possible values of n and x of the part of a group that lies in one independent system."""
    if len(system.equations) == 1:
        return _of_one_sum(cells, system, atoms & system.atoms)
    return _of_many_sums(cells, system, atoms & system.atoms, fitting)


def _of_one_sum(cells: Cells, system: Component, part: frozenset[int]) -> tuple[Range, Range]:
    return shared(cells, part, system.atoms - part)


def shared(cells: Cells, part: Iterable[int], others: Iterable[int]) -> tuple[Range, Range]:
    """A sum of two parts needs no solver: one part takes what the other can leave."""
    n, x = cells.total([*part, *others])
    least, most = limits_of(cells, part)
    others_least, others_most = limits_of(cells, others)
    low, high = max(least, n - others_most), min(most, n - others_least)
    return Range(low, high), Range(max(0, low - (n - x)), min(x, high))


def limits_of(cells: Cells, atoms: Iterable[int]) -> tuple[int, int]:
    chosen = [cells.atoms[a] for a in atoms]
    return sum(a.least for a in chosen), sum(a.most for a in chosen)


def _of_many_sums(
    cells: Cells, system: Component, part: frozenset[int], fitting: Fitting
) -> tuple[Range, Range]:
    """Integer programme over the atoms, those that no sum tells apart as one."""
    alike = alike_in(system, part)
    limits = np.array([limits_of(cells, atoms) for atoms in alike.values()], dtype=float)
    members = [[number in member for member, _ in alike] for number in range(len(system.equations))]
    counted = csr_array(np.array(members, dtype=float))
    chosen = np.array([in_part for _, in_part in alike], dtype=np.float64)
    if cells.with_x:
        return _of_both(system, counted, limits, chosen)
    n = np.array([e.n for e in system.equations], dtype=float)
    rule = LinearConstraint(counted, n, n)
    limits = np.minimum(limits, n.max())
    least, most = (_solve(sign * chosen, [rule], Bounds(*limits.T)) for sign in (1, -1))
    for found in (least, most):
        fitting.add(cells, dict(zip(map(tuple, alike.values()), found, strict=True)))
    return Range(float(chosen @ least), float(chosen @ most)), Range(0, math.inf)


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


def alike_in(system: Component, part: frozenset[int]) -> dict[tuple[frozenset[int], bool], list[int]]:
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
    return Range(
        *(float(objective @ _solve(sign * objective, rules, Bounds(0, math.inf))) for sign in (1, -1))
    )


def _solve(
    objective: npt.NDArray[np.float64], rules: list[LinearConstraint], limits: Bounds
) -> npt.NDArray[np.float64]:
    """The best table of whole numbers; most often the best of all numbers is whole already."""
    for whole in (False, True):
        solved = milp(
            objective, constraints=rules, integrality=np.full(len(objective), int(whole)), bounds=limits
        )
        if solved.status != 0:
            raise ArithmeticError(f"integer programme of the audit failed: {solved.message}")
        found = np.asarray(np.rint(solved.x))
        if np.allclose(solved.x, found, rtol=0.0, atol=WHOLE):
            break
    return found
