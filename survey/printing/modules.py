"""A QR code as vector squares: sharp at any size, on any printer."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

QUIET_ZONE = 4

Run = tuple[int, int, int]
Outline = tuple[int, str]


# The sheets of one result, in every language, lead to one address; finding the best mask takes longest.
@lru_cache(maxsize=64)
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """Dark modules with the quiet zone around them; level Q survives a quarter of the code being spoilt."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET_ZONE)
    code.add_data(address)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def draw(sheet: FPDF, address: str, left: float, top: float, side: float) -> None:
    """Draw the code, quiet zone included, as one filled path: separate squares would show hairlines."""
    rows = matrix(address)
    module = side / len(rows)
    path = PaintedPath()
    path.style.fill_color = "#000000"
    path.style.stroke_color = None
    for row, first, length in _runs(rows):
        path.rectangle(left + first * module, top + row * module, length * module, module)
    with sheet.drawing_context() as drawing:
        # Nobody changes the path any more, and copying it takes longer than all the rest of a slip.
        drawing.add_item(path, clone=False)


def outline(address: str) -> Outline:
    """The same for a page: the side in modules, and the dark stretches as the `d` of one SVG path."""
    rows = matrix(address)
    return len(rows), "".join(f"M{first} {row}h{length}v1h-{length}z" for row, first, length in _runs(rows))


def _runs(rows: Sequence[Sequence[bool]]) -> Iterator[Run]:
    """(row, first column, length) of each unbroken dark stretch."""
    for number, row in enumerate(rows):
        for dark, stretch in groupby(enumerate(row), key=lambda cell: cell[1]):
            columns = [column for column, _ in stretch]
            if dark:
                yield number, columns[0], len(columns)
