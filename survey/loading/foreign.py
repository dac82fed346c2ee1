"""Answers from somebody else's table – Google Forms, VNForm, one's own – by a mapping of its columns."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from survey.clock import today
from survey.digits import Answer, Mark, encode
from survey.form_token import TOKEN_BYTES
from survey.loading import foreign_cells
from survey.loading.foreign_sheet import Sheet
from survey.loading.mapping import AGE, COMMENT, DAY, GENDER, POINT, TITLES, Identical, Meaning, plain
from survey.loading.responses import IMPORTED
from survey.loading.table import Cells
from survey.questionnaire import Question, Questionnaire
from survey.response import COMMENT_LIMIT
from survey.store.points import Point, as_printed
from survey.store.responses import Response

_PURPOSE = b"sipas imported row:"
_READERS = {GENDER: foreign_cells.gender, AGE: foreign_cells.age_group}
_NO_ANSWER = "không có câu trả lời nào; nếu là dòng tổng hoặc ghi chú thì xóa khỏi tệp rồi gửi lại"
_NO_QUESTION = "chưa cột nào được ghép với câu hỏi; hãy chọn ở bảng “Cột nào là câu nào” rồi xem lại"
_NO_DAY = "chưa có ngày trả lời; hãy chọn cột ngày, hoặc ghi một ngày chung cho cả tệp"


@dataclass
class Reading:
    """What was made of the rows. `identical` are rows with the one above that they equal, `unknown` words
    that no question has as an answer, `explained` those that the mapping tells.
    """

    faults: list[str] = field(default_factory=list)
    responses: list[tuple[int, Response]] = field(default_factory=list)
    identical: list[tuple[int, int]] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    explained: dict[str, str] = field(default_factory=dict)


def read(
    found: Sheet, meaning: Meaning, form: Questionnaire, points: Mapping[str, Point], key: str
) -> Reading:
    """Make a response of every row; faults and identical rows are gathered, nothing is stored.

    points  those that the person who imports may add answers to, by code
    key     names each row in a way that only this installation can, so that taking it twice adds nothing
    """
    reading = Reading(_unusable(found, meaning, form))
    if reading.faults:
        return reading
    first, counted = dict[Cells, int](), Counter[Cells]()
    mapped = {name: title for title, name in meaning.columns.items() if title in found.heading}
    task = _Task(found, mapped, meaning, form, reading, _reader(form, meaning, reading), key)
    for number, cells in found.rows:
        if cells in first:
            reading.identical.append((number, first[cells]))
            if meaning.identical is Identical.SKIP:
                continue
        first.setdefault(cells, number)
        counted[cells] += 1
        told = dict(zip(found.heading, cells, strict=False))
        content = _content(found.heading, cells, counted[cells])
        if response := _Row(task, number, told, content).response(points):
            reading.responses.append((number, response))
    return reading


def _unusable(found: Sheet, meaning: Meaning, form: Questionnaire) -> list[str]:
    """Why no row can be read as the columns are mapped now."""
    mapped = {name for title, name in meaning.columns.items() if title in found.heading}
    faults = _twice(found, meaning)
    if not mapped & {question.code for question in form.questions}:
        faults.append(f"{found.name}: {_NO_QUESTION}.")
    if DAY not in mapped and not meaning.day:
        faults.append(f"{found.name}: {_NO_DAY}.")
    return faults


def _twice(found: Sheet, meaning: Meaning) -> list[str]:
    """Two columns that are said to mean the same: nobody could say which of them counts."""
    first: dict[str, str] = {}
    return [
        f"{found.name}: {found.column(first[name])} và {found.column(title)} cùng được ghép là "
        f"{TITLES.get(name, name)}; hãy giữ một cột."
        for title, name in meaning.columns.items()
        if title in found.heading and name and first.setdefault(name, title) != title
    ]


def _reader(form: Questionnaire, meaning: Meaning, reading: Reading) -> Callable[[str, str], Answer | None]:
    """What a cell says in answer to a question; most cells of a column say one of a few things."""
    asked = {question.code: question for question in form.questions}

    @cache
    def meant(code: str, said: str) -> Answer | None:
        told = meaning.words.get(plain(said), said)
        if told is not said:
            reading.explained[said] = told
        return foreign_cells.answer(asked[code], told, form)

    return meant


@dataclass(frozen=True)
class _Task:
    """What all rows of a file are read by. `mapped` are the titles by what they mean."""

    sheet: Sheet
    mapped: Mapping[str, str]
    meaning: Meaning
    form: Questionnaire
    reading: Reading
    meant: Callable[[str, str], Answer | None]
    key: str


@dataclass(frozen=True)
class _Row:
    """One row while it is read; what is wrong goes to the reading. `content` is all that it says."""

    task: _Task
    number: int
    cells: Mapping[str, str]
    content: str

    def response(self, points: Mapping[str, Point]) -> Response | None:
        faults = self.task.reading.faults
        before = len(faults)
        told = self._answers()
        if told is None:
            return None
        point, day = self._point(points), self._day()
        about = {name: self._about(name) for name in _READERS}
        comment = self._comment()
        if len(faults) > before or point is None:
            return None
        return Response(
            token=self._token(point.code, day),
            point=point.code,
            unit=point.unit,
            questionnaire=self.task.form.key,
            channel=IMPORTED,
            day=day,
            half="am",
            answers=encode(self.task.form, told),
            comment=comment,
            **about,
        )

    def _token(self, point: str, day: str) -> str:
        said, told = self._said(DAY), self.content
        if not foreign_cells.has_time(said):
            # Ticks alone are the same in the next month, and in another school.
            told = "\x1f".join((told, point, "" if said else day))
        # With the key: who has the file cannot tell its rows in the database.
        digest = hmac.digest(self.task.key.encode(), _PURPOSE + told.encode(), hashlib.sha256)
        return digest[:TOKEN_BYTES].hex()

    def _said(self, name: str) -> str:
        return self.cells.get(self.task.mapped.get(name, ""), "")

    def _blame(self, name: str, sentence: str) -> None:
        sheet, title = self.task.sheet, self.task.mapped.get(name)
        where = f", {sheet.column(title)}" if title else ""
        self.task.reading.faults.append(f"{sheet.name}, dòng {self.number}{where}: {sentence}.")

    def _point(self, points: Mapping[str, Point]) -> Point | None:
        said = self._said(POINT)
        if not said and POINT in self.task.mapped:
            self._blame(POINT, "để trống; cần mã điểm khảo sát, hoặc bỏ ghép cột này để dùng điểm đã chọn")
            return None
        point = points.get(as_printed(said or self.task.meaning.point))
        if point is None:
            code = said or self.task.meaning.point
            self._blame(POINT, f"không có điểm khảo sát mã “{code}” thuộc đơn vị của mình")
        elif point.questionnaire != self.task.form.code:
            asks = f"hỏi phiếu {point.questionnaire}, không phải {self.task.form.code}"
            self._blame(POINT, f"điểm {point.code} {asks}")
        return point

    def _day(self) -> str:
        said = self._said(DAY) or self.task.meaning.day
        try:
            found = foreign_cells.day(said, self.task.meaning.order)
        except ValueError as error:
            self._blame(DAY, f"“{said}” không phải ngày; {error}" if said else "để trống; cần ngày trả lời")
            return ""
        if found > today():
            self._blame(DAY, f"ngày {found:%d/%m/%Y} chưa tới")
        if found < foreign_cells.EARLIEST:
            self._blame(DAY, f"“{said}” quá xa; hãy kiểm tra năm")
        return found.isoformat()

    def _answers(self) -> dict[str, Answer] | None:
        """None for a row without any: nothing else of it is worth a sentence."""
        asked = [question for question in self.task.form.questions if question.code in self.task.mapped]
        said = ((question.code, self._said(question.code)) for question in asked)
        if all(self.task.meant(*one) is Mark.BLANK for one in said):
            self.task.reading.faults.append(f"{self.task.sheet.name}, dòng {self.number}: {_NO_ANSWER}.")
            return None
        return {question.code: self._answer(question) for question in asked}

    def _answer(self, question: Question) -> Answer:
        said = self._said(question.code)
        found = self.task.meant(question.code, said)
        if found is not None:
            return found
        if said.startswith("="):
            self._blame(question.code, "công thức chưa có kết quả; hãy mở tệp bằng Excel rồi lưu lại")
            return Mark.BLANK
        # A number is no word to explain: 8 of 10 points is not 4 of 5.
        if any(map(str.isalpha, said)):
            self.task.reading.unknown[said] = None
        wanted = foreign_cells.expected(question, self.task.form)
        self._blame(question.code, f"“{said}” không phải câu trả lời của câu này; cần {wanted}")
        return Mark.BLANK

    def _about(self, name: str) -> str:
        said = self._said(name)
        word = plain(said)
        told = self.task.meaning.words.get(word, word)
        if told != word:
            self.task.reading.explained[said] = told
        if told in ("", Mark.BLANK.value):
            return ""
        try:
            return _READERS[name](told)
        except KeyError:
            self.task.reading.unknown[said] = None
            wanted = ", ".join(foreign_cells.ABOUT[name])
            self._blame(name, f"“{said}” không rõ là gì; cần {wanted}, hoặc chọn “để trống” cho chữ này")
            return ""

    def _comment(self) -> str:
        said = self._said(COMMENT)
        if len(said) > COMMENT_LIMIT:
            self._blame(COMMENT, f"dài quá {COMMENT_LIMIT} ký tự")
        return said


def _content(heading: Sequence[str], cells: Sequence[str], nth: int) -> str:
    # From the row itself: a file that comes again with more rows, or more columns that are empty in the
    # old ones, adds only what is new.
    said = [f"{title}\x1e{cell}" for title, cell in zip(heading, cells, strict=False) if cell]
    return "\x1f".join([*said, str(nth)])
