from dataclasses import replace

from analytics import wording
from analytics.estimate import Scale
from analytics.index import proportion


def test_a_figure_says_its_interval_and_its_answers():
    said = wording.interval(proportion(95, 100))
    assert said == "95,0 % (khoảng tin cậy 95 %: 88,8 %–97,8 %; 100 phiếu)"


def test_a_figure_without_interval_says_its_answers_only():
    assert wording.interval(replace(proportion(3, 4), interval=None)) == "75,0 % (4 phiếu)"
    assert wording.interval(proportion(0, 0)) == "Chưa có câu trả lời nào."


def test_scores_have_two_decimals_and_shares_one():
    assert wording.figure(4.125, Scale.SCORE) == "4,13"
    assert wording.figure(0.9555) == "95,6 %"


def test_the_tipping_point_in_its_three_cases():
    assert "dưới 93,0 % hài lòng" in wording.tipping_point(0.93, 0.95)
    assert "vẫn đạt" in wording.tipping_point(-0.1, 0.95)
    assert "vẫn không đạt" in wording.tipping_point(1.2, 0.95)


def test_merged_strata_are_named():
    said = wording.merged_strata([("Trường A", "Trường B"), ("Trường C", "Trường B")])
    assert "Trường A gộp vào Trường B; Trường C gộp vào Trường B" in said


def test_every_fixed_sentence_ends_like_one():
    for sentence in (
        wording.LOW_PRECISION,
        wording.FEW_UNITS,
        wording.POINTWISE,
        wording.TOO_CLOSE,
        wording.NO_COMMON_ITEMS,
    ):
        assert sentence.endswith(".")
