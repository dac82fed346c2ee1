"""The channels by which the forms came, and whether paper says other things than online."""

from analytics.reports import frames, words
from analytics.reports.content import Block, Heading, Paragraph
from analytics.reports.material import Form, Material
from analytics.review import By

MEANING = "Kênh là cách người dân trả lời phiếu, không phải cách nộp hồ sơ."
HIDDEN = "Không kênh nào được hiển thị. {0}"
ONE = "Mọi phiếu đều qua một kênh: {0}."


def blocks(material: Material) -> list[Block]:
    told = [
        block for place, form in enumerate(material.forms, start=1) for block in _form(material, form, place)
    ]
    return [Heading(2, "Theo kênh trả lời"), Paragraph(MEANING), *told] if told else []


def _form(material: Material, form: Form, place: int) -> list[Block]:
    rows = frames.named(form.review, By.CHANNEL)
    if not rows:
        return []
    if not any(row.index for row in rows):
        return [*material.heading(form, 3), Paragraph(HIDDEN.format(words.why_hidden(rows, "kênh")))]
    if len(rows) == 1:
        return [*material.heading(form, 3), Paragraph(ONE.format(rows[0].name))]
    table = frames.of_rows(f"{place} Kênh", f"Chỉ số theo kênh trả lời – {form.title}", rows)
    return [*material.heading(form, 3), Paragraph(_paper(form)), table]


def _paper(form: Form) -> str:
    mode = form.analysis.mode
    if mode is None:
        return "Chưa so sánh phiếu giấy với trực tuyến: phiếu của một đơn vị."
    if mode.difference is None:
        return "Chưa so sánh phiếu giấy với trực tuyến: mỗi loại cần ít nhất 30 phiếu."
    return f"Phiếu giấy so với trực tuyến: {mode.sentence}"
