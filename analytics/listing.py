"""Lists of units that miss their target: of many that are looked at, some seem to by chance."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.estimate import Verdict
from analytics.multiplicity import LIST_RATE, for_list
from analytics.rows import Row
from analytics.verdict import one_sided_tests


def marked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Mark the rows that miss their target by themselves, but not surely as lines of a list.

    Parameters
    ----------
    rows
        The units of one questionnaire and period; those of one level are one family.

    Returns
    -------
    The same rows, `alone` being true for a verdict "chưa đạt" whose one-sided p-value, adjusted after
    Benjamini and Hochberg among all judged units of its level, exceeds 0.10. The verdict itself stays: it is
    about one unit, and reads the same on its own page.

    Notes
    -----
    A list without them holds at most one unit in ten that meets its target after all. Hidden units and those
    with fewer than 10 answers have no test and do not count. R: `p.adjust(p, "BH")` of the one-sided tests.
    """
    p_values = np.array([_missed(row) for row in rows], dtype=np.float64)
    levels = np.array([row.level for row in rows])
    adjusted = np.full(len(rows), np.nan)
    for level in set(levels):
        adjusted[levels == level] = for_list(p_values[levels == level])
    return tuple(
        replace(row, alone=True) if misses(row) and p > LIST_RATE else row
        for row, p in zip(rows, adjusted, strict=True)
    )


def misses(row: Row) -> bool:
    """Tell whether the verdict about the row alone is "chưa đạt"."""
    return row.judgement is not None and row.judgement.verdict is Verdict.NOT_MET


def lists(row: Row) -> bool:
    """Tell whether a list of those that miss their target may name the row."""
    return misses(row) and not row.alone


def _missed(row: Row) -> float:
    if row.index is None or row.target is None:
        return np.nan
    return one_sided_tests(row.index, row.target.value)[1]
