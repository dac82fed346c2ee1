"""The units of each questionnaire: how many of each verdict, who, and a picture with intervals."""

from collections import Counter

from analytics import wording
from analytics.charts import changes, dots
from analytics.charts.dots import Dots
from analytics.estimate import Verdict
from analytics.numbers import whole
from analytics.reports import frames, words
from analytics.reports.content import Block, Heading, Paragraph, Picture, Table
from analytics.reports.material import Form, Material
from analytics.review import By, Row

# So many units stand on one picture, so many pictures in a report; beyond that the tables tell.
A_PICTURE, FEWEST_DRAWN, MOST_DRAWN = 40, 2, 120
SHORT = 12
JUDGED = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDECIDED, Verdict.REFUSED)
ONE_BY_ONE = (
    "Mỗi kết luận xét riêng một đơn vị; danh sách này không phải bảng xếp hạng. “(khi xét riêng)”: chưa chắc "
    "khi xét cả danh sách."
)
IN_ANNEX = "Số liệu từng đơn vị: Phụ lục 1."


def blocks(material: Material) -> list[Block]:
    told = [
        block
        for place, form in enumerate(material.forms, start=1)
        if form.review.units > 1
        for block in _form(form, place, material)
    ]
    return [Heading(2, "Theo đơn vị"), *told] if told else []


def _form(form: Form, place: int, material: Material) -> list[Block]:
    rows = form.review.by(By.UNIT)
    lines = [_verdicts(rows), _beside(form, material), _moved(rows, material.window.before)]
    table: list[Block] = [table_of(form, place)] if stands_in_body(form) else [Paragraph(IN_ANNEX)]
    return [
        *material.heading(form, 3),
        *(Paragraph(line) for line in lines if line),
        *_pictures(form, rows),
        *table,
    ]


def stands_in_body(form: Form) -> bool:
    """A short table stands beside its picture, a long one in the annex."""
    return len(form.review.by(By.UNIT)) <= SHORT


def table_of(form: Form, place: int) -> Table:
    title, rows = f"Chỉ số từng đơn vị – {form.title}", form.review.by(By.UNIT)
    columns = frames.NARROW if stands_in_body(form) else frames.WIDE
    return frames.of_rows(f"{place} Đơn vị", title, rows, columns, (ONE_BY_ONE,))


def _verdicts(rows: tuple[Row, ...]) -> str:
    shown = [row for row in rows if row.judgement]
    if not shown:
        return " ".join(filter(None, [words.NO_TARGET, _hidden(rows)]))
    said = [line for verdict in JUDGED for line in _those(verdict, shown)]
    compared = f"So với mục tiêu: {'; '.join(said)}."
    return " ".join(filter(None, [compared, _hidden(rows), wording.POINTWISE]))


def _hidden(rows: tuple[Row, ...]) -> str:
    """How many are not shown, under each reason by itself: "12 đơn vị ẩn (n < 5); 3 …"."""
    reasons = Counter(row.hidden for row in rows if row.hidden)
    said = "; ".join(f"{whole(count)} đơn vị {reason}" for reason, count in reasons.most_common())
    return f"Không hiển thị: {said}." if said else ""


def _those(verdict: Verdict, shown: list[Row]) -> list[str]:
    """How many have this verdict, and who; those that a list of many may hold by chance are only counted."""
    rows = [row for row in shown if row.judgement and row.judgement.verdict is verdict]
    sure, alone = ([row.name for row in rows if row.alone is one] for one in (False, True))
    listed = f" ({words.listed(sure)})" if verdict in (Verdict.MET, Verdict.NOT_MET) else ""
    said = [f"{whole(len(sure))} đơn vị {verdict.value}{listed}"] if sure else []
    return said + ([f"{whole(len(alone))} đơn vị {words.ALONE}"] if alone else [])


def _beside(form: Form, material: Material) -> str:
    """Whether the units of a level differ by more than chance."""
    return " ".join(
        f"{material.levels.get(level, level)}: {found.sentence}"
        for level, found in form.analysis.comparisons.items()
        if found.units
    )


def _moved(rows: tuple[Row, ...], before: str) -> str:
    """Only what stays clear among all units at once is named."""
    moves = changes.moves_of(rows).moves
    if not moves:
        return f"Chưa đơn vị nào đủ phiếu ở cả hai kỳ để so với {before}."
    lasting = [f"{move.name} ({move.label.value})" for move in moves if move.lasting]
    named = words.listed(lasting) if lasting else "không đơn vị nào"
    return (
        f"So với {before}: so được {whole(len(moves))} đơn vị; thay đổi còn rõ khi xét mọi đơn vị cùng lúc "
        f"(Benjamini–Hochberg, 10 %): {named}."
    )


def _pictures(form: Form, rows: tuple[Row, ...]) -> list[Block]:
    info = dots.dots_of(rows)
    if not FEWEST_DRAWN <= len(info.dots) <= MOST_DRAWN:
        return []
    parts = range(0, len(info.dots), A_PICTURE)
    title = f"Chỉ số từng đơn vị, khoảng tin cậy và mục tiêu – {form.title}"
    return [
        Picture(f"{title}{_part(at, len(parts))}", dots.in_words(part), part)
        for at, part in enumerate((_cut(info, start) for start in parts), start=1)
    ]


def _part(at: int, parts: int) -> str:
    return f" (phần {at}/{parts})" if parts > 1 else ""


def _cut(info: Dots, start: int) -> Dots:
    # The hidden are counted once, with the last part.
    last = start + A_PICTURE >= len(info.dots)
    return Dots(info.dots[start : start + A_PICTURE], info.target, info.hidden if last else 0)
