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
from survey.store.slip_batches import AlreadyPrinted, ReprintRefused, Swap

PREFIX = "Lớp"
TWICE = (
    "Danh sách này vừa được in rồi; chưa phát thêm mã nào. Nếu tệp PDF chưa về máy: mở lại trang này, "
    "bấm “In lại” ở từng lô rồi chọn “Cả lô”."
)


def label_of(name: str) -> str:
    """1A → Lớp 1A; a name that already says what it is stays as it is."""
    return name if name.casefold().startswith(PREFIX.casefold()) else f"{PREFIX} {name}"


@dataclass(frozen=True)
class Printed:
    """A sheet, and the codes on it of each batch, which open nothing before they are kept."""

    sheet: bytes
    stacks: Sequence[tuple[Batch, Sequence[str]]]


def draw(db: Database, key: str, batches: Sequence[Batch], base_url: str) -> Printed:
    """Draw codes for these batches and print them, each batch on pages of its own.

    Outside the transaction that keeps them: a school's sheets take seconds, in which others must be able to
    answer. Before it: without the sheet nobody would ever know the codes.
    """
    _refuse_repeat(db, batches)
    stacks = [(batch, codes.draw(db, key, batch)) for batch in batches]
    sheet = slips.pdf([slips_of(db, batch, drawn, base_url) for batch, drawn in stacks])
    return Printed(sheet, stacks)


def keep(db: Database, key: str, printed: Printed, who: str) -> None:
    """Let the codes of a sheet open their forms, all of them or none."""
    _refuse_repeat(db, [batch for batch, _ in printed.stacks])
    for batch, drawn in printed.stacks:
        codes.keep(db, key, batch, drawn)
        told = f"{batch.size} mã, {batch.label}"
        audit.record(db, Action.CODES_ISSUED, who, batch.unit, batch.id, told)


def _refuse_repeat(db: Database, batches: Sequence[Batch]) -> None:
    if any(slip_batches.exists(db, batch.id) for batch in batches):
        raise AlreadyPrinted(TWICE)


def batches_of(
    db: Database, point: Point, classes: Iterable[SchoolClass], days: tuple[date, date], mark: str
) -> list[Batch]:
    """A batch for each class; `days` are that of printing and the last one, `mark` begins their names.

    The same mark twice is the same form sent twice, which is refused.
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


@dataclass(frozen=True)
class Reprinted:
    """A sheet of new slips; the old ones still work until the swap is made."""

    sheet: bytes
    swap: Swap
    drawn: Sequence[str]


def draw_anew(db: Database, keys: Sequence[str], anew: Anew, base_url: str) -> Reprinted:
    """Print slips anew; see `draw` for why it is done before anything is kept."""
    swap = _swap(db, keys, anew)
    drawn = codes.draw(db, keys[-1], swap.other)
    return Reprinted(slips.pdf([slips_of(db, anew.batch, drawn, base_url)]), swap, drawn)


def keep_anew(db: Database, keys: Sequence[str], anew: Anew, made: Reprinted) -> None:
    """Let the new slips work in place of the old ones."""
    if _swap(db, keys, anew).old != made.swap.old:
        raise ReprintRefused("Vừa có người dùng mã hoặc in lại lô này; chưa có gì thay đổi, hãy bấm lại.")
    slip_batches.carry_out(db, keys[-1], made.swap, made.drawn)
    told = f"in lại {len(made.drawn)} tờ, {anew.batch.label}"
    audit.record(db, Action.CODES_REVOKED, anew.who, anew.batch.unit, anew.batch.id, told)


def _swap(db: Database, keys: Sequence[str], anew: Anew) -> Swap:
    if anew.spoiled is None:
        return slip_batches.unused(db, anew.batch, anew.day)
    typed = [(one, codes.hashes(keys, codes.as_entered(one))) for one in anew.spoiled]
    return slip_batches.some(db, anew.batch, typed, anew.day)


def slips_of(db: Database, batch: Batch, drawn: Sequence[str], base_url: str) -> list[Slip]:
    """What the slips of a batch say."""
    title = questionnaires.get(db, batch.questionnaire).title.get("vi")
    unit, last = units.get(db, batch.unit).name, date.fromisoformat(batch.expires_on)
    return [Slip(title, unit, batch.label, code, f"{base_url}/m/{code}", last) for code in drawn]
