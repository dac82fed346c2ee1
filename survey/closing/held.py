"""A snapshot that somebody hands over, held against what was closed here."""

from dataclasses import dataclass
from enum import Enum

from survey.closing.closed import Proof
from survey.formats import day
from survey.store import closings
from survey.store.closings import Closing
from survey.store.connection import Store


class Standing(Enum):
    """A file in perfect form need not be what was closed: only the number of the closing tells."""

    KEPT = "kept"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Held:
    """`closing` is the one it is, or the newest one it should have been; None: nothing was closed here."""

    proof: Proof
    standing: Standing
    closing: Closing | None

    @property
    def sentence(self) -> str:
        if self.closing is None:
            return (
                "Kỳ này của đơn vị này không được chốt ở đây. "
                "Hãy so mã SHA-256 với mã mà cơ quan ấy đã in hoặc công bố."
            )
        which = f"lần chốt số {self.closing.number} ngày {day(self.closing.day)}"
        if self.standing is Standing.KEPT:
            return f"Đúng là {which}."
        return f"Không phải bản đã chốt: {which} mang mã {self.closing.digest}."


def held(store: Store, proof: Proof) -> Held:
    kept = proof.snapshot
    known = closings.of_office(store.db, kept.unit, kept.period.calendar.value, kept.period.label)
    same = next((one for one in known if one.digest == proof.digest), None)
    if same or not known:
        return Held(proof, Standing.KEPT if same else Standing.UNKNOWN, same)
    return Held(proof, Standing.DIFFERENT, known[0])
