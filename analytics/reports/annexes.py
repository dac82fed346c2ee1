"""The annexes: every table that is not in the body, the method, and the units with few forms."""

from collections.abc import Iterator

import pandas as pd

from analytics import wording
from analytics.charts import answers
from analytics.estimate import Verdict
from analytics.numbers import whole
from analytics.reports import frames, units
from analytics.reports.content import Block, Heading, Item, Paragraph, Picture, Table
from analytics.reports.material import Form, Material
from analytics.review import By
from analytics.tables import LEVELS, NAME, distribution
from analytics.tables import N as FORMS

UNIT, FORM, WHY = "Đơn vị", "Phiếu khảo sát", "Vì sao"
NONE_YET = "chưa có phiếu nào"
FEW = "Mọi đơn vị có phiếu đều đủ phiếu để kết luận."
HIDDEN = (
    "Dòng ghi “ẩn” không có số nào: nhóm quá ít phiếu, hoặc nhóm phải ẩn thêm để không ai tính ngược ra "
    "nhóm ít phiếu."
)
_SPREAD = (NAME, FORMS, *LEVELS)
_OPEN = (Verdict.UNDECIDED, Verdict.REFUSED)


def blocks(material: Material) -> list[Block]:
    return [*_tables(material), *_method(material), *_few(material)]


def method_of(material: Material) -> list[str]:
    """How the figures of all questionnaires were made, each line once."""
    lines = [line for form in material.forms for line in form.review.method_lines()]
    return [*dict.fromkeys(lines), wording.POINTWISE, HIDDEN] if lines else [HIDDEN]


def _tables(material: Material) -> list[Block]:
    told = [
        block for place, form in enumerate(material.forms, start=1) for block in _form(material, form, place)
    ]
    return [Heading(1, "Bảng số liệu"), *told] if told else []


def _form(material: Material, form: Form, place: int) -> list[Block]:
    review = form.review
    if review.overall.hidden:
        return []
    found: list[Block] = [
        frames.of_rows(f"{place} {by.label}", f"Theo {by.label.lower()} – {form.title}", rows, frames.WIDE)
        for by in (By.LEVEL, By.AREA, By.ITEM)
        if len(rows := frames.named(review, by)) > 1
    ]
    spread = Table(
        f"{place} Phân bố",
        f"Số lượt chọn từng mức – {form.title}",
        distribution(review.by(By.ITEM)),
        _SPREAD,
        "lượt trả lời",
    )
    listed = review.units > 1 and not units.stands_in_body(form)
    own: list[Block] = [units.table_of(form, place)] if listed else []
    return [*material.heading(form, 2), *own, *found, spread, *_divided(form)]


def _divided(form: Form) -> list[Block]:
    info = answers.divisions_of(form.review.by(By.ITEM))
    title = f"Phân bố năm mức trả lời – {form.title}"
    return [Picture(title, answers.in_words(info), info)] if info else []


def _method(material: Material) -> list[Block]:
    return [Heading(1, "Phương pháp tính"), *(Item(line) for line in method_of(material))]


def _few(material: Material) -> list[Block]:
    lines = [line for form in material.forms for line in _open(form)]
    lines += [(name, "", None, NONE_YET) for name in material.silent]
    head = Heading(1, "Đơn vị có ít phiếu")
    if not lines:
        return [head, Paragraph(FEW)]
    frame = pd.DataFrame(lines, columns=[UNIT, FORM, FORMS, WHY])
    listed = len(frame) <= frames.MOST_LINES
    said = f"{whole(len(frame))} dòng: đơn vị chưa có phiếu, ít phiếu, hoặc chưa đủ căn cứ để kết luận."
    title = "Đơn vị chưa có phiếu, ít phiếu hoặc chưa đủ căn cứ"
    return [head, Paragraph(said), Table("Ít phiếu", title, frame, unit="phiếu", listed=listed)]


def _open(form: Form) -> Iterator[tuple[str, str, int | None, str]]:
    for row in form.review.by(By.UNIT):
        if row.hidden:
            yield row.name, form.title, None, row.hidden
        elif row.judgement and row.judgement.verdict in _OPEN:
            yield row.name, form.title, row.n, row.judgement.sentence
