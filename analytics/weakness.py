"""Which questions are weak, and which only happen to stand lowest."""

from dataclasses import dataclass

from analytics.numbers import short_percent
from analytics.review import By, Review, Row
from analytics.standing import Standing, standings


@dataclass(frozen=True)
class Weak:
    """One of the lowest questions; `clear` when it is weak and not only lowest, `words` say beside what."""

    row: Row
    clear: bool
    words: str


def weakest(review: Review, count: int = 2) -> tuple[Weak, ...]:
    """Tell what may be said of the questions with the lowest index.

    Parameters
    ----------
    review
        One questionnaire and period; its target is the line, else the index of the questionnaire itself.
    count
        How many of the lowest to take.

    Returns
    -------
    The lowest first. A question is clearly weak when it stays below the line with all shown questions seen
    at once (Holm, 5 %), because the lowest of twenty lies low by chance too. Without a target the line is
    taken as known, which it nearly is beside one question. Source: see `standing.standings`.
    """
    target, whole = review.overall.target, review.overall.index
    line = target.value if target else (whole.value if whole else 1.0)
    shown = [(row, row.index) for row in review.by(By.ITEM) if row.index]
    beside = f"mục tiêu {short_percent(line)}" if target else "chỉ số chung của phiếu"
    # Everybody satisfied: nothing lies below what cannot be exceeded, and the test needs room on both sides.
    found = standings([index for _, index in shown], line) if 0.0 < line < 1.0 else ()
    placed = dict(zip((row.key for row, _ in shown), found, strict=False))
    return tuple(_weak(row, placed.get(row.key, Standing.UNCLEAR), beside) for row in review.weakest(count))


def _weak(row: Row, standing: Standing, beside: str) -> Weak:
    words = {
        Standing.BELOW: f"rõ ràng dưới {beside}",
        Standing.UNCLEAR: f"chưa đủ căn cứ nói là dưới {beside}",
        Standing.ABOVE: f"vẫn rõ ràng trên {beside}",
    }
    return Weak(row, standing is Standing.BELOW, words[standing])
