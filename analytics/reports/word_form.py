"""The form of a report after Decree 30/2020: paper, margins, letterhead, signature, with marks to fill in.

An office changes the looks by saving this form, editing it in Word, and handing it back; the marks stay.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import BinaryIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.exceptions import PackageNotFoundError
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from analytics.reports import word_styles as styles
from analytics.reports import word_xml as xml
from analytics.reports.form_error import FormError

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
# Within the 20–25, 20–25, 30–35 and 15–20 mm of the decree.
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(20)
TO_EDGE = Mm(10)
AGENCY_WIDTH, NATION_WIDTH = Mm(66), Mm(94)
# The agency's rule takes a third to a half of its name; that of the motto is as long as the motto.
AGENCY_RULE, MOTTO_RULE, SUBJECT_RULE = Mm(22), Mm(57), Mm(45)
ROOM_TO_SIGN = Mm(30)
OPEN = "……"


class Mark(Enum):
    """What is filled in; the value stands in the form between double braces."""

    SUPERIOR = "co_quan_chu_quan"
    AGENCY = "co_quan"
    SYMBOL = "ky_hieu"
    PLACE = "dia_danh"
    YEAR = "nam"
    SUBJECT = "trich_yeu"
    BODY = "noi_dung"
    RECEIVERS = "noi_nhan"
    SIGNER = "chuc_vu"
    ANNEXES = "phu_luc"

    def __str__(self) -> str:
        return f"{{{{{self.value}}}}}"


NEEDED = (Mark.BODY, Mark.ANNEXES)


def opened(template: BinaryIO | None) -> Document:
    """The office's own template, or the form of the project."""
    if template is None:
        return blank()
    try:
        document = docx.Document(template)
    # SyntaxError is what lxml raises for a part that is no XML.
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise FormError("Tệp mẫu báo cáo không phải tệp Word (.docx) đọc được.") from error
    texts = [paragraph.text for paragraph in document.paragraphs]
    for mark in NEEDED:
        if not any(str(mark) == text.strip() for text in texts):
            raise FormError(f"Mẫu báo cáo thiếu dòng “{mark}” đứng riêng một đoạn.")
    styles.complete(document)
    return document


def blank() -> Document:
    """The form with all its marks."""
    document = docx.Document()
    styles.dress(document)
    _portrait(document.sections[0])
    _letterhead(document)
    _line(
        document.add_paragraph(style=styles.FORM), "BÁO CÁO", 14, bold=True
    ).paragraph_format.space_before = Pt(12)
    _line(document.add_paragraph(style=styles.FORM), str(Mark.SUBJECT), 14, bold=True)
    _rule(document.add_paragraph(style=styles.FORM), PAGE_WIDTH - LEFT - RIGHT, SUBJECT_RULE)
    document.add_paragraph(str(Mark.BODY), style=styles.BODY)
    _signature(document)
    _landscape(document.add_section(WD_SECTION.NEW_PAGE))
    document.add_paragraph(str(Mark.ANNEXES), style=styles.BODY)
    return document


def fill(document: Document, values: Mapping[Mark, Sequence[str]]) -> None:
    """Put the values in place of their marks; a value of several lines takes a paragraph a line."""
    for paragraph in list(_paragraphs(document)):
        for mark, lines in values.items():
            if str(mark) in paragraph.text:
                _replace(paragraph, str(mark), lines)


def place_of(document: Document, mark: Mark) -> Paragraph:
    """The paragraph that a mark takes for itself."""
    return next(one for one in document.paragraphs if one.text.strip() == str(mark))


def _portrait(section: Section) -> None:
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = section.footer_distance = TO_EDGE
    # The first page bears no number.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style, number.alignment = styles.FORM, ALIGN.CENTER
    xml.page_number(number)


def _landscape(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE_HEIGHT, PAGE_WIDTH
    section.top_margin, section.bottom_margin = LEFT, TOP
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.different_first_page_header_footer = False


def _letterhead(document: Document) -> None:
    table = _two_cells(document)
    left, right = table.rows[0].cells
    _line(left.paragraphs[0], str(Mark.SUPERIOR), 12)
    _line(_next(left), str(Mark.AGENCY), 12, bold=True)
    _rule(_next(left), AGENCY_WIDTH, AGENCY_RULE)
    _line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(_next(right), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(_next(right), NATION_WIDTH, MOTTO_RULE)
    number, place = table.add_row().cells
    _line(number.paragraphs[0], f"Số:        /BC-{Mark.SYMBOL}", 13)
    _line(place.paragraphs[0], f"{Mark.PLACE}, ngày      tháng      năm {Mark.YEAR}", 13, italic=True)


def _signature(document: Document) -> None:
    table = _two_cells(document)
    left, right = table.rows[0].cells
    heading = _line(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
    first, last = _line(_next(left), f"- {Mark.RECEIVERS}", 11), _line(_next(left), "- Lưu: VT.", 11)
    for paragraph in (heading, first, last):
        paragraph.alignment = ALIGN.LEFT
    _line(right.paragraphs[0], str(Mark.SIGNER), 14, bold=True)
    # An empty cell high enough for a digital signature's box; the name goes below it.
    room = table.add_row()
    room.height, room.height_rule = ROOM_TO_SIGN, WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell in room.cells:
        cell.paragraphs[0].style = styles.FORM
    name = table.add_row().cells
    name[0].paragraphs[0].style = styles.FORM
    _line(name[1].paragraphs[0], OPEN, 14, bold=True)
    for row in table.rows:
        xml.keep_whole(row)
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _two_cells(document: Document) -> Table:
    table: Table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (AGENCY_WIDTH, NATION_WIDTH), strict=True):
        column.width = width
    return table


def _next(cell: _Cell) -> Paragraph:
    paragraph: Paragraph = cell.add_paragraph()
    return paragraph


def _line(
    paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    paragraph.style = styles.FORM
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(paragraph: Paragraph, room: int, length: int) -> None:
    """A rule of this length in the middle of the room."""
    paragraph.style = styles.FORM
    side = Length((room - length) // 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.add_run().font.size = Pt(4)
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_before = Pt(6), Pt(3)
    xml.line_above(paragraph)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            yield from part.paragraphs


def _replace(paragraph: Paragraph, mark: str, lines: Sequence[str]) -> None:
    """Word may cut a mark into runs: the text goes into the first one, whose looks it keeps."""
    whole = paragraph.text
    if not lines:
        paragraph._p.getparent().remove(paragraph._p)
        return
    for line in lines[1:][::-1]:
        more = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(more)
        _write(Paragraph(more, paragraph._parent), whole.replace(mark, line))
    _write(paragraph, whole.replace(mark, lines[0]))


def _write(paragraph: Paragraph, text: str) -> None:
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""
