"""Part IV: strengths and weaknesses that hold when all factors are seen together, and what comes first."""

from analytics import analysis_tables, wording
from analytics.importance import Zone
from analytics.numbers import number, percent, whole
from analytics.pareto import vital_few
from analytics.reports import frames
from analytics.reports.content import Block, Heading, Item, Paragraph, Table
from analytics.reports.material import Form, Material
from analytics.review import By, Row
from analytics.standing import Standing, placed
from analytics.tables import INDEX, NAME

MOST_QUESTIONS = 3
HOW = (
    "Điểm mạnh, hạn chế là nhóm tiêu chí rõ ràng trên hoặc dưới mục tiêu khi xét mọi nhóm cùng lúc (Holm, "
    "5 %); nhóm còn lại ghi chưa đủ căn cứ."
)
NOTHING = "Chưa có số liệu để nêu ưu điểm, hạn chế."
NO_TARGET = "Chưa có chỉ tiêu áp dụng nên chưa nêu nhóm nào là điểm mạnh hay hạn chế."
# What a portrait page has room for; the workbook has every column.
SHOWN = (
    NAME,
    analysis_tables.RELATION,
    analysis_tables.RELATION_LOW,
    analysis_tables.RELATION_HIGH,
    INDEX,
    analysis_tables.ZONE,
)
UNCLEAR = "Dấu – ở cột mức liên quan: mức liên quan không phân biệt được."
RELATED = "Mức liên quan cho biết nhóm nào đi cùng sự hài lòng chung, không chứng minh nguyên nhân."
_HEADS = {
    Standing.ABOVE: "Điểm mạnh (rõ ràng trên mục tiêu)",
    Standing.BELOW: "Hạn chế (rõ ràng dưới mục tiêu)",
    Standing.UNCLEAR: "Chưa đủ căn cứ để xếp là điểm mạnh hay hạn chế",
}


def blocks(material: Material) -> list[Block]:
    told = [
        block for place, form in enumerate(material.forms, start=1) for block in _form(material, form, place)
    ]
    head = Heading(1, "Ưu điểm, hạn chế và thứ tự ưu tiên")
    return [head, Paragraph(HOW), *told] if told else [head, Paragraph(NOTHING)]


def _form(material: Material, form: Form, place: int) -> list[Block]:
    if not frames.shown(form.review, By.FACTOR):
        return []
    factors = placed(form.review, By.FACTOR)
    said = [_of(one, factors) for one in Standing]
    return [
        *material.heading(form, 2),
        *(said if factors else [Paragraph(NO_TARGET)]),
        *_questions(form),
        *_priorities(form, place),
    ]


def _of(standing: Standing, factors: list[tuple[Row, Standing]]) -> Paragraph:
    names = [
        f"{row.name} ({wording.figure(row.index.value)})"
        for row, found in factors
        if found is standing and row.index
    ]
    return Paragraph(f"{_HEADS[standing]}: {'; '.join(names) or 'không có nhóm nào'}.")


def _questions(form: Form) -> list[Block]:
    """The questions most often answered below 4."""
    most = vital_few(form.analysis.pareto)[:MOST_QUESTIONS]
    if not most:
        return [Paragraph("Có ít trả lời dưới mức 4 nên không nêu riêng câu hỏi nào.")]
    lines = (
        f"{one.text.rstrip('.')}: {whole(one.count)} trong {whole(one.answered)} trả lời dưới mức 4, bằng "
        f"{percent(one.rate, 1)} (khoảng tin cậy 95 %: {percent(one.interval.lower, 1)}–"
        f"{percent(one.interval.upper, 1)});"
        for one in most
    )
    return [Paragraph("Câu hỏi có tỷ lệ trả lời dưới mức 4 cao nhất:"), *(Item(line) for line in lines)]


def _priorities(form: Form, place: int) -> list[Block]:
    found = form.analysis.priorities
    if found.refused:
        return [Paragraph(f"Chưa xếp được thứ tự ưu tiên theo mức liên quan: {found.refused}")]
    act = [one.name for one in found.factors if one.zone is Zone.ACT]
    said = (
        f"Ưu tiên cải thiện: {'; '.join(act)}."
        if act
        else "Chưa nhóm nào đủ căn cứ xếp vào ưu tiên cải thiện."
    )
    frame = analysis_tables.of_priorities(found)
    title = f"Mức liên quan với hài lòng chung và chỉ số – {form.title}"
    equal = f"Mức liên quan ngang nhau là {number(100 * found.equal, 1)} % mỗi nhóm."
    notes = (RELATED, equal, *([UNCLEAR] if not all(one.distinct for one in found.factors) else []))
    return [Paragraph(said), Table(f"{place} Ưu tiên", title, frame, SHOWN, unit="%", notes=notes)]
