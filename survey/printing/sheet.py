"""A sheet of paper with the project’s fonts and colours; lengths are given for A4 and scale with the size."""

from collections.abc import Sequence
from enum import Enum

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from analytics.printed import as_printed
from survey.places import folder

INK = (31, 41, 55)
QUIET_INK = (82, 92, 105)
BLUE = (10, 61, 124)
LINE = (213, 219, 227)
FONT = "NotoSans"
LINE_HEIGHT = 1.25

# A size in points, and the number of lines the text may take at it.
Fit = tuple[float, int]


class Size(Enum):
    """Width and height in millimetres."""

    A4 = (210.0, 297.0)
    A5 = (148.0, 210.0)

    @property
    def scale(self) -> float:
        return self.value[0] / Size.A4.value[0]


class Sheet(FPDF):
    """Text in one centred column between the margins."""

    MARGIN = 18.0

    def __init__(self, size: Size) -> None:
        super().__init__(unit="mm", format=size.value)
        self.size = size
        fonts = folder("data") / "fonts"
        self.add_font(FONT, "", fonts / "NotoSans-Regular.ttf")
        self.add_font(FONT, "B", fonts / "NotoSans-Bold.ttf")
        self.set_auto_page_break(auto=False)
        self.set_lang("vi")

    def discard(self) -> None:
        """Close the files of the fonts of a sheet that is not written out."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def mm(self, length: float) -> float:
        return length * self.size.scale

    @property
    def column(self) -> float:
        return self.w - 2 * self.mm(self.MARGIN)

    def say(self, text: str, top: float, sizes: Sequence[Fit], style: str = "") -> float:
        """Write centred text at the first size that keeps it within its lines; returns its bottom."""
        text = as_printed(text)
        for points, lines in sizes:
            self.set_font(FONT, style, points * self.size.scale)
            # The last size is taken whatever comes of it, and measuring costs as much as writing.
            if (points, lines) == sizes[-1] or len(self._lines(text)) <= lines:
                break
        height = self.font_size * LINE_HEIGHT
        self.set_xy(self.mm(self.MARGIN), top)
        self.multi_cell(self.column, height, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        return float(self.get_y())

    def put(
        self,
        text: str,
        place: tuple[float, float],
        width: float,
        points: float,
        colour: tuple[int, int, int],
        style: str = "",
    ) -> float:
        """Write from a place to the right and down, in lines of this width; returns the bottom."""
        self.set_font(FONT, style, points)
        self.set_text_color(*colour)
        self.set_xy(*place)
        height = self.font_size * LINE_HEIGHT
        self.multi_cell(width, height, as_printed(text), align=Align.L, new_y=YPos.NEXT)
        return float(self.get_y())

    def height_of(self, text: str, width: float, points: float, style: str = "") -> float:
        """What `put` would take from the top of a text to its bottom."""
        self.set_font(FONT, style, points)
        height = self.font_size * LINE_HEIGHT
        text = as_printed(text)
        found = self.multi_cell(width, height, text, dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(found, float | int)  # noqa: S101 - what HEIGHT asks for
        return float(found)

    def rule(self, top: float, width: float) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(self.mm(0.4))
        self.line((self.w - width) / 2, top, (self.w + width) / 2, top)

    def _lines(self, text: str) -> list[str]:
        found = self.multi_cell(self.column, text=text, dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(found, list)  # noqa: S101 - what LINES asks for
        return found
