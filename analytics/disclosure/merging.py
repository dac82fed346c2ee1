"""Small classes merged up to the floor instead of vanishing."""

import pandas as pd

AND = " + "


def merge_small(counts: pd.DataFrame, floor: int) -> "pd.Series[str]":
    """Put units that are too small together with their neighbours until every group reaches the floor.

    Parameters
    ----------
    counts : as for `release_plan`: index = unit, columns `n`, `parent`; order of rows = neighbourhood.
    floor : fewest answers of a merged group.

    Returns
    -------
    Series from unit to the name of its group: its own name when it stands alone, else the names of its
    members joined by " + ". Small neighbours join each other first; what is left below the floor joins the
    smallest group of the same parent. Where a whole parent stays below the floor it is one group, and the
    release plan hides it. Units without answers stay alone: there is nothing to show or protect.
    """
    alone = {str(unit): str(unit) for unit in counts.index}
    for _, family in counts[counts["n"] > 0].groupby("parent", sort=False, dropna=False):
        sizes = {str(unit): int(n) for unit, n in family["n"].items()}
        for members in _merged(sizes, floor):
            alone.update(dict.fromkeys(members, AND.join(members)))
    return pd.Series(alone, dtype="str")


def _merged(sizes: dict[str, int], floor: int) -> list[list[str]]:
    groups = [[unit] for unit, n in sizes.items() if n >= floor]
    waiting: list[str] = []
    for unit in (unit for unit, n in sizes.items() if n < floor):
        waiting.append(unit)
        if sum(sizes[u] for u in waiting) >= floor:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        min(groups, key=lambda group: sum(sizes[u] for u in group)).extend(waiting)
    elif waiting:
        groups.append(waiting)
    return groups
