"""Rows of somebody else's table held against what is stored already, and taken whole or not at all."""

import hashlib
from dataclasses import dataclass, replace

from survey.digits import Mark
from survey.form_token import TOKEN_BYTES
from survey.loading.errors import LoadError
from survey.loading.foreign import Reading
from survey.loading.foreign_sheet import Sheet
from survey.store import decisions, imports, points, responses
from survey.store.connection import Store
from survey.store.responses import Outcome, Response

_AFTER = "sipas imported row after "
_CHANGED = (
    "dòng này đã được nhập trước đây với điểm, ngày hoặc cách ghép cột khác; muốn nhập lại cho đúng "
    "thì cơ quan xem xét phải loại phiếu cũ trước, ở trang “Xem lại phiếu”"
)

Numbered = tuple[int, Response]


@dataclass(frozen=True)
class Settled:
    """The rows that are new, those that are stored already, and those that are stored otherwise."""

    new: tuple[Numbered, ...]
    repeated: tuple[Numbered, ...]
    changed: tuple[Numbered, ...]


def settle(store: Store, reading: Reading) -> Settled:
    """Hold the rows against the log, under the units of their days.

    A row that was read wrongly, and whose response is set aside therefore, is new again; one that says what
    it said stays set aside.
    """
    unit_on = points.units_by_day(store.db)
    rows = [(number, replace(one, unit=unit_on(one.point, one.day))) for number, one in reading.responses]
    while True:
        tokens = [one.token for _, one in rows]
        kept, aside = responses.some(store.db, tokens), decisions.among(store.db, tokens)
        found = Settled(
            tuple(row for row in rows if row[1].token not in kept),
            tuple(row for row in rows if row[1].token in kept and _same(kept[row[1].token], row[1])),
            tuple(row for row in rows if row[1].token in kept and not _same(kept[row[1].token], row[1])),
        )
        again = {one.token for _, one in found.changed} & aside
        if not again:
            return found
        rows = [
            (number, replace(one, token=_next(one.token)) if one.token in again else one)
            for number, one in rows
        ]


def faults(found: Sheet, settled: Settled) -> list[str]:
    """Why the rows cannot be taken as they are read now."""
    return [f"{found.name}, dòng {number}: {_CHANGED}." for number, _ in settled.changed]


def look(store: Store, found: Sheet, reading: Reading) -> Settled:
    """What taking the rows would come to; raises LoadError with every fault."""
    if reading.faults:
        raise LoadError(reading.faults)
    settled = settle(store, reading)
    if settled.changed:
        raise LoadError(faults(found, settled))
    return settled


def load(store: Store, found: Sheet, reading: Reading, who: str) -> Settled:
    """Take every row or none, with who did it; raises LoadError with every fault."""
    # Before the transaction: citizens wait while it lasts.
    settled = look(store, found, reading)
    with store.write() as db:
        if responses.known(db, [one.token for _, one in settled.new]):
            # Somebody took some of them meanwhile.
            settled = look(store, found, reading)
        # In the order of their keys, as they lie on the disk: half the time.
        new = sorted((one for _, one in settled.new), key=lambda one: one.token)
        outcomes = responses.add_many(db, new) + [Outcome.REPEATED] * len(settled.repeated)
        imports.record(db, who, found.name, [*new, *(one for _, one in settled.repeated)], outcomes)
    return settled


def _same(kept: Response, read: Response) -> bool:
    """True also when a column came later: the old rows have nothing there, and were not asked."""
    unsaid = str.maketrans(Mark.BLANK.value, Mark.NOT_ASKED.value)
    before, now = (replace(one, answers=one.answers.translate(unsaid)) for one in (kept, read))
    return kept.content() == read.content() or before == now


def _next(token: str) -> str:
    return hashlib.sha256((_AFTER + token).encode()).digest()[:TOKEN_BYTES].hex()
