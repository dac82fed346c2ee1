"""The factors of each questionnaire: a table, a picture, and the lowest and highest in words."""

from analytics import wording
from analytics.charts import dots
from analytics.reports import frames
from analytics.reports.content import Block, Heading, Paragraph, Picture
from analytics.reports.material import Form, Material
from analytics.review import By, Row
from analytics.tables import INDEX, LOWER, MEAN, NAME, UPPER, N

COLUMNS = (NAME, N, INDEX, LOWER, UPPER, MEAN)
ROTATION = (
    "Số phiếu là số người trả lời ít nhất một câu của nhóm: phiếu ngắn chỉ hỏi mỗi người một phần số câu."
)
OVERLAP = "Các khoảng tin cậy chồng lên nhau: thứ tự giữa hai nhóm này chưa chắc chắn."


def blocks(material: Material) -> list[Block]:
    told = [
        block
        for place, form in enumerate(material.forms, start=1)
        for block in _form(material, form, place)
        if block
    ]
    return [Heading(2, "Theo nhóm tiêu chí"), *told] if told else []


def _form(material: Material, form: Form, place: int) -> list[Block]:
    shown = frames.shown(form.review, By.FACTOR)
    if not shown:
        return []
    rows = form.review.by(By.FACTOR)
    name = f"{place} Nhóm tiêu chí"
    table = frames.of_rows(name, f"Chỉ số theo nhóm tiêu chí – {form.title}", rows, COLUMNS, (ROTATION,))
    info = dots.dots_of(rows, form.review.overall.target)
    picture = Picture(f"Chỉ số theo nhóm tiêu chí – {form.title}", dots.in_words(info), info)
    return [*material.heading(form, 3), Paragraph(_ends(shown)), table, picture]


def _ends(shown: list[Row]) -> str:
    lowest, highest = (end(shown, key=_value) for end in (min, max))
    if lowest.index is None or highest.index is None or lowest is highest:
        return f"{lowest.name}: {wording.interval(lowest.index)}." if lowest.index else ""
    said = (
        f"Cao nhất: {highest.name}, {wording.interval(highest.index)}. "
        f"Thấp nhất: {lowest.name}, {wording.interval(lowest.index)}."
    )
    return f"{said} {OVERLAP}" if _overlap(lowest, highest) else said


def _value(row: Row) -> float:
    return row.index.value if row.index else 0.0


def _overlap(low: Row, high: Row) -> bool:
    if not (low.index and low.index.interval and high.index and high.index.interval):
        return True
    return low.index.interval.upper >= high.index.interval.lower
