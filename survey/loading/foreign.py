"""Answers from somebody else's table – Google Forms, VNForm, one's own – by a mapping of its columns."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from survey.clock import today
from survey.digits import SHARE_ANSWERS, Answer, Mark, encode, possible
from survey.form_token import TOKEN_BYTES
from survey.loading import table
from survey.loading.errors import LoadError
from survey.loading.mapping import AGE, COMMENT, DAY, GENDER, POINT, DayOrder, Identical, Meaning, plain
from survey.loading.responses import IMPORTED
from survey.questionnaire import EXPECTATION, Question, Questionnaire
from survey.response import AGE_GROUPS, COMMENT_LIMIT
from survey.store import points, responses
from survey.store.connection import Store
from survey.store.points import Point, as_printed
from survey.store.responses import Outcome, Response

_PURPOSE = b"sipas imported row:"
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d).*", re.DOTALL)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d).*", re.DOTALL)
# 5, “5 - Rất hài lòng”, “5. Rất hài lòng”; never 4.5.
_SCORE = re.compile(r"([1-5])(?:\s*[-–:)]\s*\D.*|\.\s+\D.*)?", re.DOTALL)
_PERCENT = re.compile(r"(\d{1,3})\s*%?")
_GENDERS = {"nữ": "female", "nam": "male", "khác": "other", "female": "female", "male": "male"}
_AGES = {group: group for group in AGE_GROUPS} | {"trên 60": "60+", "60 trở lên": "60+"}
BLANK = ""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it is: its heading, and its rows by number."""

    name: str
    heading: Cells
    rows: tuple[tuple[int, Cells], ...]


@dataclass
class Reading:
    """What was made of the rows. `identical` are rows with the one above that they equal, `unknown` words
    that no question has as an answer.
    """

    faults: list[str] = field(default_factory=list)
    responses: list[tuple[int, Response]] = field(default_factory=list)
    identical: list[tuple[int, int]] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """How many were new, and the rows that had been taken before."""

    stored: int
    repeated: tuple[int, ...]


def sheet(path: Path) -> Sheet:
    """Read a table whose heading says anything at all; raises LoadError when it has none or no rows."""
    numbered = list(table.rows(path))
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if len(filled) < 2:
        raise LoadError([f"{path.name}: không có dòng dữ liệu nào dưới dòng tiêu đề."])
    heading = filled[0][1]
    twice = sorted({title for title in heading if title and heading.count(title) > 1})
    if twice:
        raise LoadError([f"{path.name}, dòng {filled[0][0]}: cột “{twice[0]}” xuất hiện hai lần."])
    return Sheet(path.name, heading, tuple(filled[1:]))


def read(
    found: Sheet, meaning: Meaning, form: Questionnaire, points: Mapping[str, Point], key: str
) -> Reading:
    """Make a response of every row; faults and identical rows are gathered, nothing is stored.

    points  those that the person who imports may add answers to, by code
    key     names each row in a way that only this installation can, so that taking it twice adds nothing
    """
    reading, first = Reading(_twice(found, meaning)), dict[Cells, int]()
    counted: dict[Cells, int] = {}
    for number, cells in found.rows:
        if cells in first:
            reading.identical.append((number, first[cells]))
            if meaning.identical is Identical.SKIP:
                continue
        first.setdefault(cells, number)
        counted[cells] = counted.get(cells, 0) + 1
        row = _Row(found, number, dict(zip(found.heading, cells, strict=False)), meaning, form, reading)
        response = row.response(points, _token(key, found.heading, cells, counted[cells]))
        if response:
            reading.responses.append((number, response))
    return reading


def load(store: Store, found: Sheet, reading: Reading) -> Imported:
    """Take every row or none; raises LoadError with every fault."""
    faults = list(reading.faults)
    if faults:
        raise LoadError(faults)
    with store.write() as db:
        unit_on = points.units_by_day(db)
        read = [(number, replace(one, unit=unit_on(one.point, one.day))) for number, one in reading.responses]
        outcomes = [(number, responses.add(db, response)) for number, response in read]
        changed = [
            number
            for (number, outcome), (_, response) in zip(outcomes, read, strict=True)
            if outcome is Outcome.DIFFERENT
            and not _says_the_same(responses.get(db, response.token), response)
        ]
        if changed:
            said = "dòng này đã được nhập trước đây với cách ghép cột khác."
            raise LoadError([f"{found.name}, dòng {number}: {said}" for number in changed])
    repeated = tuple(number for number, outcome in outcomes if outcome is not Outcome.STORED)
    return Imported(len(outcomes) - len(repeated), repeated)


def _says_the_same(kept: Response | None, read: Response) -> bool:
    """True also when a column came later: the old rows have nothing there, and were not asked."""
    unsaid = str.maketrans(Mark.BLANK.value, Mark.NOT_ASKED.value)
    answers = read.answers.translate(unsaid)
    return kept is not None and replace(kept, answers=kept.answers.translate(unsaid)) == replace(
        read, answers=answers
    )


def _twice(found: Sheet, meaning: Meaning) -> list[str]:
    """Two columns that are said to mean the same: nobody could say which of them counts."""
    first: dict[str, str] = {}
    return [
        f"{found.name}: cột “{first[name]}” và cột “{title}” cùng được ghép là {name}."
        for title, name in meaning.columns.items()
        if name and first.setdefault(name, title) != title
    ]


