"""Slips that are used once: ten on an A4 page, with lines to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey.formats import day
from survey.printing import modules
from survey.printing.posters import HALF_CODE, WARNING
from survey.printing.sheet import BLUE, INK, QUIET_INK, Sheet, Size

COLUMNS, ROWS = 2, 5
PER_PAGE = COLUMNS * ROWS
WIDTH, HEIGHT = Size.A4.value[0] / COLUMNS, Size.A4.value[1] / ROWS
CODE_SIDE, EDGE = 42.0, 5.0
TEXT_LEFT = EDGE + CODE_SIDE + 1.0
TEXT_WIDTH = WIDTH - TEXT_LEFT - EDGE
DASH = 2.0
# Darker than the lines of other sheets: an old copier must not lose it.
CUT = (120, 130, 143)
LARGE, GAP = 14.0, 0.8
FITS = ((10.5, 8.5), (10.0, 8.0), (9.0, 7.0), (8.0, 6.5), (7.0, 6.0), (6.0, 5.5), (5.0, 5.0))
ROOM = HEIGHT - 2 * EDGE - 2.0

# Sizes of the names and of the small print.
Fit = tuple[float, float]
# Text, size in points, colour, style.
Line = tuple[str, float, tuple[int, int, int], str]


@dataclass(frozen=True)
class Slip:
    """What one slip says; `address` is what its code encodes."""

    title: str
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


def pdf(stacks: Sequence[Sequence[Slip]]) -> bytes:
    """Every stack begins on a page of its own, so that the sheets of a class go to that class."""
    sheet = Sheet(Size.A4)
    sheet.set_title("Phiếu mời trả lời khảo sát, mỗi mã dùng một lần")
    for stack in stacks:
        _draw_stack(sheet, stack)
    return bytes(sheet.output())


def _draw_stack(sheet: Sheet, stack: Sequence[Slip]) -> None:
    for number, slip in enumerate(stack):
        row, column = divmod(number % PER_PAGE, COLUMNS)
        if (row, column) == (0, 0):
            sheet.add_page()
            _cut_lines(sheet)
        if number == 0:
            # The slips of a stack differ in nothing but their code; measuring needs a page.
            fit = _fitting(sheet, slip)
        _draw(sheet, slip, fit, WIDTH * column, HEIGHT * row)


def _cut_lines(sheet: Sheet) -> None:
    sheet.set_draw_color(*CUT)
    sheet.set_line_width(0.3)
    sheet.set_dash_pattern(dash=DASH, gap=DASH)
    for column in range(1, COLUMNS):
        sheet.line(WIDTH * column, 0, WIDTH * column, sheet.h)
    for row in range(1, ROWS):
        sheet.line(0, HEIGHT * row, sheet.w, HEIGHT * row)
    sheet.set_dash_pattern()


def _draw(sheet: Sheet, slip: Slip, fit: Fit, left: float, top: float) -> None:
    modules.draw(sheet, slip.address, left + EDGE, top + (HEIGHT - CODE_SIDE) / 2, CODE_SIDE)
    y = top + EDGE + 2.0
    for text, points, colour, style in _lines(slip, *fit):
        y = sheet.put(text, (left + TEXT_LEFT, y), TEXT_WIDTH, points, colour, style) + GAP


def _fitting(sheet: Sheet, slip: Slip) -> Fit:
    """The largest sizes with which a slip stays between its lines, else the smallest."""
    for fit in FITS:
        lines = _lines(slip, *fit)
        if sum(sheet.height_of(line[0], TEXT_WIDTH, line[1], line[3]) + GAP for line in lines) <= ROOM:
            return fit
    return FITS[-1]


def _lines(slip: Slip, plain: float, small: float) -> tuple[Line, ...]:
    return (
        (slip.title, small, QUIET_INK, ""),
        (slip.unit, plain, INK, "B"),
        (slip.label, plain, INK, ""),
        (slip.halves, LARGE, BLUE, "B"),
        (f"Quét mã, hoặc vào {slip.host} rồi gõ mã trên", small, INK, ""),
        (f"Dùng một lần, đến hết {day(slip.expires)}. Không hỏi họ tên.", small, QUIET_INK, ""),
        (WARNING, small, QUIET_INK, ""),
    )
