"""What the audit log is told of a table that was taken, in the transaction that takes it."""

from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from survey.store import audit
from survey.store.audit import Action
from survey.store.responses import Outcome, Response


def record(db: Database, who: str, file: str, taken: Sequence[Response], outcomes: Sequence[Outcome]) -> int:
    """Tell how many came to which unit, and never which; returns how many were new."""
    new = [one.unit for one, outcome in zip(taken, outcomes, strict=True) if outcome is Outcome.STORED]
    counted = Counter(new) or {one.unit: 0 for one in taken[:1]}
    for unit, count in sorted(counted.items()):
        audit.record(db, Action.IMPORT, who, unit, detail=f"{count} phiếu từ {file}")
    return len(new)


def tell(db: Database, by: str, what: str) -> None:
    """Tell of a table of the office's own facts; by nobody is what the project itself brings along."""
    if by:
        audit.record(db, Action.IMPORT, by, detail=what)
