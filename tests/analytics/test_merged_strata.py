"""A unit with a single respondent joins a neighbour; nothing breaks when it was the last stratum."""

import numpy as np
import pandas as pd

from analytics.aggregate import aggregate_index
from analytics.answers import Answers
from analytics.structure import Factor, Item, Structure

STRUCTURE = Structure("q@1", (Item("A1", "A"), Item("A2", "A")), (Factor("A", "A"),))


def test_the_last_unit_may_have_one_respondent() -> None:
    units = ["a"] * 6 + ["b"] * 6 + ["z"]
    scores = np.array([[5, 4], [3, 4], [5, 5], [2, 2], [4, 4], [5, 3]] * 2 + [[5, 5]], dtype=np.uint8)
    nothing = np.zeros(len(units), dtype=np.uint8)
    about = pd.DataFrame({"unit": units, "level": "x"})
    figure = aggregate_index(Answers(STRUCTURE, scores, about, nothing, np.full(len(units), np.nan)))
    assert figure.value == (scores >= 4).mean()
    assert figure.interval
    assert figure.interval.lower < figure.value < figure.interval.upper
