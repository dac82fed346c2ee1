"""Pages of the third quarter of 2026: 100 of 100 satisfied at one school, 20 of 40 at the other."""

import csv
import html
import io
import json
import re
from datetime import date

import pandas as pd
import pytest

from survey.clock import today
from survey.store import units
from survey.store.connection import Store
from survey.store.units import Unit
from tests.office.answering import Answering
from tests.office.person import HOME, Person

QUARTER = "?ky=2026Q3"
_TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)


def words(page: str) -> str:
    """What a reader sees, without tags and with single spaces."""
    return " ".join(html.unescape(_TAGS.sub(" ", page)).split())


def cards(page: str) -> dict[str, str]:
    found = re.findall(r'<article class="card.*?</article>', page, re.DOTALL)
    return {words(re.findall(r"<h3>.*?</h3>", card, re.DOTALL)[0]): words(card) for card in found}


@pytest.mark.usefixtures("quarter")
def test_a_card_says_index_interval_number_verdict_target_and_change(school: Person) -> None:
    (card,) = cards(school.read(HOME + QUARTER)).values()
    assert "100,0 %" in card
    # Wilson for 100 of 100 people with t = 1.984 (99 df): lower bound 100 / (100 + 3.937) = 96.2 %.
    assert "96,2 % – 100,0 %" in card
    assert "100 phiếu" in card
    assert "đạt" in card
    assert "Mục tiêu 95 %" in card
    # 50 of 100 before, 100 of 100 now.
    assert "So với kỳ trước: tăng" in card


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize(
    "page", [HOME, f"{HOME}/don-vi/th-a", f"{HOME}/cau-hoi/truong_hoc_tieu_hoc@1/A1", f"{HOME}/tien-do"]
)
def test_every_picture_leads_to_how_it_was_computed(reviewer: Person, page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", reviewer.read(page + QUARTER), re.DOTALL)
    anchors = set(re.findall(r'id="([^"]+)"', reviewer.read("/cach-tinh")))
    assert figures
    for figure in figures:
        assert set(re.findall(r'href="/cach-tinh#([^"]+)"', figure)) & anchors


@pytest.mark.usefixtures("quarter")
def test_the_office_sees_each_questionnaire_and_the_units_below(reviewer: Person) -> None:
    page = reviewer.read(HOME + QUARTER + "&phieu=truong_hoc_tieu_hoc@1")
    found = cards(page)
    assert set(found) == {"Khảo sát cha mẹ học sinh tiểu học", "Khảo sát sự hài lòng tại Bộ phận Một cửa"}
    # Two units weigh by their answers: 120 of 140.
    assert "85,7 %" in found["Khảo sát cha mẹ học sinh tiểu học"]
    assert "chưa đạt" in found["Khảo sát cha mẹ học sinh tiểu học"]
    assert "Trường Tiểu học An Bình" in page
    assert "Trường Tiểu học Bình Minh" in page


@pytest.mark.usefixtures("quarter")
def test_three_answers_show_nothing_but_that_they_are_too_few(reviewer: Person) -> None:
    card = cards(reviewer.read(HOME + QUARTER))["Khảo sát sự hài lòng tại Bộ phận Một cửa"]
    assert "ẩn (n < 5)" in card
    assert "100,0 %" not in card


@pytest.mark.usefixtures("quarter")
def test_who_has_no_answers_is_named(reviewer: Person) -> None:
    text = words(reviewer.read(HOME + QUARTER))
    assert "Ai chưa có phiếu Trường THPT Chi Lăng" in text


@pytest.mark.usefixtures("quarter")
def test_a_commune_sees_its_own_units_only(commune: Person) -> None:
    page = commune.read(HOME + QUARTER + "&phieu=truong_hoc_tieu_hoc@1")
    assert "100,0 %" in cards(page)["Khảo sát cha mẹ học sinh tiểu học"]
    assert "Bình Minh" not in page
    assert "Chi Lăng" not in page


@pytest.mark.usefixtures("quarter")
def test_the_page_of_a_unit_shows_that_unit(reviewer: Person) -> None:
    (card,) = cards(reviewer.read(f"{HOME}/don-vi/th-b{QUARTER}")).values()
    assert "50,0 %" in card
    assert "40 phiếu" in card


@pytest.mark.usefixtures("quarter")
def test_a_question_has_its_page_with_every_unit_and_the_five_answers(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}/cau-hoi/truong_hoc_tieu_hoc@1/A1{QUARTER}")
    text = words(page)
    assert "85,7 %" in text
    # Columns 1 to 5 of the table of answers: twenty said 2, a hundred and twenty said 5.
    assert re.search(r"0 20 0 0 120", text)
    assert "Trường Tiểu học Bình Minh 40 50,0 %" in text


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("address", ["truong_hoc_tieu_hoc@1/Z9", "khong_co@1/A1"])
def test_an_unknown_question_is_no_page(reviewer: Person, address: str) -> None:
    assert reviewer.see(f"{HOME}/cau-hoi/{address}").status_code == 404


def test_an_empty_quarter_says_what_to_do_next(answering: Answering, reviewer: Person) -> None:
    del answering
    text = words(reviewer.read(HOME))
    assert "Chưa có phiếu nào trong" in text
    assert "in tờ dán rồi đặt tại quầy và lớp" in text


def test_without_a_choice_the_last_whole_quarter_with_answers_is_shown(
    answering: Answering, reviewer: Person
) -> None:
    answering.say("PTHA0001", 5, 12, date(2026, 5, 4))
    answering.say("PTHA0001", 5, 12, today())
    assert "Quý II/2026 (01/04/2026 – 30/06/2026)" in words(reviewer.read(HOME))


@pytest.mark.usefixtures("quarter")
def test_the_reporting_window_counts_other_days_than_the_quarter(
    answering: Answering, school: Person
) -> None:
    # 20 June lies in the window of the third quarter (15/6–14/9) and not in the quarter.
    answering.say("PTHA0001", 1, 100, date(2026, 6, 20))
    assert "100 phiếu" in words(school.read(HOME + "?ky=2026Q3"))
    assert "200 phiếu" in words(school.read(HOME + "?ky=2026Q3&lich=cchc"))


def test_a_new_answer_is_seen_at_once(answering: Answering, school: Person) -> None:
    answering.say("PTHA0001", 5, 10)
    assert "10 phiếu" in words(school.read(HOME + QUARTER))
    answering.say("PTHA0001", 5, 1)
    assert "11 phiếu" in words(school.read(HOME + QUARTER))


@pytest.mark.usefixtures("quarter")
def test_every_picture_has_words_and_a_table_with_the_same_data(reviewer: Person) -> None:
    page = reviewer.read(HOME + QUARTER + "&phieu=truong_hoc_tieu_hoc@1")
    figures = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page, re.DOTALL)
    assert {name for name, _ in figures} == {"units", "trend", "factors", "answers"}
    for name, text in figures:
        assert json.loads(text)["data"], name
        caption = re.search(rf'<figcaption id="{name}-loi">(.+?)</figcaption>', page)
        assert caption
        assert len(caption[1]) > 30
    assert page.count('<div class="scroll"') >= len(figures)


