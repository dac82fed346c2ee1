"""How few answers are too few, and the words that stand where a figure is missing."""

from enum import Enum, IntEnum


class Floor(IntEnum):
    """Fewest answers behind a figure that a reader may see.

    5 anywhere (rule of this project), 10 in public (the most common rule of US states, range 5–30:
    NCES 2011-603, "Statistical Methods for Protecting Personally Identifiable Information").
    """

    INSIDE = 5
    PUBLIC = 10


class Hidden(Enum):
    """Why a unit's figures are not shown."""

    EMPTY = "chưa có phiếu"
    SMALL = "ẩn (n < {floor})"
    PROTECTS = "ẩn để bảo vệ nhóm nhỏ khác"
    UNKNOWN = "ẩn (không có trong kế hoạch công bố)"


# In public both causes read the same: who knows which of two hidden units is the small one
# knows bounds that the published sums alone do not give.
HIDDEN_IN_PUBLIC = "ẩn để bảo vệ người trả lời"


def words(why: Hidden, floor: int) -> str:
    """The sentence for the screen; from the public floor on, small and protecting units read alike."""
    if floor >= Floor.PUBLIC and why in (Hidden.SMALL, Hidden.PROTECTS):
        return HIDDEN_IN_PUBLIC
    return why.value.format(floor=floor)
