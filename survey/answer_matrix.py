"""From the digit strings of the log to the matrix that the statistics take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import structure
from analytics.answers import NO_ANSWER, Answers, Mask, Scores
from analytics.releases import PART
from analytics.structure import Structure
from analytics.validity import valid
from survey.digits import SCORES, SHARES, Mark
from survey.period import Period
from survey.questionnaire import Questionnaire
from survey.store.responses import Log
from survey.store.units import Unit

# "Over 100" is told to the citizen as "more than expected"; the index counts it as all that was expected.
MOST = 100.0

_SCORE = np.zeros(256, dtype=np.uint8)
_SCORE[[ord(digit) for digit in SCORES]] = [int(digit) for digit in SCORES]
_SHARE = np.full(256, np.nan)
_SHARE[[ord(letter) for letter in SHARES]] = np.linspace(0.0, MOST, len(SHARES))
_SHARE[ord(Mark.OVER_100.value)] = MOST


def structure_of(questionnaire: Questionnaire, language: str = "vi") -> Structure:
    """Codes and names of a questionnaire, as the statistics know it."""
    factors = [structure.Factor(f.code, f.name.get(language), f.domain) for f in questionnaire.factors]
    items = [structure.Item(i.code, i.factor, i.text.get(language)) for i in questionnaire.items]
    return Structure(questionnaire.key, tuple(items), tuple(factors), questionnaire.title.get(language))


def answers_of(
    questionnaire: Questionnaire,
    log: Log,
    units: Mapping[str, Unit],
    areas: Mapping[str, str],
    parts: Sequence[Period] = (),
) -> Answers:
    """The valid questionnaires among the responses: at least half of what was asked is answered.

    `areas` names the unit that each unit is managed by, `parts` are the shorter periods of this one.
    """
    digits = _digits(log, len(questionnaire.questions))
    items = digits[:, 1 : 1 + len(questionnaire.items)]
    answers = Answers(
        structure=structure_of(questionnaire),
        scores=_SCORE[items],
        about=_about(log, units, areas).assign(**_in_parts(log, parts)),
        overall=_SCORE[digits[:, 0]],
        expectation=_SHARE[digits[:, -1]] if questionnaire.expectation else np.full(len(digits), np.nan),
    )
    return answers.where(_valid(answers, items))


def counting(questionnaire: Questionnaire, log: Log) -> Mask:
    """Which of these responses are valid questionnaires."""
    items = _digits(log, len(questionnaire.questions))[:, 1 : 1 + len(questionnaire.items)]
    nothing = np.zeros(len(items), dtype=np.uint8)
    answers = Answers(
        structure_of(questionnaire), _SCORE[items], pd.DataFrame(), nothing, np.full(len(items), np.nan)
    )
    return _valid(answers, items)


def _valid(answers: Answers, items: Scores) -> Mask:
    return valid(answers, np.count_nonzero(items != ord(Mark.NOT_ASKED.value), axis=1))


def _digits(log: Log, width: int) -> npt.NDArray[np.uint8]:
    return np.frombuffer("".join(log.answers).encode("ascii"), dtype=np.uint8).reshape(-1, width)


def of_part(answers: Answers, code: str) -> Answers | None:
    """Those who answered one question, or any of one factor, with these alone; None when there is nobody."""
    whole = answers.structure
    places = [at for at, item in enumerate(whole.items) if code in (item.code, item.factor)]
    if not places:
        return None
    items = tuple(whole.items[at] for at in places)
    factors = tuple(factor for factor in whole.factors if factor.code == items[0].factor)
    name = next((factor.name for factor in factors if factor.code == code), items[0].text)
    alone = replace(
        answers,
        structure=Structure(whole.questionnaire, items, factors, name),
        scores=answers.scores[:, places],
    )
    said = (alone.scores != NO_ANSWER).any(axis=1)
    return alone.where(said) if said.any() else None


def _in_parts(log: Log, parts: Sequence[Period]) -> dict[str, list[str]]:
    if not parts:
        return {}
    days = {day: date.fromisoformat(day) for day in set(log.day)}
    label = {text: next((p.label for p in parts if p.holds(day)), "") for text, day in days.items()}
    return {PART: [label[day] for day in log.day]}


def _about(log: Log, units: Mapping[str, Unit], areas: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": log.unit,
            "level": [units[unit].level for unit in log.unit],
            "channel": log.channel,
            "procedure": log.procedure,
            "point": log.point,
            "day": log.day,
            "area": [areas.get(unit, "") for unit in log.unit],
        }
    )
