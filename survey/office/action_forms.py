"""What is filled in about an action: what somebody is to do, and each step of it."""

from collections.abc import Iterator
from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from survey import effects, period
from survey.clock import today
from survey.formats import day
from survey.office.fields import A_CODE, NOT_OFFERED, DayField, at_most, bare
from survey.office.rights import scope
from survey.period import Calendar, Period, PeriodError
from survey.running import Running
from survey.store import points, questionnaires
from survey.store.actions import Action, Event, Plan, Step

LONGEST, LONGEST_WORDS = 300, 1000
# A questionnaire, and a factor or question of it; a calendar, and a period of it.
BETWEEN = "/"
QUARTERS = 6
NOT_YOURS = "Đơn vị “{0}” không thuộc phạm vi của tài khoản; hãy chọn một đơn vị trong danh sách."
NO_PERIOD = "Hãy chọn kỳ có kết quả dẫn đến việc này, để sau này biết việc có giúp được không."
NOT_YET = "Ngày này chưa tới; hãy ghi ngày hôm nay hoặc trước đó."
NEEDS_WORDS = {
    Event.DONE: "Hãy ghi đã làm xong với sản phẩm nào.",
    Event.GIVEN_UP: "Hãy ghi vì sao dừng.",
    Event.REOPENED: "Hãy ghi vì sao mở lại.",
}
_LINE, _TEXT = {"filters": [bare]}, {"filters": [bare], "render_kw": {"rows": 3}}
_SHORT, _DUE = at_most(LONGEST), InputRequired("Hãy ghi hạn hoàn thành.")
_CHOSEN = {"invalid_choice_message": NOT_OFFERED}


class ActionForm(FlaskForm):  # type: ignore[misc]
    unit = StringField(
        "Mã đơn vị có kết quả cần khắc phục",
        [DataRequired("Hãy chọn đơn vị có kết quả cần khắc phục."), A_CODE],
        filters=[bare],
        render_kw={"list": "don-vi", "autocomplete": "off"},
    )
    what = TextAreaField(
        "Nội dung việc", [DataRequired("Hãy ghi nội dung việc."), at_most(LONGEST_WORDS)], **_TEXT
    )
    product = StringField("Sản phẩm phải có", [DataRequired("Hãy ghi sản phẩm phải có."), _SHORT], **_LINE)
    lead = StringField("Đơn vị chủ trì", [DataRequired("Hãy ghi đơn vị chủ trì."), _SHORT], **_LINE)
    partners = StringField("Đơn vị phối hợp", [_SHORT], **_LINE)
    planned_on = DayField("Ngày giao", [InputRequired("Hãy ghi ngày giao.")])
    due = DayField("Hạn hoàn thành", [_DUE])
    document = StringField("Văn bản giao việc", [_SHORT], **_LINE)
    aim = SelectField("Nhằm nâng chỉ số nào", **_CHOSEN)
    period = SelectField("Kỳ có kết quả dẫn đến việc này", **_CHOSEN)
    public = BooleanField("Được công khai trên trang kết quả sau khi làm xong")

    def validate_unit(self, field: Field) -> None:
        if field.data not in scope().units:
            raise ValidationError(NOT_YOURS.format(field.data))

    def validate_planned_on(self, field: Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(NOT_YET)

    def validate_due(self, field: Field) -> None:
        if self.planned_on.data and field.data and field.data < self.planned_on.data:
            raise ValidationError(f"Hạn phải từ ngày giao ({day(self.planned_on.data)}) trở đi.")

    def validate_period(self, field: Field) -> None:
        if self.aim.data and not field.data:
            raise ValidationError(NO_PERIOD)

    def plan(self) -> Plan:
        form, _, part = self.aim.data.partition(BETWEEN)
        calendar, _, label = (self.period.data if form else "").partition(BETWEEN)
        return Plan(
            unit=self.unit.data,
            what=self.what.data,
            product=self.product.data,
            lead=self.lead.data,
            partners=self.partners.data,
            document=self.document.data,
            questionnaire=form,
            part=part,
            calendar=calendar,
            period=label,
        )

    def step(self, actor: str) -> Step:
        given: date = self.planned_on.data
        return Step(Event.PLANNED, given, "", self.due.data, bool(self.public.data), actor, today())


class StepForm(FlaskForm):  # type: ignore[misc]
    event = SelectField("Bước", [DataRequired("Hãy chọn bước.")], **_CHOSEN)
    day = DayField("Ngày", [InputRequired("Hãy ghi ngày.")])
    words = TextAreaField("Sản phẩm đã có, hoặc lý do", [at_most(LONGEST_WORDS)], **_TEXT)
    due = DayField("Hạn hoàn thành", [_DUE])
    public = BooleanField("Được công khai trên trang kết quả sau khi làm xong")

    def validate_day(self, field: Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(NOT_YET)

    def validate_words(self, field: Field) -> None:
        wanted = {event.value: sentence for event, sentence in NEEDS_WORDS.items()}
        if self.event.data in wanted and not field.data:
            raise ValidationError(wanted[self.event.data])

    def step(self, stood: Action, actor: str) -> Step:
        """Without the fields that only the office has, its day and publicity stay as they were."""
        kept = "due" not in self
        due: date = stood.due if kept else self.due.data
        public = stood.public if kept else bool(self.public.data)
        return Step(Event(self.event.data), self.day.data, self.words.data, due, public, actor, today())


def aims(live: Running) -> list[SelectChoice]:
    """Every questionnaire that one's units ask, whole, by factor and by question."""
    found = points.of_units(live.store.db, sorted(scope().units))
    forms = sorted({point.questionnaire for point in found})
    listed = [choice for code in forms for choice in _aims_of(live, code)]
    return [SelectChoice("", "– không gắn với chỉ số nào –"), *listed]


def _aims_of(live: Running, code: str) -> Iterator[SelectChoice]:
    form = live.questionnaire(questionnaires.latest_key(live.store.db, code))
    title = form.title.get("vi")
    for part, name in effects.parts(form).items():
        value = f"{code}{BETWEEN}{part}" if part else code
        yield SelectChoice(value, name if part else f"cả phiếu: {name}", optgroup=title)


def led_by(asked: str, calendar: str) -> list[SelectChoice]:
    """The last quarters, and the period from which the person comes."""
    shown = period.run(period.of(today()), QUARTERS)[::-1]
    came = _period(asked, calendar)
    listed = [came, *shown] if came and came not in shown else shown
    named = [SelectChoice(value_of(one), one.full_name) for one in listed]
    return [SelectChoice("", "– chọn khi có gắn với chỉ số –"), *named]


def value_of(one: Period) -> str:
    return f"{one.calendar.value}{BETWEEN}{one.label}"


def _period(label: str, calendar: str) -> Period | None:
    try:
        return period.parse(label, Calendar(calendar))
    except (PeriodError, ValueError):
        # A link that names no period only leaves the field open.
        return None
