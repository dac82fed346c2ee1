"""Part II: the index of each questionnaire with its interval, against the target and the period before."""

from analytics import wording
from analytics.charts import course
from analytics.reports import frames, words
from analytics.reports.content import Block, Heading, Paragraph, Picture
from analytics.reports.material import Form, Material
from analytics.turnout import silence

NOTHING = "Trong kỳ chưa có phiếu hợp lệ nào nên không có kết quả."
READ = "Kết luận dùng cận một phía 95 %: chỉ nói đạt khi cả cận dưới không thấp hơn mục tiêu."


def blocks(material: Material) -> list[Block]:
    if not material.forms:
        return [Heading(1, "Kết quả chung"), Paragraph(NOTHING)]
    rows = [form.review.overall for form in material.forms]
    table = frames.of_rows("Kết quả chung", "Chỉ số hài lòng theo loại phiếu", rows, notes=(READ,))
    told = [block for form in material.forms for block in _form(form, material)]
    return [Heading(1, "Kết quả chung"), table, *told]


def _form(form: Form, material: Material) -> list[Block]:
    whole = form.review.overall
    if whole.index is None:
        return [*material.heading(form, 2), Paragraph(words.figure(whole))]
    said = [words.figure(whole), words.conclusion(whole, form.people), *whole.cautions]
    lines = [
        " ".join(said),
        _response(form),
        words.change(whole.change, material.window.before),
        *_apart(form),
    ]
    return [*material.heading(form, 2), *(Paragraph(line) for line in lines if line), *_trend(form)]


def _response(form: Form) -> str:
    """How many answered, and what the others must think for another conclusion."""
    found = form.turnout
    if found is None:
        return ""
    rate = found.sentence if found.over else f"Tỷ lệ trả lời: {found.sentence}"
    return " ".join(filter(None, (rate, found.caution, silence(form.review.overall, form.people))))


def _apart(form: Form) -> list[str]:
    """The figures that stand beside the index under names of their own."""
    review = form.review
    told = [
        f"{row.name}: {wording.interval(row.index)}."
        for row in (review.overall_question, review.expectation)
        if row.index
    ]
    if review.overall.mean:
        told.append(f"Điểm trung bình (1–5): {wording.interval(review.overall.mean)}.")
    return [" ".join(told)] if told else []


def _trend(form: Form) -> list[Block]:
    if sum(estimate is not None for _, estimate in form.trend) < 2:
        return []
    target = form.review.overall.target
    info = course.course_of(form.trend, target.value if target else None)
    return [Picture(f"Chỉ số hài lòng qua các kỳ – {form.title}", course.in_words(info), info)]
