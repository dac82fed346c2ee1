"""The report as a Word document, in the form of Decree 30/2020 or in the office's own template."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph as Line
from lxml.etree import _Element

from analytics.reports import columns, pictures, word_form
from analytics.reports import word_styles as styles
from analytics.reports import word_xml as xml
from analytics.reports.columns import Sheet
from analytics.reports.content import Block, Heading, Item, Note, Paragraph, Picture, Report, Table
from analytics.reports.word_form import Mark

DRAFT = "DỰ THẢO"
STATUS_SIZE, SMALL_CELL = Pt(9), Pt(10)
PICTURE_WIDTH = Mm(160)
# More columns than this need smaller letters.
MANY_COLUMNS = 9


def write(report: Report, template: BinaryIO | None = None) -> bytes:
    """Write the report as DOCX.

    Parameters
    ----------
    report
        Its content. Without a seal every page bears "DỰ THẢO".
    template
        The office's own form with the marks of `word_form.Mark`; None for the form of the project. Raises
        `word_form.FormError` when it is no Word file or lacks the marks of body and annexes.
    """
    document = word_form.opened(template)
    word_form.fill(document, _values(report))
    for mark, blocks, section in (
        (Mark.BODY, report.body, document.sections[0]),
        (Mark.ANNEXES, report.annexes, document.sections[-1]),
    ):
        _write_at(document, mark, blocks, _room(section))
    for place, section in enumerate(document.sections):
        _mark_pages(section, report, first=place == 0)
    _describe(document, report)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _values(report: Report) -> Mapping[Mark, Sequence[str]]:
    head = report.letterhead
    return {
        Mark.SUPERIOR: [head.superior.upper() or word_form.OPEN],
        Mark.AGENCY: [head.agency.upper()],
        Mark.SYMBOL: [head.symbol or word_form.OPEN],
        Mark.PLACE: [head.place or word_form.OPEN],
        Mark.YEAR: [str(report.made_on.year)],
        Mark.SUBJECT: [report.subject],
        Mark.RECEIVERS: list(head.receivers) or [f"{word_form.OPEN};"],
        Mark.SIGNER: list(head.signer) or [word_form.OPEN],
    }


def _write_at(document: Document, mark: Mark, blocks: Sequence[Block], width: Length) -> None:
    """python-docx writes at the end of a document: what is written is carried to the mark."""
    place = word_form.place_of(document, mark)
    for block in blocks:
        for element in _written(document, block, width):
            place._p.addprevious(element)
    place._p.getparent().remove(place._p)


def _written(document: Document, block: Block, width: Length) -> list[_Element]:
    match block:
        case Heading(level, text):
            return [document.add_paragraph(text, style=styles.HEADINGS[level - 1])._p]
        case Paragraph(text):
            return [document.add_paragraph(text, style=styles.BODY)._p]
        case Item(text):
            return [document.add_paragraph(f"- {text}", style=styles.ITEM)._p]
        case Note(text):
            return [document.add_paragraph(text, style=styles.NOTE)._p]
        case Picture():
            return _picture(document, block)
        case Table():
            return _table(document, block, width) if block.listed else _elsewhere(document, block)


def _picture(document: Document, picture: Picture) -> list[_Element]:
    line = document.add_paragraph(style=styles.FORM)
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(pictures.png(picture)), width=PICTURE_WIDTH)
    xml.describe(shape, picture.title, picture.text)
    caption = document.add_paragraph(picture.title, style=styles.CAPTION)
    caption.paragraph_format.keep_with_next = False
    return [line._p, caption._p]


def _elsewhere(document: Document, table: Table) -> list[_Element]:
    return [document.add_paragraph(table.elsewhere, style=styles.BODY)._p]


def _table(document: Document, table: Table, width: Length) -> list[_Element]:
    sheet = columns.lay_out(table.page, width.mm)
    caption = document.add_paragraph(table.title, style=styles.CAPTION)
    unit = [f"Đơn vị tính: {table.unit}."] if table.unit else []
    notes = [document.add_paragraph(said, style=styles.NOTE) for said in [*unit, *table.notes]]
    made = document.add_table(rows=1, cols=len(sheet.headings), style="Table Grid")
    made.autofit = False
    xml.name_table(made, table.title)
    for column, room in zip(made.columns, sheet.widths, strict=True):
        column.width = Mm(room)
    _fill_row(made.rows[0], sheet.headings, sheet, styles.HEAD_CELL)
    xml.repeat(made.rows[0])
    for line in sheet.lines:
        row = made.add_row()
        _fill_row(row, line, sheet, styles.CELL)
        xml.keep_whole(row)
    return [caption._p, made._tbl, *(note._p for note in notes)]


def _fill_row(row: _Row, texts: Sequence[str], sheet: Sheet, style: str) -> None:
    small = len(sheet.headings) > MANY_COLUMNS
    for cell, text, figure, room in zip(row.cells, texts, sheet.figures, sheet.widths, strict=True):
        cell.width = Mm(room)
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        run = paragraph.add_run(text)
        if small:
            run.font.size = SMALL_CELL
        if figure and style == styles.CELL:
            paragraph.alignment = ALIGN.RIGHT


def _mark_pages(section: Section, report: Report, first: bool) -> None:
    """The status of the figures at the foot of every page, and across it while they are a draft.

    A later section that goes on with the pages of the one before is marked with it.
    """
    pages = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pages.append((section.first_page_header, section.first_page_footer))
    for header, footer in pages:
        if first or not footer.is_linked_to_previous:
            _write_status(footer.paragraphs[0], report.status)
        if report.seal is None and (first or not header.is_linked_to_previous):
            xml.watermark(header, DRAFT)


def _write_status(line: Line, status: str) -> None:
    line.style = styles.FORM
    line.alignment = ALIGN.CENTER
    line.add_run(status).font.size = STATUS_SIZE


def _room(section: Section) -> Length:
    page, left, right = section.page_width, section.left_margin, section.right_margin
    assert page is not None and left is not None and right is not None  # noqa: S101, PT018 - every page has them
    return Length(page - left - right)


def _describe(document: Document, report: Report) -> None:
    about = document.core_properties
    about.title, about.author, about.language = report.subject, report.letterhead.agency, "vi-VN"
    about.created = about.modified = datetime.combine(report.made_on, datetime.min.time())
    about.last_modified_by, about.comments, about.keywords = "", "", ""
