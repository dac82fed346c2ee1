"""Sheets that look alike: one answer to everything, and the same answers as others of the unit."""

import numpy as np
import pandas as pd

from analytics.answers import NO_ANSWER, Answers, Mask, Scores
from analytics.intervals import Floats

FEWEST_IN_LINE, FEWEST_IN_PATTERN, LARGE_GROUP = 10, 15, 4
# A group of equal patterns is a sign when it is this many times as large as chance makes it.
TIMES_EXPECTED = 5.0


def straight(answers: Answers) -> Mask:
    """Tell who gave one and the same answer to ten questions or more. All fives can be sincere."""
    highest = answers.scores.max(axis=1)
    same = ((answers.scores == highest[:, None]) | (answers.scores == NO_ANSWER)).all(axis=1)
    return np.asarray(same & (np.count_nonzero(answers.scores, axis=1) >= FEWEST_IN_LINE))


def repeated(answers: Answers) -> "pd.Series[int]":
    """Count for each respondent how many of the same unit gave the same pattern, that one included.

    Only patterns with at least 15 answers that are not all alike, blanks being part of them; 0 for others.
    Equal patterns only: near matches are normal where most answers are 5.
    """
    long_enough = np.count_nonzero(answers.scores != NO_ANSWER, axis=1) >= FEWEST_IN_PATTERN
    keys = pd.DataFrame({"unit": answers.about["unit"].to_numpy(), "pattern": _patterns(answers)})
    eligible = keys[long_enough & ~straight(answers)]
    sizes = eligible.groupby(["unit", "pattern"])["unit"].transform("size")
    found: pd.Series[int] = sizes.reindex(keys.index, fill_value=0).astype(np.int64)
    return found


def unlikely_repeats(answers: Answers) -> "pd.Series[int]":
    """Keep of `repeated` the groups of at least four that chance does not explain; 0 for the others.

    Expected in a unit of n: n times the larger of two chances of the pattern, its share among the eligible
    rows of the other units, and the product of its answers' shares in the rest of the unit. Where nearly
    everybody answers five, equal sheets are normal. A group must be larger than five times that.
    Source: decision of this project, after Kuriakose and Robbins 2016 and its critique by Pew 2016.
    """
    groups = repeated(answers)
    table = pd.DataFrame({"unit": answers.about["unit"].to_numpy(), "own": groups, "of_unit": 1})
    table["of_unit"] = table.groupby("unit")["unit"].transform("size")
    eligible = table[table["own"] > 0].assign(pattern=_patterns(answers))
    everywhere = eligible.groupby("pattern")["unit"].transform("size")
    others = len(eligible) - eligible.groupby("unit")["unit"].transform("size")
    elsewhere = (everywhere - eligible["own"]) / others.clip(lower=1)
    chance = np.maximum(elsewhere, _by_chance(answers, groups)[eligible.index])
    usual = chance * eligible["of_unit"]
    large = (eligible["own"] >= LARGE_GROUP) & (eligible["own"] > TIMES_EXPECTED * usual)
    return groups.where(large.reindex(groups.index, fill_value=False), 0)


def _by_chance(answers: Answers, groups: "pd.Series[int]") -> Floats:
    """Chance of each row's pattern if its questions were answered independently, as the rest of its unit did.

    Per answer the larger of its share in that question and in all questions: one question alone is too few.
    """
    found = np.ones(len(answers))
    for places in answers.about.groupby("unit").indices.values():
        block, own = answers.scores[places], groups.to_numpy()[places, None]
        if own.max() < LARGE_GROUP:
            continue
        others = np.maximum(len(block) - own, 1)
        of_item = np.column_stack([np.bincount(item, minlength=6)[item] for item in block.T]) - own
        anywhere = np.bincount(block.ravel(), minlength=6)[block] - own * _times_in_row(block)
        found[places] = np.maximum(of_item / others, anywhere / (others * block.shape[1])).prod(axis=1)
    return found


def _times_in_row(block: Scores) -> Floats:
    """How often each answer occurs in its own row."""
    return np.asarray((block[:, :, None] == block[:, None, :]).sum(axis=2), dtype=np.float64)


def _patterns(answers: Answers) -> "pd.Series[bytes]":
    return pd.Series([row.tobytes() for row in answers.scores])
