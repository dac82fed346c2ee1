"""Pieces of WordprocessingML that python-docx has no names for."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Header
from docx.shape import InlineShape
from docx.table import _Row
from docx.text.paragraph import Paragraph

EIGHTHS_OF_A_POINT = 6
# Word numbers the shapes of headers from here.
FIRST_SHAPE = 2049
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_WATERMARK = """<w:r {names} {vml}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="du-thao-{shape}" o:spid="_x0000_s{shape}" type="#_x0000_t136" alt="{text}"
 style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:100pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d0d0d0"
 stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:'Times New Roman';font-size:1pt"
 string="{text}"/></v:shape></w:pict></w:r>"""


def watermark(header: _Header, text: str, number: int) -> None:
    """Lay a word across every page that has this header; `number` tells its shape from the others'."""
    made = parse_xml(_WATERMARK.format(names=nsdecls("w"), vml=_VML, text=text, shape=FIRST_SHAPE + number))
    header.paragraphs[0]._p.append(made)


def page_number(paragraph: Paragraph) -> None:
    """A field that Word fills with the number of the page."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()._r
        if kind is None:
            text = OxmlElement("w:instrText")
            text.text = "PAGE"
            run.append(text)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)


def describe(shape: InlineShape, title: str, text: str) -> None:
    """Words for those who do not see the picture."""
    # What is not said is an eighth of an inch to LibreOffice: the picture would stand over the margin.
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", text)


def keep_whole(row: _Row) -> None:
    """Never break a row between two pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def line_above(paragraph: Paragraph) -> None:
    """A thin rule as wide as the paragraph."""
    edge = OxmlElement("w:top")
    for name, value in {
        "val": "single",
        "sz": str(EIGHTHS_OF_A_POINT),
        "space": "1",
        "color": "000000",
    }.items():
        edge.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    # The order of these elements is fixed: borders stand before spacing and indents.
    later = properties.find(qn("w:spacing"))
    later = properties.find(qn("w:ind")) if later is None else later
    later.addprevious(borders) if later is not None else properties.append(borders)
