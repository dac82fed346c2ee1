"""The printed code: reopened, measured, scanned."""

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from survey.printing import posters
from survey.printing.posters import Card
from survey.printing.sheet import Size

PRINTED = date(2026, 11, 21)
CARD = Card(
    unit="Trường Tiểu học Kim Sơn",
    point="Bộ phận Tiếp nhận và Trả kết quả",
    code="7KQD3M2P",
    address="https://khaosat.example.vn/k/7KQD3M2P",
)
LONG = Card(
    unit="Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " + "Nguyễn Thị Minh Khai " * 4,
    point="Quầy số 3 – tiếp nhận hồ sơ chuyển trường và tiếp nhận học sinh người nước ngoài",
    code="7KQD3M2P",
    address=CARD.address,
)
POINTS_PER_MM = 72 / 25.4


@pytest.mark.parametrize("size", list(Size))
def test_the_sheet_has_its_paper_size_and_one_page_for_each_point(size: Size) -> None:
    reader = PdfReader(io.BytesIO(posters.pdf([CARD, LONG], size, PRINTED)))
    assert len(reader.pages) == 2
    box = reader.pages[0].mediabox
    assert (float(box.width) / POINTS_PER_MM, float(box.height) / POINTS_PER_MM) == pytest.approx(
        size.value, abs=0.1
    )


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("card", [CARD, LONG], ids=["short name", "long name"])
def test_a_phone_that_scans_the_page_gets_the_link(size: Size, card: Card) -> None:
    page = pypdfium2.PdfDocument(posters.pdf([card], size, PRINTED))[0]
    found = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert [code.text for code in found] == [CARD.address]
    assert found[0].ec_level in {"Q", "H"}


@pytest.mark.parametrize("size", list(Size))
def test_the_code_is_at_least_thirty_millimetres_wide(size: Size) -> None:
    scale = 4
    page = pypdfium2.PdfDocument(posters.pdf([CARD], size, PRINTED))[0]
    corners = zxingcpp.read_barcodes(page.render(scale=scale).to_pil())[0].position
    pixels = corners.top_right.x - corners.top_left.x
    assert pixels / scale / POINTS_PER_MM >= 30


def test_the_text_copies_as_typed_vietnamese_with_embedded_fonts() -> None:
    page = PdfReader(io.BytesIO(posters.pdf([CARD], Size.A4, PRINTED))).pages[0]
    text = page.extract_text()
    assert text == unicodedata.normalize("NFC", text)
    for words in (
        CARD.unit,
        CARD.point,
        "khaosat.example.vn/k/7KQD-3M2P",
        posters.WARNING,
        "7KQD-3M2P",
        "21/11/2026",
    ):
        assert words in " ".join(text.split())
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert descriptors
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


@pytest.mark.parametrize(("full", "duration"), [(False, "Chưa đầy 1 phút"), (True, "Khoảng 3 phút")])
def test_the_sheet_promises_the_time_that_its_form_takes(full: bool, duration: str) -> None:
    page = PdfReader(io.BytesIO(posters.pdf([replace(CARD, full=full)], Size.A4, PRINTED))).pages[0]
    assert f"{duration} ·" in page.extract_text()


@pytest.mark.parametrize("size", list(Size))
def test_a_very_long_name_does_not_push_the_foot_off_the_page(size: Size) -> None:
    document = posters.pdf([LONG], size, PRINTED)
    page = pypdfium2.PdfDocument(document)[0]
    text = page.get_textpage()
    code_bottom = min(
        corner.y for corner in [zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].position.bottom_left]
    )
    assert code_bottom < page.get_height() * 2
    assert posters.WARNING[:20] in " ".join(text.get_text_range().split())
