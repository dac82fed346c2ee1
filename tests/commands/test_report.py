"""The report of a quarter from the command line."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from survey import period
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("demo_home")

HEAD = "ubnd-an-mau"


@pytest.fixture
def quarter(today: date) -> period.Period:
    return period.of(today).previous()


@pytest.fixture
def words(quarter: period.Period) -> tuple[str, ...]:
    """The period as people write it, with a hyphen."""
    label = f"{quarter.label[:4]}-{quarter.label[4:]}"
    return ("report", "--period", label, "--unit", HEAD)


def test_a_closed_period_gives_the_final_report_as_a_word_file(
    sipas: Sipas, words: tuple[str, ...], quarter: period.Period, tmp_path: Path
) -> None:
    out = tmp_path / "report.docx"
    said = sipas(*words, "--out", str(out)).output
    assert f"Đã ghi báo cáo {quarter.full_name} (bản chính thức) vào {out}." in said
    assert "Đang tính số liệu" in said
    document = docx.Document(str(out))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "BÁO CÁO" in text
    assert any("số liệu mẫu tổng hợp bằng máy" in one for one in text)


def test_a_period_that_is_not_closed_gives_a_draft(
    sipas: Sipas, words: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "report.docx"
    said = sipas(*words, "--calendar", "cchc", "--out", str(out)).output
    assert "(dự thảo, kỳ chưa chốt)" in said


def test_a_pdf_and_a_workbook_are_written(sipas: Sipas, words: tuple[str, ...], tmp_path: Path) -> None:
    sipas(*words, "--out", str(tmp_path / "report.pdf"))
    sipas(*words, "--format", "xlsx", "--out", str(tmp_path / "report.xlsx"))
    assert len(PdfReader(tmp_path / "report.pdf").pages) > 10
    assert "Kết quả chung" in openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames


def test_an_office_makes_the_form_its_own(sipas: Sipas, words: tuple[str, ...], tmp_path: Path) -> None:
    form, out = tmp_path / "form.docx", tmp_path / "report.docx"
    assert "mau-bao-cao.docx" in sipas("report", "--new-template", str(form)).output
    own = docx.Document(str(form))
    own.paragraphs[0].runs[0].text = "BÁO CÁO CỦA CHÚNG TÔI"
    own.save(str(form))
    sipas(*words, "--out", str(out), "--template", str(form))
    assert docx.Document(str(out)).paragraphs[0].text == "BÁO CÁO CỦA CHÚNG TÔI"


def test_a_form_without_its_marks_is_explained(sipas: Sipas, words: tuple[str, ...], tmp_path: Path) -> None:
    form, out = tmp_path / "form.docx", tmp_path / "report.docx"
    docx.Document().save(str(form))
    said = sipas(*words, "--out", str(out), "--template", str(form), code=1).output
    assert "Mẫu báo cáo thiếu dòng “{{noi_dung}}”" in said
    assert not out.exists()


def test_a_unit_that_is_not_there_is_named(sipas: Sipas, words: tuple[str, ...], tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    said = sipas(*words[:3], "--unit", "khong-co", "--out", str(out), code=1).output
    assert "Không có đơn vị mã “khong-co”." in said
    assert not out.exists()


def test_a_period_without_answers_has_a_report_that_says_so(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    sipas("report", "--period", "2031Q1", "--unit", HEAD, "--out", str(out))
    text = " ".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "chưa có phiếu hợp lệ nào" in text
