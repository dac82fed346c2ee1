"""What is asked of closed periods: close one, find it, say what came later, prove it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from survey.clock import today
from survey.closing import snapshot as snapshots
from survey.closing import tables
from survey.closing.errors import SnapshotError
from survey.closing.snapshot import Said, Snapshot, snapshot_of
from survey.period import Period
from survey.store import audit, closings, tallies, units
from survey.store.audit import Action
from survey.store.closings import Closing, NotAllowed
from survey.store.connection import Store


@dataclass(frozen=True)
class Proof:
    """A snapshot read back: its own digest, and that of the tables this program makes of it."""

    snapshot: Snapshot
    digest: str
    tables: str


@dataclass(frozen=True)
class Late:
    """Responses by unit and questionnaire version that a snapshot has not (more) or has alone (less)."""

    more: Mapping[tuple[str, str], int]
    less: Mapping[tuple[str, str], int]

    @property
    def nothing(self) -> bool:
        return not self.more and not self.less


def close(store: Store, unit: str, chosen: Period, actor: str) -> Closing:
    """Freeze a period of a unit with all below it; the tally is brought up to the log first."""
    if chosen.last >= today():
        raise NotAllowed(f"{chosen.name} chưa hết; chỉ chốt được sau ngày {chosen.last:%d/%m/%Y}.")
    tallies.fold(store)
    codes = frozenset(units.subtree(store.db, unit, chosen.last, tree=None))
    taken = snapshots.take(store, unit, chosen, codes)
    if not taken.now:
        raise NotAllowed(f"{chosen.name}: chưa có phiếu nào để chốt.")
    body = snapshots.written(taken)
    made = Closing(
        0, unit, chosen.calendar.value, chosen.label, chosen.first.isoformat(), chosen.last.isoformat(),
        snapshots.digest(body), actor, today().isoformat(),
    )  # fmt: skip
    # Reading took its time and citizens go on sending: only the finished text is written under the lock.
    with store.write() as db:
        kept = closings.add(db, made, codes, body)
        audit.record(db, Action.CLOSE, actor, unit, f"{chosen.calendar.value} {chosen.label}", kept.digest)
    return kept


def prove(body: bytes) -> Proof:
    """Read a snapshot; SnapshotError when it is none or was edited into another form."""
    found = snapshots.read(body)
    if snapshots.written(found) != body:
        raise SnapshotError("Tệp không còn ở dạng chuẩn: đã bị sửa hoặc định dạng lại.")
    return Proof(found, snapshots.digest(body), tables.digest(found))


@lru_cache(maxsize=16)
def proof_of(store: Store, number: int) -> Proof:
    """The proof of a closing, which never changes while this program runs."""
    return prove(closings.body(store.db, number))


def late(store: Store, number: int) -> Late:
    """What the log holds now beyond the snapshot, or no longer."""
    tallies.fold(store)
    kept = snapshot_of(store, number)
    codes = closings.units_of(store.db, number)
    asked = codes | kept.former.keys()
    then = Counter({(key, row[:6]): row[6] for key, rows in kept.now.items() for row in rows})
    fresh = snapshots.logged(store, kept.period.first, kept.period.last, asked)
    now = Counter({(key, row): n for key, said in fresh.items() for row, n in said.items()})
    return Late(_by_unit(now - then), _by_unit(then - now))


def add_addendum(store: Store, number: int, actor: str) -> Late:
    """Write down, dated, what came or went since; the closed figures stay."""
    found = late(store, number)
    if found.nothing:
        raise NotAllowed("Không có phiếu nào đến muộn hoặc bị loại sau khi chốt.")
    told = {"closing": closings.get(store.db, number).digest, "day": today().isoformat()}
    counts = {name: [[*key, n] for key, n in sorted(part.items())] for name, part in vars(found).items()}
    body = json.dumps(told | counts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with store.write() as db:
        closings.add_addendum(db, number, snapshots.digest(body), body, actor, today())
        audit.record(db, Action.CLOSE, actor, closings.get(db, number).unit, f"phụ lục {number}")
    return found


def reopen(store: Store, number: int, event: str, reason: str, actor: str, day: date) -> None:
    with store.write() as db:
        closings.reopen(db, number, event, reason, actor, day)
        audit.record(
            db, Action.REOPEN, actor, closings.get(db, number).unit, str(number), f"{event}: {reason}"
        )


def _by_unit(rows: Counter[tuple[str, Said]]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for (key, row), n in rows.items():
        found[row[0], key] += n
    return dict(found)
