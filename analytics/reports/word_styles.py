"""The styles of the report in Word: sizes and gaps of Decree 30/2020, kept where a template has its own."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT, METRIC_TWIN = "Times New Roman", "Liberation Serif"
PLAIN, BODY, CAPTION = "Normal", "Body Text", "Caption"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
ITEM, NOTE, FORM = "Gạch đầu dòng", "Ghi chú", "Thể thức"
CELL, HEAD_CELL = "Ô bảng", "Đầu bảng"
FIRST_LINE, LINE_SPACING = Mm(12.7), 1.15
LANGUAGE, FONT_TABLE = "vi-VN", RELATIONSHIP_TYPE.FONT_TABLE
BLACK = RGBColor(0, 0, 0)


@dataclass(frozen=True)
class Look:
    """Size in points, gaps before and after in points."""

    size: float
    align: ALIGN = ALIGN.JUSTIFY
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 6
    first_line: Mm | None = None
    spacing: float = LINE_SPACING
    with_next: bool = False


LOOKS = {
    PLAIN: Look(14, ALIGN.LEFT, after=0, spacing=1.0),
    BODY: Look(14, first_line=FIRST_LINE),
    ITEM: Look(14, first_line=FIRST_LINE),
    NOTE: Look(11, italic=True, after=3, spacing=1.0),
    CAPTION: Look(13, ALIGN.CENTER, bold=True, before=6, after=3, spacing=1.0, with_next=True),
    CELL: Look(11, ALIGN.LEFT, after=0, spacing=1.0),
    HEAD_CELL: Look(11, ALIGN.CENTER, bold=True, after=0, spacing=1.0),
    HEADINGS[0]: Look(14, bold=True, before=12, first_line=FIRST_LINE, with_next=True),
    HEADINGS[1]: Look(14, bold=True, before=6, first_line=FIRST_LINE, with_next=True),
    HEADINGS[2]: Look(14, bold=True, italic=True, first_line=FIRST_LINE, with_next=True),
    FORM: Look(13, ALIGN.CENTER, after=0, spacing=1.0),
}


def dress(document: Document) -> None:
    """Give a new document all the looks, and its language and fonts."""
    for name, look in LOOKS.items():
        _set(_style(document, name), look)
    _name_twin(document)


def complete(document: Document) -> None:
    """Add the styles a template lacks; those it has stay as the office made them."""
    there = {style.name for style in document.styles}
    for name, look in LOOKS.items():
        if name not in there:
            _set(_style(document, name), look)


def _style(document: Document, name: str) -> ParagraphStyle:
    there = name in {style.name for style in document.styles}
    style = document.styles[name] if there else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - every look is one of a paragraph
    return style


def _set(style: ParagraphStyle, look: Look) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.color.rgb = BLACK
    _set_font(style)
    form = style.paragraph_format
    form.alignment, form.line_spacing, form.first_line_indent = look.align, look.spacing, look.first_line
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next, form.widow_control = look.with_next, True


def _set_font(style: ParagraphStyle) -> None:
    """One font for every script; the themes of a template would come before it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _name_twin(document: Document) -> None:
    """Name the font of the same widths for machines without Times New Roman, and the language of the text."""
    table = document.part.part_related_by(FONT_TABLE)
    twin = f'<w:font w:name="{FONT}"><w:altName w:val="{METRIC_TWIN}"/><w:family w:val="roman"/></w:font>'
    fonts = f'<w:fonts xmlns:w="{nsmap["w"]}">{twin}</w:fonts>'
    table._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{fonts}'.encode()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
