"""Whether what was done helped: said only of figures that are shown, and no stronger than they are."""

from dataclasses import replace

from analytics import wording
from analytics.effect import Effect
from analytics.review import review
from tests.analytics.reports.small_report import answers

PERIODS = ("Biển chỉ dẫn", "Quý II/2026", "Quý III/2026")


def effect(before: tuple[int, int], after: tuple[int, int]) -> Effect:
    made = review(answers({"a": after}), answers({"a": before}))
    return Effect(*PERIODS, row=made.overall)


def test_a_rise_is_called_one_only_beyond_chance() -> None:
    assert effect((50, 50), (95, 5)).sentence.startswith(
        "Chỉ số tăng ngoài sai số. Biển chỉ dẫn, Quý III/2026: "
    )
    unclear = effect((90, 10), (91, 9)).sentence
    assert unclear.startswith("Chưa thấy thay đổi rõ ngoài sai số.")
    assert "so với Quý II/2026, chưa thấy thay đổi rõ: +1,0 điểm %" in unclear


def test_too_few_forms_are_not_compared() -> None:
    few = effect((6, 0), (50, 0)).sentence
    assert few.startswith("Biển chỉ dẫn, Quý III/2026.")
    assert "Kỳ trước không đủ 10 phiếu để so sánh." in few
    assert "Chỉ số tăng" not in few


def test_a_hidden_figure_says_why_and_nothing_else() -> None:
    hidden = effect((50, 50), (4, 0))
    assert hidden.change is None
    assert hidden.sentence == f"Biển chỉ dẫn, Quý III/2026: {hidden.row.hidden if hidden.row else ''}."


def test_a_period_before_that_is_hidden_leaves_nothing_to_compare() -> None:
    assert "Chưa có số liệu Quý II/2026 được hiển thị để so sánh." in effect((4, 0), (50, 0)).sentence


def test_before_a_period_is_over_nothing_is_compared() -> None:
    assert Effect(*PERIODS, ended=False).sentence == "Chưa so sánh được: đợi Quý III/2026 kết thúc."
    assert Effect(*PERIODS).sentence == f"Quý III/2026: {wording.NOTHING_ANSWERED}"


def test_forms_that_came_before_the_day_are_told() -> None:
    told = replace(effect((50, 50), (95, 5)), mixed=True).sentence
    assert told.endswith("Một phần phiếu của Quý III/2026 được trả lời trước ngày làm xong.")
