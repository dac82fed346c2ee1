"""Whether what was done helped: one figure before it and after, in words no stronger than the change."""

from dataclasses import dataclass

from analytics import wording
from analytics.change import Change, Direction
from analytics.reports import words
from analytics.rows import Row

NO_AIM = "Không gắn với chỉ số nào nên không so sánh."
NOT_DONE = "Chưa làm xong nên chưa so sánh."
NOT_PROOF = (
    "Số liệu thay đổi sau một việc chưa chứng minh việc đó là nguyên nhân: nơi đang thấp nhất thường tự tăng "
    "lại ở kỳ sau. “Chưa thấy thay đổi rõ” nghĩa là chênh lệch nằm trong sai số."
)
_SAID = {
    Direction.UP: "Chỉ số tăng ngoài sai số.",
    Direction.DOWN: "Chỉ số giảm ngoài sai số.",
    Direction.UNCLEAR: "Chưa thấy thay đổi rõ ngoài sai số.",
}


@dataclass(frozen=True)
class Effect:
    """The figure that an action was meant to move, before it and after.

    aim      name of the factor or question, or of the whole questionnaire
    before   name of the period that led to the action
    after    name of the period it is compared with, or of the one to wait for
    ended    whether `after` is over; until then there is nothing to compare
    row      the figure of `after` with its change since `before`; None when nobody answered then
    mixed    whether some forms of `after` were given before the action was done
    """

    aim: str
    before: str
    after: str
    ended: bool = True
    row: Row | None = None
    mixed: bool = False

    @property
    def change(self) -> Change | None:
        return self.row.change if self.row else None

    @property
    def sentence(self) -> str:
        """What may be said about it; a rise or fall only where the interval excludes none."""
        if not self.ended:
            return f"Chưa so sánh được: đợi {self.after} kết thúc."
        if self.row is None:
            return f"{self.after}: {wording.NOTHING_ANSWERED}"
        if self.row.hidden:
            return f"{self.aim}, {self.after}: {self.row.hidden}."
        return f"{self._moved(self.row.change)}{self._blurred}"

    def _moved(self, change: Change | None) -> str:
        told = words.change(change, self.before)
        if change is None or change.label is Direction.REFUSED:
            return f"{self.aim}, {self.after}. {told}"
        return f"{_SAID[change.label]} {self.aim}, {self.after}: {told[0].lower()}{told[1:]}"

    @property
    def _blurred(self) -> str:
        if not self.mixed:
            return ""
        return f" Một phần phiếu của {self.after} được trả lời trước ngày làm xong."
