"""Fields of the office's forms that the library has only in English."""

from collections.abc import Sequence

from wtforms import DateField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import TextInput

REQUIRED = InputRequired("Hãy điền ô này.")
NOT_OFFERED = "Lựa chọn này không có trong danh sách; hãy chọn lại."


def at_most(letters: int) -> Length:
    return Length(max=letters, message=f"Dài quá {letters} ký tự.")


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
