"""Why a file was refused: one sentence per fault, each naming file, row and column."""

from collections.abc import Sequence

SHOWN = 20


class LoadError(ValueError):
    """Nothing of the file was taken."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        rest = len(self.faults) - SHOWN
        more = [f"… và {rest} lỗi khác."] if rest > 0 else []
        super().__init__("\n".join([*self.faults[:SHOWN], *more, "Chưa nạp dòng nào."]))
