"""How far simple subtraction narrows every atom: an outer bound, cheap enough to ask for first."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from analytics.disclosure.cells import Cells
from analytics.disclosure.equations import Component

ROUNDS = 12

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Narrowed:
    """Least and most of each atom of one system after every sum was used again and again."""

    place: dict[int, int]
    least: Counts
    most: Counts

    def width(self, atoms: Iterable[int]) -> int:
        """No reader leaves more room than this in the sum of these atoms; other atoms count nothing."""
        chosen = [self.place[a] for a in atoms if a in self.place]
        return int((self.most[chosen] - self.least[chosen]).sum())


def narrow(cells: Cells, system: Component) -> Narrowed:
    """In each sum an atom is at most what the least of the others leaves, at least what their most does."""
    atoms = sorted(system.atoms)
    place = {atom: at for at, atom in enumerate(atoms)}
    least = np.array([cells.atoms[a].least for a in atoms], dtype=np.int64)
    most = np.array([cells.atoms[a].most for a in atoms], dtype=np.int64)
    rows, columns = _members(system, place)
    n = np.array([e.n for e in system.equations], dtype=np.int64)
    counted = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(n), len(atoms)))
    for _ in range(ROUNDS):
        before = most - least
        left, needed = n - counted @ least, n - counted @ most
        np.minimum.at(most, columns, (left[rows] + least[columns]))
        np.maximum.at(least, columns, (needed[rows] + most[columns]))
        if np.array_equal(before, most - least):
            break
    return Narrowed(place, least, most)


def _members(system: Component, place: dict[int, int]) -> tuple[Counts, Counts]:
    pairs = [(row, place[atom]) for row, sum_ in enumerate(system.equations) for atom in sum_.atoms]
    rows, columns = np.array(pairs, dtype=np.int64).T
    return rows, columns
