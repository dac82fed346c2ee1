"""Fields of the office's forms: a day as people write it, a code, text without spaces around it."""

from collections.abc import Mapping

from wtforms import DateField, SelectChoice
from wtforms.validators import DataRequired, InputRequired, Regexp

from survey.loading.cells import CODE

REQUIRED = DataRequired("Hãy điền ô này.")
A_CODE = Regexp(CODE, message="Mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới, tối đa 64 ký tự.")


class Day(DateField):  # type: ignore[misc]
    """A day as the browser sends it or as a person writes it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(f"“{valuelist[0]}” không phải ngày; hãy chọn, hoặc ghi 30/09/2026.") from error


def day_field(label: str) -> Day:
    # InputRequired: DataRequired would wipe the word about a day that is none.
    return Day(label, [InputRequired("Hãy chọn ngày.")], format=["%Y-%m-%d", "%d/%m/%Y"])


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """What a value is called, in the order given."""
    return [SelectChoice(value, word) for value, word in words.items()]


def bare(value: str | None) -> str:
    return (value or "").strip()
