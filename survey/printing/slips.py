"""Slips that are used once: ten on an A4 page, with lines to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey.formats import day
from survey.printing import modules
from survey.printing.posters import HALF_CODE, WARNING
from survey.printing.sheet import BLUE, INK, LINE, QUIET_INK, Sheet, Size

COLUMNS, ROWS = 2, 5
PER_PAGE = COLUMNS * ROWS
WIDTH, HEIGHT = Size.A4.value[0] / COLUMNS, Size.A4.value[1] / ROWS
CODE_SIDE, EDGE = 42.0, 5.0
TEXT_LEFT = EDGE + CODE_SIDE + 1.0
TEXT_WIDTH = WIDTH - TEXT_LEFT - EDGE
DASH = 2.0
SMALL, PLAIN, LARGE, GAP = 7.0, 9.0, 14.0, 0.8

# Text, size in points, colour, style.
Line = tuple[str, float, tuple[int, int, int], str]


@dataclass(frozen=True)
class Slip:
    """What one slip says; `address` is what its code encodes."""

    unit: str
    label: str
    code: str
    address: str
    expires: date

    @property
    def halves(self) -> str:
        return f"{self.code[:HALF_CODE]}-{self.code[HALF_CODE:]}"

    @property
    def host(self) -> str:
        """Where the code is typed, without https:// and without the code."""
        return self.address.partition("://")[2].removesuffix(f"/{self.code}")


def pdf(slips: Sequence[Slip]) -> bytes:
    sheet = Sheet(Size.A4)
    sheet.set_title("Phiếu mời trả lời khảo sát, mỗi mã dùng một lần")
    for number, slip in enumerate(slips):
        row, column = divmod(number % PER_PAGE, COLUMNS)
        if (row, column) == (0, 0):
            sheet.add_page()
            _cut_lines(sheet)
        _draw(sheet, slip, WIDTH * column, HEIGHT * row)
    return bytes(sheet.output())


def _cut_lines(sheet: Sheet) -> None:
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.3)
    sheet.set_dash_pattern(dash=DASH, gap=DASH)
    for column in range(1, COLUMNS):
        sheet.line(WIDTH * column, 0, WIDTH * column, sheet.h)
    for row in range(1, ROWS):
        sheet.line(0, HEIGHT * row, sheet.w, HEIGHT * row)
    sheet.set_dash_pattern()


def _draw(sheet: Sheet, slip: Slip, left: float, top: float) -> None:
    modules.draw(sheet, slip.address, left + EDGE, top + (HEIGHT - CODE_SIDE) / 2, CODE_SIDE)
    y = top + EDGE + 2.0
    for text, points, colour, style in _lines(slip):
        y = sheet.put(text, (left + TEXT_LEFT, y), TEXT_WIDTH, points, colour, style) + GAP


def _lines(slip: Slip) -> tuple[Line, ...]:
    return (
        (slip.unit, PLAIN, INK, "B"),
        (slip.label, PLAIN, QUIET_INK, ""),
        (slip.halves, LARGE, BLUE, "B"),
        (f"Quét mã, hoặc vào {slip.host} rồi gõ mã trên", SMALL, INK, ""),
        (f"Dùng một lần, đến hết {day(slip.expires)}. Không hỏi họ tên.", SMALL, QUIET_INK, ""),
        (WARNING, SMALL, QUIET_INK, ""),
    )