@dataclass(frozen=True)
class _Row:
    """One row while it is read; what is wrong goes to the reading."""

    sheet: Sheet
    number: int
    cells: Mapping[str, str]
    meaning: Meaning
    form: Questionnaire
    reading: Reading

    def response(self, points: Mapping[str, Point], token: str) -> Response | None:
        before = len(self.reading.faults)
        point, day = self._point(points), self._day()
        told = self._answers()
        about = {GENDER: self._one_of(GENDER, _GENDERS), AGE: self._one_of(AGE, _AGES)}
        comment = self._comment()
        if len(self.reading.faults) > before or point is None:
            return None
        return Response(
            token=token,
            point=point.code,
            unit=point.unit,
            questionnaire=self.form.key,
            channel=IMPORTED,
            day=day,
            half="am",
            answers=encode(self.form, told),
            comment=comment,
            **about,
        )

    def _column(self, name: str) -> str:
        """The heading that means this; empty when none does."""
        return next((title for title, meant in self.meaning.columns.items() if meant == name), "")

    def _said(self, name: str) -> str:
        return self.cells.get(self._column(name), "")

    def _blame(self, name: str, sentence: str) -> None:
        column = self._column(name)
        where = f", cột “{column}”" if column else ""
        self.reading.faults.append(f"{self.sheet.name}, dòng {self.number}{where}: {sentence}.")

    def _point(self, points: Mapping[str, Point]) -> Point | None:
        code = as_printed(self._said(POINT) or self.meaning.point)
        point = points.get(code)
        if point is None:
            self._blame(POINT, f"không có điểm khảo sát mã “{code}” thuộc đơn vị của mình")
        elif point.questionnaire != self.form.code:
            self._blame(POINT, f"điểm {code} hỏi phiếu {point.questionnaire}, không phải {self.form.code}")
        return point

    def _day(self) -> str:
        said = self._said(DAY) or self.meaning.day
        try:
            found = _day(said, self.meaning.order)
        except ValueError:
            self._blame(DAY, f"“{said}” không phải ngày" if said else "chưa có ngày trả lời")
            return ""
        if found > today():
            self._blame(DAY, f"ngày {found:%d/%m/%Y} chưa tới")
        return found.isoformat()

    def _answers(self) -> dict[str, Answer]:
        mapped = set(self.meaning.columns.values())
        told = {q.code: self._answer(q) for q in self.form.questions if q.code in mapped}
        if all(answer is Mark.BLANK for answer in told.values()):
            self.reading.faults.append(f"{self.sheet.name}, dòng {self.number}: không có câu trả lời nào.")
        return told

    def _answer(self, question: Question) -> Answer:
        said = self._said(question.code)
        found = _meant(question, said, self.form, self.meaning.words)
        if found is None:
            # A number is no word to explain: 8 of 10 points is not 4 of 5.
            if any(map(str.isalpha, said)):
                self.reading.unknown[said] = None
            self._blame(question.code, f"“{said}” không phải câu trả lời của câu này")
            return Mark.BLANK
        return found

    def _one_of(self, name: str, words: Mapping[str, str]) -> str:
        said = plain(self._said(name)).replace("–", "-")
        if said and said not in words:
            self._blame(name, f"“{self._said(name)}” không rõ là gì; bỏ trống hoặc dùng {', '.join(words)}")
        return words.get(said, "")

    def _comment(self) -> str:
        said = self._said(COMMENT)
        if len(said) > COMMENT_LIMIT:
            self._blame(COMMENT, f"dài quá {COMMENT_LIMIT} ký tự")
        return said


def _meant(question: Question, said: str, form: Questionnaire, words: Mapping[str, str]) -> Answer | None:
    """The answer a cell gives; None when the question has no such answer."""
    said = words.get(plain(said), said)
    if said in (BLANK, Mark.BLANK.value):
        return Mark.BLANK
    found = _share(said) if question.code == EXPECTATION else _score(said, form)
    return found if found in possible(question).values() else None


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
    if text == "trên 100 %" or text == "trên 100%":
        return Mark.OVER_100
    number = _PERCENT.fullmatch(text)
    if number is None:
        return None
    share = int(number[1])
    return Mark.OVER_100 if share > max(a for a in SHARE_ANSWERS.values() if isinstance(a, int)) else share


def _day(said: str, order: DayOrder) -> date:
    """The day at the beginning of a cell, whatever time follows; raises ValueError when there is none."""
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, day = found.groups()
    elif found := _YEAR_LAST.fullmatch(said):
        one, other, year = found.groups()
        day, month = (other, one) if order is DayOrder.MONTH_FIRST else (one, other)
    else:
        raise ValueError(said)
    return date(int(year), int(month), int(day))


def _token(key: str, heading: Sequence[str], cells: Sequence[str], nth: int) -> str:
    # From the row itself: a file that comes again with more rows, or more columns that are empty in the
    # old ones, adds only what is new. With the key: who has the file cannot tell its rows in the database.
    said = [f"{title}\x1e{cell}" for title, cell in zip(heading, cells, strict=False) if cell]
    content = "\x1f".join([*said, str(nth)]).encode()
    return hmac.digest(key.encode(), _PURPOSE + content, hashlib.sha256)[:TOKEN_BYTES].hex()
