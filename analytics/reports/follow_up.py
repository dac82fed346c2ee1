"""Part V: what was done since the period before, and whether the figures moved beyond chance."""

import pandas as pd

from analytics.effect import NO_AIM, NOT_DONE, NOT_PROOF
from analytics.reports.content import Block, Heading, Paragraph, Table
from analytics.reports.frames import MOST_LINES
from analytics.reports.material import Action, Material

NOTHING = (
    "Hệ thống chưa ghi nhận việc khắc phục nào sau {0}; cơ quan bổ sung tại đây nếu có. Vì vậy chưa thể nói "
    "việc khắc phục có kết quả hay không."
)
HEADINGS = ("Việc khắc phục", "Nơi thực hiện", "Tình trạng", "Số liệu sau đó")


def blocks(material: Material) -> list[Block]:
    head = Heading(1, "Kết quả khắc phục từ kỳ trước")
    if not material.actions:
        return [head, Paragraph(NOTHING.format(material.window.before))]
    frame = pd.DataFrame([_line(action) for action in material.actions], columns=list(HEADINGS))
    listed = len(frame) <= MOST_LINES
    title = "Việc khắc phục và thay đổi sau đó"
    return [head, Table("Khắc phục", title, frame, notes=(NOT_PROOF,), listed=listed)]


def _line(action: Action) -> tuple[str, str, str, str]:
    return action.what, action.where, action.state, _became(action)


def _became(action: Action) -> str:
    if not action.aim:
        return NO_AIM
    return action.effect.sentence if action.effect else NOT_DONE
