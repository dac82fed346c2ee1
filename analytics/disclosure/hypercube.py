"""Complementary suppression of a two-way table by rectangles of hidden cells, each its own proof."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


# Two rows that take part in a rectangle, and its two columns.
Rectangle = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Rectangles:
    """Cells that stay hidden, small ones for which there was no rectangle, and those that were closed."""

    hidden: Mask
    unsafe: tuple[tuple[int, int], ...]
    closed: tuple[Rectangle, ...]


def hidden_cells(counts: Counts, floor: int, never_shown: Mask) -> tuple[Mask, frozenset[int]]:
    """Choose the cells of a table with published margins that stay hidden.

    Parameters
    ----------
    counts
        Rows × columns, answers in each cell. An empty cell has nothing to protect and is said to be empty.
    never_shown
        Cells that are not shown anyway.

    Returns
    -------
    Mask of the hidden cells: all with 1 … floor − 1 answers, `never_shown`, and for each small cell (r, c)
    the three others of a rectangle (r, d), (s, c), (s, d) in which answers can be moved around: the cell may
    be up to min(n_rd, n_sc) − 1 larger or min(n_rc, n_sd) − 1 smaller with every sum and every shown cell the
    same, and the two together span at least the floor. Second, the columns in which some cell has no such
    rectangle: as long as there are any, the table is not safe.

    Notes
    -----
    Cheapest rectangle first, by answers newly hidden. It hides more than `protect`, whose integer programmes
    take too long on tables of this form. Source: Repsilber's hypercube method, Hundepool et al. 2012, ch. 4.
    """
    small = (counts > 0) & (counts < floor)
    found = rectangles(counts, floor, small, small | (never_shown & (counts > 0)))
    return found.hidden, frozenset(column for _, column in found.unsafe)


def rectangles(
    counts: Counts, floor: int, small: Mask, hidden: Mask, distance: Counts | None = None
) -> Rectangles:
    """Close a rectangle around each small cell, beside what is hidden anyway.

    Of two partner rows the one nearer by `distance` (rows × rows) is taken, then the cheaper one.
    """
    out, unsafe, found = hidden.copy(), list[tuple[int, int]](), list[Rectangle]()
    apart = np.zeros((len(counts),) * 2, dtype=np.int64) if distance is None else distance
    for row, column in sorted(zip(*np.nonzero(small), strict=True), key=lambda at: int(counts[at])):
        cell = int(row), int(column)
        other = _rectangle(counts, out, cell, floor, apart[row])
        if other is None:
            unsafe.append(cell)
        else:
            out[np.ix_([row, other[0]], [column, other[1]])] = True
            found.append((cell[0], other[0], cell[1], other[1]))
    return Rectangles(out, tuple(unsafe), tuple(found))


def _rectangle(
    counts: Counts, hidden: Mask, cell: tuple[int, int], floor: int, distance: Counts
) -> tuple[int, int] | None:
    row, column = cell
    beside, below = counts[[row], :], counts[:, [column]]
    width = np.minimum(beside, below) + np.minimum(counts[cell], counts) - 2
    possible = (beside > 0) & (below > 0) & (counts > 0) & (width >= floor)
    possible[row, :] = possible[:, column] = False
    if not possible.any():
        return None
    price = counts * ~hidden + beside * ~hidden[[row], :] + below * ~hidden[:, [column]]
    price = price + distance[:, None] * (1 + counts.sum())
    place = int(np.argmin(np.where(possible, price, np.iinfo(np.int64).max)))
    return place // counts.shape[1], place % counts.shape[1]
