"""Part V: what was done since the period before, and whether the figures moved beyond chance."""

import pandas as pd

from analytics.change import Direction
from analytics.reports import words
from analytics.reports.content import Block, Heading, Paragraph, Table
from analytics.reports.material import Action, Material

NOTHING = (
    "Hệ thống chưa ghi nhận việc khắc phục nào sau {0}; cơ quan bổ sung tại đây nếu có. Vì vậy chưa thể nói "
    "việc khắc phục có kết quả hay không."
)
HEADINGS = ("Việc đã làm", "Nơi thực hiện", "Ngày", "Số liệu sau đó")
NOT_PROOF = (
    "Số liệu thay đổi sau một việc chưa chứng minh việc đó là nguyên nhân; “chưa thấy thay đổi rõ” nghĩa là "
    "chênh lệch nằm trong sai số."
)
_SAID = {
    Direction.UP: "Chỉ số tăng ngoài sai số.",
    Direction.DOWN: "Chỉ số giảm ngoài sai số.",
    Direction.UNCLEAR: "Chưa thấy thay đổi rõ ngoài sai số.",
    Direction.REFUSED: "Chưa đủ phiếu để so sánh.",
}


def blocks(material: Material) -> list[Block]:
    head = Heading(1, "Kết quả khắc phục từ kỳ trước")
    before = material.window.before
    if not material.actions:
        return [head, Paragraph(NOTHING.format(before))]
    lines = [_line(action, before) for action in material.actions]
    frame = pd.DataFrame(lines, columns=list(HEADINGS))
    return [head, Table("Khắc phục", "Việc đã làm và thay đổi sau đó", frame, notes=(NOT_PROOF,))]


def _line(action: Action, before: str) -> tuple[str, str, str, str]:
    day = f"{action.done_on:%d/%m/%Y}" if action.done_on else words.TO_FILL
    return action.what, action.where, day, _moved(action, before)


def _moved(action: Action, before: str) -> str:
    change = action.row.change if action.row else None
    if change is None:
        return words.NOT_COMPARED.format(before)
    return f"{_SAID[change.label]} {words.change(change, before)}"
