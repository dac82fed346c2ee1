"""What every printed page shares: embedded fonts, Vietnamese metadata, and a QR code drawn as vectors."""

import unicodedata
from enum import Enum

import qrcode
from fpdf import FPDF
from qrcode.constants import ERROR_CORRECT_Q

from survey.places import folder

FONT = "NotoSans"
INK = (20, 27, 46)
BLUE = (22, 62, 122)
GREY = (84, 92, 110)
QUIET_MODULES = 4


class Size(Enum):
    """Paper, in millimetres: width, height."""

    A4 = (210.0, 297.0)
    A5 = (148.0, 210.0)


def sheet(size: Size, title: str) -> FPDF:
    pdf = FPDF(format=size.value)
    pdf.set_auto_page_break(auto=False)
    fonts = folder("data") / "fonts"
    pdf.add_font(FONT, "", fonts / "NotoSans-Regular.ttf")
    pdf.add_font(FONT, "B", fonts / "NotoSans-Bold.ttf")
    pdf.set_title(title)
    pdf.set_lang("vi")
    return pdf


def centred(
    pdf: FPDF, text: str, points: float, bold: bool = False, colour: tuple[int, int, int] = INK
) -> None:
    """A centred paragraph at the current height; long names wrap."""
    pdf.set_font(FONT, "B" if bold else "", points)
    pdf.set_text_color(*colour)
    pdf.set_x(pdf.l_margin)
    # NFC: copied text must be the characters people type and search for.
    pdf.multi_cell(
        0, points * 0.46, unicodedata.normalize("NFC", text), align="C", new_x="LMARGIN", new_y="NEXT"
    )


def qr(pdf: FPDF, text: str, left: float, top: float, side: float) -> None:
    """Draw the code with its quiet zone inside a square of `side` millimetres."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET_MODULES)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    module = side / len(matrix)
    pdf.set_fill_color(*INK)
    for row, line in enumerate(matrix):
        for start, length in _runs(line):
            pdf.rect(left + start * module, top + row * module, length * module, module, style="F")


def _runs(line: list[bool]) -> list[tuple[int, int]]:
    """Dark runs of one row as (start, length): one rectangle a run leaves no hairlines between modules."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if dark and column and line[column - 1]:
            start, length = runs[-1]
            runs[-1] = (start, length + 1)
        elif dark:
            runs.append((column, 1))
    return runs
