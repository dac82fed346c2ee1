"""From the fields of a submitted form to one response: everything that a stranger may send is judged here."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from survey.clock import VIETNAM, half_day
from survey.digits import Mark, possible
from survey.form_token import OpenForm
from survey.questionnaire import OVERALL, Question, Questionnaire
from survey.rotation import asked
from survey.store.responses import Response

COMMENT_LIMIT = 1000
TOKEN = "phieu"  # noqa: S105 - the name of a field
TRAP = "website"
WAITED = "cho"
QUESTION = "q-"
PROCEDURE = "procedure"
COMMENT = "comment"
RESPONDENTS = ("self", "helped")
GENDERS = ("female", "male", "other")
AGE_GROUPS = ("18-24", "25-34", "35-49", "50-60", "60+")
MAX_FIELDS = 200
MAX_FORM_BYTES = 64 * 1024
CHOICES = {"respondent": RESPONDENTS, "gender": GENDERS, "age_group": AGE_GROUPS}
_NO_TEXT = {"Cc", "Cs", "Co"}
# The replacement character stands where the bytes were no UTF-8.
_MISLEADING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffd")
_NEVER_TYPED = {Mark.BLANK.value, Mark.NOT_ASKED.value}

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and with which field."""

    field: str
    sentence: str | LazyString


class RefusedError(ValueError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        # By field: the sentences wait for the language of a page.
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Where:
    """What the form was about, as the office knows it and not as the browser says."""

    unit: str
    channel: str
    offers: Callable[[str], bool]


def shown(questionnaire: Questionnaire, form: OpenForm) -> list[Question]:
    """The questions this form asks, in order."""
    if form.full:
        return list(questionnaire.questions)
    drawn = set(asked(questionnaire, form.token))
    return [question for question in questionnaire.questions if not question.factor or question.code in drawn]


def is_field(name: str) -> bool:
    """True for a name that a form of ours has."""
    return name in {TOKEN, PROCEDURE, COMMENT, *CHOICES} or name.startswith(QUESTION)


def parse(
    fields: Fields, questionnaire: Questionnaire, form: OpenForm, where: Where, moment: datetime
) -> Response:
    """Read a whole form; raises RefusedError with one sentence a field."""
    problems: list[Problem] = []
    asks = {question.code for question in shown(questionnaire, form)}
    answers = "".join(
        _character(fields, question, problems) if question.code in asks else Mark.NOT_ASKED.value
        for question in questionnaire.questions
    )
    about = {name: _choice(fields, name, allowed.__contains__, problems) for name, allowed in CHOICES.items()}
    procedure = _choice(fields, PROCEDURE, where.offers, problems)
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
        answers=answers,
        procedure=procedure,
        comment=comment,
        **about,
    )


def _character(fields: Fields, question: Question, problems: list[Problem]) -> str:
    """The character of this answer in the string of the response."""
    name = QUESTION + question.code
    value = _single(fields, name, problems)
    if not value:
        if question.code == OVERALL:
            problems.append(Problem(name, _("Xin chọn một mức hài lòng cho câu đầu tiên.")))
        return Mark.BLANK.value
    if value not in possible(question) or value in _NEVER_TYPED:
        problems.append(Problem(name, _("Câu trả lời này không có trong phiếu; xin chọn lại.")))
        return Mark.BLANK.value
    return value


def _choice(fields: Fields, name: str, allowed: Callable[[str], bool], problems: list[Problem]) -> str:
    value = _single(fields, name, problems)
    if value and not allowed(value):
        problems.append(Problem(name, _("Lựa chọn này không có trong phiếu; xin chọn lại hoặc bỏ trống.")))
        return ""
    return value


def _comment(fields: Fields, problems: list[Problem]) -> str:
    # NFC: the same letters typed on two phones must be the same characters here.
    text = unicodedata.normalize("NFC", _single(fields, COMMENT, problems)).replace("\r\n", "\n").strip()
    if len(text) > COMMENT_LIMIT:
        sizes = {"length": len(text), "limit": COMMENT_LIMIT}
        sentence = _("Ý kiến dài %(length)d ký tự; xin rút còn %(limit)d.", **sizes)
        problems.append(Problem(COMMENT, sentence))
    if any(map(_unreadable, text)):
        problems.append(Problem(COMMENT, _("Ý kiến có ký tự không đọc được; xin xóa và gõ lại.")))
    return text


def _unreadable(letter: str) -> bool:
    """Control characters, bytes that were no text, and marks that turn the direction of what is read."""
    if letter in "\n\t":
        return False
    return unicodedata.category(letter) in _NO_TEXT or letter in _MISLEADING


def _single(fields: Fields, name: str, problems: list[Problem]) -> str:
    values = fields.get(name, ())
    if len(values) > 1:
        problems.append(Problem(name, _("Mỗi câu chỉ gửi một câu trả lời; xin chọn lại.")))
        return ""
    return values[0].strip() if values else ""
