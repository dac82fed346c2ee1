"""Tables on paper: cells as Vietnamese readers write them, widths that leave no word broken."""

import pandas as pd
import pytest

from analytics.reports import columns
from analytics.tables import INDEX, NAME, N


def test_measures_keep_their_decimals_and_counts_have_none() -> None:
    frame = pd.DataFrame({NAME: ["A", "B"], N: [1234.0, float("nan")], INDEX: [100.0, 98.25]})
    sheet = columns.lay_out(frame, 160)
    assert sheet.headings == ("TT", NAME, N, INDEX)
    assert sheet.lines == (("1", "A", "1.234", "100,00"), ("2", "B", "–", "98,25"))
    assert sheet.figures == (True, False, True, True)


def test_a_missing_word_and_a_missing_number_look_alike() -> None:
    frame = pd.DataFrame({NAME: ["A", None], "Hạng, từ": pd.array([1, None], dtype="Int64")})
    assert columns.lay_out(frame, 160).lines[1] == ("2", "–", "–")


@pytest.mark.parametrize("width", [160.0, 257.0])
@pytest.mark.parametrize("figures", [1, 4, 9])
def test_the_columns_fill_the_width(width: float, figures: int) -> None:
    frame = pd.DataFrame({NAME: ["Trường Tiểu học " * 3], "Ghi chú": ["x" * 200]})
    for at in range(figures):
        frame[f"Số {at}"] = [at]
    sheet = columns.lay_out(frame, width)
    assert sum(sheet.widths) == pytest.approx(width)
    assert min(sheet.widths) > 5


def test_a_column_of_figures_is_as_wide_as_the_longest_word_above_it() -> None:
    frame = pd.DataFrame({NAME: ["A"], "Bình thường": [1], "Số": [1]})
    _, _, wide, narrow = columns.lay_out(frame, 160).widths
    assert wide == pytest.approx(6 * columns.LETTER + columns.MARGINS)
    assert narrow == columns.LEAST_FIGURE


def test_a_table_of_figures_only_shares_the_width() -> None:
    sheet = columns.lay_out(pd.DataFrame({"A": [1], "B": [2]}), 109)
    assert sheet.widths == pytest.approx((9.0, 50.0, 50.0))
