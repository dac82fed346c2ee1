"""Single records for analysis: what would single somebody out is left blank."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.answers import Mask

BLANK = ""

Numbers = NDArray[np.int64]


def blurred(frame: pd.DataFrame, columns: Sequence[str], floor: int) -> pd.DataFrame:
    """Blank cells until every combination of these columns is shared by at least `floor` records.

    Parameters
    ----------
    frame
        One row a record; the columns are text, missing ones as blank.
    columns
        What others may know about a person, the most wanted for analysis first: a later column is blanked
        to keep an earlier one. A column that another one tells (the level of a unit) stands before it.
    floor
        Fewest records that look alike.

    Returns
    -------
    A frame of the same shape, in which no combination, blanks included, has fewer than `floor` records.
    ValueError when there are fewer records than the floor. k-anonymity by local suppression (Sweeney 2002,
    "k-anonymity: a model for protecting privacy"), walked column by column: within the records that look
    alike so far, values with fewer than `floor` records become blank, and where the blanks are too few
    themselves, the next smallest value joins them. Decision of this project: the order of the columns.
    """
    if len(frame) < floor:
        raise ValueError(f"Chỉ có {len(frame)} phiếu; dưới {floor} phiếu thì không xuất từng phiếu.")
    told = frame.reset_index(drop=True)
    groups = np.zeros(len(told), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(told[column].astype(str), sort=True)
        kept, groups = _split(codes, np.asarray(values) == BLANK, groups, floor)
        told[column] = told[column].where(kept, BLANK)
    return told


def _split(codes: Numbers, blank: Mask, groups: Numbers, floor: int) -> tuple[Mask, Numbers]:
    """Where the value stays, and the new groups: those of a group by value, its small values as one."""
    pairs, place, sizes = np.unique(groups * len(blank) + codes, return_inverse=True, return_counts=True)
    owner, value = np.divmod(pairs, len(blank))
    borders = np.flatnonzero(np.diff(owner)) + 1
    parts = zip(np.split(sizes, borders), np.split(blank[value], borders), strict=True)
    kept = np.concatenate([_kept(own, unsaid, floor) for own, unsaid in parts])[place]
    return kept, np.unique(np.where(kept, place, len(pairs) + groups), return_inverse=True)[1]


def _kept(sizes: Numbers, blank: Mask, floor: int) -> Mask:
    """Which values of a group stay: large ones, but for the smallest that too few blanks need with them."""
    large = np.flatnonzero((sizes >= floor) & ~blank)
    large = large[np.argsort(sizes[large], kind="stable")]
    while len(large) and 0 < sizes.sum() - sizes[large].sum() < floor:
        large = large[1:]
    return np.isin(np.arange(len(sizes)), large)
