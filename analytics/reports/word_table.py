"""A table of Word written as XML in one go: python-docx looks up every cell again, a hundred times slower."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from analytics.reports.columns import Sheet

TWIPS_PER_MM = 1440 / 25.4
KEEP, RIGHT = "<w:keepNext/>", '<w:jc w:val="right"/>'
# Lines of a table that is not broken between pages.
SHORT = 6
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
_CELL_MARGINS = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'


def table(sheet: Sheet, title: str, head_style: str, cell_style: str, size: float) -> BaseOxmlElement:
    """Lay a sheet out as `w:tbl`.

    The head row is repeated on every page, no row breaks between two pages, figures stand to the right, and
    `title` is what a screen reader says before it. Styles by their identifiers, `size` in points.
    """
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in sheet.widths)
    head = _row(sheet, sheet.headings, head_style, size, (), KEEP)
    # The notes below a table stay with its last line, and a short table stays on one page.
    kept = len(sheet.lines) if len(sheet.lines) <= SHORT else 1
    free, together = sheet.lines[:-kept], sheet.lines[-kept:]
    lines = "".join(_row(sheet, line, cell_style, size, sheet.figures) for line in free)
    last = "".join(_row(sheet, line, cell_style, size, sheet.figures, KEEP) for line in together)
    made = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(map(_twips, sheet.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{_CELL_MARGINS}'
        f'<w:tblLook w:firstRow="1" w:val="0020"/><w:tblCaption w:val={quoteattr(title)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{lines}{last}</w:tbl>"
    )
    assert isinstance(made, BaseOxmlElement)  # noqa: S101 - python-docx tells no type
    return made


def _row(
    sheet: Sheet, texts: Sequence[str], style: str, size: float, figures: Sequence[bool], keep: str = ""
) -> str:
    right = figures or [False] * len(texts)
    cells = "".join(
        _cell(text, width, style, size, keep + (RIGHT if figure else ""))
        for text, width, figure in zip(texts, sheet.widths, right, strict=True)
    )
    head = "" if figures else "<w:tblHeader/>"
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: float, style: str, size: float, form: str) -> str:
    sizes = "".join(f'<w:{name} w:val="{round(2 * size)}"/>' for name in ("sz", "szCs"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{form}</w:pPr>'
        f'<w:r><w:rPr>{sizes}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)
