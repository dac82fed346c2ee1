"""The figures of a quarter from the command line: to read, and to the last digit."""

import csv
import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from analytics.estimate import Verdict
from survey import period
from survey.commands.index import BREAKDOWNS
from survey.digits import Mark, decode
from survey.store import questionnaires, responses
from survey.store.connection import open_store
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("demo_home")

ONE_STOP = "mot_cua_2026@1"


@pytest.fixture
def quarter(today: date) -> period.Period:
    return period.of(today).previous()


def told(sipas: Sipas, quarter: period.Period, *more: str) -> dict[str, Any]:
    words = ("index", "--period", quarter.label, "--format", "json", *more)
    found: dict[str, Any] = json.loads(sipas(*words).output)
    return found


def test_an_item_is_the_share_of_fours_and_fives_counted_by_hand(
    sipas: Sipas, quarter: period.Period, demo_home: Any
) -> None:
    store = open_store(demo_home / "sipas.db")
    form = questionnaires.get(store.db, ONE_STOP)
    scores: Counter[tuple[str, bool]] = Counter()
    for response in responses.every(store.db):
        if response.questionnaire == ONE_STOP and quarter.holds(date.fromisoformat(response.day)):
            answers = decode(form, response.answers)
            asked = [a for c, a in answers.items() if c != "overall"]
            answered = [a for a in asked if isinstance(a, int)]
            # Only forms with at least half of what was asked count.
            if 2 * len(answered) >= sum(a is not Mark.NOT_ASKED for a in asked):
                scores.update((c, a >= 4) for c, a in answers.items() if isinstance(a, int))
    store.close()
    rows = {
        row["key"]: row
        for row in told(sipas, quarter, "--by", "item")["rows"]
        if row["questionnaire"] == ONE_STOP
    }
    assert len(rows) == 16
    for code, row in rows.items():
        satisfied, n = scores[code, True], scores[code, True] + scores[code, False]
        assert row["n"] == n
        assert row["index"] == pytest.approx(100 * satisfied / n, abs=1e-9)
        assert row["lower"] < row["index"] < row["upper"]


def test_no_figure_travels_without_n_interval_and_method(sipas: Sipas, quarter: period.Period) -> None:
    found = told(sipas, quarter, "--by", "unit")
    assert (found["period"], found["calendar"], found["by"]) == (quarter.label, "quarter", "unit")
    assert found["methods"].keys() == {row["questionnaire"] for row in found["rows"]}
    for row in found["rows"]:
        if row["hidden"]:
            assert row["n"] is row["index"] is row["mean"] is row["change"] is None
        else:
            assert row["n"] >= 5
            assert row["lower"] <= row["index"] <= row["upper"]
            assert row["level"] == 0.95
            assert row["method"] == "mean_of_items"
            assert row["interval_method"]


def test_the_demo_shows_every_verdict_and_something_hidden(sipas: Sipas, quarter: period.Period) -> None:
    rows = told(sipas, quarter, "--by", "unit")["rows"]
    assert {row["verdict"] for row in rows} - {None} == {verdict.value for verdict in Verdict}
    assert any("n < 5" in row["hidden"] for row in rows)
    assert any(row["change_label"] == "giảm" for row in rows)


@pytest.mark.parametrize("by", BREAKDOWNS, ids=lambda by: by.value)
def test_every_breakdown_comes_as_table_and_csv(sipas: Sipas, quarter: period.Period, by: Any) -> None:
    words = ("index", "--period", quarter.label, "--by", by.value, "--format")
    table = sipas(*words, "table").output
    assert "Chỉ số hài lòng (%)" in table
    assert "Trung bình các chỉ số câu hỏi" in table
    rows = list(csv.DictReader(io.StringIO(sipas(*words, "csv").output)))
    assert {row["by"] for row in rows} == {by.value}
    keys = Counter((row["questionnaire"], row["key"]) for row in rows)
    assert max(keys.values()) == 1


def test_the_table_is_written_as_vietnamese_readers_write_numbers(
    sipas: Sipas, quarter: period.Period
) -> None:
    table = sipas("index", "--period", quarter.label).output
    assert quarter.full_name in table
    (whole,) = (
        row for row in told(sipas, quarter)["rows"] if (row["questionnaire"], row["key"]) == (ONE_STOP, "")
    )
    assert f"{whole['index']:.2f}".replace(".", ",") in table


def test_another_calendar_covers_other_days(sipas: Sipas, quarter: period.Period) -> None:
    found = told(sipas, quarter, "--calendar", "cchc")
    assert (found["first"][-2:], found["last"][-2:]) == ("15", "14")
    year = sipas("index", "--period", "2025-2026HK2", "--calendar", "school-year").output
    assert "Học kỳ II" in year


def test_a_period_without_answers_says_so(sipas: Sipas) -> None:
    assert "chưa có phiếu trả lời nào" in sipas("index", "--period", "2031Q1").output
    assert json.loads(sipas("index", "--period", "2031Q1", "--format", "json").output)["rows"] == []
    heading = sipas("index", "--period", "2031Q1", "--format", "csv").output
    assert heading.startswith("questionnaire,by,key")


def test_a_period_that_is_none_is_explained(sipas: Sipas) -> None:
    assert "hãy viết 2026Q3" in sipas("index", "--period", "Q3/2026", code=1).output


def test_the_tree_of_the_period_or_of_today_is_told(
    sipas: Sipas, quarter: period.Period, today: date
) -> None:
    assert told(sipas, quarter)["tree"] == quarter.last.isoformat()
    assert told(sipas, quarter, "--tree", "today")["tree"] == today.isoformat()
    said = sipas("index", "--period", quarter.label, "--tree", "today").output
    assert "Gộp theo cây tổ chức hôm nay" in said
