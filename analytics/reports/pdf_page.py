"""A page of the report as PDF: paper, margins, fonts, number, status, and the watermark of a draft."""

from datetime import UTC, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from analytics.printed import as_printed
from analytics.reports.columns import Room
from analytics.reports.content import Report

DRAFT = "DỰ THẢO"
FONT = "BaoCaoSerif"
WEIGHTS = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
# Millimetres, as in the form for Word.
TOP, BOTTOM, LEFT, RIGHT, EDGE = 20.0, 20.0, 30.0, 20.0, 10.0
FIRST_LINE, GAP, LINE_SPACING = 12.7, 2.1, 1.15
BODY_SIZE, STATUS_SIZE = 14, 9
DRAFT_SIZE, DRAFT_ANGLE, DRAFT_GREY = 110, 45, 232
MM_PER_POINT = 25.4 / 72


class Paper(FPDF):
    """Pages with a number at the top but for the first, their status at the foot, and a draft's watermark."""

    def __init__(self, report: Report, fonts: Path) -> None:
        super().__init__(unit="mm", format="A4")
        self.report = report
        for style, weight in WEIGHTS.items():
            self.add_font(FONT, style, fonts / f"{FONT}-{weight}.ttf")
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(True, BOTTOM)
        self.set_lang("vi")
        self.set_title(report.subject)
        self.set_author(report.letterhead.agency)
        self.set_creation_date(datetime.combine(report.made_on, time(), UTC))

    def header(self) -> None:
        if self.report.seal is None:
            self._watermark()
        if self.page_no() > 1:
            self.set_y(EDGE)
            self.set_font(FONT, "", BODY_SIZE)
            self.cell(0, 6, str(self.page_no()), align=Align.C)
        self.set_y(TOP)

    def footer(self) -> None:
        # Room for two lines: a digest is long.
        self.set_y(-EDGE - 8)
        self.set_font(FONT, "", STATUS_SIZE)
        self.multi_cell(0, 4, as_printed(self.report.status), align=Align.C)

    def _watermark(self) -> None:
        self.set_font(FONT, "B", DRAFT_SIZE)
        width, middle = self.get_string_width(DRAFT), (self.w / 2, self.h / 2)
        with self.local_context(text_color=DRAFT_GREY), self.rotation(DRAFT_ANGLE, *middle):
            self.text(middle[0] - width / 2, middle[1] + DRAFT_SIZE * MM_PER_POINT / 3, DRAFT)

    @property
    def room(self) -> Room:
        return Room(self.epw, self.h - TOP - BOTTOM)

    def keep(self, height: float) -> None:
        """Begin a new page unless so many millimetres are left."""
        if self.will_page_break(height):
            self.add_page(same=True)

    def line_of(self, text: str, size: float, style: str = "", align: Align = Align.C) -> None:
        """Text over the whole width, wrapped."""
        self.set_font(FONT, style, size)
        height = size * MM_PER_POINT * LINE_SPACING
        self.multi_cell(0, height, as_printed(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def paragraph(self, text: str) -> None:
        """Justified, its first line indented."""
        self.set_font(FONT, "", BODY_SIZE)
        with (
            self.text_columns(text_align=Align.J, line_height=LINE_SPACING) as column,
            column.paragraph(first_line_indent=FIRST_LINE, bottom_margin=GAP) as said,
        ):
            said.write(as_printed(text))
