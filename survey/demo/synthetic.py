"""Synthetic answers from a fixed seed: they look like real ones and are about nobody."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np

from survey.digits import Answer, Mark, encode
from survey.questionnaire import EXPECTATION, OVERALL, Question, Questionnaire
from survey.rotation import asked
from survey.store.points import Point
from survey.store.responses import Response

# Spread of people on the logit scale: the same person tends to be pleased, or not, with everything.
PERSON_SPREAD = 1.3
ITEM_SPREAD = 0.35
BLANK_RATE = 0.02
NOT_APPLICABLE_RATE = 0.04
FULL_FORM_RATE = 0.05
COMMENT_RATE = 0.02
SATURDAY = 5
COMMENTS = (
    "(Số liệu mẫu) Cán bộ hướng dẫn tận tình.",
    "(Số liệu mẫu) Cần thêm ghế ngồi chờ vào đầu năm học.",
    "(Số liệu mẫu) Mong được trả kết quả qua mạng.",
)


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
    channels: tuple[str, ...] = ("qr", "qr", "qr", "kiosk", "paper")


def responses(visit: Visit, chance: np.random.Generator) -> Iterator[Response]:
    """As many responses as the visit has people."""
    days = [day for day in _days(visit) if day.weekday() < SATURDAY]
    easiness = _easiness(visit.questionnaire)
    for _ in range(visit.people):
        token = base64.urlsafe_b64encode(chance.bytes(16)).decode().rstrip("=")
        answers = _answers(visit, token, easiness, chance)
        yield Response(
            token=token,
            point=visit.point.code,
            unit=visit.point.unit,
            questionnaire=visit.questionnaire.key,
            channel=str(chance.choice(visit.channels)),
            day=days[int(chance.integers(len(days)))].isoformat(),
            half=str(chance.choice(["am", "pm"])),
            answers=encode(visit.questionnaire, answers),
            procedure=str(chance.choice(visit.procedures)) if visit.procedures else "",
            respondent="self",
            comment=str(chance.choice(COMMENTS)) if chance.random() < COMMENT_RATE else "",
        )


def _easiness(questionnaire: Questionnaire) -> dict[str, float]:
    """How easily each question pleases: the same at every point and in every quarter."""
    fixed = np.random.default_rng(crc32(questionnaire.code.encode()))
    return {question.code: float(fixed.normal(0, ITEM_SPREAD)) for question in questionnaire.questions}


def _days(visit: Visit) -> list[date]:
    return [visit.first + timedelta(days=n) for n in range((visit.last - visit.first).days + 1)]


def _answers(
    visit: Visit, token: str, easiness: dict[str, float], chance: np.random.Generator
) -> dict[str, Answer]:
    form = visit.questionnaire
    full = chance.random() < FULL_FORM_RATE
    shown = {item.code for item in form.items} if full else set(asked(form, token))
    # The logit is stretched so that the share over all people is the one asked for.
    centre = np.log(visit.satisfied / (1 - visit.satisfied)) * np.sqrt(1 + 0.346 * PERSON_SPREAD**2)
    person = chance.normal(centre, PERSON_SPREAD)
    return {
        question.code: _answer(question, person + easiness[question.code], chance)
        for question in form.questions
        if question.code in shown or not question.factor
    }


def _answer(question: Question, mood: float, chance: np.random.Generator) -> Answer:
    if question.code == EXPECTATION:
        return min(100, max(0, 10 * round(8 + mood / 2)))
    draw = chance.random()
    if question.code != OVERALL and draw < BLANK_RATE:
        return Mark.BLANK
    if question.not_applicable and draw < BLANK_RATE + NOT_APPLICABLE_RATE:
        return Mark.NOT_APPLICABLE
    pleased = chance.random() < 1 / (1 + np.exp(-mood))
    levels, weights = ((4, 5), (0.4, 0.6)) if pleased else ((1, 2, 3), (0.08, 0.2, 0.72))
    return int(chance.choice(levels, p=weights))
