"""Slips for classes: a list of classes in, one PDF of codes out; slips that are spoiled are printed anew."""

import re
import secrets
from datetime import timedelta

from flask import Response, abort, render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from survey import class_slips, file_names, paging
from survey.answered import Sight
from survey.class_slips import Anew
from survey.clock import today
from survey.loading import classes
from survey.loading.errors import LoadError
from survey.office import handed_out, logbook
from survey.office.blueprint import bp
from survey.office.fields import NOT_OFFERED, REQUIRED, DayField
from survey.office.points import choices, labelled
from survey.office.rights import scope
from survey.office.uploads import table_file
from survey.running import running
from survey.store import organisation, slip_batches, units
from survey.store.codes import Batch, BatchRefused
from survey.store.points import OPEN, Point
from survey.store.slip_batches import AlreadyPrinted, ReprintRefused

CLASS = "class"
ROWS = 8
USUAL_DAYS = timedelta(days=30)
LONGEST = timedelta(days=366)
SOME, ALL = "mot-so", "ca-lo"
SINCE = (
    "Lô này đã được in lại sau khi trang này mở; chưa có gì thay đổi, các tờ vừa in vẫn dùng được. "
    "Nếu vẫn cần thay cả lô lần nữa, như khi tệp PDF không về máy: hãy mở lại trang này từ “Tờ mã cho lớp”."
)
ANEW = [
    SelectChoice(SOME, "Vài tờ hỏng, còn đọc được mã: chỉ thu hồi đúng các mã gõ dưới đây"),
    SelectChoice(ALL, "Cả lô: thu hồi mọi mã chưa dùng và in lại chừng ấy tờ để phát lại từ đầu"),
]

Page = tuple[str, int] | Response


class ClassList(FlaskForm):  # type: ignore[misc]
    point = SelectField("Điểm khảo sát", [REQUIRED], invalid_choice_message=NOT_OFFERED)
    last = DayField("Dùng đến hết ngày", [REQUIRED])
    classes = TextAreaField("Danh sách lớp", render_kw={"rows": ROWS})
    file = FileField("Hoặc chọn tệp CSV, XLSX")
    mark = HiddenField()

    def validate_last(self, field: Field) -> None:
        if field.data and field.data < today():
            raise ValidationError("Ngày cuối phải từ hôm nay trở đi.")
        if field.data and field.data > today() + LONGEST:
            raise ValidationError("Ngày cuối cách hôm nay hơn một năm; hãy xem lại năm.")

    def validate_mark(self, field: Field) -> None:
        if not re.fullmatch(r"[0-9a-f]{6}", field.data or ""):
            raise ValidationError("Trang này đã cũ; hãy tải lại rồi gửi lại.")


class Reprint(FlaskForm):  # type: ignore[misc]
    which = RadioField("In lại", choices=ANEW, default=SOME, invalid_choice_message=NOT_OFFERED)
    codes = TextAreaField("Mã trên các tờ hỏng")
    seen = HiddenField()


@bp.route("/to-ma-lop", methods=["GET", "POST"])
def class_slips_page() -> Page:
    offered, form, faults = _offered(), ClassList(), list[str]()
    form.point.choices = choices(offered)
    if form.is_submitted():
        # Shown again as it is read, so that a line told to be wrong is that line of the field.
        form.classes.data = classes.typed(form.classes.data or "")
    if form.validate_on_submit():
        try:
            return _sheet(_issue(form, offered[form.point.data][0]), "to-ma-lop")
        except (LoadError, AlreadyPrinted, BatchRefused) as error:
            faults = str(error).splitlines()
    if not form.is_submitted():
        form.classes.data = f"{classes.HEADING}\n"
        form.last.data, form.mark.data = today() + USUAL_DAYS, secrets.token_hex(3)
    found = handed_out.batches(running(), Sight(scope().units, scope().period))
    place = slip_batches.places(running().store.db)
    newest = sorted(found, key=lambda batch: place[batch.id], reverse=True)
    shown = {"form": form, "faults": faults, "offered": offered, "page": paging.asked(newest)}
    return render_template("office/class_slips.html", **shown), 422 if form.is_submitted() else 200


@bp.route("/to-ma-lop/in-lai/<batch>", methods=["GET", "POST"])
def reprint_slips(batch: str) -> Page:
    found, form, faults = _batch(batch), Reprint(), list[str]()
    if form.validate_on_submit():
        try:
            return _sheet(_reprint(form, found), f"in-lai-{found.id}")
        except (ReprintRefused, BatchRefused) as error:
            faults = [str(error)]
    if not form.is_submitted():
        form.seen.data = _reprinted(found)
    unit = units.get(running().store.db, found.unit)
    status = 422 if form.is_submitted() else 200
    return render_template("office/reprint.html", form=form, faults=faults, batch=found, unit=unit), status


def _sheet(content: bytes, name: str) -> Response:
    """Who got these codes stands in the audit log, written with them: a row of its own could fail after."""
    return file_names.saved(Response(content, content_type="application/pdf"), f"{name}.pdf")


def _offered() -> dict[str, tuple[Point, str]]:
    """Open points of classes."""
    found = labelled().items()
    return {code: one for code, one in found if (one[0].kind, one[0].state) == (CLASS, OPEN)}


def _issue(form: ClassList, point: Point) -> bytes:
    live = running()
    with table_file(form.file.data, form.classes.data or "") as path:
        wanted = classes.read(path)
    key, days = live.secrets[-1], (today(), form.last.data)
    batches = class_slips.batches_of(live.store.db, point, wanted, days, form.mark.data)
    printed = class_slips.draw(live.store.db, key, batches, live.settings.base_url)
    with live.store.write() as db:
        class_slips.keep(db, key, printed, logbook.who())
    return printed.sheet


def _batch(batch: str) -> Batch:
    db = running().store.db
    found = slip_batches.batch_of(db, batch)
    if organisation.successions(db).acting(found.unit, today()) not in scope().units:
        abort(403)
    return found


def _reprinted(batch: Batch) -> str:
    """How often; the page carries it along."""
    return str(slip_batches.reprints(running().store.db, batch))


def _reprint(form: Reprint, batch: Batch) -> bytes:
    live = running()
    # A second press, or a colleague's, must not end the codes of the sheet that the first one printed.
    if form.which.data == ALL and form.seen.data != _reprinted(batch):
        raise ReprintRefused(SINCE)
    spoiled = None if form.which.data == ALL else (form.codes.data or "").split()
    anew = Anew(batch, spoiled, today(), logbook.who())
    made = class_slips.draw_anew(live.store.db, live.secrets, anew, live.settings.base_url)
    with live.store.write() as db:
        class_slips.keep_anew(db, live.secrets, anew, made)
    return made.sheet
