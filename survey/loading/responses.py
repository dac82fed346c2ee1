"""Responses collected elsewhere – keyed-in paper, an older system, another office's export – from a table."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.clock import today
from survey.digits import Answer, Mark, decode, encode, possible, spelled
from survey.form_token import TOKEN_BYTES
from survey.loading import table
from survey.loading.cells import OneOf, code, day
from survey.loading.table import Column, Sheet
from survey.questionnaire import Question, Questionnaire
from survey.response import AGE_GROUPS, COMMENT_LIMIT, GENDERS, RESPONDENTS
from survey.store import imports, points, procedures, questionnaires, responses
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.responses import Response

IMPORTED = "import"
CHANNELS = ("qr", "kiosk", "code", "paper", IMPORTED)


def _comment(value: str) -> str:
    if len(value) > COMMENT_LIMIT:
        raise ValueError(f"dài quá {COMMENT_LIMIT} ký tự")
    return value


COLUMNS = (
    Column("point", "Mã điểm khảo sát", points.as_printed, required=True),
    Column("day", "Ngày", day, required=True),
    Column("half", "Buổi", OneOf("am", "pm")),
    Column("token", "Mã phiếu trả lời", code),
    Column("questionnaire", "Phiếu"),
    Column("unit", "Mã đơn vị", code),
    Column("channel", "Kênh", OneOf(*CHANNELS)),
    Column("procedure", "Mã thủ tục", code),
    Column("respondent", "Người trả lời", OneOf(*RESPONDENTS)),
    Column("gender", "Giới tính", OneOf(*GENDERS)),
    Column("age_group", "Nhóm tuổi", OneOf(*AGE_GROUPS)),
    Column("comment", "Ý kiến", _comment),
    Column("answers", "Chuỗi trả lời"),
    # For programs that count without the questionnaire; here the answers themselves tell.
    Column("asked", "Số câu đã hỏi"),
)
_KEPT = ("channel", "half", "procedure", "respondent", "gender", "age_group", "comment")


@dataclass(frozen=True)
class Known:
    """What a row may refer to."""

    points: dict[str, Point]
    forms: dict[str, Questionnaire]
    latest: dict[str, str]
    procedures: frozenset[str]
    unit_on: Callable[[str, str], str]

    def unit_of(self, point: Point, day: str) -> str:
        return self.unit_on(point.code, day) if day else point.unit


def load(store: Store, path: Path, who: str) -> tuple[int, int]:
    """Take every row or none; returns how many were new and how many had been taken before."""
    sheet, found = _read(store, path)
    with store.write() as db:
        _refuse_changed(store, sheet, found)
        taken = [response for _, response in found]
        stored = imports.record(db, who, path.name, taken, responses.add_many(db, taken))
    return stored, len(found) - stored


def look(store: Store, path: Path) -> tuple[int, int]:
    """What taking the file would come to, without taking it."""
    sheet, found = _read(store, path)
    known = _refuse_changed(store, sheet, found)
    return len(found) - len(known), len(known)


def _read(store: Store, path: Path) -> tuple[Sheet, list[tuple[int, Response]]]:
    known = _known(store)
    asked = list(dict.fromkeys(q.code for form in known.forms.values() for q in form.questions))
    sheet = table.read(path, [*COLUMNS, *(Column(code, code) for code in asked)])
    table.refuse_repeats(sheet, "token")
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    found = [(number, _response(sheet, number, row, known, content)) for number, row in sheet.rows]
    sheet.finish()
    return sheet, [(number, response) for number, response in found if response]


def _refuse_changed(store: Store, sheet: Sheet, found: Sequence[tuple[int, Response]]) -> set[str]:
    """The tokens that are stored already; raises LoadError where one of them says something else here."""
    kept = responses.some(store.db, [response.token for _, response in found])
    for number, response in found:
        if response.token in kept and kept[response.token].content() != response.content():
            sheet.blame(number, "token", "phiếu này đã có trong hệ thống với nội dung khác")
    sheet.finish()
    return set(kept)


def _known(store: Store) -> Known:
    db = store.db
    keys = [key for key, *_ in questionnaires.every(db)]
    return Known(
        points={point.code: point for point in points.every(db)},
        forms={key: questionnaires.get(db, key) for key in keys},
        # In the order of versions, so the last one stays.
        latest={key.partition("@")[0]: key for key in keys},
        procedures=frozenset(procedure.code for procedure in procedures.every(db)),
        unit_on=points.units_by_day(db),
    )


def _response(
    sheet: Sheet, number: int, row: Mapping[str, str], known: Known, content: str
) -> Response | None:
    point = known.points.get(row.get("point", ""))
    if point is None:
        sheet.blame(number, "point", f"không có điểm khảo sát mã “{row.get('point', '')}”")
        return None
    key = row.get("questionnaire", known.latest.get(point.questionnaire, point.questionnaire))
    form = known.forms.get(key)
    if form is None:
        sheet.blame(number, "questionnaire", f"chưa công bố phiếu “{key}”")
        return None
    _check(sheet, number, row, known, point)
    answers = _answers(sheet, number, row, form)
    told = {"channel": IMPORTED, "half": "am", **{name: row[name] for name in _KEPT if name in row}}
    return Response(
        token=row.get("token") or _token(content, number),
        point=point.code,
        unit=known.unit_of(point, row.get("day", "")),
        questionnaire=form.key,
        day=row.get("day", ""),
        answers=answers,
        **told,
    )


def _check(sheet: Sheet, number: int, row: Mapping[str, str], known: Known, point: Point) -> None:
    if row.get("unit", point.unit) not in (point.unit, known.unit_of(point, row.get("day", ""))):
        sheet.blame(number, "unit", f"điểm {point.code} thuộc đơn vị {point.unit}, không phải {row['unit']}")
    if row.get("day", "") > today().isoformat():
        sheet.blame(number, "day", f"{row['day']} chưa tới")
    if row.get("procedure") and row["procedure"] not in known.procedures:
        sheet.blame(number, "procedure", f"không có thủ tục mã “{row['procedure']}”")


def _answers(sheet: Sheet, number: int, row: Mapping[str, str], form: Questionnaire) -> str:
    if "answers" in row:
        try:
            decode(form, row["answers"])
        except ValueError as error:
            sheet.blame(number, "answers", str(error).rstrip("."))
        return row["answers"]
    told: dict[str, Answer] = {}
    for question in form.questions:
        if question.code in sheet.names:
            told[question.code] = _answer(sheet, number, question, row.get(question.code, ""))
    return encode(form, told)


def _answer(sheet: Sheet, number: int, question: Question, cell: str) -> Answer:
    """A cell says the number itself, n for "không áp dụng", nothing for no answer."""
    if not cell:
        return Mark.BLANK
    meanings = {
        answer.value if isinstance(answer, Mark) else str(answer): answer
        for answer in possible(question).values()
    }
    if cell not in meanings:
        sheet.blame(
            number, question.code, f"“{cell}” không phải câu trả lời của câu này; cần {spelled(question)}"
        )
    return meanings.get(cell, Mark.BLANK)


def _token(content: str, number: int) -> str:
    # From the file itself: taking the same file twice adds nothing.
    return hashlib.sha256(f"{content}/{number}".encode()).digest()[:TOKEN_BYTES].hex()
