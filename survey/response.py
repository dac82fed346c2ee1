"""From the fields of a submitted form to one response: everything that a stranger may send is judged here."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from survey.clock import VIETNAM, half_day
from survey.digits import Answer, Mark, encode, possible
from survey.form_token import OpenForm
from survey.questionnaire import OVERALL, Question, Questionnaire
from survey.rotation import asked
from survey.store.responses import Response

COMMENT_LIMIT = 1000
TOKEN = "phieu"  # noqa: S105 - the name of a field
TRAP = "website"
QUESTION = "q-"
RESPONDENTS = ("self", "helped")
GENDERS = ("female", "male", "other")
AGE_GROUPS = ("18-24", "25-34", "35-49", "50-60", "60+")
CHOICES = {"respondent": RESPONDENTS, "gender": GENDERS, "age_group": AGE_GROUPS}
_NEVER_TYPED = {Mark.BLANK.value, Mark.NOT_ASKED.value}

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and with which field."""

    field: str
    sentence: str


class RefusedError(ValueError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Where:
    """What the form was about, as the office knows it and not as the browser says."""

    unit: str
    channel: str
    procedures: frozenset[str]


def shown(questionnaire: Questionnaire, form: OpenForm) -> list[Question]:
    """The questions this form asks, in order."""
    if form.full:
        return list(questionnaire.questions)
    drawn = set(asked(questionnaire, form.token))
    return [question for question in questionnaire.questions if not question.factor or question.code in drawn]


def parse(
    fields: Fields, questionnaire: Questionnaire, form: OpenForm, where: Where, moment: datetime
) -> Response:
    """Read a whole form; raises RefusedError with one sentence a field."""
    problems: list[Problem] = []
    answers = {q.code: _answer(fields, q, problems) for q in shown(questionnaire, form)}
    about = {name: _choice(fields, name, allowed, problems) for name, allowed in CHOICES.items()}
    procedure = _choice(fields, "procedure", where.procedures, problems)
    comment = _comment(fields, problems)
    if problems:
        raise RefusedError(problems)
    return Response(
        token=form.token,
        point=form.point,
        unit=where.unit,
        questionnaire=questionnaire.key,
        channel=where.channel,
        day=moment.astimezone(VIETNAM).date().isoformat(),
        half=half_day(moment),
        answers=encode(questionnaire, answers),
        procedure=procedure,
        comment=comment,
        **about,
    )


def _answer(fields: Fields, question: Question, problems: list[Problem]) -> Answer:
    name = QUESTION + question.code
    value = _single(fields, name, problems)
    if not value:
        if question.code == OVERALL:
            problems.append(Problem(name, _("Xin chọn một mức hài lòng cho câu đầu tiên.")))
        return Mark.BLANK
    meanings = possible(question)
    if value not in meanings or value in _NEVER_TYPED:
        problems.append(Problem(name, _("Câu trả lời này không có trong phiếu; xin chọn lại.")))
        return Mark.BLANK
    return meanings[value]


def _choice(
    fields: Fields, name: str, allowed: Sequence[str] | frozenset[str], problems: list[Problem]
) -> str:
    value = _single(fields, name, problems)
    if value and value not in allowed:
        problems.append(Problem(name, _("Lựa chọn này không có trong phiếu; xin chọn lại hoặc bỏ trống.")))
        return ""
    return value


def _comment(fields: Fields, problems: list[Problem]) -> str:
    # NFC: the same letters typed on two phones must be the same characters here.
    text = unicodedata.normalize("NFC", _single(fields, "comment", problems)).replace("\r\n", "\n").strip()
    if len(text) > COMMENT_LIMIT:
        problems.append(
            Problem(
                "comment",
                _(
                    "Ý kiến dài %(length)d ký tự; xin rút còn %(limit)d.",
                    length=len(text),
                    limit=COMMENT_LIMIT,
                ),
            )
        )
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in text):
        problems.append(Problem("comment", _("Ý kiến có ký tự không đọc được; xin xóa và gõ lại.")))
    return text


def _single(fields: Fields, name: str, problems: list[Problem]) -> str:
    values = fields.get(name, ())
    if len(values) > 1:
        problems.append(Problem(name, _("Mỗi câu chỉ gửi một câu trả lời; xin chọn lại.")))
        return ""
    return values[0].strip() if values else ""
