"""What is asked of closed periods: close one, find it, say what came later, prove it."""

from dataclasses import dataclass
from datetime import date

from survey.clock import today
from survey.closing import snapshot as snapshots
from survey.closing import tables
from survey.closing.errors import SnapshotError
from survey.closing.late import Late, late, read, written
from survey.closing.snapshot import Snapshot
from survey.closing.taking import take
from survey.period import Period
from survey.store import audit, closings, organisation, tallies
from survey.store.audit import Action
from survey.store.closings import ASKED, CONFIRMED, TURNED_DOWN, Closing, NotAllowed
from survey.store.connection import Store

_STEPS = {ASKED: "đề nghị", CONFIRMED: "xác nhận", TURNED_DOWN: "từ chối"}


@dataclass(frozen=True)
class Proof:
    """A snapshot read back: its own digest, and that of the tables this program makes of it."""

    snapshot: Snapshot
    digest: str
    tables: str


def close(store: Store, unit: str, chosen: Period, actor: str, tree: str | None = None) -> Closing:
    """Freeze a period of a unit with all below it, in both trees or in one; first the tally is folded."""
    if chosen.last >= today():
        raise NotAllowed(f"{chosen.name} chưa hết; chỉ chốt được sau ngày {chosen.last:%d/%m/%Y}.")
    tallies.fold(store)
    codes = organisation.roll_up(store.db, unit, chosen.first, chosen.last, tree)
    taken = take(store, unit, chosen, codes)
    if not taken.now:
        raise NotAllowed(f"{chosen.name}: chưa có phiếu nào để chốt.")
    body = snapshots.written(taken)
    made = Closing(
        0, unit, chosen.calendar.value, chosen.label, chosen.first.isoformat(), chosen.last.isoformat(),
        snapshots.digest(body), actor, today().isoformat(),
    )  # fmt: skip
    # Reading took its time and citizens go on sending: only the finished text is written under the lock.
    packed = closings.pack(body)
    with store.write() as db:
        kept = closings.add(db, made, codes, packed)
        audit.record(db, Action.CLOSE, actor, unit, chosen.name, kept.digest)
    return kept


def prove(body: bytes) -> Proof:
    """Read a snapshot; SnapshotError when it is none or was edited into another form."""
    found = snapshots.read(body)
    if snapshots.written(found) != body:
        raise SnapshotError("Tệp không còn ở dạng chuẩn: đã bị sửa hoặc định dạng lại.")
    try:
        made = tables.digest(found)
    # Answers that fit no questionnaire, or a questionnaire that is none any more.
    except ValueError as error:
        raise SnapshotError(snapshots.SPOILT) from error
    return Proof(found, snapshots.digest(body), made)


def add_addendum(store: Store, number: int, actor: str) -> Late:
    """Write down, dated, what came or went since; the closed figures stay."""
    found = late(store, number)
    if found.nothing:
        raise NotAllowed("Không có phiếu nào đến muộn hoặc bị loại sau khi chốt.")
    body = written(found, closings.get(store.db, number).digest, today())
    with store.write() as db:
        known = len(closings.addenda(db, number))
        if known and read(closings.addendum(db, number, known)) == found:
            raise NotAllowed(f"Phụ lục {known} đã ghi đúng những phiếu này.")
        closings.add_addendum(db, number, snapshots.digest(body), body, actor, today())
        audit.record(db, Action.CLOSE, actor, closings.get(db, number).unit, f"phụ lục {number}")
    return found


def reopen(store: Store, number: int, event: str, reason: str, actor: str, day: date) -> None:
    with store.write() as db:
        closings.reopen(db, number, event, reason, actor, day)
        told = f"{_STEPS[event]}: {reason}"
        audit.record(db, Action.REOPEN, actor, closings.get(db, number).unit, str(number), told)
