"""The answers of one response as one string, a character per question, in the order of the questionnaire."""

from collections.abc import Mapping
from enum import Enum

from survey.questionnaire import EXPECTATION, Question, Questionnaire


class Mark(Enum):
    """An answer that is no number; the value is its character."""

    NOT_APPLICABLE = "n"
    BLANK = "-"
    NOT_ASKED = "x"
    OVER_100 = "l"


Answer = int | Mark

SCORES = "12345"
SHARES = "abcdefghijk"
# The order of the columns of every tally ever stored: append only.
ALPHABET = SCORES + "n-x" + SHARES + "l"

_SCORE_ANSWERS: dict[str, Answer] = {digit: int(digit) for digit in SCORES}
SHARE_ANSWERS: dict[str, Answer] = {letter: 10 * tens for tens, letter in enumerate(SHARES)}
_NO_ANSWERS: dict[str, Answer] = {mark.value: mark for mark in (Mark.BLANK, Mark.NOT_ASKED)}
_NOT_APPLICABLE: dict[str, Answer] = {Mark.NOT_APPLICABLE.value: Mark.NOT_APPLICABLE}
_OVER_100: dict[str, Answer] = {Mark.OVER_100.value: Mark.OVER_100}
_OF_EXPECTATION = SHARE_ANSWERS | _OVER_100 | _NO_ANSWERS
_OF_SCALE = _SCORE_ANSWERS | _NO_ANSWERS
_OF_WIDER_SCALE = _SCORE_ANSWERS | _NOT_APPLICABLE | _NO_ANSWERS


def possible(question: Question) -> Mapping[str, Answer]:
    """Characters the question may have in the string, with what they mean."""
    if question.code == EXPECTATION:
        return _OF_EXPECTATION
    return _OF_WIDER_SCALE if question.not_applicable else _OF_SCALE


def spelled(question: Question) -> str:
    """What a cell of a table may say to answer the question, for who has to correct it."""
    if question.code == EXPECTATION:
        return "0, 10, 20 … 100 (phần trăm), hoặc l (trên 100 %)"
    return "1, 2, 3, 4, 5, hoặc n (không áp dụng)" if question.not_applicable else "1, 2, 3, 4 hoặc 5"


def encode(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> str:
    """Write the answers by question code; a question that is not there was not asked.

    Raises ValueError for an unknown code or an answer the question cannot have.
    """
    questions = questionnaire.questions
    unknown = sorted(set(answers) - {question.code for question in questions})
    if unknown:
        raise ValueError(f"Phiếu {questionnaire.key} không có câu {', '.join(unknown)}.")
    return "".join(
        _character(question, answers.get(question.code, Mark.NOT_ASKED))
        for question in questionnaire.questions
    )


def decode(questionnaire: Questionnaire, digits: str) -> dict[str, Answer]:
    """Read the string back; raises ValueError when it cannot be one of this questionnaire."""
    questions = questionnaire.questions
    if len(digits) != len(questions):
        raise ValueError(f"Chuỗi dài {len(digits)}, phiếu {questionnaire.key} có {len(questions)} câu.")
    return {
        question.code: _answer(question, digit) for question, digit in zip(questions, digits, strict=True)
    }


def _character(question: Question, answer: Answer) -> str:
    for character, meaning in possible(question).items():
        # type() as well: True == 1, and a flag is no score.
        if meaning == answer and type(meaning) is type(answer):
            return character
    raise ValueError(f"Câu {question.code} không nhận câu trả lời “{answer}”.")


def _answer(question: Question, character: str) -> Answer:
    meanings = possible(question)
    if character not in meanings:
        raise ValueError(f"Câu {question.code} không có câu trả lời mã “{character}”.")
    return meanings[character]
