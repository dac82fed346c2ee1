"""Which questions hold most of the dissatisfied answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.answers import NO_ANSWER, SATISFIED, Answers
from analytics.disclosure import Floor
from analytics.estimate import Interval
from analytics.intervals import wilson
from analytics.questions import withheld

FEWEST = 10


@dataclass(frozen=True)
class Slice:
    """One question's part of all answers below 4.

    count     answers 1–3 to it; answered: answers in all
    share     count over all such answers, with Wilson's interval; cumulative: with all above it
    """

    code: str
    text: str
    count: int
    answered: int
    share: float
    interval: Interval
    cumulative: float


def pareto(answers: Answers, floor: int = Floor.INSIDE) -> tuple[Slice, ...]:
    """Rank the questions by how many of the answers below 4 they hold, most first.

    Parameters
    ----------
    answers
        The valid questionnaires. Rotation asks each question of about equal numbers, so counts compare.

    Returns
    -------
    Slices of the questions with at least one such answer; empty below 10 of them in all. The intervals take
    answers as independent and are narrow for it: a person's answers hang together.

    Notes
    -----
    Always possible, so it stands in when drivers are refused. Source: decision of this project.
    """
    low = (answers.scores != NO_ANSWER) & (answers.scores < SATISFIED)
    answered = np.count_nonzero(answers.scores != NO_ANSWER, axis=0)
    # A question that is not shown elsewhere counts as if it had not been asked.
    kept = ~np.isin(answers.structure.codes, list(withheld(answers, floor)))
    counts = np.where(kept, np.count_nonzero(low, axis=0), 0)
    total = int(counts.sum())
    if total < FEWEST:
        return ()
    places = [int(at) for at in np.argsort(-counts, kind="stable") if counts[at]]
    running = np.cumsum(counts[places]) / total
    return tuple(
        _slice(answers, at, int(counts[at]), int(answered[at]), total, float(so_far))
        for at, so_far in zip(places, running, strict=True)
    )


def vital_few(slices: Sequence[Slice], part: float = 0.5) -> tuple[Slice, ...]:
    """Take the first questions that together hold at least this part of the dissatisfied answers."""
    before = [0.0, *(one.cumulative for one in slices)]
    return tuple(one for one, so_far in zip(slices, before, strict=False) if so_far < part)


def _slice(answers: Answers, at: int, count: int, answered: int, total: int, so_far: float) -> Slice:
    item, share = answers.structure.items[at], count / total
    lower, upper = wilson(share, total)
    bounds = Interval(float(lower), float(upper), "wilson")
    return Slice(item.code, item.text or item.code, count, answered, share, bounds, so_far)
