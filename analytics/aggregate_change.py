"""Change of several units together: both periods in one design, on the items and units in common."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from analytics import wording
from analytics.aggregate import aggregate_index, prepare
from analytics.answers import Answers, Mask
from analytics.change import (
    CLEAR,
    AnotherMix,
    Change,
    CommonItems,
    CommonUnits,
    Direction,
    Reservation,
    compare,
    difference,
    told,
)
from analytics.design import UNIT_STRATA, Design
from analytics.rollup import Method, ratios
from analytics.structure import Structure

PERIOD, UNIT = "_period", "unit"
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Movers:
    """Units that answered in one of the two periods only: new ones, and ones that answer no more."""

    come: frozenset[str]
    gone: frozenset[str]

    def among(self, some: Mapping[str, str]) -> "Movers":
        return Movers(self.come & some.keys(), self.gone & some.keys())

    def without(self, others: "Movers") -> "Movers":
        return Movers(self.come - others.come, self.gone - others.gone)

    @property
    def count(self) -> int:
        return len(self.come) + len(self.gone)


def compare_units(
    before: Answers,
    after: Answers,
    method: Method = Method.MEAN_OF_ITEMS,
    design: Design = UNIT_STRATA,
    apart: Mapping[str, str] = NOBODY,
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
    apart
        Units whose own figures the reader sees, with their names. Those of them that answered in one period
        only are left out of the comparison, and `note` names them; leaving out any other unit would tell its
        answers by subtraction.

    Returns
    -------
    Change with the linearised interval; of the one unit left in both periods as `change.compare`. Refused
    below n = 10 in either period, without common items, and without common units. A rise or fall that the
    units of both periods do not bear, each counting as it did before, is said in `note` to come from who
    answered; where units that came or left could not be told apart it is refused.

    Notes
    -----
    Formula and source as `change.difference`. R: `svycontrast` of two domain means in one `svydesign`. Only
    matched units: the same as with the questions, a change of who is asked is no change of mind.
    """
    codes = [code for code in before.structure.codes if code in after.structure.codes]
    one, two = _of_items(before, codes), _of_items(after, codes)
    if not codes:
        return _refused(wording.NO_COMMON_ITEMS, one, two, design, method)
    movers = who_moved(one, two)
    named = movers.among(apart)
    left, right = _without(one, named.gone), _without(two, named.come)
    if not (len(left) and len(right)):
        return _refused(wording.NO_COMMON_UNITS, one, two, design, method)
    change, unnamed = _compared(left, right, method, design), movers.without(named).count
    same = of_same_mix(left, right, method, design) if change.label in CLEAR else change
    borne = same is not None and same.label is change.label
    if not borne and unnamed:
        refused = wording.made_by_units(unnamed)
        return replace(change, interval=None, label=Direction.REFUSED, sentence=refused, movers=unnamed)
    said = [*_of_items_left(before, after, codes), *_of_units_left(one, two, named, apart, unnamed, method)]
    if not borne and same is not None:
        said.append(AnotherMix(same.label, same.value, same.interval, method.scale))
    return replace(change, reservations=tuple(said))


def who_moved(before: Answers, after: Answers) -> Movers:
    """Which units answered in one of two periods only; answers without units have none."""
    units = [frozenset(part.about[UNIT].unique() if UNIT in part.about else ()) for part in (before, after)]
    return Movers(units[1] - units[0], units[0] - units[1])


def of_same_mix(
    before: Answers, after: Answers, method: Method = Method.MEAN_OF_ITEMS, design: Design = UNIT_STRATA
) -> Change | None:
    """Compare the units of both periods, each counting as in the first.

    After is weighted by n_before/n_after of the unit. None when no unit answered in both. A change that this
    does not show was made by which units answered more, not by any unit (Simpson's paradox; the composition
    check of direct standardisation).
    """
    if not (UNIT in before.about and UNIT in after.about):
        return None
    counts = [part.about[UNIT].value_counts() for part in (before, after)]
    ratio = (counts[0] / counts[1]).dropna()
    if ratio.empty:
        return None
    first, second = (part.where(part.about[UNIT].isin(ratio.index).to_numpy()) for part in (before, after))
    weighted = [
        replace(part, about=part.about.assign(weight=part.about.get("weight", 1.0) * share))
        for part, share in ((first, 1.0), (second, second.about[UNIT].map(ratio).astype(np.float64)))
    ]
    return _compared(weighted[0], weighted[1], method, design)


def _compared(one: Answers, two: Answers, method: Method, design: Design) -> Change:
    if one.units == two.units == 1:
        return compare(one, two, method)
    estimates = [aggregate_index(part, design, method=method) for part in (one, two)]
    both, first = _together(one, two, design)
    sample = prepare(both, design, period=PERIOD)
    return told(difference(sample, ratios(both, method), first, ~first), estimates[0], estimates[1])


def _refused(sentence: str, one: Answers, two: Answers, design: Design, method: Method) -> Change:
    estimates = [aggregate_index(part, design, method=method) for part in (one, two)]
    return Change(float("nan"), None, Direction.REFUSED, sentence, estimates[0], estimates[1])


def _of_items_left(before: Answers, after: Answers, codes: list[str]) -> list[Reservation]:
    asked = len(before.structure.codes), len(after.structure.codes)
    return [CommonItems(len(codes), *asked)] if asked != (len(codes),) * 2 else []


def _of_units_left(
    one: Answers, two: Answers, named: Movers, names: Mapping[str, str], unnamed: int, method: Method
) -> list[Reservation]:
    """Who was left out, and what the change would be with everybody."""
    if not named.count:
        return []
    everybody = ratios(two, method).linearise().value - ratios(one, method).linearise().value
    come, gone = (tuple(sorted(names[unit] for unit in units)) for units in (named.come, named.gone))
    return [CommonUnits(come, gone, unnamed, everybody, method.scale)]


def _without(answers: Answers, units: frozenset[str]) -> Answers:
    return answers.where(~answers.about[UNIT].isin(units).to_numpy(dtype=bool)) if units else answers


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
