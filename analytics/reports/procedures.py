"""The administrative procedures that were named on the forms."""

from analytics import wording
from analytics.numbers import whole
from analytics.reports import frames, words
from analytics.reports.content import Block, Heading, Paragraph
from analytics.reports.material import Form, Material
from analytics.review import By, Row

NONE = "Không phiếu nào trong kỳ ghi thủ tục hành chính."
WITHOUT = "Phiếu không ghi thủ tục không được tính ở đây."


def blocks(material: Material) -> list[Block]:
    told = [
        block for place, form in enumerate(material.forms, start=1) for block in _form(material, form, place)
    ]
    if not material.forms:
        return []
    return [Heading(2, "Theo thủ tục hành chính"), *(told or [Paragraph(NONE)])]


def _form(material: Material, form: Form, place: int) -> list[Block]:
    rows = frames.named(form.review, By.PROCEDURE)
    if not rows:
        return []
    told: list[Block] = [*material.heading(form, 3), Paragraph(f"{_said(rows)} {WITHOUT}")]
    if any(row.index for row in rows):
        told.append(frames.of_rows(f"{place} Thủ tục", f"Chỉ số theo thủ tục – {form.title}", rows))
    return told


def _said(rows: tuple[Row, ...]) -> str:
    shown = [row for row in rows if row.index]
    hidden = len(rows) - len(shown)
    told = f"{whole(len(rows))} thủ tục được ghi trên phiếu."
    if hidden:
        told = f"{told} {whole(hidden)} thủ tục không hiển thị. {words.why_hidden(rows, 'thủ tục')}"
    if not shown:
        return told
    most = max(shown, key=lambda row: row.n)
    return f"{told} Nhiều phiếu nhất: {most.name}, {wording.interval(most.index)}." if most.index else told
