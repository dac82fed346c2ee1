"""Words to remind with, for Zalo or e-mail: they are copied, nothing is sent from here."""

from collections.abc import Sequence

from analytics.campaign import Pace
from survey.campaigns import Line, Progress
from survey.formats import day, number
from survey.store.campaigns import Campaign
from survey.store.points import Point

MOST_NAMED = 40


def of_late(found: Progress) -> str:
    """To a group: every unit that has nothing or is behind, with what it has and what it needs."""
    campaign, late = found.campaign, found.late
    named = [f"- {_standing(line)}" for line in late[:MOST_NAMED]]
    rest = len(late) - MOST_NAMED
    more = [f"… và {number(rest)} đơn vị khác."] if rest > 0 else []
    return "\n".join(
        [
            f"Kính gửi các đơn vị tham gia đợt “{campaign.name}” ({_days(campaign)}).",
            f"Đến {day(found.days.now)}, {number(len(late))} đơn vị chưa có phiếu hoặc đang chậm:",
            *named,
            *more,
            "Đề nghị các đơn vị giới thiệu mã QR với người dân, cha mẹ học sinh; không gợi ý câu trả lời.",
        ]
    )


def of_unit(found: Progress, points: Sequence[Point], base_url: str) -> str:
    """To the one unit whose progress it is: how it stands, and the addresses of its points."""
    (line,), campaign, now = found.lines, found.campaign, day(found.days.now)
    addresses = [f"- {point.name}: {base_url}/k/{point.code}" for point in points]
    return "\n".join(
        [
            f"Kính gửi {line.name}.",
            f"Đợt “{campaign.name}” ({_days(campaign)}): đến {now}, đơn vị có {_counts(line)}.",
            "Địa chỉ trả lời (như mã QR đã dán):",
            *addresses,
            "Đề nghị đơn vị giới thiệu với người dân, cha mẹ học sinh; mỗi người trả lời một lần, "
            "không hỏi tên, không gợi ý câu trả lời.",
        ]
    )


def _standing(line: Line) -> str:
    return f"{line.name}: {_counts(line)}"


def _counts(line: Line) -> str:
    has = f"{number(line.n)} phiếu"
    if line.goal is None:
        return has
    need = f"cần {number(line.goal.chosen)} phiếu cả đợt"
    if line.pace is Pace.REACHED:
        return f"{has}, đã đủ ({need}); xin cảm ơn"
    behind = f", đến nay còn thiếu {number(line.missing)}" if line.missing else ""
    return f"{has}, {need}{behind}"


def _days(campaign: Campaign) -> str:
    return f"{day(campaign.first)} – {day(campaign.last)}"
