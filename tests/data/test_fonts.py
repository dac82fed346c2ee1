"""The fonts that ship: every Vietnamese letter and symbol is in them, and text copies back from a PDF."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fpdf import FPDF
from pypdf import PdfReader

from survey.places import folder

FONTS = folder("data") / "fonts"
WEIGHTS = ("NotoSans-Regular", "NotoSans-Bold")
SERIFS = ("BaoCaoSerif-Regular", "BaoCaoSerif-Bold", "BaoCaoSerif-Italic", "BaoCaoSerif-BoldItalic")
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
SYMBOLS = "▲▼●◆■□✂☐☑✓→←≥≤−–—…“”‘’•·×±₫°§№€"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_vietnamese_letter_and_symbol_has_a_glyph(weight):
    known = TTFont(FONTS / f"{weight}.ttf").getBestCmap()
    wanted = [*LETTERS, *(letter.upper() for letter in LETTERS), *SYMBOLS]
    assert [sign for sign in wanted if ord(sign) not in known] == []


@pytest.mark.parametrize("weight", SERIFS)
def test_the_serif_of_the_report_writes_vietnamese_as_wide_as_times_new_roman(weight):
    font = TTFont(FONTS / f"{weight}.ttf")
    known = font.getBestCmap()
    wanted = [*LETTERS, *(letter.upper() for letter in LETTERS), *"−–—…“”‘’≥≤→▲▼●□"]
    assert [sign for sign in wanted if ord(sign) not in known] == []
    # Advance widths of Times New Roman, 2048 units an em: zero 1024, space 512 (Monotype, times*.ttf).
    widths = {sign: font["hmtx"][known[ord(sign)]][0] for sign in "0 "}
    assert widths == {"0": 1024, " ": 512}
    assert "Liberation" not in {str(name) for name in font["name"].names if name.nameID in (1, 4, 6)}


@pytest.mark.parametrize("weight", [*WEIGHTS, *SERIFS])
def test_text_copies_back_from_a_pdf_as_it_was_written(weight, tmp_path: Path):
    text = "Nghiêng ngả khuỷu tay, chữ ỵ ẫ ữ: 92,5 % ▲ đạt ● chưa đạt"
    page = FPDF()
    page.add_page()
    page.add_font("Noto", "", FONTS / f"{weight}.ttf")
    page.set_font("Noto", size=12)
    page.cell(text=text)
    page.output(str(tmp_path / "page.pdf"))
    copied = PdfReader(tmp_path / "page.pdf").pages[0].extract_text()
    assert copied.strip() == text


@pytest.mark.parametrize("weight", [*WEIGHTS, *SERIFS])
def test_a_font_stays_light(weight):
    assert (FONTS / f"{weight}.ttf").stat().st_size < 60_000
