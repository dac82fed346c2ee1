"""A small office whose figures can be counted by hand."""

import math
import re

import numpy as np
import pandas as pd
import pytest

from analytics import tables
from analytics.answers import Answers, from_frame
from analytics.breakdown import trend
from analytics.charts import answers as division
from analytics.charts import changes, course, dots, progress, style, svg
from analytics.design import Participation
from analytics.estimate import Verdict
from analytics.review import By, Review, review
from analytics.structure import Factor, Item, Structure
from analytics.target import Target, target_of

STRUCTURE = Structure(
    "phieu@1",
    (Item("A1", "A", "Câu một"), Item("A2", "A", "Câu hai"), Item("B1", "B", "Câu ba")),
    (Factor("A", "Nhóm A"), Factor("B", "Nhóm B")),
    "Phiếu thử",
)
TARGETS = (Target("chung", 0.95, "Kế hoạch"), Target("th", 0.8, "Kế hoạch", level="tieu_hoc"))


def answers(sizes: dict[str, tuple[int, int]], period: str = "2026Q3") -> Answers:
    """Units with (pleased, displeased) people; pleased ones say 5, the others 2, to every question."""
    rows = [
        {
            "unit": unit,
            "level": "tieu_hoc",
            "channel": "qr",
            "period": period,
            **dict.fromkeys(STRUCTURE.codes, score),
        }
        for unit, (pleased, displeased) in sizes.items()
        for score in [5] * pleased + [2] * displeased
    ]
    frame = pd.DataFrame(rows)
    return from_frame(frame.assign(overall=frame["A1"]), STRUCTURE)


@pytest.fixture
def reviewed() -> Review:
    return review(
        answers({"a": (60, 0), "b": (30, 30), "c": (9, 1), "d": (7, 0)}),
        targets=TARGETS,
        names={"a": "Trường A"},
    )


def test_the_index_is_the_share_of_four_and_five(reviewed: Review) -> None:
    assert reviewed.overall.index is not None
    assert reviewed.overall.index.value == pytest.approx(106 / 137)
    assert reviewed.overall.n == 137
    assert reviewed.overall.mean is not None
    assert reviewed.overall.mean.value == pytest.approx((106 * 5 + 31 * 2) / 137)


def test_units_are_judged_by_the_target_of_their_level(reviewed: Review) -> None:
    verdicts = {row.key: row.judgement.verdict for row in reviewed.by(By.UNIT) if row.judgement}
    assert verdicts == {"a": Verdict.MET, "b": Verdict.NOT_MET, "c": Verdict.UNDECIDED, "d": Verdict.REFUSED}


def test_where_one_level_answered_every_line_is_judged_by_its_target(reviewed: Review) -> None:
    rows = [reviewed.overall, *reviewed.by(By.CHANNEL), *reviewed.by(By.ITEM), *reviewed.by(By.UNIT)]
    assert {row.target for row in rows if row.index} == {TARGETS[1]}


def test_names_stand_for_codes(reviewed: Review) -> None:
    assert [row.name for row in reviewed.by(By.UNIT)] == ["Trường A", "b", "c", "d"]


def test_new_units_with_low_figures_make_no_fall_of_all() -> None:
    before = answers({"a": (57, 3), "b": (95, 5), "e": (19, 1)}, "2026Q2")
    after = answers({"a": (57, 3), "b": (95, 5), "c": (20, 20), "d": (10, 10)})
    made = review(after, before, TARGETS, {"c": "Quầy C", "d": "Quầy D", "e": "Quầy E"})
    change = made.overall.change
    assert change is not None
    assert change.label.value == "chưa thấy thay đổi rõ"
    assert "2 đơn vị mới có phiếu (Quầy C, Quầy D) và 1 đơn vị không còn phiếu (Quầy E)" in change.note
    (level,) = made.by(By.LEVEL)
    assert level.change == change
    # The channel has no table by unit, so nothing is taken out of it, and no fall is claimed either.
    (channel,) = made.by(By.CHANNEL)
    assert channel.change is not None
    assert channel.change.label.value == "chưa so sánh"
    assert change.note in tables.summary(made)[tables.NOTE].iloc[0]


def test_a_hidden_newcomer_is_not_named_nor_taken_out() -> None:
    before = answers({"a": (57, 3), "b": (95, 5)}, "2026Q2")
    made = review(answers({"a": (57, 3), "b": (95, 5), "c": (4, 0)}), before, TARGETS, {"c": "Quầy C"})
    for row in (made.overall, *made.by(By.LEVEL)):
        assert row.change is not None
        assert "Quầy C" not in row.change.sentence + row.change.note
        assert row.change.after.n == 164


def test_a_unit_with_four_answers_is_hidden_and_takes_a_second_with_it() -> None:
    made = review(answers({"a": (60, 0), "b": (20, 10), "c": (4, 0)}))
    hidden = {row.key: row.hidden for row in made.by(By.UNIT)}
    assert hidden["a"] == ""
    assert hidden["c"] == "ẩn (n < 5)"
    assert hidden["b"]
    for row in made.by(By.UNIT):
        if row.hidden:
            assert (row.n, row.index, row.mean, row.judgement, row.change) == (0, None, None, None, None)


