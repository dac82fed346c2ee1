"""Part VI: what the figures suggest to do, as a table for the office to complete."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analytics import listing
from analytics.estimate import Verdict
from analytics.importance import Zone
from analytics.numbers import whole
from analytics.reports import words
from analytics.reports.content import Block, Heading, Paragraph, Table
from analytics.reports.frames import MOST_LINES
from analytics.reports.material import Form, Material, Task
from analytics.review import By
from analytics.standing import clearly_below

COLUMNS = ("Nội dung, nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Ghi chú")
SUGGESTED = (
    "Các dòng dưới đây do phần mềm gợi ý từ số liệu; cơ quan quyết định, bổ sung đơn vị chủ trì, phối hợp "
    "và thời hạn."
)
GIVEN_OUT = (
    "Các dòng có ghi chú “đã giao” là việc khắc phục cơ quan đã giao và chưa xong; các dòng còn lại do phần "
    "mềm gợi ý từ số liệu, cơ quan quyết định, bổ sung đơn vị chủ trì, phối hợp và thời hạn."
)
MOST_UNITS = 6


@dataclass(frozen=True)
class Proposal:
    """One line; what only the office can know stays open."""

    content: str
    product: str
    leader: str = words.TO_FILL
    note: str = ""


def blocks(material: Material) -> list[Block]:
    after = material.window.after
    found = [one for form in material.forms for one in _of(form)] + [_more_forms(material)]
    given = [_given(task) for task in material.tasks]
    lines = [(p.content, p.product, p.leader, words.TO_FILL, f"Trong {after}", p.note) for p in found]
    frame = pd.DataFrame([*given, *lines], columns=list(COLUMNS))
    table = Table("Đề xuất", "Nhiệm vụ đề xuất và phân công", frame, listed=len(frame) <= MOST_LINES)
    told = Paragraph(GIVEN_OUT if given else SUGGESTED)
    return [Heading(1, "Đề xuất, phân công thực hiện"), told, table]


def _given(task: Task) -> tuple[str, str, str, str, str, str]:
    note = f"đã giao; {task.note}" if task.note else "đã giao"
    return task.content, task.product, task.lead, task.partners, f"Đến ngày {task.due:%d/%m/%Y}", note


def _of(form: Form) -> Iterator[Proposal]:
    low = [row.name for row in clearly_below(form.review, By.FACTOR)]
    if low:
        first = [one.name for one in form.analysis.priorities.factors if one.zone is Zone.ACT]
        yield Proposal(
            f"Cải thiện nhóm tiêu chí: {'; '.join(low)} ({form.title})",
            "Biện pháp khắc phục được ban hành; kết quả khảo sát kỳ sau",
            note=f"rõ ràng dưới mục tiêu{_urgent(first)}",
        )
    yield from _units(form)


def _urgent(first: list[str]) -> str:
    return f"; ưu tiên: {'; '.join(first)}" if first else ""


def _units(form: Form) -> Iterator[Proposal]:
    """Units that miss the target even as lines of a list look for their own reasons."""
    rows = form.review.by(By.UNIT) if form.review.units > 1 else ()
    names = [row.name for row in rows if listing.lists(row)]
    if names:
        yield Proposal(
            f"Rà soát nguyên nhân, khắc phục tại {whole(len(names))} đơn vị chưa đạt ({form.title})",
            "Báo cáo nguyên nhân và biện pháp của từng đơn vị",
            words.listed(names, MOST_UNITS),
            "chưa đạt mục tiêu, kể cả khi xét mọi đơn vị cùng lúc",
        )


def _more_forms(material: Material) -> Proposal:
    rows = [r for form in material.forms for r in (*form.review.by(By.UNIT), form.review.overall)]
    open_verdict = any(r.judgement and r.judgement.verdict is Verdict.UNDECIDED for r in rows)
    few = any(r.hidden or (r.judgement and r.judgement.verdict is Verdict.REFUSED) for r in rows)
    if not (few or open_verdict or material.silent):
        return Proposal("Duy trì khảo sát thường xuyên", "Số phiếu mỗi kỳ không thấp hơn kỳ này")
    return Proposal(
        "Tăng số phiếu ở đơn vị ít phiếu hoặc chưa đủ căn cứ (danh sách tại Phụ lục)",
        "Số phiếu đủ để kết luận trong kỳ sau",
    )
