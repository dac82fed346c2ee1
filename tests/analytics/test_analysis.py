"""The analysis of a quarter, and its pictures: each says in words what it shows."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analytics import analysis_tables
from analytics.analysis import analyse
from analytics.charts import funnel, importance, pareto
from analytics.charts.analysis import drawings
from analytics.comparison import compare_units_of
from analytics.funnel import Position
from analytics.numbers import percent
from analytics.review import By, review
from analytics.target import Target
from tests.analytics.people import answers_of

LEVEL = "tieu_hoc"
TARGET = Target.of_percent("t", 90.0, "kế hoạch thử", "", True)


def district(units=12, n=60, weak=2, seed=11):
    """Schools around 92 %, some of them far below, answers spread over thirteen weeks and two channels."""
    random = np.random.default_rng(seed)
    shares = np.where(np.arange(units) < weak, 0.6, random.beta(60, 5, units))
    mood = random.normal(0, 1, (units * n, 1))
    cut = np.repeat(np.quantile(random.normal(0, 1, 4000), 1 - shares), n)[:, None]
    scores = np.where(mood + 0.6 * random.normal(0, 1, (units * n, 6)) > 1.17 * cut, 5, 3)
    days = [date(2026, 7, 6) + timedelta(days=int(d)) for d in random.integers(0, 84, units * n)]
    made = answers_of(
        scores,
        unit=np.repeat([f"Trường {i:02}" for i in range(units)], n),
        level=LEVEL,
        day=[f"{day:%Y-%m-%d}" for day in days],
        channel=random.choice(["qr", "paper"], units * n),
    )
    return replace(
        made, overall=np.clip(scores[:, 0] - (random.random(units * n) < 0.1), 1, 5).astype(np.uint8)
    )


def answers_of_centres():
    """Four counters around 92 %, each person of one mind: 84, 92, 93 and 99 satisfied of a hundred."""
    satisfied = np.array([168, 184, 186, 198])
    scores = np.concatenate([np.repeat([5, 2], [x, 200 - x]) for x in satisfied])
    return answers_of(
        np.repeat(scores[:, None], 4, axis=1), unit=np.repeat(["T0", "T1", "T2", "T3"], 200), level="mot_cua"
    )


@pytest.fixture(scope="module")
def made():
    answers = district()
    whole = review(answers, district(seed=12), [TARGET])
    return whole, analyse(answers, whole, [answers])


def test_the_two_weak_schools_lie_outside_the_funnel_and_need_attention(made):
    _, found = made
    compared = found.comparisons[LEVEL]
    low = [one for one in compared.units if one.position in (Position.LOW, Position.BELOW)]
    assert {one.row.name for one in low} == {"Trường 00", "Trường 01"}
    assert all(any("cần chú ý" in said for said in one.remarks) for one in low)
    assert not any("rõ ràng đạt" in said for one in low for said in one.remarks)
    assert compared.left_out == 0


def test_ranks_are_given_as_ranges(made):
    units = made[1].comparisons[LEVEL].units
    assert all(1 <= one.first <= one.last <= len(units) for one in units)
    assert units[0].last == len(units)


def test_each_picture_says_in_words_what_it_shows(made):
    whole, found = made
    pictures = drawings(found, whole)
    assert {"uu-tien", "chua-hai-long", "thay-doi", "theo-tuan", "cach-gop", f"pheu-{LEVEL}"} == set(pictures)
    for picture in pictures.values():
        assert picture.title
        assert len(picture.text) > 30
        assert picture.figure.data


def test_the_funnel_names_who_lies_outside(made):
    drawing = funnel.draw("x", made[1].comparisons[LEVEL])
    assert "Trường 00 (thấp hơn" in drawing.text
    assert "khác hơn mức các đơn vị vẫn khác nhau" in drawing.text.lower()
    assert len(drawing.figure.data) == 5


def test_the_limits_that_are_drawn_are_those_that_decide(made):
    for found in (made[1].comparisons[LEVEL], compare_units_of(made[0].by(By.UNIT)[:4])):
        info = funnel.spots_of(found)
        low, high = info.limits[:2]
        for spot in info.spots:
            at = low.sizes.index(spot.n)
            assert spot.position.apart == (not low.bounds[at] <= spot.value <= high.bounds[at])


def test_two_of_four_units_that_chance_does_not_explain_are_named():
    four = review(answers_of_centres(), targets=[TARGET]).by(By.UNIT)
    found = compare_units_of(four)
    assert "Ngoài giới hạn ngẫu nhiên 99,8 %: T0 (thấp hơn hẳn); T3 (cao hơn hẳn)." in found.sentence
    assert found.differing in funnel.draw("x", found).text
    assert "Không đơn vị nào" not in found.sentence


def test_a_funnel_without_units_says_so():
    drawing = funnel.draw("x", compare_units_of([]))
    assert drawing.text == funnel.NOTHING


def test_priorities_are_said_without_the_word_cause_as_a_claim(made):
    said = importance.words_of(made[1].priorities)
    assert "liên quan" in said
    assert "không nói điều gì gây ra" in said


def test_every_letter_of_the_priorities_has_its_key_and_figures_in_words(made):
    found = made[1].priorities
    marks, text = importance.marks_of(found), importance.words_of(found)
    assert len(marks) == len(found.factors) > 1
    for one, mark in zip(found.factors, marks, strict=True):
        assert f"{one.code}. {one.name}: chỉ số {percent(one.index.value, 1)} (" in text
        assert f"{percent(one.lower, 1)}–{percent(one.upper, 1)}" in text
        assert mark.code == one.code
    table = analysis_tables.of_priorities(found)
    assert table["Tên"].tolist() == [f"{one.code}. {one.name}" for one in found.factors]


def test_the_letters_stand_clear_of_every_bar_and_of_each_other(made):
    one = importance.marks_of(made[1].priorities)[0]
    alike = [
        replace(one, code=code, importance=share)
        for code, share in zip("ABCDE", (20, 20.1, 19, 55, 54), strict=True)
    ]
    placed = sorted(importance.heights(alike, 60.0))
    assert np.diff(placed).min() >= importance.APART * 60 - 1e-9
    assert placed[-1] < 60
    figure = importance.draw("x", made[1].priorities).figure
    letters = figure.layout.annotations
    assert [letter.text for letter in letters] == [f"<b>{one.code}</b>" for one in made[1].priorities.factors]
    bars = max(mark.index_bounds[1] for mark in importance.marks_of(made[1].priorities))
    assert min(letter.ax for letter in letters) > bars
    assert max(figure.layout.xaxis.tickvals) <= 100


def test_a_share_that_the_table_withholds_is_not_drawn_either(made):
    sharp, vague = made[1].priorities.factors[0], made[1].priorities.factors[1]
    found = replace(
        made[1].priorities,
        factors=(replace(sharp, distinct=True), replace(vague, distinct=False, importance=0.9)),
    )
    filled, hollow = importance.marks_of(found)
    assert filled.importance == pytest.approx(sharp.importance * 100)
    assert hollow.importance == pytest.approx((vague.lower + vague.upper) * 50)
    assert "90,0 %" not in hollow.words
    drawing = importance.draw("x", found)
    assert importance.HOLLOW in drawing.text
    assert drawing.figure.data[0].marker.color[0] == "#ffffff"
    assert analysis_tables.of_priorities(found)["Mức liên quan (%)"].isna().tolist() == [False, True]


def test_pareto_names_the_few_questions(made):
    text = pareto.words_of(made[1].pareto)
    assert text.startswith("Một nửa câu trả lời dưới mức 4 nằm ở")
    first = made[1].pareto[0]
    assert f"({percent(first.rate, 1)} của {first.answered} trả lời, " in text
    assert pareto.words_of(()) == pareto.NOTHING


def test_the_tables_hold_what_the_pictures_show(made):
    whole, found = made
    sheets = analysis_tables.sheets(found, {LEVEL: "Tiểu học"}, {})
    assert len(sheets["Đơn vị cạnh nhau"]) == 12
    assert set(sheets["Đơn vị cạnh nhau"]["Cấp"]) == {"Tiểu học"}
    assert sheets["Theo tuần"]["Số phiếu"].sum() <= whole.n
    assert len(sheets["Các cách gộp"]) == 5


def test_weeks_of_few_answers_are_left_out():
    few = district(units=2, n=12)
    found = analyse(few, review(few), [few])
    assert found.warning is None or all(week.n >= 10 for week in found.warning.weeks)


def test_hidden_units_are_neither_compared_nor_read():
    answers = district(units=3, n=40)
    kept = np.flatnonzero((answers.about["unit"] != "Trường 02") | (np.arange(len(answers)) < 83))
    part = answers.where(kept)
    whole = review(part)
    hidden = {row.key for row in whole.by(By.UNIT) if row.hidden}
    found = analyse(part, whole, [part])
    shown = {one.row.key for one in found.comparisons.get(LEVEL, compare_units_of([])).units}
    assert hidden
    assert not hidden & shown
    assert not hidden & {one.unit for one in found.readings}
