import io
import json
import re

import pandas as pd
import pytest
from flask import Flask
from pypdf import PdfReader

from survey.running import running_in
from tests.office.answering import Answering
from tests.office.counting import queries
from tests.office.person import HOME, Person
from tests.office.test_quarter import QUARTER, words

pytestmark = pytest.mark.usefixtures("quarter")


def test_progress_names_who_has_none_and_what_is_missing(reviewer: Person) -> None:
    text = words(reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_thpt"))
    assert "Chưa có phiếu nào Trường THPT Chi Lăng" in text
    assert "Trường THPT Chi Lăng 0 chưa có số người Chưa có phiếu nào" in text


def test_a_bar_ends_where_a_target_can_be_proven(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc")
    # 0.95 to the 59th is 4.8 %, to the 58th 5.1 %: with 59 satisfied out of 59 a target of 95 % is proven.
    assert '<progress value="100" max="59"' in page
    assert '<progress value="40" max="59"' in page


def test_the_picture_has_the_order_of_its_table(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc")
    (drawn,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    from_the_top = json.loads(drawn)["data"][0]["customdata"][::-1]
    assert len(from_the_top) > 1
    table = words(page.split("</figure>")[1])
    assert sorted(from_the_top, key=table.index) == from_the_top


def test_what_is_missing_is_told_and_no_verdict(reviewer: Person) -> None:
    text = words(reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc"))
    assert "An Bình 100 chưa có số người Đủ số phiếu ít nhất để có thể kết luận." in text
    # 59 less the 40 that came.
    assert "Bình Minh 40 chưa có số người Cần thêm ít nhất 19 phiếu mới có thể kết luận." in text
    assert "Đạt" not in text


def test_after_a_new_answer_the_page_reads_counts_and_not_the_log(
    reviewer: Person, answering: Answering, app: Flask
) -> None:
    page = f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc"
    answering.say("PTHB0001", 5, 1)
    with queries(running_in(app).store) as seen:
        assert "Bình Minh 41 " in words(reviewer.read(page))
    folding = "FROM response WHERE folded = 0"
    assert [one for one in seen if " FROM response" in one and folding not in one] == []


def test_the_table_of_progress_can_be_taken_along(reviewer: Person) -> None:
    answer = reviewer.see(f"{HOME}/tien-do{QUARTER}&tai=xlsx")
    sheets = pd.read_excel(io.BytesIO(answer.data), sheet_name=None)
    counted = sheets["truong_hoc_tieu_hoc"].set_index("Mã")["Số phiếu"]
    assert counted.to_dict() == {"th-a": 100, "th-b": 40}


def test_service_points_show_code_and_state(commune: Person) -> None:
    text = words(commune.read(f"{HOME}/diem-khao-sat"))
    assert "Quầy số 1 quầy QUAYA001" in text
    assert "tạm đóng" in text
    assert "PTHB0001" not in text


def test_posters_are_printed_for_open_points_of_ones_own(commune: Person) -> None:
    answer = commune.see(f"{HOME}/to-dan.pdf?kho=a5")
    assert answer.mimetype == "application/pdf"
    printed = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert len(printed) == 2
    assert "QUAY-A001" in "".join(printed)
    assert "PTHA-0001" in "".join(printed)


def test_posters_of_one_unit(commune: Person) -> None:
    answer = commune.see(f"{HOME}/to-dan/th-a.pdf")
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 1
    assert commune.see(f"{HOME}/to-dan/th-b.pdf").status_code == 403


@pytest.mark.parametrize("wrong", ["to-dan.pdf?kho=a0", "to-dan/xa-a.pdf"])
def test_nothing_to_print_is_said(commune: Person, wrong: str) -> None:
    answer = commune.see(f"{HOME}/{wrong}")
    assert answer.status_code == 404
    assert "Không có điểm khảo sát nào đang mở" in answer.text