def test_a_period_with_too_few_answers_shows_nothing() -> None:
    made = review(answers({"a": (3, 1)}), floor=5)
    assert made.overall.hidden
    assert made.overall.index is None
    assert all(row.index is None for row in (*made.by(By.ITEM), *made.by(By.FACTOR)))


def test_the_change_against_the_period_before_is_the_difference_of_the_indices() -> None:
    before = answers({"a": (30, 30), "b": (30, 30)}, "2026Q2")
    made = review(answers({"a": (54, 6), "b": (54, 6)}), before)
    assert made.overall.change is not None
    assert made.overall.change.value == pytest.approx(0.4)
    assert made.overall.change.label.value == "tăng"
    assert [row.change.label.value for row in made.by(By.UNIT) if row.change] == ["tăng", "tăng"]


def test_every_interval_contains_its_figure(reviewed: Review) -> None:
    for rows in reviewed.rows.values():
        for row in rows:
            if row.index and row.index.interval:
                assert row.index.interval.lower <= row.index.value <= row.index.interval.upper


def test_the_order_of_the_answers_does_not_matter() -> None:
    made = answers({"a": (20, 5), "b": (11, 7)})
    mixed = np.random.default_rng(3).permutation(len(made))
    other = Answers(
        made.structure,
        made.scores[mixed],
        made.about.iloc[mixed].reset_index(drop=True),
        made.overall[mixed],
        made.expectation[mixed],
    )
    one, two = review(made), review(other)
    assert tables.table(one.by(By.UNIT)).equals(tables.table(two.by(By.UNIT)))


def test_tables_have_numbers_in_percent_and_nothing_for_hidden_rows() -> None:
    made = review(answers({"a": (60, 0), "b": (20, 10), "c": (4, 0)}), targets=TARGETS)
    table = tables.table(made.by(By.UNIT)).set_index(tables.CODE)
    assert table.loc["a", tables.INDEX] == 100.0
    assert table.loc["a", tables.TARGET] == 80.0
    assert math.isnan(table.loc["c", tables.INDEX])
    assert pd.isna(table.loc["c", tables.N])
    assert table.loc["c", tables.NOTE] == "ẩn (n < 5)"


def test_every_sheet_of_a_review_has_a_name_and_lines(reviewed: Review) -> None:
    made = tables.sheets(reviewed)
    assert {"Chung", "Đơn vị", "Nhóm tiêu chí", "Câu hỏi", "Phân bố trả lời"} <= set(made)
    assert made["Phân bố trả lời"]["Rất hài lòng"].tolist() == [106, 106, 106]


def test_the_design_is_chosen_by_who_took_part_and_printed() -> None:
    both = answers({"a": (60, 3), "b": (40, 2)})
    assert "mỗi đơn vị là một tầng" in " ".join(review(both).method_lines())
    chosen = review(both, participation=Participation.SELF_SELECTED)
    assert "Mỗi đơn vị là một cụm" in " ".join(chosen.method_lines())
    assert chosen.overall.index != review(both).overall.index
    assert "mẫu ngẫu nhiên đơn giản" in " ".join(review(answers({"a": (60, 3)})).method_lines())


def test_a_figure_of_few_answers_says_that_it_is_imprecise() -> None:
    said = {row.key: row.cautions for row in review(answers({"a": (300, 9), "b": (12, 3)})).by(By.UNIT)}
    assert said == {"a": (), "b": ("Độ chính xác thấp.",)}


def test_the_chart_of_units_is_sorted_and_says_who_is_lowest(reviewed: Review) -> None:
    info = dots.dots_of(reviewed.by(By.UNIT))
    assert [dot.name for dot in info.dots] == ["b", "c", "Trường A", "d"]
    assert info.target == pytest.approx(80)
    drawing = dots.draw("Đơn vị", reviewed.by(By.UNIT))
    assert "Thấp nhất: b, 50,0 %" in drawing.text
    assert "mục tiêu 80 %" in drawing.text
    assert "</" not in drawing.json


def test_the_chart_of_factors_has_the_target_as_a_line_and_judges_nobody(reviewed: Review) -> None:
    rows, target = reviewed.by(By.FACTOR), reviewed.overall.target
    info = dots.dots_of(rows, target)
    assert info.target == pytest.approx(80)
    assert {dot.verdict for dot in info.dots} == {None}
    below = sum(dot.upper < 80 for dot in info.dots)
    drawing = dots.draw("Nhóm tiêu chí", rows, target)
    assert [shape.x0 for shape in drawing.figure.layout.shapes] == [pytest.approx(80)]
    assert "So với mục tiêu 80 %: " in drawing.text
    assert "chưa đánh giá" not in drawing.text
    assert (f"{below} khoảng nằm hẳn dưới mục tiêu" in drawing.text) == (below > 0)
    assert dots.dots_of(rows).target is None