def test_a_name_cannot_leave_the_script_it_is_in(quarter: Answering, reviewer: Person) -> None:
    with quarter.store.write() as db:
        db.execute("UPDATE unit SET name = ? WHERE code = 'th-a'", ["</script><script>alert(1)</script>"])
    page = reviewer.read(HOME + QUARTER + "&phieu=truong_hoc_tieu_hoc@1")
    assert "<script>alert" not in page


@pytest.mark.usefixtures("quarter")
def test_the_workbook_has_what_the_page_shows(reviewer: Person) -> None:
    answer = reviewer.see(f"{HOME}{QUARTER}&phieu=truong_hoc_tieu_hoc@1&tai=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="so-2026Q3.xlsx"'
    sheets = pd.read_excel(io.BytesIO(answer.data), sheet_name=None)
    units = sheets["Đơn vị"].set_index("Mã")
    assert units["Chỉ số hài lòng (%)"].to_dict() == {"th-a": 100.0, "th-b": 50.0}
    assert units["Số phiếu"].to_dict() == {"th-a": 100, "th-b": 40}
    assert {"Chung", "Câu hỏi", "Nhóm tiêu chí", "Theo kỳ", "Cách tính"} <= set(sheets)


@pytest.mark.usefixtures("quarter")
def test_one_table_comes_as_csv_that_excel_reads(reviewer: Person) -> None:
    answer = reviewer.see(f"{HOME}{QUARTER}&phieu=truong_hoc_tieu_hoc@1&tai=csv&bang=Đơn vị")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["Mã"], row["Số phiếu"]) for row in rows] == [("th-a", "100"), ("th-b", "40")]


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("wrong", ["tai=pdf", "tai=csv&bang=khác"])
def test_a_file_that_does_not_exist_is_no_page(reviewer: Person, wrong: str) -> None:
    assert reviewer.see(f"{HOME}{QUARTER}&{wrong}").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_links_keep_the_period_that_is_looked_at(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}?ky=2026Q3&lich=cchc&phieu=truong_hoc_tieu_hoc@1")
    assert "/van-phong/don-vi/th-a?ky=2026Q3&amp;lich=cchc" in page


