"""What to ask after the quarter's figures: who differs, what matters, what is changing, can it be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.answers import Answers
from analytics.comparison import Comparison, compare_units_of
from analytics.credibility import Audit, Unfinished, audit_index, unfinished
from analytics.importance import Priorities, priorities
from analytics.mode_effect import ModeEffect, mode_effect
from analytics.pareto import Slice, pareto
from analytics.review import By, Review, Row
from analytics.side_by_side import side_by_side
from analytics.signs import Credibility, Reading, readings
from analytics.warning import EarlyWarning, warn, weekly

# A target is needed for the line of the picture; without one the office looks at the usual 90 %.
USUAL_TARGET = 0.90


@dataclass(frozen=True)
class Analysis:
    """One questionnaire and period, beyond its review.

    comparisons  by level, of the levels with more than one unit
    priorities   of the factors, or why there are none; pareto: the questions most often answered below 4
    warning      of the weeks up to the end of the period; None without weeks of ten answers
    methods      the index by the five roll-ups
    readings     units whose answers came in unusually; audit: the index with and without flagged rows
    unfinished   units where many sheets were broken off; empty when it is not known what was received
    mode         paper against online; None where the channel is not known
    """

    comparisons: Mapping[str, Comparison]
    priorities: Priorities
    pareto: tuple[Slice, ...]
    warning: EarlyWarning | None
    methods: tuple[Row, ...]
    readings: tuple[Reading, ...]
    audit: Audit
    unfinished: tuple[Unfinished, ...]
    mode: ModeEffect | None


def analyse(
    answers: Answers,
    made: Review,
    history: Sequence[Answers] = (),
    received: Mapping[str, int] | None = None,
) -> Analysis:
    """Compute the analysis of a review.

    Parameters
    ----------
    answers
        The valid questionnaires that `made` was computed from.
    made
        Their review: only units it shows are compared or read.
    history
        Answers of the periods up to and with this one, oldest first, with `day` in `about`; for the weeks.
    received
        Sheets that came in by unit, valid or not, where known.
    """
    target = made.overall.target.value if made.overall.target else USUAL_TARGET
    known = {"channel", "unit", "level"} <= set(answers.about.columns)
    shown = {row.key: row.level for row in made.by(By.UNIT) if not row.hidden}
    return Analysis(
        comparisons=_comparisons(made),
        priorities=priorities(answers, target, made.method),
        pareto=pareto(made.by(By.ITEM)),
        warning=warn(_weeks(history)),
        methods=side_by_side(answers, made.design, made.floor, made.population),
        readings=_readings(answers, shown, made.population),
        audit=audit_index(answers, made.method),
        unfinished=unfinished(answers, {unit: n for unit, n in (received or {}).items() if unit in shown}),
        mode=mode_effect(answers, method=made.method) if known and made.units > 1 else None,
    )


def _comparisons(made: Review) -> dict[str, Comparison]:
    rows = made.by(By.UNIT)
    levels = {level: [row for row in rows if row.level == level] for level in sorted({r.level for r in rows})}
    return {level: compare_units_of(own) for level, own in levels.items() if level and len(own) > 1}


def _weeks(history: Sequence[Answers]) -> pd.DataFrame:
    tables = [weekly(one) for one in history if "day" in one.about]
    if not tables:
        return pd.DataFrame({"n": [], "x": []})
    return pd.concat(tables).groupby(level=0).sum()


def _readings(
    answers: Answers, shown: Mapping[str, str], population: Mapping[str, int]
) -> tuple[Reading, ...]:
    if not shown:
        return ()
    inside = answers.where(answers.about["unit"].isin(shown).to_numpy(dtype=bool))
    found = readings(inside, shown, population)
    return tuple(one for one in found if one.credibility is not Credibility.USUAL)
