"""What is filled in about closing: a reason, a due date."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, NumberRange

from survey.office.password_form import REQUIRED
from survey.period import Calendar
from survey.store.closings import DueDate

LONGEST, EARLIEST, LATEST = 300, -60, 366
TOO_LONG = Length(max=LONGEST, message=f"Không quá {LONGEST} ký tự.")


class ReasonForm(FlaskForm):  # type: ignore[misc]
    reason = StringField("Lý do", [REQUIRED, TOO_LONG])


class DueDateForm(FlaskForm):  # type: ignore[misc]
    title = StringField("Việc phải nộp", [REQUIRED, TOO_LONG])
    calendar = SelectField(
        "Lịch",
        [AnyOf([one.value for one in Calendar], message="Hãy chọn một lịch trong danh sách.")],
        choices=[SelectChoice(one.value, one.label) for one in Calendar],
        validate_choice=False,
    )
    days_after = IntegerField(
        "Số ngày sau khi kỳ hết",
        [NumberRange(EARLIEST, LATEST, message=f"Hãy ghi một số nguyên từ {EARLIEST} đến {LATEST}.")],
    )
    document = StringField("Văn bản quy định", [REQUIRED, TOO_LONG])

    def told(self) -> DueDate:
        return DueDate(
            self.title.data.strip(), self.calendar.data, int(self.days_after.data), self.document.data.strip()
        )
