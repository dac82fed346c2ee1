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
    assert "Trường 00 thấp hơn" in drawing.text
    assert len(drawing.figure.data) == 5


def test_a_funnel_without_units_says_so():
    drawing = funnel.draw("x", compare_units_of([]))
    assert drawing.text == funnel.NOTHING


def test_priorities_are_said_without_the_word_cause_as_a_claim(made):
    said = importance.words_of(made[1].priorities)
    assert "liên quan" in said
    assert "không nói điều gì gây ra" in said


def test_pareto_names_the_few_questions(made):
    assert pareto.words_of(made[1].pareto).startswith("Một nửa câu trả lời dưới mức 4 nằm ở")
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
