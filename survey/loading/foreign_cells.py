"""What one cell of somebody else's table says: an answer, a day, who answered."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from survey.digits import SHARE_ANSWERS, Answer, Mark, possible
from survey.loading.mapping import DayOrder, plain
from survey.questionnaire import EXPECTATION, Question, Questionnaire
from survey.response import AGE_GROUPS

# Nobody asked before; an earlier year is a slip of the pen.
EARLIEST = date(2000, 1, 1)
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d).*", re.DOTALL)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d).*", re.DOTALL)
# How a spreadsheet keeps a day whose cell is not shown as one: the days since 30/12/1899.
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_BEGIN = date(1899, 12, 30)
# 9:12, 9h12, 9 giờ 12, or the fraction of a day.
_TIME = re.compile(r"\d\s?(?::|h|giờ)\s?\d\d|\d{5}[.,]\d+")
# 5, 5.0, “5 - Rất hài lòng”, “5. Rất hài lòng”; never 4.5.
_SCORE = re.compile(r"([1-5])(?:[.,]0+)?(?:\s*[-–:)]\s*\D.*|\.\s+\D.*)?", re.DOTALL)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_GENDERS = {"nữ": "female", "nam": "male", "khác": "other", "female": "female", "male": "male"}
_AGES = {group: group for group in AGE_GROUPS} | {"trên 60": "60+", "60 trở lên": "60+"}
_BETWEEN = re.compile(r"\s*(?:-|–|đến)\s*")
_AROUND_AGE = re.compile(r"^từ\s+|\s+tuổi$")


def answer(question: Question, said: str, form: Questionnaire) -> Answer | None:
    """The answer a cell gives; None when the question has no such answer."""
    if said in ("", Mark.BLANK.value):
        return Mark.BLANK
    found = _share(said) if question.code == EXPECTATION else _score(said, form)
    return found if found in possible(question).values() else None


def expected(question: Question, form: Questionnaire) -> str:
    """What the cell should say, for who has to correct it."""
    if question.code == EXPECTATION:
        return "0 % đến 100 %, tròn chục, hoặc “trên 100 %”"
    labels = [label.get("vi") for label in form.scale.labels]
    outside = f", “{form.scale.not_applicable.get('vi')}”" if question.not_applicable else ""
    return f"1 đến 5, “{labels[0]}” đến “{labels[-1]}”{outside}, hoặc để trống"


def day(said: str, order: DayOrder) -> date:
    """The day at the beginning of a cell, whatever time follows; raises ValueError when there is none."""
    if found := _SERIAL.fullmatch(said):
        return _SERIAL_BEGIN + timedelta(days=int(found[1]))
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, in_month = found.groups()
    elif found := _YEAR_LAST.fullmatch(said):
        one, other, year = found.groups()
        in_month, month = (other, one) if order is DayOrder.MONTH_FIRST else (one, other)
    else:
        raise ValueError("cần ngày như 30/09/2026 hoặc 2026-09-30")
    try:
        return date(int(year), int(month), int(in_month))
    except ValueError as error:
        raise ValueError("không có ngày này; nếu tệp ghi tháng trước, chọn kiểu Mỹ ở dưới") from error


def has_time(said: str) -> bool:
    """True when a cell tells more than the day: hardly any other row has the same."""
    return bool(_TIME.search(said))


def gender(said: str) -> str:
    """Raises KeyError for what is none."""
    return _GENDERS[said]


def age_group(said: str) -> str:
    """Raises KeyError for what is none."""
    return _AGES[_BETWEEN.sub("-", _AROUND_AGE.sub("", said))]


ABOUT: Mapping[str, tuple[str, ...]] = {
    "gender": ("Nam", "Nữ", "Khác"),
    "age_group": AGE_GROUPS,
}


def _score(said: str, form: Questionnaire) -> Answer | None:
    labels = {
        plain(label.get(language)): score
        for score, label in enumerate(form.scale.labels, start=1)
        for language in form.languages
    }
    outside = {plain(form.scale.not_applicable.get(language)) for language in form.languages}
    text = plain(said)
    if text in labels:
        return labels[text]
    if text in outside | {Mark.NOT_APPLICABLE.value}:
        return Mark.NOT_APPLICABLE
    number = _SCORE.fullmatch(text)
    return int(number[1]) if number else None


def _share(said: str) -> Answer | None:
    text = plain(said)
    if text in ("trên 100 %", "trên 100%", Mark.OVER_100.value):
        return Mark.OVER_100
    number = _PERCENT.fullmatch(text)
    if number is None:
        return None
    share = int(number[1])
    return Mark.OVER_100 if share > max(a for a in SHARE_ANSWERS.values() if isinstance(a, int)) else share
