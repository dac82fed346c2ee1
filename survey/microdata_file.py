"""Microdata as files: SPSS, Stata, and CSV with a codebook."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyreadstat

from analytics.spreadsheet import csv_text
from survey.microdata import BLANK, FURTHER, NOT_APPLICABLE, NOT_ASKED, Microdata

# The shortest that the formats allow: 80 letters in Stata, 255 bytes in SPSS. The codebook has all of it.
LONGEST_LABEL = 80
# The same letter means the same in every column.
LETTERS: Mapping[int | float, str] = {NOT_APPLICABLE: "a", NOT_ASKED: "b", BLANK: "c"}
TEXT: Mapping[int | float, str] = {float("nan"): "chữ; trống: ẩn hoặc không ghi"}


class Kind(Enum):
    """The file that is asked for; the value is its ending."""

    SPSS = "sav"
    STATA = "dta"
    CSV = "csv"
    CODEBOOK = "codebook.csv"


def written(data: Microdata, kind: Kind) -> bytes:
    """The file; what is written on the way is gone afterwards."""
    if kind is Kind.CSV:
        return csv_text(data.frame).encode("utf-8-sig")
    if kind is Kind.CODEBOOK:
        return csv_text(codebook(data)).encode("utf-8-sig")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"data.{kind.value}"
        (_write_spss if kind is Kind.SPSS else _write_stata)(data, path)
        return path.read_bytes()


def codebook(data: Microdata) -> pd.DataFrame:
    """What every column and number means, a line a number; text columns have one line."""
    lines = [
        {"cột": name, "ý nghĩa": heading, "giá trị": value, "nhãn": label,
         "không phải câu trả lời": "x" if value in data.missing(name) else ""}
        for name, heading in data.headings.items()
        for value, label in (data.labels.get(name, TEXT)).items()
    ]  # fmt: skip
    return pd.DataFrame(lines).astype({"giá trị": "Int64"})


def _write_spss(data: Microdata, path: Path) -> None:
    pyreadstat.write_sav(
        data.frame,
        path,
        file_label=_cut(data.title),
        column_labels=_short(data),
        variable_value_labels={name: dict(own) for name, own in data.labels.items()},
        missing_ranges={name: [*data.missing(name)] for name in data.labels if data.missing(name)},
        variable_measure={name: "ordinal" for name in data.labels},
    )


def _write_stata(data: Microdata, path: Path) -> None:
    """Stata has letters for numbers that are no answer: .a .b .c."""
    letters = {name: {one: LETTERS[one % FURTHER] for one in data.missing(name)} for name in data.labels}
    # Numbers and letters in one column are objects.
    mixed = [name for name, own in letters.items() if own]
    frame = _numbers_first(data, mixed).astype({name: object for name in mixed})
    pyreadstat.write_dta(
        frame.replace({name: letters[name] for name in mixed}),
        path,
        file_label=_cut(data.title),
        column_labels=_short(data),
        variable_value_labels={name: _lettered(own, letters[name]) for name, own in data.labels.items()},
        missing_user_values={name: list(letters[name].values()) for name in mixed},
    )


def _numbers_first(data: Microdata, columns: list[str]) -> pd.DataFrame:
    """The library takes a column for text when its first hundred rows are letters: an answer stands there."""
    answered = (~data.frame[name].isin(data.missing(name)) for name in columns)
    first = [int(mask.to_numpy().argmax()) for mask in answered if mask.any()]
    return data.frame.loc[list(dict.fromkeys([*first, *data.frame.index]))]


def _lettered(own: Mapping[int | float, str], letters: Mapping[int | float, str]) -> dict[int | float, str]:
    # The library takes the letters of Stata too; its types do not say so.
    return {letters.get(value, value): label for value, label in own.items()}  # type: ignore[misc]


def _short(data: Microdata) -> dict[str, str | None]:
    return {name: _cut(heading) for name, heading in data.headings.items()}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
