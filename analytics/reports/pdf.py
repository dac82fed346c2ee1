"""The report as a PDF with its fonts inside: the same content and form as in Word."""

import io
from functools import partial
from pathlib import Path

from fpdf.enums import Align, VAlign
from fpdf.fonts import FontFace

from analytics.printed import as_printed
from analytics.reports import columns, pictures
from analytics.reports.content import Block, Heading, Item, Note, Paragraph, Picture, Report, Table
from analytics.reports.pdf_page import BODY_SIZE, FONT, GAP, LINE_SPACING, MM_PER_POINT, RIGHT, Paper

OPEN = "……"
# Millimetres: the two columns of the letterhead, its rules, the room to sign, what a heading wants below it.
AGENCY_WIDTH, NATION_WIDTH = 66.0, 94.0
AGENCY_RULE, MOTTO_RULE, SUBJECT_RULE = 22.0, 57.0, 45.0
ROOM_TO_SIGN, SIGNATURE, TABLE_START, CAPTION = 30.0, 90.0, 45.0, 8.0
WITH_NEXT = (75.0, 60.0, 45.0)
TABLE_SIZE, SMALL_TABLE, NOTE_SIZE, CAPTION_SIZE, MANY_COLUMNS = 11, 10, 11, 13, 9
HEADING_STYLES = ("B", "B", "BI")


def write(report: Report, fonts: Path) -> bytes:
    """Write the report as PDF.

    Parameters
    ----------
    report
        Its content. Without a seal every page bears "DỰ THẢO".
    fonts
        The folder with the four weights of the serif that is embedded.
    """
    paper = Paper(report, fonts)
    paper.add_page()
    _letterhead(paper, report)
    *blocks, last = report.body
    for block in blocks:
        _put(paper, block)
    # The signature never stands on a page of its own.
    paper.keep(SIGNATURE)
    _put(paper, last)
    _signature(paper, report)
    paper.set_left_margin(RIGHT)
    paper.add_page(orientation="landscape")
    for block in report.annexes:
        _put(paper, block)
    return bytes(paper.output())


def _put(paper: Paper, block: Block) -> None:
    match block:
        case Heading(level, text):
            _heading(paper, level, text)
        case Paragraph(text):
            paper.paragraph(text)
        case Item(text):
            paper.paragraph(f"- {text}")
        case Note(text):
            paper.line_of(text, NOTE_SIZE, "I", Align.L)
        case Picture():
            _picture(paper, block)
        case Table() if block.listed:
            _table(paper, block)
        case Table():
            paper.paragraph(block.elsewhere)


def _heading(paper: Paper, level: int, text: str) -> None:
    paper.keep(WITH_NEXT[level - 1])
    paper.ln(GAP)
    paper.start_section(as_printed(text), level=level - 1)
    paper.set_x(paper.l_margin)
    paper.line_of(text, BODY_SIZE, HEADING_STYLES[level - 1], Align.L)
    paper.ln(GAP)


def _picture(paper: Paper, picture: Picture) -> None:
    content = pictures.png(picture, paper.room)
    height = pictures.height_of(content, paper.room.width)
    paper.keep(height + CAPTION)
    paper.image(
        io.BytesIO(content),
        w=paper.room.width,
        title=as_printed(picture.title),
        alt_text=as_printed(picture.text),
    )
    paper.line_of(picture.title, CAPTION_SIZE, "B")
    paper.ln(GAP)


def _table(paper: Paper, table: Table) -> None:
    sheet = columns.lay_out(table.page, paper.room.width)
    size = SMALL_TABLE if len(sheet.headings) > MANY_COLUMNS else TABLE_SIZE
    paper.keep(TABLE_START)
    paper.line_of(table.title, CAPTION_SIZE, "B")
    paper.ln(GAP / 2)
    paper.set_font(FONT, "", size)
    with paper.table(
        col_widths=sheet.widths,
        text_align=tuple(Align.R if figure else Align.L for figure in sheet.figures),
        headings_style=FontFace(emphasis="BOLD"),
        padding=(0.4, 1.0),
        line_height=size * MM_PER_POINT * LINE_SPACING,
        # Centred would be in the middle of the paper, whose margins differ.
        align=Align.L,
        v_align=VAlign.T,
    ) as made:
        head = made.row()
        for heading in sheet.headings:
            head.cell(as_printed(heading), align=Align.C)
        for line in sheet.lines:
            made.row(tuple(map(as_printed, line)))
    for said in table.said:
        paper.line_of(said, NOTE_SIZE, "I", Align.L)
    paper.ln(GAP)


def _letterhead(paper: Paper, report: Report) -> None:
    head, top = report.letterhead, paper.get_y()
    left = partial(_beside, paper, paper.l_margin, AGENCY_WIDTH)
    right = partial(_beside, paper, paper.l_margin + AGENCY_WIDTH, NATION_WIDTH)
    bottom = left(top, head.superior.upper() or OPEN, 12)
    bottom = left(bottom, head.agency.upper(), 12, "B")
    _rule(paper, paper.l_margin + AGENCY_WIDTH / 2, bottom, AGENCY_RULE)
    other = right(top, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "B")
    other = right(other, "Độc lập - Tự do - Hạnh phúc", 13, "B")
    _rule(paper, paper.l_margin + AGENCY_WIDTH + NATION_WIDTH / 2, other, MOTTO_RULE)
    row = max(bottom, other) + 2 * GAP
    left(row, f"Số:        /BC-{head.symbol or OPEN}", 13)
    day = f"{head.place or OPEN}, ngày      tháng      năm {report.made_on.year}"
    paper.set_y(right(row, day, 13, "I") + 3 * GAP)
    paper.line_of("BÁO CÁO", BODY_SIZE, "B")
    paper.line_of(report.subject, BODY_SIZE, "B")
    _rule(paper, paper.l_margin + paper.epw / 2, paper.get_y(), SUBJECT_RULE)
    paper.ln(3 * GAP)


def _signature(paper: Paper, report: Report) -> None:
    """With room for the box of a digital signature above the name."""
    head, top = report.letterhead, paper.get_y() + 2 * GAP
    left = partial(_beside, paper, paper.l_margin, AGENCY_WIDTH)
    right = partial(_beside, paper, paper.l_margin + AGENCY_WIDTH, NATION_WIDTH)
    bottom = left(top, "Nơi nhận:", 12, "BI", Align.L)
    for line in (*(head.receivers or (f"{OPEN};",)), "Lưu: VT."):
        bottom = left(bottom, f"- {line}", 11, "", Align.L)
    below = top
    for line in head.signer or (OPEN,):
        below = right(below, line, BODY_SIZE, "B")
    right(below + ROOM_TO_SIGN, OPEN, BODY_SIZE, "B")


def _beside(
    paper: Paper,
    x: float,
    width: float,
    y: float,
    text: str,
    size: float,
    style: str = "",
    align: Align = Align.C,
) -> float:
    """Write in a column beside another; returns the bottom."""
    paper.set_font(FONT, style, size)
    paper.set_xy(x, y)
    paper.multi_cell(width, size * MM_PER_POINT * LINE_SPACING, as_printed(text), align=align, new_y="NEXT")
    return float(paper.get_y())


def _rule(paper: Paper, middle: float, y: float, length: float) -> None:
    paper.set_line_width(0.25)
    paper.line(middle - length / 2, y + 0.8, middle + length / 2, y + 0.8)
