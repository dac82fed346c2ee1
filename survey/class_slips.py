"""Slips for classes and slips printed anew: the codes are on the sheet that is returned and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.loading.classes import SchoolClass
from survey.printing import slips
from survey.printing.slips import Slip
from survey.store import audit, codes, questionnaires, slip_batches, units
from survey.store.audit import Action
from survey.store.codes import Batch
from survey.store.points import Point
from survey.store.slip_batches import AlreadyPrinted

PREFIX = "Lớp"


def label_of(name: str) -> str:
    """1A → Lớp 1A; a name that already says what it is stays as it is."""
    return name if name.casefold().startswith(PREFIX.casefold()) else f"{PREFIX} {name}"


def issue(db: Database, key: str, batches: Sequence[Batch], base_url: str, who: str) -> bytes:
    """Make the codes of these batches and print them, each batch on pages of its own.

    Call it inside the transaction that keeps the codes: without the sheet nobody would ever know them.
    """
    if any(slip_batches.exists(db, batch.id) for batch in batches):
        raise AlreadyPrinted(
            "Danh sách này vừa được in rồi; chưa phát thêm mã nào. Tải lại trang để in tiếp."
        )
    named = {unit.code: unit.name for unit in units.some(db, [batch.unit for batch in batches])}
    stacks = [_slips(named[batch.unit], batch, codes.issue(db, key, batch), base_url) for batch in batches]
    for batch in batches:
        told = f"{batch.size} mã, {batch.label}"
        audit.record(db, Action.CODES_ISSUED, who, batch.unit, batch.id, told)
    return slips.pdf(stacks)


def batches_of(
    db: Database, point: Point, classes: Iterable[SchoolClass], days: tuple[date, date], mark: str
) -> list[Batch]:
    """A batch for each class; `days` are that of printing and the last one, `mark` begins their names.

    The same mark twice is the same form sent twice, which `issue` refuses.
    """
    form = questionnaires.latest_key(db, point.questionnaire)
    printed, last = (day.isoformat() for day in days)
    return [
        Batch(
            point.unit, point.code, form, one.size, printed, last, label_of(one.name), id=f"{mark}{place:02x}"
        )
        for place, one in enumerate(classes)
    ]


@dataclass(frozen=True)
class Anew:
    """What is printed anew, on which day and by whom: slips whose codes are given, or None for all unused."""

    batch: Batch
    spoiled: Sequence[str] | None
    day: date
    who: str


def reprint(db: Database, keys: Sequence[str], anew: Anew, base_url: str) -> bytes:
    """Print slips anew; the codes of the old ones stop working."""
    batch = anew.batch
    if anew.spoiled is None:
        made = slip_batches.unused(db, keys[-1], batch, anew.day)
    else:
        typed = [(one, codes.hashes(keys, codes.as_entered(one))) for one in anew.spoiled]
        made = slip_batches.some(db, keys[-1], batch, typed, anew.day)
    told = f"in lại {len(made)} tờ, {batch.label}"
    audit.record(db, Action.CODES_REVOKED, anew.who, batch.unit, batch.id, told)
    return slips.pdf([_slips(units.get(db, batch.unit).name, batch, made, base_url)])


def _slips(unit: str, batch: Batch, made: Iterable[str], base_url: str) -> list[Slip]:
    last = date.fromisoformat(batch.expires_on)
    return [Slip(unit, batch.label, code, f"{base_url}/m/{code}", last) for code in made]