def test_the_course_breaks_where_a_period_is_hidden() -> None:
    few, many = answers({"a": (3, 0)}), answers({"a": (30, 3)})
    info = course.course_of(trend([("2026Q1", many), ("2026Q2", few), ("2026Q3", many)]), 0.95)
    assert [value is None for value in info.values] == [False, True, False]
    assert (
        "2026Q2: chưa hiển thị vì ít phiếu"
        in course.draw("x", trend([("2026Q1", many), ("2026Q2", few)])).text
    )


def test_a_row_has_room_for_every_line_of_its_name() -> None:
    long = "Trung tâm Phục vụ hành chính công phường Định Công " * 2
    one, three = (style.rows(style.figure(), [name, "Tổ 1"]) for name in ("Tổ 2", long))
    assert [note.text.count("<br>") for note in three.layout.annotations] == [2, 0]
    assert three.layout.height - one.layout.height == 2 * 2 * style.LINE_PIXELS


def test_the_chart_of_changes_counts_them_and_says_what_it_could_not_compare() -> None:
    before = answers({"a": (80, 20), "b": (60, 3), "c": (60, 3)}, "2026Q2")
    after = answers({"a": (80, 1), "b": (60, 3), "c": (7, 0)})
    drawing = changes.draw("x", review(after, before).by(By.UNIT))
    assert "1 tăng, 1 chưa thấy thay đổi rõ" in drawing.text
    assert "1 dòng chưa so sánh được" in drawing.text
    assert "xét mọi đơn vị cùng lúc (Benjamini–Hochberg, 10 %): a." in drawing.text
    assert [move.name for move in changes.moves_of(review(after, before).by(By.UNIT)).moves] == ["b", "a"]
    assert changes.draw("x", review(after).by(By.UNIT)).text == changes.NOTHING


def test_a_change_that_is_clear_alone_may_be_chance_among_many() -> None:
    units = {f"u{i:02}": (90, 10) for i in range(19)}
    before, after = answers(units | {"one": (85, 15)}, "2026Q2"), answers(units | {"one": (94, 6)})
    drawing = changes.draw("x", review(after, before).by(By.UNIT))
    assert "1 tăng" in drawing.text
    assert "10 %): không đơn vị nào" in drawing.text


def test_the_five_answers_fill_the_bar(reviewed: Review) -> None:
    for one in division.divisions_of(reviewed.by(By.ITEM)):
        assert sum(one.shares) == pytest.approx(100)
        assert one.start == pytest.approx(-100 * 31 / 137)


def test_the_progress_chart_counts_who_has_none() -> None:
    drawing = progress.draw("Tiến độ", {"A": 60, "B": 3, "C": 0}, goal=52)
    assert drawing.text == "3 đơn vị, 63 phiếu; 1 đơn vị có từ 52 phiếu, 1 đơn vị chưa có phiếu nào."


def test_empty_charts_say_so_in_words_and_in_the_picture() -> None:
    for drawing in (
        dots.draw("x", []),
        course.draw("x", []),
        division.draw("x", []),
        progress.draw("x", {}, 52),
    ):
        assert drawing.text.startswith("Chưa")
        assert drawing.text in [note.text for note in drawing.figure.layout.annotations]


def test_public_pictures_are_small_and_say_what_they_show(reviewed: Review) -> None:
    assert reviewed.overall.index is not None
    picture = svg.interval(reviewed.overall.index, 0.95)
    assert "<title>77,4 %" in picture
    assert len(picture) < 2000
    periods = [(f"2026Q{q}", reviewed.overall.index) for q in (1, 2, 3)]
    assert len(svg.trend([*periods, ("2026Q4", None)], 0.95)) < 2000


def test_the_public_course_shows_intervals_and_names_its_periods(reviewed: Review) -> None:
    index = reviewed.overall.index
    names = [f"Quý {quarter}/{year}" for year in (2025, 2026) for quarter in ("I", "II", "III", "IV")]
    picture = svg.trend([*((name, index) for name in names[:7]), (names[7], None)], 0.95)
    assert len(picture) < 3000
    drawn = picture.partition("</title>")[2]
    assert re.findall(r">(I|II|III|IV)</text>", drawn) == ["I", "II", "III", "IV"] * 2
    assert drawn.count(">2026</text>") == 4
    # One stroke from the upper bound down to the lower one for every period that is shown.
    assert len(re.findall(r"M\d+ [\d.]+V[\d.]+", drawn)) == 7
    assert "Mục tiêu 95 %" in picture
    long = svg.trend([(f"6 tháng đầu năm {year}", index) for year in (2024, 2025, 2026)])
    assert "năm 2024</text>" in long
    assert "năm 2025</text>" not in long


def test_the_name_of_the_only_question_stands_clear_of_its_bar(reviewed: Review) -> None:
    figure = division.draw("x", reviewed.by(By.ITEM)[:1]).figure
    (name,) = figure.layout.annotations
    assert name.y == pytest.approx(division.BAR / 2)
    assert name.yanchor == "bottom"
    assert name.yshift > 0


def test_the_target_of_a_level_comes_before_the_general_one() -> None:
    assert target_of(TARGETS, "tieu_hoc") == TARGETS[1]
    assert target_of(TARGETS, "thcs") == TARGETS[0]
    assert target_of((), "thcs") is None
