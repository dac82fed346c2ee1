"""What is filled in about closing: a reason, a due date."""

import re

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length

from survey.office.fields import FILLED, REQUIRED
from survey.period import Calendar
from survey.store.closings import DueDate

WHOLE = re.compile(r"-?\d{1,3}", re.ASCII)
LONGEST, EARLIEST, LATEST = 300, -60, 366
TOO_LONG = Length(max=LONGEST, message=f"Không quá {LONGEST} ký tự.")


class ReasonForm(FlaskForm):  # type: ignore[misc]
    reason = StringField("Lý do", [FILLED, TOO_LONG])


class DueDateForm(FlaskForm):  # type: ignore[misc]
    title = StringField("Việc phải nộp", [FILLED, TOO_LONG])
    calendar = SelectField(
        "Lịch",
        [AnyOf([one.value for one in Calendar], message="Hãy chọn một lịch trong danh sách.")],
        choices=[SelectChoice(one.value, one.label) for one in Calendar],
        validate_choice=False,
    )
    days_after = StringField("Số ngày sau khi kỳ hết (số âm là trước khi hết)", [REQUIRED])
    document = StringField("Văn bản quy định", [FILLED, TOO_LONG])

    def validate_days_after(self, field: Field) -> None:
        if not WHOLE.fullmatch(field.data.strip()) or not EARLIEST <= int(field.data) <= LATEST:
            raise ValidationError(f"Hãy ghi một số nguyên từ {EARLIEST} đến {LATEST}.")

    def told(self) -> DueDate:
        return DueDate(
            self.title.data.strip(), self.calendar.data, int(self.days_after.data), self.document.data.strip()
        )
