"""The Word file, reopened: the form of Decree 30/2020, and the same content as the report."""

import io
from itertools import pairwise

import docx
import pandas as pd
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.table import Table as WordTable

from analytics.reports import columns, word, word_form, word_table
from analytics.reports.compose import compose
from analytics.reports.content import Heading, Paragraph, Picture, Report, Table
from analytics.reports.form_error import FormError
from analytics.reports.word_form import Mark
from analytics.reports.word_table import SHORT
from tests.analytics.reports.small_report import SEAL, form, material

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SIZES = {"Heading 1": 14, "Heading 2": 14, "Heading 3": 14, "Body Text": 14, "Caption": 13, "Normal": 14}


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40)})))


@pytest.fixture(scope="module")
def document(report: Report) -> Document:
    return docx.Document(io.BytesIO(word.write(report)))


def final(report_form: Report | None = None) -> Document:
    return docx.Document(io.BytesIO(word.write(report_form or compose(material(form(), seal=SEAL)))))


def cells(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def parts(section: Section) -> list[str]:
    """The XML of every header that a page of the section can have."""
    return [header._element.xml for header in (section.header, section.first_page_header)]


def style_of(element: BaseOxmlElement) -> str:
    """The identifier of a paragraph's style; empty for a table."""
    return element.style or "" if element.tag == qn("w:p") else ""


def test_paper_and_margins_are_those_of_the_decree(document: Document) -> None:
    body, annex = document.sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert body.orientation is WD_ORIENT.PORTRAIT
    assert 20 <= round(body.top_margin.mm) <= 25
    assert 20 <= round(body.bottom_margin.mm) <= 25
    assert 30 <= round(body.left_margin.mm) <= 35
    assert 15 <= round(body.right_margin.mm) <= 20
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert annex.orientation is WD_ORIENT.LANDSCAPE


@pytest.mark.parametrize(("name", "points"), SIZES.items())
def test_every_style_is_times_new_roman_in_its_size(document: Document, name: str, points: float) -> None:
    style = document.styles[name]
    assert style.font.size.pt == points
    fonts = style.element.rPr.rFonts
    scripts = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")}
    assert scripts == {"Times New Roman"}
    assert [name for name in fonts.attrib if "Theme" in name] == []
    assert str(style.font.color.rgb) == "000000"


def test_a_machine_without_times_new_roman_is_told_its_twin(document: Document) -> None:
    (table,) = (part for part in document.part.package.iter_parts() if "fontTable" in part.partname)
    assert b'<w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/>' in table.blob


def test_body_paragraphs_are_justified_indented_and_spaced(document: Document) -> None:
    form = document.styles["Body Text"].paragraph_format
    assert form.alignment is ALIGN.JUSTIFY
    assert round(form.first_line_indent.mm, 1) == 12.7
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_the_letterhead_names_the_nation_the_agencies_the_number_and_the_day(document: Document) -> None:
    head = document.tables[0]
    left, right = (cell.text for cell in head.rows[0].cells)
    assert left.split("\n")[:2] == [
        "ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH SÔNG MẪU",
    ]
    assert right.split("\n")[:2] == [NATION, "Độc lập - Tự do - Hạnh phúc"]
    number, day = (cell.text for cell in head.rows[1].cells)
    assert number.startswith("Số:")
    assert number.endswith("/BC-SGDĐT")
    assert day.endswith("năm 2026")
    runs = {p.text: p.runs[0] for row in head.rows for c in row.cells for p in c.paragraphs if p.text}
    sizes = {text: (run.font.size.pt, run.bold, run.italic) for text, run in runs.items()}
    assert sizes[NATION] == (12, True, False)
    assert sizes["Độc lập - Tự do - Hạnh phúc"] == (13, True, False)
    assert sizes["ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU"] == (12, False, False)
    assert sizes["SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH SÔNG MẪU"] == (12, True, False)
    assert sizes[day] == (13, False, True)


def test_the_title_and_its_subject_follow_the_letterhead(document: Document) -> None:
    title, subject = document.paragraphs[0], document.paragraphs[1]
    assert (title.text, title.runs[0].font.size.pt, title.runs[0].bold) == ("BÁO CÁO", 14, True)
    assert subject.text == "Kết quả khảo sát sự hài lòng quý III/2026"
    assert {title.alignment, subject.alignment, title.style.paragraph_format.alignment} >= {ALIGN.CENTER}


def test_the_signature_has_its_title_its_room_and_the_receivers(document: Document) -> None:
    (block,) = (one for one in document.tables if one.cell(0, 0).text.startswith("Nơi nhận:"))
    assert block.cell(0, 0).text.split("\n") == [
        "Nơi nhận:",
        "- Ủy ban nhân dân tỉnh Sông Mẫu (để báo cáo);",
        "- Sở Nội vụ (để báo cáo);",
        "- Lưu: VT.",
    ]
    sizes = [p.runs[0].font.size.pt for p in block.cell(0, 0).paragraphs]
    assert sizes == [12, 11, 11, 11]
    assert block.cell(0, 1).text == "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"
    assert block.rows[1].height.mm >= 25
    assert block.rows[1].cells[1].text == ""


def test_the_number_of_the_page_stands_at_the_top_but_not_on_page_one(document: Document) -> None:
    body, annex = document.sections
    assert body.different_first_page_header_footer
    assert "PAGE" in body.header._element.xml
    assert body.header.paragraphs[0].alignment is ALIGN.CENTER
    assert "PAGE" not in body.first_page_header._element.xml
    # The annexes go on with the numbers of the body.
    assert annex.header.is_linked_to_previous
    assert not annex.different_first_page_header_footer


def test_a_draft_is_marked_on_every_page_and_a_final_report_bears_its_digest(document: Document) -> None:
    for xml in parts(document.sections[0]):
        assert xml.count('string="DỰ THẢO"') == 1
    sealed = final()
    for xml in parts(sealed.sections[0]):
        assert "DỰ THẢO" not in xml
    for one, footer in ((document, "Dự thảo lập ngày 20/11/2026"), (sealed, SEAL.digest)):
        first = one.sections[0]
        assert footer in first.footer.paragraphs[0].text
        assert footer in first.first_page_footer.paragraphs[0].text


def test_headings_follow_the_content_and_none_is_empty(document: Document, report: Report) -> None:
    blocks = [one for one in (*report.body, *report.annexes) if isinstance(one, Heading)]
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {one.level}", one.text) for one in blocks]
    names = [style_of(child) for child in document.element.body if child.tag != qn("w:sectPr")]
    for name, below in pairwise(names):
        if name.startswith("Heading"):
            assert not below.startswith("Heading") or below > name


def test_paragraphs_stand_in_the_order_of_the_content(document: Document, report: Report) -> None:
    said = [p.text for p in document.paragraphs]
    wanted = [one.text for one in (*report.body, *report.annexes) if isinstance(one, Paragraph)]
    places = [said.index(text) for text in dict.fromkeys(wanted)]
    assert places == sorted(places)
    assert any(text.endswith("./.") for text in said)


def test_numbers_of_the_tables_are_those_of_the_report(document: Document, report: Report) -> None:
    wanted = [one for one in (*report.body, *report.annexes) if isinstance(one, Table)]
    found = [one for one in document.tables if one._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    assert [t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for t in found] == [
        t.title for t in wanted
    ]
    for made, table in zip(found, wanted, strict=True):
        sheet = columns.lay_out(table.page, 160)
        assert cells(made) == [list(sheet.headings), *map(list, sheet.lines)]


def test_a_table_repeats_its_head_and_sets_figures_to_the_right(document: Document) -> None:
    table = next(one for one in document.tables if one._tbl.tblPr.find(qn("w:tblCaption")) is not None)
    head, first = table.rows[0], table.rows[1]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:cantSplit")) is not None
    numbers = [c.paragraphs[0].alignment for c in first.cells if c.text.replace(".", "").isdigit()]
    assert numbers
    assert set(numbers) == {ALIGN.RIGHT}


def test_every_picture_has_its_words(document: Document, report: Report) -> None:
    wanted = [one for one in (*report.body, *report.annexes) if isinstance(one, Picture)]
    described = [(s._inline.docPr.get("title"), s._inline.docPr.get("descr")) for s in document.inline_shapes]
    assert described == [(one.title, one.text) for one in wanted]
    assert all(text for _, text in described)
    rooms = [160.0 if one in report.body else 257.0 for one in wanted]
    assert [s.width.mm for s in document.inline_shapes] == pytest.approx(rooms, abs=0.2)
    assert all(s.height.mm < 240 for s in document.inline_shapes)


def test_no_mark_is_left_open(document: Document) -> None:
    text = document.element.body.xml + document.sections[0].header._element.xml
    assert "{{" not in text


def test_the_office_may_bring_its_own_form(report: Report) -> None:
    own = word_form.blank()
    own.sections[0].left_margin = docx.shared.Mm(35)
    own.styles["Body Text"].font.size = docx.shared.Pt(13)
    own.paragraphs[0].runs[0].text = "BÁO CÁO CỦA CHÚNG TÔI"
    saved = io.BytesIO()
    own.save(saved)
    saved.seek(0)
    made = docx.Document(io.BytesIO(word.write(report, saved)))
    assert round(made.sections[0].left_margin.mm) == 35
    assert made.styles["Body Text"].font.size.pt == 13
    assert made.paragraphs[0].text == "BÁO CÁO CỦA CHÚNG TÔI"
    assert any(p.text == "I. Căn cứ, phạm vi và cách thực hiện" for p in made.paragraphs)


def test_a_plain_form_gets_the_styles_it_lacks(report: Report) -> None:
    plain = docx.Document()
    plain.add_paragraph(str(Mark.BODY))
    plain.add_paragraph(str(Mark.ANNEXES))
    saved = io.BytesIO()
    plain.save(saved)
    saved.seek(0)
    made = docx.Document(io.BytesIO(word.write(report, saved)))
    assert "Ô bảng" in {style.name for style in made.styles}
    assert 'string="DỰ THẢO"' in made.sections[0].header._element.xml


@pytest.mark.parametrize("left_out", [Mark.BODY, Mark.ANNEXES])
def test_a_form_without_a_needed_mark_is_refused_by_name(report: Report, left_out: Mark) -> None:
    plain = docx.Document()
    for mark in {Mark.BODY, Mark.ANNEXES} - {left_out}:
        plain.add_paragraph(str(mark))
    saved = io.BytesIO()
    plain.save(saved)
    saved.seek(0)
    with pytest.raises(FormError, match=f"thiếu dòng “{{{{{left_out.value}}}}}”"):
        word.write(report, saved)


def test_a_form_that_is_no_word_file_is_refused(report: Report) -> None:
    with pytest.raises(FormError, match="không phải tệp Word"):
        word.write(report, io.BytesIO(b"not a document"))


def test_a_short_table_stays_on_one_page_and_notes_with_the_last_line() -> None:
    for lines, free in ((SHORT, 0), (SHORT + 5, SHORT + 4)):
        sheet = columns.lay_out(pd.DataFrame({"Tên": [f"Trường {at}" for at in range(lines)]}), 160)
        rows = word_table.table(sheet, "Bảng", "DauBang", "OBang", 11).findall(qn("w:tr"))
        kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
        assert kept == [True, *[False] * free, *[True] * (lines - free)]
