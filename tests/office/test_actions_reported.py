"""Where else actions are told of: the report, the pages with weak figures, the list of what is due."""

import io
import re
from datetime import date
from io import BytesIO

import docx
import openpyxl
from pypdf import PdfReader

from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.store.organisation import Document, Kind
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, Person
from tests.office.test_actions import NEW, QUARTER_3, finish, give

REPORT = f"{HOME}/bao-cao/so?ky=2026Q3"


def sheet(content: bytes, name: str) -> list[dict[str, object]]:
    head, *lines = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines if line[0]]


def test_the_report_tells_what_was_done_whether_it_helped_and_what_is_given_out(
    reviewer: Person, quarter: Answering
) -> None:
    del quarter
    assert "chưa ghi nhận việc khắc phục nào" in words_of(reviewer.see(REPORT).data)
    finish(reviewer, give(reviewer))
    give(reviewer, unit="th-b", what="Niêm yết thủ tục", planned_on="05/10/2026", due="15/12/2026",
         period=QUARTER_3, lead="Văn phòng Sở")  # fmt: skip
    book = reviewer.see(f"{REPORT}&dang=xlsx").data
    (done,) = sheet(book, "Khắc phục")
    assert (done["Việc khắc phục"], done["Nơi thực hiện"]) == (
        "Thêm ghế ở khu chờ",
        "Trường Tiểu học An Bình",
    )
    assert done["Tình trạng"] == "Đã xong ngày 28/06/2026: 20 ghế đã đặt"
    assert str(done["Số liệu sau đó"]).startswith("Chỉ số tăng ngoài sai số.")
    given, *suggested = sheet(book, "Đề xuất")
    assert given["Nội dung, nhiệm vụ"] == "Niêm yết thủ tục"
    assert given["Sản phẩm"] == "20 ghế"
    assert given["Đơn vị chủ trì"] == "Văn phòng Sở (Trường Tiểu học Bình Minh)"
    assert given["Đơn vị phối hợp"] == "Phòng Kế hoạch – Tài chính"
    assert given["Thời gian"] == "Đến ngày 15/12/2026"
    assert given["Ghi chú"] == "đã giao; kết quả Quý III/2026; văn bản 12/KH-SGDĐT"
    assert suggested
    pdf = PdfReader(io.BytesIO(reviewer.see(f"{REPORT}&dang=pdf").data))
    paper = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for text in (words_of(reviewer.see(REPORT).data), paper):
        assert "chỉ số tăng 50,0 điểm %" in text
        assert "Văn phòng Sở" in text


def test_a_school_that_ended_since_takes_nothing_away_from_what_its_office_reached(
    reviewer: Person, quarter: Answering
) -> None:
    there = give(reviewer, unit="so")
    finish(reviewer, there)
    (risen,) = re.findall(r"<p>([^<]*so với Quý II/2026[^<]*)</p>", reviewer.read(there))
    ended = Plan(Kind.CLOSE, date(2026, 9, 15), Document("1/QĐ", "2026-09-01", "Giải thể"), ("th-a",))
    record(quarter.store, ended, "so")
    assert risen in reviewer.read(there)
    assert risen in words_of(reviewer.see(REPORT).data)


def test_the_report_of_a_school_tells_its_own_only(
    reviewer: Person, school: Person, quarter: Answering
) -> None:
    del quarter
    give(reviewer, unit="th-b", what="Niêm yết thủ tục")
    give(reviewer)
    text = words_of(school.see(f"{HOME}/bao-cao/th-a?ky=2026Q3").data)
    assert "Thêm ghế ở khu chờ" in text
    assert "Niêm yết thủ tục" not in text


def test_what_is_clearly_below_the_target_leads_to_a_form_that_knows_it(
    reviewer: Person, school: Person, quarter: Answering
) -> None:
    """Half of the forty at th-b are pleased, everybody at th-a."""
    del quarter
    weak, good = (reviewer.read(f"{HOME}/don-vi/{unit}?ky=2026Q3") for unit in ("th-b", "th-a"))
    assert "Rõ ràng dưới mục tiêu" in weak
    assert "Giao việc khắc phục" not in good
    assert "Giao việc khắc phục" not in school.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    item = reviewer.client.application.extensions["sipas"].questionnaire(f"{PRIMARY}@1").items[0].code
    page = reviewer.read(f"{HOME}/cau-hoi/{PRIMARY}@1/{item}?ky=2026Q3")
    assert f"phan={item}" in page
    form = reviewer.read(f"{NEW}?ky=2026Q3&don-vi=th-b&phieu={PRIMARY}@1&phan={item}")
    assert 'value="th-b"' in form
    assert 'value="Trường Tiểu học Bình Minh"' in form
    assert f'<option selected value="{PRIMARY}/{item}">' in form
    assert '<option selected value="quarter/2026Q3">' in form


def test_what_is_late_stands_in_the_list_of_what_is_due(
    reviewer: Person, school: Person, answering: Answering
) -> None:
    del answering
    there = give(reviewer)
    assert "Việc khắc phục: <a" in school.read(f"{HOME}/chot-ky")
    assert "hạn 30/06/2026 <strong>đã quá hạn</strong>" in reviewer.read(f"{HOME}/chot-ky")
    finish(reviewer, there)
    assert "Việc khắc phục: <a" not in reviewer.read(f"{HOME}/chot-ky")


def words_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
