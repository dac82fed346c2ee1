"""The sentences of the report, chosen by the verdict and the change: never stronger than the figures."""

from collections.abc import Sequence

from analytics import wording
from analytics.change import Change, Direction
from analytics.estimate import Scale, Verdict
from analytics.numbers import number, short_percent, whole
from analytics.review import Row
from analytics.target import Target
from analytics.verdict import judge

NO_TARGET = "Chưa có chỉ tiêu áp dụng nên không kết luận đạt hay chưa đạt."
# Of many units some miss the target by chance: such a list names only those that hold after the correction.
ALONE = "chưa đạt khi xét riêng nhưng chưa chắc khi xét cả danh sách (Benjamini–Hochberg, 10 %)"
NOT_COMPARED = "Chưa có số liệu {0} được hiển thị để so sánh."
TO_FILL = "……"
MOST_NAMED = 10
_LEAD = {
    Verdict.MET: "Đủ căn cứ kết luận đạt mục tiêu.",
    Verdict.NOT_MET: "Đủ căn cứ kết luận chưa đạt mục tiêu.",
    Verdict.UNDECIDED: "Không kết luận đạt, cũng không kết luận chưa đạt.",
    Verdict.REFUSED: "Không đánh giá so với mục tiêu.",
}
_MOVED = {Direction.UP: "tăng", Direction.DOWN: "giảm"}


def figure(row: Row) -> str:
    """The index with its interval and n; why there is none when it is hidden."""
    if row.index is None:
        return f"{row.name}: {row.hidden or wording.NOTHING_ANSWERED}"
    return f"Chỉ số hài lòng {wording.interval(row.index)}."


def conclusion(row: Row, people: int | None = None) -> str:
    """The verdict against the target and its evidence; of `people` it asks no more answers than they are."""
    if row.index is None:
        return ""
    if row.judgement is None or row.target is None:
        return NO_TARGET
    evidence = judge(row.index, row.target.value, people) if people else row.judgement
    return f"{_LEAD[row.judgement.verdict]} {evidence.sentence}"


def change(found: Change | None, before: str) -> str:
    """What happened since the period before: a rise or fall only where the interval excludes none."""
    if found is None:
        return NOT_COMPARED.format(before)
    if found.label is Direction.REFUSED or found.interval is None:
        return f"So với {before}: {found.sentence}"
    bounds = (
        f"khoảng tin cậy 95 %: {_signed(found.interval.lower)} đến {_signed(found.interval.upper)} điểm %"
    )
    if found.label is Direction.UNCLEAR:
        seen = wording.smallest_visible(found.smallest, Scale.SHARE)
        said = f"So với {before}, chưa thấy thay đổi rõ: {_signed(found.value)} điểm % ({bounds}). {seen}"
    else:
        said = f"So với {before}, chỉ số {_MOVED[found.label]} {_size(found.value)} điểm % ({bounds})."
    return f"{said} {found.note}".rstrip()


def why_hidden(rows: Sequence[Row], what: str) -> str:
    """Each hidden row by name under its own reason: "Phiếu giấy: ẩn (n < 5). …"; empty where none is."""
    reasons = dict.fromkeys(row.hidden for row in rows if row.hidden)
    names = {reason: [row.name for row in rows if row.hidden == reason] for reason in reasons}
    return " ".join(f"{wording.named(own, MOST_NAMED, what)}: {reason}." for reason, own in names.items())


def source(target: Target) -> str:
    """The target and the document that set it; says when nobody has checked it against the original."""
    unchecked = "" if target.verified else " (mức này chưa đối chiếu với nguyên văn)"
    return f"Mục tiêu {short_percent(target.value)}: {target.document}{unchecked}."


def forms(count: int) -> str:
    return f"{whole(count)} phiếu"


def listed(names: list[str], most: int = MOST_NAMED) -> str:
    """Names in a sentence; the rest is counted, not forgotten."""
    return wording.named(names, most)


def _size(value: float) -> str:
    return number(abs(value) * 100, 1)


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'}{_size(value)}"
