"""Single records for analysis: what would single somebody out is left blank."""

from collections.abc import Iterator, Sequence

import pandas as pd

BLANK = ""


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
    groups: list[pd.Index[int]] = [told.index]
    for column in columns:
        groups = [split for group in groups for split in _split(told, column, group, floor)]
    return told


def _split(told: pd.DataFrame, column: str, group: "pd.Index[int]", floor: int) -> Iterator["pd.Index[int]"]:
    """The records of a group by value, those of small values as one; these are blanked in `told`."""
    values = told.loc[group, column].astype(str)
    sizes = values[values != BLANK].value_counts().sort_index().sort_values(kind="stable")
    kept = sizes[sizes >= floor]
    while len(kept) and 0 < len(group) - int(kept.sum()) < floor:
        kept = kept.iloc[1:]
    rest = group[~values.isin(kept.index).to_numpy()]
    told.loc[rest, column] = BLANK
    yield from (group[(values == value).to_numpy()] for value in kept.index)
    if len(rest):
        yield rest
