"""The report as a Word document, in the form of Decree 30/2020 or in the office's own template."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as Line

from analytics.reports import columns, pictures, word_form, word_table
from analytics.reports import word_styles as styles
from analytics.reports import word_xml as xml
from analytics.reports.columns import Room
from analytics.reports.content import Block, Heading, Item, Note, Paragraph, Picture, Report, Table
from analytics.reports.word_form import Mark

DRAFT = "DỰ THẢO"
STATUS_SIZE = Pt(9)
# Points; more columns than this need smaller letters.
USUAL_CELL, SMALL_CELL, MANY_COLUMNS = 11, 10, 9


def write(report: Report, template: BinaryIO | None = None) -> bytes:
    """Write the report as DOCX.

    Parameters
    ----------
    report
        Its content. Without a seal every page bears "DỰ THẢO".
    template
        The office's own form with the marks of `word_form.Mark`; None for the form of the project. Raises
        `FormError` when it is no Word file or lacks the marks of body and annexes.
    """
    document = word_form.opened(template)
    word_form.fill(document, _values(report))
    for mark, blocks, section in (
        (Mark.BODY, report.body, document.sections[0]),
        (Mark.ANNEXES, report.annexes, document.sections[-1]),
    ):
        _write_at(document, mark, blocks, _room(section))
    _mark_pages(document, report)
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


def _write_at(document: Document, mark: Mark, blocks: Sequence[Block], room: Room) -> None:
    """python-docx writes at the end of a document: what is written is carried to the mark."""
    place = word_form.place_of(document, mark)
    for block in blocks:
        for element in _written(document, block, room):
            place._p.addprevious(element)
    if mark is Mark.BODY:
        # The signature never stands on a page of its own.
        Line(place._p.getprevious(), place._parent).paragraph_format.keep_with_next = True
    place._p.getparent().remove(place._p)


def _written(document: Document, block: Block, room: Room) -> list[BaseOxmlElement]:
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
            return _picture(document, block, room)
        case Table():
            return _table(document, block, room) if block.listed else _elsewhere(document, block)


def _picture(document: Document, picture: Picture, room: Room) -> list[BaseOxmlElement]:
    line = document.add_paragraph(style=styles.FORM)
    line.paragraph_format.keep_with_next = True
    content = io.BytesIO(pictures.png(picture, room))
    shape = line.add_run().add_picture(content, width=Mm(room.width))
    xml.describe(shape, picture.title, picture.text)
    caption = document.add_paragraph(picture.title, style=styles.CAPTION)
    caption.paragraph_format.keep_with_next = False
    return [line._p, caption._p]


def _elsewhere(document: Document, table: Table) -> list[BaseOxmlElement]:
    return [document.add_paragraph(table.elsewhere, style=styles.BODY)._p]


def _table(document: Document, table: Table, room: Room) -> list[BaseOxmlElement]:
    sheet = columns.lay_out(table.page, room.width)
    caption = document.add_paragraph(table.title, style=styles.CAPTION)
    head, cell = (document.styles[name].style_id for name in (styles.HEAD_CELL, styles.CELL))
    size = SMALL_CELL if len(sheet.headings) > MANY_COLUMNS else USUAL_CELL
    made = word_table.table(sheet, table.title, head, cell, size)
    notes = [document.add_paragraph(said, style=styles.NOTE) for said in table.said]
    for note in notes[:-1]:
        note.paragraph_format.keep_with_next = True
    return [caption._p, made, *(note._p for note in notes)]


def _mark_pages(document: Document, report: Report) -> None:
    """The status of the figures at the foot of every page, and across it while they are a draft."""
    for place, (header, footer) in enumerate(_pages(document)):
        # A section that goes on with the pages of the one before is marked with it.
        if place == 0 or not footer.is_linked_to_previous:
            _write_status(footer.paragraphs[0], report.status)
        if report.seal is None and (place == 0 or not header.is_linked_to_previous):
            xml.watermark(header, DRAFT, place)


def _pages(document: Document) -> Iterator[tuple[_Header, _Footer]]:
    """The kinds of page of a document; the first page of a section may be one of its own."""
    for section in document.sections:
        yield section.header, section.footer
        if section.different_first_page_header_footer:
            first = section.first_page_header, section.first_page_footer
            for part in first:
                part.is_linked_to_previous = False
            yield first


def _write_status(line: Line, status: str) -> None:
    line.style = styles.FORM
    line.alignment = ALIGN.CENTER
    line.add_run(status).font.size = STATUS_SIZE


def _room(section: Section) -> Room:
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return Room(Length(width).mm, Length(height).mm)


def _describe(document: Document, report: Report) -> None:
    about = document.core_properties
    about.title, about.author, about.language = report.subject, report.letterhead.agency, "vi-VN"
    about.created = about.modified = datetime.combine(report.made_on, datetime.min.time())
    about.last_modified_by, about.comments, about.keywords = "", "", ""
