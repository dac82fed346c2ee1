"""The report as an official downloads it: of one's own units only, with the figures of the page."""

import io
import re
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from analytics.reports import word_form
from survey import reviewing
from survey.store import audit, codes, responses
from survey.store.audit import Filter
from survey.store.codes import Batch
from survey.store.connection import Store
from survey.store.decisions import Reason
from tests.office.answering import Answering
from tests.office.person import HOME, Person

QUARTER = "?ky=2026Q3"
REPORT = f"{HOME}/bao-cao/so{QUARTER}"

pytestmark = pytest.mark.usefixtures("quarter")


def words_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_overview_offers_the_report_of_what_it_shows(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}")
    (form,) = re.findall(r'<form class="report".*?</form>', page, re.DOTALL)
    assert f'action="{HOME}/bao-cao/th-a"' in form
    assert '<input type="hidden" name="ky" value="2026Q3">' in form
    assert re.findall(r'<option value="(\w+)"', form) == ["docx", "pdf", "xlsx"]
    assert "Tải báo cáo" in form


@pytest.mark.parametrize(
    ("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")], ids=["docx", "pdf", "xlsx"]
)
def test_each_kind_comes_as_a_file_with_a_name(reviewer: Person, kind: str, begins: bytes) -> None:
    answer = reviewer.see(f"{REPORT}&dang={kind}")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="bao-cao-so-2026Q3.{kind}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_report_that_is_handed_out_is_in_the_audit_log(reviewer: Person, store: Store) -> None:
    reviewer.see(f"{HOME}/bao-cao/th-a{QUARTER}&dang=xlsx")
    row = audit.some(store.db, Filter(), 1)[0]
    assert (row.actor, row.action, row.unit, row.detail) == (
        "so",
        "export",
        "th-a",
        "bao-cao-th-a-2026Q3.xlsx",
    )


def test_the_report_says_what_the_page_says(reviewer: Person) -> None:
    text = words_of(reviewer.see(REPORT).data)
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG MẪU" in text
    # Two primary schools weigh by their answers: 120 of 140 = 85.7 %.
    assert "Chỉ số hài lòng 85,7 %" in text
    assert "Đủ căn cứ kết luận chưa đạt mục tiêu." in text
    assert "1 đơn vị đạt (Trường Tiểu học An Bình)" in text
    # Three answers at the counter: a row without figures.
    assert "ẩn (n < 5)" in text
    assert "Trường THPT Chi Lăng" in text


def test_the_three_files_hold_the_same_figures(reviewer: Person) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reviewer.see(f"{REPORT}&dang=xlsx").data))
    head, *lines = book["Kết quả chung"].iter_rows(values_only=True)
    row = next(dict(zip(head, line, strict=True)) for line in lines if "tiểu học" in line[1])
    assert (row["Số phiếu"], row["Chỉ số hài lòng (%)"], row["Kết luận"]) == (140, 85.71, "chưa đạt")
    pdf = PdfReader(io.BytesIO(reviewer.see(f"{REPORT}&dang=pdf").data))
    paper = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for text in (words_of(reviewer.see(REPORT).data), paper):
        assert "85,71" in text


def test_an_open_quarter_gives_a_draft(reviewer: Person) -> None:
    document = docx.Document(BytesIO(reviewer.see(REPORT).data))
    assert "DỰ THẢO" in document.sections[0].first_page_header._element.xml
    assert "kỳ chưa chốt" in document.sections[0].footer.paragraphs[0].text


def test_nobody_gets_the_report_of_a_unit_that_is_not_theirs(commune: Person, school: Person) -> None:
    assert commune.see(f"{HOME}/bao-cao/so{QUARTER}").status_code == 403
    assert commune.see(f"{HOME}/bao-cao/th-b{QUARTER}").status_code == 403
    assert school.see(f"{HOME}/bao-cao/xa-a{QUARTER}").status_code == 403


def test_a_school_gets_its_own_and_nothing_of_others(school: Person) -> None:
    text = words_of(school.see(f"{HOME}/bao-cao/th-a{QUARTER}").data)
    assert "TRƯỜNG TIỂU HỌC AN BÌNH" in text
    assert "Đủ căn cứ kết luận đạt mục tiêu." in text
    assert "Bình Minh" not in text


def test_a_reviewer_of_a_commune_gets_only_what_lies_below(commune: Person) -> None:
    text = words_of(commune.see(f"{HOME}/bao-cao/xa-a{QUARTER}").data)
    assert "Trường Tiểu học An Bình" in text or "Chỉ số hài lòng 100,0 %" in text
    assert "Trường Tiểu học Bình Minh" not in text


@pytest.mark.parametrize("period", ["2026H1", "2026M9", "2026"])
def test_longer_periods_have_their_report_too(reviewer: Person, period: str) -> None:
    answer = reviewer.see(f"{HOME}/bao-cao/so?ky={period}&dang=xlsx")
    assert answer.status_code == 200
    assert f"bao-cao-so-{period}.xlsx" in answer.headers["Content-Disposition"]


def test_another_kind_is_no_page(reviewer: Person) -> None:
    answer = reviewer.see(f"{REPORT}&dang=odt")
    assert answer.status_code == 404
    assert "chỉ có docx, pdf, xlsx" in answer.text


def test_the_form_of_the_office_is_used_when_there_is_one(reviewer: Person, store: Store) -> None:
    own = word_form.blank()
    own.paragraphs[0].runs[0].text = "BÁO CÁO CỦA CHÚNG TÔI"
    own.save(str(store.path.parent / "mau-bao-cao.docx"))
    assert "BÁO CÁO CỦA CHÚNG TÔI" in words_of(reviewer.see(REPORT).data)


def test_a_spoilt_form_of_the_office_is_named_and_no_error(reviewer: Person, store: Store) -> None:
    (store.path.parent / "mau-bao-cao.docx").write_bytes(b"nothing")
    answer = reviewer.see(REPORT)
    assert answer.status_code == 409
    assert "mau-bao-cao.docx" in answer.text
    assert "không phải tệp Word" in answer.text
    # The other kinds need no form.
    assert reviewer.see(f"{REPORT}&dang=pdf").status_code == 200


def test_what_was_set_aside_is_told_in_the_report(reviewer: Person, store: Store) -> None:
    assert "loại vì" not in words_of(reviewer.see(REPORT).data)
    (*_, one) = (one.token for one in responses.every(store.db) if one.day == "2026-08-20")
    reviewing.set_aside(store, [one], Reason.TEST, "thử máy", ("so", date(2026, 11, 20)))
    assert "1 phiếu không được tính" in words_of(reviewer.see(REPORT).data)


def test_codes_that_were_handed_out_are_counted(reviewer: Person, quarter: Answering) -> None:
    with quarter.store.write() as db:
        # As codes are issued: for a version of the questionnaire.
        for size, issued in ((120, "2026-08-01"), (7, "2026-05-01")):
            batch = Batch("th-a", "PTHA0001", "truong_hoc_tieu_hoc@1", size, issued, "2026-12-01", "Lớp 1A")
            codes.issue(db, "khóa", batch)
    book = openpyxl.load_workbook(io.BytesIO(reviewer.see(f"{REPORT}&dang=xlsx").data))
    head, *lines = book["Số phiếu"].iter_rows(values_only=True)
    rows = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert rows["Khảo sát cha mẹ học sinh tiểu học"]["Mã đã phát"] == 120
    assert rows["Khảo sát cha mẹ học sinh tiểu học"]["Thu về"] == 140
    assert rows["Khảo sát sự hài lòng tại Bộ phận Một cửa"]["Mã đã phát"] is None
