"""The cells of a table of units: the verdict about one, and what a list of many makes of it."""

from dataclasses import replace

import pandas as pd
import pytest
from flask import Flask

from analytics.change import Change, CommonUnits, Direction
from analytics.estimate import Interval, Scale
from analytics.index import proportion
from analytics.rows import Row
from analytics.target import Target
from analytics.verdict import judge

INDEX, TARGET = proportion(83, 100), Target("chung", 0.9, "Kế hoạch")
MISSED = Row("a", "Trường A", 100, INDEX, target=TARGET, judgement=judge(INDEX, 0.9))


def concluded(app: Flask, row: Row) -> str:
    with app.test_request_context():
        return str(app.jinja_env.get_template("office/parts/rows.html").make_module().concluded(row))


@pytest.mark.parametrize("alone", [True, False])
def test_a_verdict_that_may_be_chance_among_many_says_so(app: Flask, alone: bool) -> None:
    cell = concluded(app, replace(MISSED, alone=alone))
    assert "chưa đạt" in cell
    assert ("chưa chắc khi xét cả danh sách" in cell) is alone


def test_a_change_is_shown_with_who_was_left_out(app: Flask) -> None:
    left_out = CommonUnits(("A",), (), 0, 0.01, Scale.SHARE)
    change = Change(
        0.0, Interval(-0.1, 0.1, ""), Direction.UNCLEAR, "Câu.", INDEX, INDEX, reservations=(left_out,)
    )
    assert (
        'title="Câu. Chỉ so sánh các đơn vị có phiếu ở cả hai kỳ, không kể 1 đơn vị mới có phiếu (A)'
        in concluded(app, replace(MISSED, change=change))
    )


def test_a_whole_percent_in_a_table_of_a_page_reads_as_its_neighbours_do(app: Flask) -> None:
    frame = pd.DataFrame({"Tên": ["A", "B"], "Số phiếu": [12, 30], "Tỷ lệ (%)": [100.0, 96.43]})
    with app.test_request_context():
        drawn = app.jinja_env.get_template("office/parts/frame.html").make_module().frame_table(frame, "Bảng")
    for cell in ("100,00", "96,43", "12", "30"):
        assert f">{cell}</td>" in drawn
