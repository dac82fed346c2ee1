"""Sentences for the public, chosen by what the figures bear out; the same ones to be read and to be heard."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics import wording
from analytics.change import Direction
from analytics.disclosure import Floor
from analytics.kit import numerals
from analytics.kit.facts import Facts, Outcome
from analytics.numbers import number, short_percent
from analytics.numbers import whole as figures
from analytics.review import Row

SYNTHETIC = "Số liệu mẫu do máy tạo ra để chạy thử, không phải kết quả của đơn vị nào."
ANONYMOUS = "Phiếu không ghi tên người trả lời."
MEANING = "Mỗi câu hỏi tính tỷ lệ người chọn hài lòng hoặc rất hài lòng; chỉ số là bình quân các tỷ lệ ấy."
PRIVACY = (
    f"Kết quả riêng chỉ được công bố khi có từ {numerals.whole(Floor.PUBLIC)} phiếu trở lên và khi các số đã "
    "công bố không làm lộ một nhóm ít phiếu hơn."
)
NOT_APART = "Các nhóm câu hỏi chưa khác nhau rõ hơn sai số."
_CONCLUDED = {
    Outcome.MET: "Đủ căn cứ để kết luận: đạt mục tiêu {0}.",
    Outcome.NOT_MET: "Đủ căn cứ để kết luận: chưa đạt mục tiêu {0}.",
    Outcome.UNDECIDED: (
        "Chưa đủ căn cứ để nói cao hơn hay thấp hơn mục tiêu {0}: sai số còn lớn hơn khoảng cách đến "
        "mục tiêu."
    ),
    Outcome.REFUSED: "Số phiếu còn ít nên chưa đánh giá so với mục tiêu.",
    Outcome.NO_TARGET: "Chưa có mục tiêu áp dụng nên không kết luận so với mục tiêu.",
    Outcome.HIDDEN: (
        "Kết quả riêng của kỳ này không được công bố, để không ai suy ra được câu trả lời của một nhóm nhỏ. "
        + PRIVACY
    ),
}
_MOVED = {Direction.UP: "tăng", Direction.DOWN: "giảm"}


@dataclass(frozen=True)
class Voice:
    """How figures and names are put into a sentence: written in figures, or read aloud in words."""

    percent: Callable[[float], str]
    target: Callable[[float], str]
    points: Callable[[float], str]
    count: Callable[[int], str]
    name: Callable[[str], str]
    before: Callable[[Facts], str]


WRITTEN = Voice(
    percent=wording.figure,
    target=short_percent,
    points=lambda share: f"{number(abs(share) * 100, 1)} điểm %",
    count=figures,
    name=str,
    before=lambda facts: facts.before[:1].lower() + facts.before[1:],
)
SPOKEN = Voice(
    percent=numerals.percent,
    target=lambda share: numerals.percent(share, 2),
    points=lambda share: f"{numerals.decimal(abs(share) * 100)} điểm phần trăm",
    count=numerals.whole,
    name=numerals.aloud,
    before=lambda facts: "kỳ trước",  # noqa: ARG005 - a year in words is long to listen to
)


def answered(facts: Facts, voice: Voice = WRITTEN) -> str:
    """How many answered; nothing when the figures are hidden, for the number would tell too."""
    if facts.outcome is Outcome.HIDDEN:
        return ""
    return f"Có {voice.count(facts.row.n)} phiếu trả lời hợp lệ của {facts.asked}."


def index(facts: Facts, voice: Voice = WRITTEN) -> str:
    found = facts.row.index
    if facts.outcome is Outcome.HIDDEN or found is None:
        return ""
    return f"Chỉ số hài lòng là {voice.percent(found.value)}."


def interval(facts: Facts, voice: Voice = WRITTEN) -> str:
    """What the figure may be when those who did not answer are kept in mind."""
    found = facts.row.index
    if facts.outcome is Outcome.HIDDEN or found is None or found.interval is None:
        return ""
    low, high = voice.percent(found.interval.lower), voice.percent(found.interval.upper)
    return f"Tính cả sai số, kết quả nằm từ {low} đến {high} (khoảng tin cậy {voice.target(0.95)})."


def conclusion(facts: Facts, voice: Voice = WRITTEN) -> str:
    target = facts.row.target
    return _CONCLUDED[facts.outcome].format(voice.target(target.value) if target else "")


def bound(facts: Facts) -> str:
    """The one-sided bound that a conclusion rests on, as the verdict has it; nothing without a conclusion."""
    if facts.outcome not in (Outcome.MET, Outcome.NOT_MET) or facts.row.judgement is None:
        return ""
    # The verdict stands before the colon, the target in brackets: both are told by the conclusion.
    said = facts.row.judgement.sentence.partition(": ")[2].partition(" (")[0]
    return f"{said[:1].upper()}{said[1:]}."


def evidence(facts: Facts) -> str:
    """What the conclusion rests on, or would take, and what must be said beside the figure."""
    if facts.outcome is Outcome.HIDDEN:
        return ""
    said, judgement = bound(facts), facts.row.judgement
    if facts.outcome is Outcome.UNDECIDED and judgement:
        wanted = judgement.sentence.partition(": ")[2]
        said = wanted[:1].upper() + wanted[1:]
    return " ".join(filter(None, [said, *facts.row.cautions]))


def factors(facts: Facts, voice: Voice = WRITTEN) -> str:
    """The highest and the lowest group of questions, only when their intervals have nothing in common.

    Two 95 % intervals that do not touch are a difference at about half a percent, so that the extremes of
    five groups (ten pairs) stay below five percent together. A decision of this project.
    """
    shown = [row for row in facts.factors if row.index and row.index.interval]
    if facts.outcome is Outcome.HIDDEN or len(shown) < 2:
        return ""
    low, high = min(shown, key=_value), max(shown, key=_value)
    if not _apart(low, high):
        return NOT_APART
    best, worst = (f"“{voice.name(row.name)}”, {voice.percent(_value(row))}" for row in (high, low))
    ends = f"Nhóm câu hỏi được đánh giá cao nhất là {best}; thấp nhất là {worst}"
    return f"{ends}; hai nhóm khác nhau rõ hơn sai số."


def change(facts: Facts, voice: Voice = WRITTEN) -> str:
    """A rise or fall only beyond chance; nothing where there is nothing to compare with."""
    found, before = facts.row.change, voice.before(facts)
    if facts.outcome is Outcome.HIDDEN or found is None or found.label is Direction.REFUSED:
        return ""
    if found.note and voice is SPOKEN:
        # A change with a reservation too long to be heard is not told at all.
        return ""
    if found.label is Direction.UNCLEAR:
        return f"So với {before}, chưa thấy thay đổi rõ. {found.note}".rstrip()
    moved = f"{_MOVED[found.label]} {voice.points(found.value)}"
    return f"So với {before}, chỉ số {moved}, nhiều hơn sai số. {found.note}".rstrip()


def _apart(low: Row, high: Row) -> bool:
    assert low.index is not None  # noqa: S101
    assert high.index is not None  # noqa: S101 - only rows with intervals come here
    if low.index.interval is None or high.index.interval is None:
        return False
    return low.index.interval.upper < high.index.interval.lower


def _value(row: Row) -> float:
    return row.index.value if row.index else 0.0