@pytest.mark.usefixtures("quarter")
def test_synthetic_data_say_so_on_every_page(quarter: Answering, reviewer: Person) -> None:
    assert "Số liệu mẫu" not in reviewer.read()
    with quarter.store.write() as db:
        db.execute("INSERT INTO setting VALUES ('synthetic', '1')")
    for path in ("", "/tien-do", "/diem-khao-sat", "/mat-khau"):
        assert "Số liệu mẫu (tổng hợp bằng máy)" in reviewer.read(HOME + path)


@pytest.mark.usefixtures("quarter")
def test_a_weak_question_has_its_interval_and_says_beside_what(reviewer: Person) -> None:
    text = words(reviewer.read(HOME + QUARTER + "&phieu=truong_hoc_tieu_hoc@1"))
    part = text.partition("Yếu ở đâu")[2].partition("Ai chưa có phiếu")[0]
    # 120 of 140 satisfied with every question: far below 95 %, and said so with an interval.
    assert re.search(r"85,7 % \(\d\d,\d % – \d\d,\d %\) · 140 phiếu · rõ ràng dưới mục tiêu", part)


def test_the_lowest_question_of_a_satisfied_school_is_not_called_weak(
    answering: Answering, school: Person
) -> None:
    answering.say("PTHA0001", 5, 100)
    text = words(school.read(HOME + QUARTER))
    part = text.partition("Yếu ở đâu")[2].partition("Ai chưa có phiếu")[0]
    assert "Chưa câu hỏi nào đủ căn cứ để gọi là yếu" in part
    assert "Thấp nhất của phiếu, nhưng chưa gọi là yếu" in part
    assert "rõ ràng dưới" not in part


@pytest.mark.usefixtures("quarter")
def test_a_mean_score_is_shown_with_its_interval(school: Person) -> None:
    text = words(school.read(HOME + QUARTER))
    assert re.search(r"Điểm trung bình \(1–5\) 5,00 4,\d\d – 5,00", text)
    assert "Điểm 1–5 (khoảng 95 %)" in text


@pytest.mark.usefixtures("quarter")
def test_a_level_that_was_put_right_counts_from_the_next_view(reviewer: Person, store: Store) -> None:
    page = f"{HOME}{QUARTER}&phieu=truong_hoc_tieu_hoc@1"
    assert "Trung học cơ sở" not in words(reviewer.read(page))
    with store.write() as db:
        units.save(db, [Unit("th-b", "Trường Tiểu học Bình Minh", "truong", "thcs")])
    assert "Trung học cơ sở" in words(reviewer.read(page))
