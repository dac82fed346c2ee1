"""Tables of whole numbers that fit everything published: what the solver found once proves more than once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.disclosure.cells import Cells


@dataclass
class Fitting:
    """The true table and others that a reader cannot tell from it, one row each, one column per atom.

    A table stays fitting when less is published, so they are kept while more and more is hidden.
    """

    tables: npt.NDArray[np.int64]

    @classmethod
    def of(cls, cells: Cells) -> "Fitting":
        return cls(np.array([[atom.n for atom in cells.atoms]], dtype=np.int64))

    def spread(self, atoms: Iterable[int]) -> float:
        """How far the tables lie apart in the sum of these atoms: it can be at least so many numbers."""
        return float(np.ptp(self.tables[:, list(atoms)].sum(axis=1)))

    def add(self, cells: Cells, found: Mapping[tuple[int, ...], float]) -> None:
        """Keep the true table with other sums for some sets of atoms, each shared out within its set."""
        table = self.tables[0].copy()
        for atoms, total in found.items():
            least = np.array([cells.atoms[a].least for a in atoms], dtype=np.int64)
            room = np.array([cells.atoms[a].most for a in atoms], dtype=np.int64) - least
            left = int(total) - int(least.sum())
            taken = np.minimum(room, np.maximum(left - (np.cumsum(room) - room), 0))
            table[list(atoms)] = least + taken
        self.tables = np.vstack([self.tables, table])
