"""Sentences of the report: one for each verdict and each change, never stronger than the figures."""

import pytest

from analytics.change import Direction
from analytics.estimate import Verdict
from analytics.reports import words
from analytics.rows import Row
from analytics.target import Target
from tests.analytics.reports.small_report import form

MET, NOT_MET = "Đủ căn cứ kết luận đạt mục tiêu", "Đủ căn cứ kết luận chưa đạt mục tiêu"
CLAIMS = {
    Verdict.MET: MET,
    Verdict.NOT_MET: NOT_MET,
    Verdict.UNDECIDED: "Không kết luận đạt, cũng không kết luận chưa đạt",
    Verdict.REFUSED: "Không đánh giá so với mục tiêu",
}
SIZES = {
    Verdict.MET: (200, 0),
    Verdict.NOT_MET: (30, 30),
    Verdict.UNDECIDED: (24, 1),
    Verdict.REFUSED: (7, 0),
}


@pytest.mark.parametrize("verdict", list(Verdict), ids=lambda one: one.name)
def test_each_verdict_has_its_sentence_and_none_of_the_others(verdict: Verdict) -> None:
    row = form({"a": SIZES[verdict]}).review.overall
    assert row.judgement is not None
    assert row.judgement.verdict is verdict
    said = words.conclusion(row)
    assert [claim for claim in CLAIMS.values() if claim in said] == [CLAIMS[verdict]]
    assert row.judgement.sentence in said


def test_without_a_target_nothing_is_reached_or_missed() -> None:
    said = words.conclusion(form({"a": (200, 0)}, target=None).review.overall)
    assert said == words.NO_TARGET


def test_three_answers_get_no_figure_and_no_verdict() -> None:
    row = form({"a": (3, 0)}).review.overall
    assert words.figure(row) == "Phiếu thử: ẩn (n < 5)"
    assert words.conclusion(row) == ""


@pytest.mark.parametrize(
    ("before", "after", "label", "begins"),
    [
        ((50, 50), (95, 5), Direction.UP, "So với Quý II/2026, chỉ số tăng 45,0 điểm %"),
        ((95, 5), (50, 50), Direction.DOWN, "So với Quý II/2026, chỉ số giảm 45,0 điểm %"),
        ((90, 10), (91, 9), Direction.UNCLEAR, "So với Quý II/2026, chưa thấy thay đổi rõ: +1,0 điểm %"),
        ((6, 0), (91, 9), Direction.REFUSED, "So với Quý II/2026: Kỳ trước không đủ 10 phiếu"),
    ],
    ids=lambda one: one.name if isinstance(one, Direction) else None,
)
def test_a_change_is_named_only_when_it_is_clear(
    before: tuple[int, int], after: tuple[int, int], label: Direction, begins: str
) -> None:
    change = form({"a": after}, {"a": before}).review.overall.change
    assert change is not None
    assert change.label is label
    said = words.change(change, "Quý II/2026")
    assert said.startswith(begins)
    clear = label in (Direction.UP, Direction.DOWN)
    assert ("chỉ số tăng" in said or "chỉ số giảm" in said) == clear
    assert ("khoảng tin cậy 95 %" in said) == (label is not Direction.REFUSED)


def test_without_figures_of_the_period_before_there_is_no_change() -> None:
    assert words.change(None, "Quý II/2026") == "Chưa có số liệu Quý II/2026 được hiển thị để so sánh."


def test_a_target_nobody_checked_says_so() -> None:
    unchecked = Target("t", 0.9, "Quyết định 1", verified=False)
    assert words.source(unchecked) == "Mục tiêu 90 %: Quyết định 1 (mức này chưa đối chiếu với nguyên văn)."


def test_a_long_list_counts_what_it_does_not_name() -> None:
    assert words.listed(["A", "B", "C"], most=2) == "A, B và 1 đơn vị khác"


def test_each_hidden_row_stands_under_its_own_reason() -> None:
    reasons = {"Giấy": "không tách riêng ở đây", "QR": "", "Mã": "ẩn (n < 5)", "Tệp": "ẩn (n < 5)"}
    rows = [Row(name, name, 0, hidden=why) for name, why in reasons.items()]
    assert words.why_hidden(rows, "kênh") == "Giấy: không tách riêng ở đây. Mã, Tệp: ẩn (n < 5)."
    many = [Row(str(at), f"T{at}", 0, hidden="ẩn (n < 5)") for at in range(12)]
    assert words.why_hidden(many, "thủ tục").endswith("T9 và 2 thủ tục khác: ẩn (n < 5).")


def test_no_more_answers_are_asked_for_than_there_are_people() -> None:
    row = form({"a": SIZES[Verdict.UNDECIDED]}).review.overall
    assert "nhiều hơn số người" not in words.conclusion(row)
    assert "nhiều hơn số người có thể trả lời (30)" in words.conclusion(row, 30)
