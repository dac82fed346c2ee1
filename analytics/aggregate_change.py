"""Change of several units together: both periods in one design, on the items they have in common."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics import wording
from analytics.aggregate import aggregate_index, prepare
from analytics.answers import Answers, Mask
from analytics.change import Change, Direction, difference, noted, questions_compared, told
from analytics.design import UNIT_STRATA, Design
from analytics.rollup import Method, ratios
from analytics.structure import Structure

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
    When a change is seen that turns round once every unit counts as it did before, `note` says that it comes
    from who answered.

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
    both, first = _together(one, two, design)
    sample = prepare(both, design, period=PERIOD)
    change = told(difference(sample, ratios(both, method), first, ~first), estimates[0], estimates[1])
    change = noted(change, questions_compared(before, after, codes))
    if change.label in (Direction.UP, Direction.DOWN):
        same_mix = of_same_mix(one, two, method)
        if change.value * same_mix < 0:
            said = [change.note, wording.another_mix(same_mix, method.scale)]
            return replace(change, note=" ".join(filter(None, said)), same_mix=same_mix)
    return change


def of_same_mix(before: Answers, after: Answers, method: Method = Method.MEAN_OF_ITEMS) -> float:
    """Compute the change among the units of both periods, each counting as in the first.

    After is weighted by n_before/n_after of the unit. NaN when no unit answered in both. A change whose sign
    this turns round was made by which units answered more, not by any unit (Simpson's paradox; the
    composition check of direct standardisation).
    """
    counts = [part.about["unit"].value_counts() for part in (before, after)]
    ratio = (counts[0] / counts[1]).dropna()
    if ratio.empty:
        return float("nan")
    first, second = (part.where(part.about["unit"].isin(ratio.index).to_numpy()) for part in (before, after))
    weights = np.asarray(second.about["unit"].map(ratio), dtype=np.float64)
    linear = [ratios(first, method).linearise(), ratios(second, method).linearise(weights)]
    return linear[1].value - linear[0].value


def _of_items(answers: Answers, codes: list[str]) -> Answers:
    """The same respondents with these items only, in this order."""
    if list(answers.structure.codes) == codes:
        return answers
    places = [answers.structure.codes.index(code) for code in codes]
    items = tuple(answers.structure.items[place] for place in places)
    structure = Structure(answers.structure.questionnaire, items, answers.structure.factors)
    return replace(answers, structure=structure, scores=answers.scores[:, places])


def _together(one: Answers, two: Answers, design: Design) -> tuple[Answers, Mask]:
    needed = {*design.strata, design.psu, "level", "weight"}
    columns = [column for column in two.about.columns if column in needed]
    parts = [part.about[columns].assign(**{PERIOD: at}) for at, part in enumerate((one, two), start=1)]
    both = Answers(
        two.structure,
        np.vstack([one.scores, two.scores]),
        pd.concat(parts, ignore_index=True),
        np.concatenate([one.overall, two.overall]),
        np.concatenate([one.expectation, two.expectation]),
    )
    return both, np.arange(len(both)) < len(one)
