"""The printed invitation: one page whatever the names, a code that is scanned, text that copies."""

import io
import unicodedata
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from survey.printing import invitations, modules
from survey.printing.invitations import Letter

ADDRESS = "https://khaosat.example.vn/van-phong/loi-moi/" + "aB3-_x7" * 6 + "q"
SHORT = Letter("Trần Thị Lan", "lan", "đơn vị", "Trường Tiểu học Kim Sơn", ADDRESS, date(2026, 11, 28))
LONG = Letter(
    "Nguyễn Phan Hoàng Thị Thanh Tuyền " * 3,
    "x" * 40,
    "cơ quan xem xét",
    "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " + "Nguyễn Thị Minh Khai " * 7,
    ADDRESS,
    date(2026, 11, 28),
)
POINTS_PER_MM = 72 / 25.4


@pytest.mark.parametrize("letter", [SHORT, LONG], ids=["short", "long"])
def test_one_a4_page_with_a_code_that_opens_the_link_and_everything_inside(letter: Letter) -> None:
    document = pypdfium2.PdfDocument(invitations.pdf(letter))
    assert len(document) == 1
    page = document[0]
    assert page.get_width() / POINTS_PER_MM == pytest.approx(210, abs=0.1)
    assert zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text == ADDRESS
    text = page.get_textpage()
    lowest = min(text.get_charbox(number)[1] for number in range(text.count_chars()))
    assert lowest > 10 * POINTS_PER_MM


def test_the_text_copies_as_typed_vietnamese() -> None:
    text = PdfReader(io.BytesIO(invitations.pdf(SHORT))).pages[0].extract_text()
    assert text == unicodedata.normalize("NFC", text)
    for words in ("Trần Thị Lan", "Quyền: đơn vị", "đến hết ngày 28/11/2026", "giao tận tay"):
        assert words in text


def test_the_outline_for_a_page_has_the_same_modules_as_the_paper() -> None:
    side, path = modules.outline(ADDRESS)
    dark = {
        (int(row), int(first) + step)
        for first, row, length in (
            run.replace("h", " ").partition("v")[0].split() for run in path.split("M")[1:]
        )
        for step in range(int(length))
    }
    rows = modules.matrix(ADDRESS)
    assert side == len(rows)
    assert dark == {(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
