"""Change of several units together: both periods in one design, on the items they have in common."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics import wording
from analytics.aggregate import aggregate_index
from analytics.answers import Answers, Mask
from analytics.change import Change, Direction, difference, told
from analytics.design import UNIT_STRATA, Design
from analytics.rollup import Method, ratios
from analytics.sample import lay_out
from analytics.structure import Structure
from analytics.variance import merge_lonely

PERIOD = "_period"


def compare_units(
    before: Answers, after: Answers, method: Method = Method.MEAN_OF_ITEMS, design: Design = UNIT_STRATA
) -> Change:
    """Compare two periods of several units.

    Parameters
    ----------
    before, after
        The valid questionnaires; `about` has the design's columns. When the questionnaires differ only the
        items with a code in common are compared, and `note` says so.
    method, design
        The roll-up, and what was sampled. The same unit is one PSU in both periods; with units as strata the
        covariance of the two figures is zero by construction.

    Returns
    -------
    Change with the linearised interval. Refused below n = 10 in either period and without common items.

    Notes
    -----
    Formula and source as `change.difference`. R: `svycontrast` of two domain means in one `svydesign`.
    """
    codes = [code for code in before.structure.codes if code in after.structure.codes]
    one, two = _of_items(before, codes), _of_items(after, codes)
    estimates = [aggregate_index(part, design, method=method) for part in (one, two)]
    if not codes:
        empty = wording.NO_COMMON_ITEMS
        return Change(float("nan"), None, Direction.REFUSED, empty, estimates[0], estimates[1])
    both, first = _together(one, two)
    sample = merge_lonely(lay_out(design, both.about, period=PERIOD))
    change = told(difference(sample, ratios(both, method), first, ~first), estimates[0], estimates[1])
    asked = len(before.structure.codes), len(after.structure.codes)
    differ = set(before.structure.codes) != set(after.structure.codes)
    return replace(change, note=wording.common_items(len(codes), *asked)) if differ else change


def _of_items(answers: Answers, codes: list[str]) -> Answers:
    """The same respondents with these items only, in this order."""
    if list(answers.structure.codes) == codes:
        return answers
    places = [answers.structure.codes.index(code) for code in codes]
    items = tuple(answers.structure.items[place] for place in places)
    structure = Structure(answers.structure.questionnaire, items, answers.structure.factors)
    return replace(answers, structure=structure, scores=answers.scores[:, places])


def _together(one: Answers, two: Answers) -> tuple[Answers, Mask]:
    about = pd.concat(
        [one.about.assign(**{PERIOD: "1"}), two.about.assign(**{PERIOD: "2"})], ignore_index=True
    )
    both = Answers(
        two.structure,
        np.vstack([one.scores, two.scores]),
        about,
        np.concatenate([one.overall, two.overall]),
        np.concatenate([one.expectation, two.expectation]),
    )
    return both, np.arange(len(about)) < len(one)
