"""The page that asks what to do after the quarter's figures."""

import html
import io
import re
from datetime import date, timedelta

import pandas as pd
import pytest

from tests.office.answering import Answering
from tests.office.person import HOME, Person
from tests.office.test_quarter import QUARTER, words

PAGE = f"{HOME}/phan-tich"
PRIMARY = "&phieu=truong_hoc_tieu_hoc@1"
QUARTERS = [f"{year}Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)][:11]


def usual_of(page: str) -> str:
    """What the weeks are judged by, and out of which of them."""
    return re.findall(r"Mốc: [^(]*\([^)]*\)", words(page))[0]


@pytest.mark.usefixtures("quarter")
def test_every_question_of_the_page_has_a_picture_in_words(reviewer: Person) -> None:
    page = reviewer.read(PAGE + QUARTER + PRIMARY)
    titles = re.findall(r'<div class="chart"[^>]*aria-label="([^"]+)"', page)
    assert {
        "Câu hỏi có nhiều trả lời dưới mức 4",
        "Tỷ lệ người có điểm trung bình từ 4 trở lên, theo tuần",
        "Thay đổi so với kỳ trước",
        "Từng đơn vị so với mức chung của cấp",
        "Chỉ số theo các cách gộp",
    } <= set(map(html.unescape, titles))
    captions = re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", page, re.DOTALL)
    assert all(len(words(caption)) > 20 for caption in captions)


@pytest.mark.usefixtures("quarter")
def test_why_there_are_no_priorities_is_said_and_the_questions_stand_in(reviewer: Person) -> None:
    text = words(reviewer.read(PAGE + QUARTER + PRIMARY))
    assert "Chưa tách được nhóm tiêu chí" in text
    assert "Câu hỏi có nhiều trả lời dưới mức 4" in text


@pytest.mark.usefixtures("quarter")
def test_two_schools_are_set_side_by_side_but_not_ranked(reviewer: Person) -> None:
    text = words(reviewer.read(PAGE + QUARTER + PRIMARY))
    assert "Cần ít nhất 8 đơn vị cùng cấp" in text
    assert "Trường Tiểu học Bình Minh" in text


@pytest.mark.usefixtures("quarter")
def test_a_school_sees_only_itself(school: Person) -> None:
    text = words(school.read(PAGE + QUARTER))
    assert "Bình Minh" not in text
    assert "Đơn vị nào khác hẳn cùng cấp" not in text


@pytest.mark.usefixtures("quarter")
def test_the_tables_come_as_a_workbook_and_one_by_one(reviewer: Person) -> None:
    book = reviewer.see(f"{PAGE}{QUARTER}{PRIMARY}&tai=xlsx")
    sheets = pd.read_excel(io.BytesIO(book.data), sheet_name=None)
    assert {"Đơn vị cạnh nhau", "Trả lời dưới mức 4", "Theo tuần", "Các cách gộp", "Cách tính"} <= set(sheets)
    weeks = sheets["Theo tuần"]
    assert (weeks["Số phiếu"] >= 10).all()
    one = reviewer.see(f"{PAGE}{QUARTER}{PRIMARY}&tai=csv&bang=Các cách gộp")
    assert one.data.decode("utf-8-sig").splitlines()[0].startswith("Tên")


@pytest.mark.usefixtures("quarter")
def test_a_group_below_the_floor_appears_in_no_table(reviewer: Person) -> None:
    # Three answers at the counter of one school: no figure of them anywhere.
    text = words(reviewer.read(PAGE + QUARTER + "&phieu=mot_cua_2026@1"))
    assert "100,0 %" not in text
    assert "ẩn" in text or "Chưa" in text


@pytest.mark.usefixtures("quarter")
def test_a_period_without_answers_says_what_to_do(reviewer: Person) -> None:
    text = words(reviewer.read(f"{PAGE}?ky=2024Q1"))
    assert "Chưa có phiếu nào" in text


@pytest.mark.usefixtures("quarter")
def test_a_questionnaire_that_this_period_does_not_have_gives_way_to_the_first(reviewer: Person) -> None:
    # Chosen in another period: the next one may have asked something else.
    assert words(reviewer.read(f"{PAGE}{QUARTER}&phieu=khong_co@1")) == words(reviewer.read(PAGE + QUARTER))


def test_what_is_usual_stays_though_the_first_quarters_leave_the_view(
    answering: Answering, school: Person
) -> None:
    for number, label in enumerate(QUARTERS):
        day = date(int(label[:4]), 3 * int(label[-1]) - 1, 6)
        for week in range(4 if number == 0 else 1):
            people = 60 if number == 0 else 20
            answering.say("PTHA0001", 5, people - 6, day + timedelta(weeks=week))
            answering.say("PTHA0001", 2, 6, day + timedelta(weeks=week))
    # Eight quarters are in view: the first two of 2024 leave it one after the other.
    usual = {usual_of(school.read(f"{PAGE}?ky={label}{PRIMARY}")) for label in QUARTERS[7:]}
    assert len(usual) == 1
    assert "4 tuần đầu tiên có đủ phiếu (05/02/2024–26/02/2024)" in usual.pop()
