"""Fields of the office's forms that the library has only in English."""

import unicodedata
from collections.abc import Mapping, Sequence

from wtforms import DateField, Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError
from wtforms.widgets import TextInput

from survey.clock import today
from survey.loading import cells
from survey.loading.cells import CODE

REQUIRED = InputRequired("Hãy điền ô này.")
# For text: spaces alone are nothing.
FILLED = DataRequired("Hãy điền ô này.")
NOT_OFFERED = "Lựa chọn này không có trong danh sách; hãy chọn lại."
A_CODE = Regexp(CODE, message="Mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới, tối đa 64 ký tự.")


def at_most(letters: int) -> Length:
    return Length(max=letters, message=f"Dài quá {letters} ký tự.")


def not_later(form: object, field: Field) -> None:
    """A decision that is to be recorded was signed already."""
    del form
    if field.data and field.data > today():
        raise ValidationError("Ngày này chưa tới; hãy ghi ngày ký văn bản.")


class DayField(DateField):  # type: ignore[misc]
    """A day as Vietnamese people write it: a browser's own field shows it in the browser's language."""

    widget = TextInput()

    def __init__(self, label: str, validators: Sequence[object] = (), **own: object) -> None:
        shown = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric"}
        super().__init__(label, validators, format=["%d/%m/%Y", "%Y-%m-%d"], render_kw=shown, **own)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Hãy ghi ngày như 31/12/2026.") from error


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """What a value is called, in the order given."""
    return [SelectChoice(value, word) for value, word in words.items()]


def bare(value: str | None) -> str:
    """As it is kept: marks composed, no space around."""
    return unicodedata.normalize("NFC", value or "").strip()


def line(value: str | None) -> str:
    """The same on one line, for names: two spaces would make another one."""
    return cells.line(bare(value))
