"""The PDF, reopened: fonts inside, text that copies as it was written, the same content as in Word."""

import io
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from analytics.reports import pdf
from analytics.reports.compose import compose
from analytics.reports.content import Heading, Picture, Report, Table
from survey.places import folder
from tests.analytics.reports.small_report import SEAL, form, material

FONTS = folder("data") / "fonts"
POINTS_PER_MM = 72 / 25.4
DRAFT = "DỰ THẢO"


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40)})))


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return pdf.write(report, FONTS)


@pytest.fixture(scope="module")
def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def fonts(content: bytes) -> Iterator[DictionaryObject]:
    for page in PdfReader(io.BytesIO(content)).pages:
        yield from (one.get_object() for one in page["/Resources"]["/Font"].values())


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_body_is_a4_upright_and_the_annexes_lie(content: bytes, pages: list[str]) -> None:
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(content)).pages]
    sizes = [(float(box.width), float(box.height)) for box in boxes]
    annex = next(at for at, text in enumerate(pages) if "Phụ lục 1. Bảng số liệu" in text)
    for at, size in enumerate(sizes):
        wanted = (297, 210) if at >= annex else (210, 297)
        assert size == pytest.approx([mm * POINTS_PER_MM for mm in wanted], abs=0.5)


def test_every_font_is_inside(content: bytes) -> None:
    found = list(fonts(content))
    assert found
    for font in found:
        (below,) = font["/DescendantFonts"]
        assert "BaoCaoSerif" in str(font["/BaseFont"])
        assert "/FontFile2" in below.get_object()["/FontDescriptor"]


def test_text_copies_as_it_was_written(pages: list[str], report: Report) -> None:
    whole = "".join(pages)
    assert unicodedata.is_normalized("NFC", whole)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in whole
    for one in (*report.body, *report.annexes):
        if isinstance(one, Heading):
            assert one.text in flat(whole)


def test_figures_of_the_tables_are_those_of_the_report(pages: list[str], report: Report) -> None:
    whole = flat(" ".join(pages))
    units = next(one for one in report.tables if one.name == "1 Đơn vị")
    assert "50,00" in whole
    assert [name for name in units.frame["Tên"] if name not in whole] == []
    assert [one.title for one in report.tables if isinstance(one, Table) and one.title not in whole] == []


def test_the_number_of_the_page_is_not_on_page_one(pages: list[str]) -> None:
    numbers = [re.match(rf"(?:{DRAFT})?\s*(\d+)\s", text) for text in pages]
    assert numbers[0] is None
    assert [int(found[1]) for found in numbers[1:] if found] == list(range(2, len(pages) + 1))


def test_a_draft_says_so_on_every_page(pages: list[str]) -> None:
    for text in pages:
        assert DRAFT in text
        assert "Dự thảo lập ngày 20/11/2026" in text


def test_a_final_report_bears_its_digest_on_every_page_and_no_watermark() -> None:
    made = pdf.write(compose(material(form(), seal=SEAL)), FONTS)
    for page in PdfReader(io.BytesIO(made)).pages:
        text = page.extract_text()
        assert DRAFT not in text
        assert SEAL.digest in flat(text)
    for page in pypdfium2.PdfDocument(made):
        width, _ = page.get_size()
        words = page.get_textpage()
        boxes = [words.get_rect(at) for at in range(words.count_rects())]
        assert min(left for left, *_ in boxes) >= 15 * POINTS_PER_MM
        assert max(right for _, _, right, _ in boxes) <= width - 15 * POINTS_PER_MM


def test_pictures_have_words_and_lie_on_the_page(content: bytes, report: Report) -> None:
    wanted = [one for one in (*report.body, *report.annexes) if isinstance(one, Picture)]
    drawn = 0
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        for shape in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = shape.get_bounds()
            assert 0 < left < right < width
            assert 0 < bottom < top < height
            drawn += 1
    assert drawn == len(wanted)
    assert content.count(b"/Alt") == len(wanted)


def test_the_signature_stands_under_the_last_words(pages: list[str]) -> None:
    (last,) = (text for text in pages if "Nơi nhận:" in text)
    assert "./." in last
    assert "KT. GIÁM ĐỐC" in last


def test_headings_are_bookmarks(content: bytes) -> None:
    outline = PdfReader(io.BytesIO(content)).outline
    first = next(one.title for one in outline if not isinstance(one, list))
    assert first == "I. Căn cứ, phạm vi và cách thực hiện"


def test_the_same_report_is_the_same_file(report: Report, content: bytes) -> None:
    assert pdf.write(report, FONTS) == content


def test_no_table_leaves_the_margins(content: bytes) -> None:
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        left = 30 if width < height else 20
        paths = [s.get_bounds() for s in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
        for at in paths:
            assert at[0] >= (left - 0.5) * POINTS_PER_MM
            assert at[2] <= width - (20 - 0.5) * POINTS_PER_MM
