"""Synthetic answers from a fixed seed: they look like real ones and are about nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np
import numpy.typing as npt

from survey.digits import Answer, Mark, encode
from survey.form_token import TOKEN_BYTES
from survey.questionnaire import EXPECTATION, OVERALL, Questionnaire
from survey.rotation import asked
from survey.store.points import Point
from survey.store.responses import Response

# Spread of people on the logit scale: the same person tends to be pleased, or not, with everything.
PERSON_SPREAD = 1.3
ITEM_SPREAD = 0.35
# Variance of the logistic distribution against that of the normal: stretches a logit over a spread of people.
STRETCH = np.sqrt(1 + 0.346 * PERSON_SPREAD**2)
# Where a mood turns into the next answer: above 0 it is 4 or 5.
CUTS = (-2.8, -1.5, 0.0, 3.6)
BLANK_RATE = 0.02
NOT_APPLICABLE_RATE = 0.04
COMMENT_RATE = 0.02
SATURDAY = 5
FULL = "full"
PAPER = "paper"
CHANNELS = ("qr", "kiosk", PAPER)
CHANNEL_RATES = (0.7, 0.18, 0.12)
COMMENTS = (
    "(Số liệu mẫu) Cán bộ hướng dẫn tận tình.",
    "(Số liệu mẫu) Cần thêm ghế ngồi chờ vào đầu năm học.",
    "(Số liệu mẫu) Mong được trả kết quả qua mạng.",
)

# Who answered, for whom, of which sex and age: most leave it blank.
ABOUT = (
    ("self", "self", "helped", ""),
    ("female", "male", "", ""),
    ("25-34", "35-49", "50-60", "", ""),
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Visit:
    """Where and when a batch of synthetic people answers, and how pleased they are on average."""

    point: Point
    questionnaire: Questionnaire
    first: date
    last: date
    people: int
    satisfied: float
    procedures: tuple[str, ...] = ()


def responses(visit: Visit, chance: np.random.Generator) -> Iterator[Response]:
    """As many responses as the visit has people."""
    days = _draw(chance, _working_days(visit), visit.people)
    channels = _draw(chance, CHANNELS, visit.people, CHANNEL_RATES)
    halves = _draw(chance, ("am", "pm"), visit.people)
    chosen = _draw(chance, visit.procedures or ("",), visit.people)
    comments = _draw(chance, ("", *COMMENTS), visit.people, _comment_rates())
    full = [visit.point.form == FULL or channel == PAPER for channel in channels]
    people = [_draw(chance, choices, visit.people) for choices in ABOUT]
    for person, (token, digits) in enumerate(_answers(visit, full, chance)):
        yield Response(
            token=token,
            point=visit.point.code,
            unit=visit.point.unit,
            questionnaire=visit.questionnaire.key,
            channel=channels[person],
            day=days[person],
            half=halves[person],
            answers=digits,
            procedure=chosen[person],
            respondent=people[0][person],
            gender=people[1][person],
            age_group=people[2][person],
            comment=comments[person],
        )


def _answers(visit: Visit, full: Sequence[bool], chance: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Token and answer string of each person; the token decides what the short form asked."""
    form = visit.questionnaire
    moods = _moods(visit, chance)
    luck = chance.random(moods.shape)
    everything = tuple(item.code for item in form.items)
    for person in range(visit.people):
        token = chance.bytes(TOKEN_BYTES).hex()
        shown = everything if full[person] else asked(form, token)
        yield token, encode(form, _told(form, shown, moods[person], luck[person]))


def _moods(visit: Visit, chance: np.random.Generator) -> Floats:
    """people × questions: how a person feels about each question on the logit scale."""
    shape = (visit.people, len(visit.questionnaire.questions))
    centre = np.log(visit.satisfied / (1 - visit.satisfied)) * STRETCH
    people = chance.normal(centre, PERSON_SPREAD, (visit.people, 1))
    moods: Floats = people + _easiness(visit.questionnaire) + chance.logistic(size=shape)
    return moods


def _easiness(questionnaire: Questionnaire) -> Floats:
    """How easily each question pleases: the same at every point and in every quarter."""
    fixed = np.random.default_rng(crc32(questionnaire.code.encode()))
    return fixed.normal(0, ITEM_SPREAD, len(questionnaire.questions))


def _told(form: Questionnaire, shown: Sequence[str], moods: Floats, luck: Floats) -> dict[str, Answer]:
    scores = np.searchsorted(CUTS, moods) + 1
    told: dict[str, Answer] = {}
    for place, question in enumerate(form.questions):
        if question.code == EXPECTATION:
            told[question.code] = _expectation(float(moods[place]))
        elif question.code == OVERALL or question.code in shown:
            told[question.code] = int(scores[place])
            if question.not_applicable and luck[place] > 1 - NOT_APPLICABLE_RATE:
                told[question.code] = Mark.NOT_APPLICABLE
            elif question.code != OVERALL and luck[place] < BLANK_RATE:
                told[question.code] = Mark.BLANK
    return told


def _expectation(mood: float) -> Answer:
    return min(100, max(0, 10 * round(7.5 + mood / 2)))


def _draw(
    chance: np.random.Generator, choices: Sequence[str], size: int, rates: Sequence[float] | None = None
) -> list[str]:
    return [choices[n] for n in chance.choice(len(choices), size, p=rates)]


def _comment_rates() -> tuple[float, ...]:
    return (1 - COMMENT_RATE, *(COMMENT_RATE / len(COMMENTS) for _ in COMMENTS))


def _working_days(visit: Visit) -> list[str]:
    days = (visit.first + timedelta(days=n) for n in range((visit.last - visit.first).days + 1))
    return [day.isoformat() for day in days if day.weekday() < SATURDAY]
