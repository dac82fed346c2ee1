"""What the table of an organisation would change, in words: the same before it is taken and after."""

from collections.abc import Sequence

from survey import formats
from survey.loading.organisation import Import

MOST_NAMED = 20


def lines(found: Import) -> list[str]:
    """A line for each kind of change with the units it is about, then how many stay as they are."""
    groups = (
        ("Lập mới", found.created),
        ("Đổi tên", found.renamed),
        ("Chuyển cơ quan cấp trên", found.moved),
        ("Ngừng hoạt động", found.closed),
        ("Sửa loại, cấp học hoặc địa chỉ", list(found.corrected)),
    )
    told = [f"{label}: {_some(found, codes)}" for label, codes in groups]
    told.append(f"Không đổi: {formats.number(found.unchanged)}.")
    if found.absent:
        told.append(f"Không có trong tệp, giữ nguyên: {formats.number(found.absent)}.")
    return told


def _some(found: Import, codes: Sequence[str]) -> str:
    if not codes:
        return "0."
    shown = [f"{found.picture.name(code, found.decision.day)} ({code})" for code in codes[:MOST_NAMED]]
    rest = f" và {formats.number(len(codes) - MOST_NAMED)} đơn vị khác" if len(codes) > MOST_NAMED else ""
    return f"{formats.number(len(codes))} – {'; '.join(shown)}{rest}."
