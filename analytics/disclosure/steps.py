"""Counts along a scale: neighbours are put together until none is small."""

from collections.abc import Sequence


def joined(counts: Sequence[int], floor: int) -> list[tuple[int, int, int]]:
    """Put neighbouring steps of a scale together until each has at least `floor` answers.

    Parameters
    ----------
    counts
        Answers per step, lowest first.
    floor
        Fewest answers of a step that is shown.

    Returns
    -------
    (first place, last place, answers) of each step, lowest first; together they are all places and all
    answers. Walks up the scale and ends a step when it has enough; what is left over at the top joins the
    step below. Empty when all answers together are fewer than the floor. Decision of this project.
    """
    found: list[tuple[int, int, int]] = []
    first, n = 0, 0
    for place, count in enumerate(counts):
        n += count
        if n >= floor:
            found.append((first, place, n))
            first, n = place + 1, 0
    if found and first < len(counts):
        below, _, enough = found.pop()
        found.append((below, len(counts) - 1, enough + n))
    return found
