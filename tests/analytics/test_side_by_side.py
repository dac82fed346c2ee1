import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.analysis_tables import of_methods
from analytics.charts import rollups
from analytics.side_by_side import side_by_side
from analytics.tables import NOTE
from tests.analytics.people import answers_of, people
from tests.reference.pack_reader import read_pack

PACK = Path(__file__).parents[1] / "reference" / "pack"
IN_THE_PACK = {
    "mean_of_items": "mean_of_item_shares",
    "mean_of_factors": "mean_of_dim_item_shares",
    "pooled_answers": "pooled_answers_ratio",
}


def test_the_five_methods_stand_in_the_order_of_the_house():
    rows = side_by_side(people(300, units=6))
    assert rows[0].key == "mean_of_items"
    assert len(rows) == 5
    assert all(row.index.interval.lower <= row.index.value <= row.index.interval.upper for row in rows)


def test_the_methods_equal_r_on_the_reference_pack():
    expected = json.loads(gzip.decompress((PACK / "expected.json.gz").read_bytes()))["rollups"]
    quarter = list(read_pack(PACK).by_quarter.values())[1]
    found = {row.key: row.index.value for row in side_by_side(quarter.answers)}
    wanted = {
        r["indicator"]: r["estimate"]
        for r in expected
        if (r["design"], r["quarter"], r["domain"]) == ("srs", quarter.name, "all")
    }
    for ours, theirs in IN_THE_PACK.items():
        assert found[ours] == pytest.approx(wanted[theirs], rel=1e-9)


def test_when_everybody_answers_alike_the_choice_moves_nothing():
    assert {row.index.value for row in side_by_side(answers_of([[5, 5, 5, 5]] * 30))} == {1.0}


def test_the_choice_shows_where_people_differ():
    answers = answers_of([[5, 5, 5, 2]] * 15 + [[2, 2, 2, 2]] * 15)
    rows = {row.key: row.index.value for row in side_by_side(answers)}
    assert rows["mean_of_items"] == pytest.approx(3 / 8)
    assert rows["satisfied_respondents"] == pytest.approx(0.5)
    assert rollups.rollups_of(side_by_side(answers)).gap == pytest.approx(100 / 8)


def test_below_the_floor_no_method_shows_anything():
    rows = side_by_side(people(4), floor=5)
    assert {row.hidden for row in rows} == {"ẩn (n < 5)"}
    assert rollups.draw("x", rows).text == rollups.NOTHING


def test_the_picture_puts_the_way_in_use_on_top_and_says_how_far_the_choice_moves_it():
    rows = side_by_side(answers_of([[5, 5, 5, 2]] * 15 + [[2, 2, 2, 2]] * 15))
    info = rollups.rollups_of(rows)
    assert [way.name for way in info.ways] == [row.name for row in rows]
    assert info.gap == pytest.approx(12.5)
    assert info.error == pytest.approx(rows[0].index.se * 100)
    drawing = rollups.draw("x", rows)
    assert "từ 37,50 % (Trung bình các chỉ số câu hỏi) đến 50,00 %" in drawing.text
    assert "chênh 12,50 điểm phần trăm, nhiều hơn một sai số chuẩn" in drawing.text
    assert drawing.figure.data[0].x[-1] == pytest.approx(37.5)


def test_when_the_choice_moves_nothing_the_words_say_so():
    said = rollups.draw("x", side_by_side(answers_of([[5, 5, 5, 5]] * 30))).text
    assert said == "Cả 5 cách gộp cho cùng một con số, 100,00 %."


def test_where_everybody_is_counted_a_unit_weighs_by_its_people_and_not_by_its_forms():
    answers = answers_of([[5, 5, 5, 5]] * 40 + [[2, 2, 2, 2]] * 10)
    answers = replace(answers, about=answers.about.assign(unit=["a"] * 40 + ["b"] * 10, level="tieu_hoc"))
    row = side_by_side(answers, people={"a": 100, "b": 900})[-1]
    assert row.key == "by_people"
    assert row.index.value == pytest.approx(0.1)
    assert len(side_by_side(answers, people={"a": 100})) == 5


def test_long_and_short_forms_together_are_said_where_persons_are_counted():
    long, short = [[5, 5, 3, 5, 4, 5, 5, 2]] * 40, [[5, 3, 0, 0, 0, 0, 0, 0]] * 40
    rows = side_by_side(answers_of(long + short))
    said = {row.key: " ".join(row.cautions) for row in rows}
    for method in ("respondent_share", "satisfied_respondents"):
        assert "từ 2 đến 8 câu" in said.pop(method)
    assert not any("phiếu ngắn" in one for one in said.values())
    assert "phiếu ngắn" in of_methods(rows)[NOTE].iloc[-1]


def test_blanks_of_a_few_make_no_second_form():
    rows = side_by_side(answers_of([[5, 5, 3, 5]] * 97 + [[5, 0, 0, 0]] * 3))
    assert not any("phiếu ngắn" in " ".join(row.cautions) for row in rows)
    assert NOTE not in of_methods(rows)
