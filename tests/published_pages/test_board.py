"""The sheet for the notice board, opened again: one A4 page, with everything that the page says."""

import io
import unicodedata

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from pypdf import PdfReader

from survey.published.board import _drawn
from survey.store import closings
from tests.office.answering import Answering
from tests.published_pages.conftest import closed_by

A4 = (595, 842)
LONG = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " + "Nguyễn Thị Minh Khai " * 7


def opened(client: FlaskClient, path: str) -> PdfReader:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.data))


def said(pdf: PdfReader) -> str:
    return " ".join(pdf.pages[0].extract_text().split())


def codes(client: FlaskClient, path: str) -> list[str]:
    page = pypdfium2.PdfDocument(client.get(path).data)[0]
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]


def test_the_sheet_is_one_a4_page_with_fonts_inside_and_text_that_copies(
    out: Answering, client: FlaskClient
) -> None:
    pdf = opened(client, "/ket-qua/th-a/bang-cong-khai.pdf")
    text = said(pdf)
    assert len(pdf.pages) == 1
    assert (round(pdf.pages[0].mediabox.width), round(pdf.pages[0].mediabox.height)) == A4
    assert unicodedata.is_normalized("NFC", text)
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)
    digest = closings.published(out.store.db, "quarter")[0].digest
    for words in (
        "KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG", "Trường Tiểu học An Bình", "Quý III/2026", "ĐẠT",
        "100,0 %", "100 phiếu",
        "Tiếp cận dịch vụ giáo dục", "Chốt ngày 20/11/2026", digest, "Trung bình các chỉ số câu hỏi",
    ):  # fmt: skip
        assert words in text


@pytest.mark.usefixtures("out")
def test_the_code_leads_to_the_page_of_the_period(client: FlaskClient) -> None:
    path = "/ket-qua/th-a/bang-cong-khai.pdf?ky=2026Q2"
    assert codes(client, path) == ["http://127.0.0.1:8000/ket-qua/th-a?ky=2026Q2"]


@pytest.mark.usefixtures("out")
def test_the_sheet_speaks_english_too(client: FlaskClient) -> None:
    text = said(opened(client, "/ket-qua/th-b/bang-cong-khai.pdf?lang=en"))
    for words in ("SATISFACTION SURVEY RESULTS", "NOT MET", "50.0%", "40 responses", "20 November 2026"):
        assert words in text


@pytest.mark.usefixtures("out")
def test_a_hidden_result_says_so_and_shows_no_figure(client: FlaskClient) -> None:
    text = said(opened(client, "/ket-qua/quay-a/bang-cong-khai.pdf"))
    assert "Ẩn để bảo vệ người trả lời" in text
    assert "phiếu Mục tiêu" not in text


def test_a_very_long_name_stays_on_the_sheet(quarter: Answering, client: FlaskClient) -> None:
    with quarter.store.write() as db:
        db.execute("UPDATE unit SET name = ? WHERE code = 'th-a'", [LONG])
    closed_by("so", quarter)
    pdf = opened(client, "/ket-qua/th-a/bang-cong-khai.pdf")
    assert len(pdf.pages) == 1
    assert "Nguyễn Thị Minh Khai" in said(pdf)
    assert codes(client, "/ket-qua/th-a/bang-cong-khai.pdf")


def test_the_same_closing_gives_the_same_sheet_and_who_has_it_is_not_sent_it_again(
    out: Answering, client: FlaskClient
) -> None:
    del out
    path = "/ket-qua/th-a/bang-cong-khai.pdf"
    first = client.get(path)
    _drawn.cache_clear()
    assert client.get(path).data == first.data
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.usefixtures("out")
def test_a_sheet_is_drawn_once_for_each_language(client: FlaskClient) -> None:
    _drawn.cache_clear()
    for asked in ("", "", "?lang=en", "?lang=en"):
        client.get(f"/ket-qua/th-a/bang-cong-khai.pdf{asked}")
    assert (_drawn.cache_info().misses, _drawn.cache_info().hits) == (2, 2)
