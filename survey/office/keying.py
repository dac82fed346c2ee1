"""Keying in paper forms: one hand on the digits, the next question by itself, the next form by Enter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey import form_token, paper_words
from survey import paper as batches
from survey.clock import VIETNAM, today
from survey.form_token import FormTokenError, OpenForm
from survey.formats import day as written
from survey.loading.cells import day as read_day
from survey.office.blueprint import bp
from survey.office.paper import Place, place
from survey.office.rights import scope
from survey.paper_twins import twins
from survey.paper_words import BLANK
from survey.questionnaire import Question, Questionnaire
from survey.response import COMMENT, PAPER, QUESTION, TOKEN, Problem, RefusedError, Where, parse
from survey.running import running
from survey.store import paper, points
from survey.store.paper import FIRST, SECOND, Entry
from survey.store.responses import Outcome
from survey.store.responses import Response as Answered
from survey.whole import whole

DAY, NUMBER = "ngay", "so"
NOT_KEYED = "Câu này chưa nhập; người trả lời để trống thì chọn “–”."
TAKEN = "Số {} vừa có người nhập. Phiếu này là số {}: hãy sửa số trên tờ giấy rồi lưu lại."
NOT_AGAIN = "Phiếu số {} vừa có người nhập lại, hoặc lô vừa kết thúc; lần nhập này không được ghi."
NOTHING_SAID = (
    "Phiếu trắng: không câu nào được trả lời nên không tính là phiếu; để riêng tờ này, nhập tờ khác."
)
# Nobody knows at which hour a form was filled in.
MORNING = time(9)
OLDEST = timedelta(days=366)

Page = tuple[str, int] | Response


@dataclass(frozen=True)
class Keyed:
    """What the screen shows: the open form with what was keyed in so far; `day` as it was typed."""

    here: Place
    form: OpenForm
    number: int
    round: int
    day: str
    given: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def questionnaire(self) -> Questionnaire:
        return running().questionnaire(self.here.batch.questionnaire)

    @property
    def questions(self) -> list[Question]:
        return batches.questions_of(self.here.batch, self.questionnaire)

    def problem(self, name: str) -> str:
        return next((problem.sentence for problem in self.problems if problem.field == name), "")


@bp.route("/phieu-giay/<batch>/nhap", methods=["GET", "POST"])
def key_in(batch: str) -> Page:
    here = _open(batch)
    number = paper.next_number(running().store.db, batch)
    if request.method == "GET":
        return _screen(Keyed(here, batches.blank_form(here.batch), number, FIRST, _day_asked()))
    try:
        keyed = _read(here, number, FIRST)
        outcome = running().writer.submit(answered := _parse(keyed), entry=_entry(keyed, answered))
    except RefusedError as refused:
        return _screen(_again(here, number, FIRST, refused))
    if outcome is Outcome.NUMBER_TAKEN:
        # Perhaps because the batch was finished meanwhile.
        _open(batch)
        taken = Problem("", TAKEN.format(keyed.number, number))
        return _screen(_again(here, number, FIRST, RefusedError([taken])))
    flash(f"Đã lưu phiếu số {keyed.number}." + _twin_told(keyed))
    return redirect(url_for("office.key_in", batch=batch, ngay=read_day(keyed.day)), 303)


@bp.route("/phieu-giay/<batch>/nhap-lai/<int:number>", methods=["GET", "POST"])
def key_in_again(batch: str, number: int) -> Page:
    here, first = _open(batch), paper.find(running().store.db, batch, number, FIRST)
    if first is None or first.account == scope().account.name:
        abort(404, "Phiếu này chưa nhập, hoặc do chính anh/chị nhập lần đầu: cần một người khác nhập lại.")
    if request.method == "GET":
        return _screen(Keyed(here, batches.blank_form(here.batch), number, SECOND, _day_asked()))
    try:
        keyed = _read(here, number, SECOND)
        entry = _entry(keyed, _parse(keyed))
    except RefusedError as refused:
        return _screen(_again(here, number, SECOND, refused))
    with running().store.write() as db:
        kept = paper.keep(db, entry)
    same = "khớp." if entry.answers == first.answers else "có câu khác."
    flash(f"Đã nhập lại phiếu số {number}: {same}" if kept else NOT_AGAIN.format(number))
    return redirect(url_for("office.paper_batch", batch=batch), 303)


def _twin_told(keyed: Keyed) -> str:
    """While the sheet is still in hand."""
    for twin in twins(running().store.db, keyed.here.batch.code):
        if twin.number == keyed.number:
            return f" Phiếu này giống hệt phiếu số {twin.like}: nếu là cùng một tờ, hãy bỏ nó ở trang của lô."
    return ""


def _open(batch: str) -> Place:
    here = place(batch)
    if here.batch.finished_on:
        abort(404, "Lô này đã kết thúc nên không nhập thêm; hãy tạo lô mới.")
    return here


def _day_asked() -> str:
    """The day of the form before, so that a pile of one day needs it once."""
    try:
        return written(read_day(request.args.get(DAY, "")))
    except ValueError:
        return written(today())


def _read(here: Place, number: int, round_: int) -> Keyed:
    """What was sent; raises RefusedError for a day that cannot be."""
    sent, form, typed = request.form, _form(here), request.form.get(DAY, "").strip()
    try:
        day = date.fromisoformat(read_day(typed))
    except ValueError as error:
        raise RefusedError([Problem(DAY, "Hãy ghi ngày như 31/12/2026.")]) from error
    if day > today():
        raise RefusedError([Problem(DAY, f"Ngày {written(day)} chưa tới.")])
    if today() - day > OLDEST:
        raise RefusedError([Problem(DAY, f"Ngày {written(day)} cách nay hơn một năm; hãy xem lại năm.")])
    told = whole(sent.get(NUMBER, "")) or number
    # Never beyond the next one: the numbers of a batch have no holes.
    chosen = told if round_ == FIRST and told <= number else number
    return Keyed(here, form, chosen, round_, typed, sent)


def _form(here: Place) -> OpenForm:
    try:
        form = form_token.read(running().secrets, request.form.get(TOKEN, ""))
    except FormTokenError:
        abort(400)
    if form.point != here.point.code:
        abort(400)
    return form


def _parse(keyed: Keyed) -> Answered:
    """Through the same door as every form; on paper a question must be keyed in, be it as blank."""
    missing = [q.code for q in keyed.questions if not keyed.given.get(QUESTION + q.code)]
    if missing:
        raise RefusedError([Problem(QUESTION + code, NOT_KEYED) for code in missing])
    if _says_nothing(keyed):
        raise RefusedError([Problem("", NOTHING_SAID)])
    fields = {name: [_said(value)] for name, value in keyed.given.items()}
    day = read_day(keyed.day)
    moment = datetime.combine(date.fromisoformat(day), MORNING, VIETNAM)
    unit = points.units_by_day(running().store.db)(keyed.here.point.code, day)
    where = Where(unit, PAPER, lambda _: False)
    return parse(fields, keyed.questionnaire, keyed.form, where, moment)


def _says_nothing(keyed: Keyed) -> bool:
    blank = all(keyed.given.get(QUESTION + q.code) == BLANK for q in keyed.questions)
    return blank and not keyed.given.get(COMMENT, "").strip()


def _said(value: str) -> str:
    return "" if value == BLANK else value


def _entry(keyed: Keyed, answered: Answered) -> Entry:
    code, name = keyed.here.batch.code, scope().account.name
    return Entry(code, keyed.number, keyed.round, name, answered.token, answered.answers)


def _again(here: Place, number: int, round_: int, refused: RefusedError) -> Keyed:
    given = request.form
    return Keyed(here, _form(here), number, round_, given.get(DAY, ""), given, refused.problems)


def _screen(keyed: Keyed) -> Page:
    signed = keyed.form.signed or form_token.sign(running().secrets, keyed.form)
    page = render_template("office/keying.html", keyed=keyed, signed=signed, words=paper_words)
    return page, 422 if keyed.problems else 200
