"""A whole organisation from a table: what differs from what is known becomes events of one day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from survey import formats
from survey.clock import today
from survey.loading import cells, organisation_faults, table
from survey.loading.errors import LoadError
from survey.loading.table import Column, Sheet
from survey.naming import levels
from survey.organisation import picture as pictures
from survey.organisation.changes import EARLIEST, LATEST, EventRefusedError, Plan, changes_of
from survey.organisation.kinds import kinds
from survey.organisation.picture import Picture
from survey.organisation.table import PARENT, TITLES
from survey.organisation.table import row as known_row
from survey.store import audit, organisation, units
from survey.store.audit import COMMAND_LINE, Action
from survey.store.connection import Store
from survey.store.organisation import ONE_DAY, Changes, Document, Kind, Move
from survey.store.schema import FIRST_DAY, LAST_DAY
from survey.store.units import Unit

LONGEST_NAME = 300
# Facts about a unit that have no dates: a table puts them right, no event tells of it.
UNDATED = ("kind", "level", "address")


def _name(value: str) -> str:
    told = cells.line(value)
    if told.startswith("="):
        raise ValueError("là công thức chưa có kết quả; hãy mở bằng bảng tính rồi lưu lại")
    if len(told) > LONGEST_NAME:
        raise ValueError(f"dài quá {LONGEST_NAME} ký tự")
    return told


def _day(value: str) -> str:
    """No office is older or plans further: 0026 and 2062 are slips of the hand."""
    told = cells.day(value)
    if not EARLIEST <= date.fromisoformat(told) <= LATEST:
        raise ValueError("quá xa; hãy xem lại năm")
    return told


def columns() -> tuple[Column, ...]:
    read: dict[str, Callable[[str], str]] = {
        "code": cells.code,
        "name": _name,
        "kind": cells.Named({kind.code: kind.name for kind in kinds().values()}),
        "level": cells.Named(levels()),
        "address": _name,
        **dict.fromkeys([*PARENT.values(), "successor"], cells.code),
        **dict.fromkeys(["valid_from", "valid_to"], _day),
    }
    required = ("code", "name", "kind")
    return tuple(
        Column(name, title, read[name], name in required) if name in read else Column(name, title)
        for name, title in TITLES.items()
    )


@dataclass(frozen=True)
class Decision:
    """When what differs comes into force, and what ordered it."""

    day: date
    document: Document


def decision(path: Path, on: date | None = None, document: Document | None = None) -> Decision:
    """What the file itself says for it, when nobody names a decision."""
    return Decision(on or today(), document or Document("", "", f"Nạp từ tệp {path.name}"))


@dataclass
class Import:
    """What a table would change, by the code of the unit; nothing of it is stored yet.

    kept  units with an empty cell where something is known: it stays
    """

    before: Picture
    picture: Picture
    decision: Decision
    revision: int
    steps: list[tuple[Plan, Changes]] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    corrected: dict[str, Unit] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    rows: int = 0
    absent: int = 0

    @property
    def unchanged(self) -> int:
        return self.rows - len({*self.created, *self.renamed, *self.moved, *self.closed, *self.corrected})

    def take(self, plan: Plan, changes: Changes) -> None:
        self.steps.append((plan, changes))
        self.picture = self.picture.after(changes, plan.day)


def load(store: Store, path: Path) -> int:
    """Take every row or none, in force today; returns how many there were."""
    return apply(store, read(store, path, decision(path)), COMMAND_LINE).rows


def apply(store: Store, found: Import, by: str) -> Import:
    document = found.decision.document
    with store.write() as db:
        if organisation.revision(db) != found.revision:
            raise LoadError(["Tổ chức vừa được người khác thay đổi; hãy xem trước lại."])
        # First: an event may end a unit that is put right as well.
        units.save(db, found.corrected.values())
        audit.record(db, Action.ORGANISATION, by, detail=f"{found.rows} dòng: {document.summary}")
        for plan, changes in found.steps:
            organisation.record(db, plan.event, changes, today(), by)
    return found


def read(store: Store, path: Path, made: Decision) -> Import:
    """Compare every row with what is known; raises LoadError naming each fault."""
    sheet = table.read(path, columns())
    table.refuse_repeats(sheet, "code")
    before = pictures.read(store)
    found = Import(before, before, made, organisation.revision(store.db), rows=len(sheet.rows))
    organisation_faults.refuse(sheet, before, made.day)
    sheet.finish()
    wanted = {row["code"]: (number, row) for number, row in sheet.rows}
    found.absent = len(before.units.keys() - wanted.keys())
    _create(found, {code: row for code, (_, row) in wanted.items() if code not in before.units})
    for step in (_close, _compare, _rename, _move, _close_alone):
        step(found, sheet, {code: own for code, own in wanted.items() if code in before.units})
    sheet.finish()
    return found


Wanted = Mapping[str, tuple[int, Mapping[str, str]]]


def _create(found: Import, new: Mapping[str, Mapping[str, str]]) -> None:
    founded = {code: _unit(row) for code, row in new.items()}
    moves = [
        Move(code, tree, row[column])
        for code, row in new.items()
        for tree, column in PARENT.items()
        if column in row
    ]
    heirs = {code: row["successor"] for code, row in new.items() if {"successor", "valid_to"} <= row.keys()}
    # Units of different days hang below each other, so they are stored together, each with its own event.
    whole = Changes(tuple(founded.values()), moves=tuple(moves))
    for first in sorted({unit.valid_from for unit in founded.values()}):
        begun = tuple(unit for unit in founded.values() if unit.valid_from == first)
        subjects = tuple(unit.code for unit in begun)
        plan = Plan(Kind.CREATE, date.fromisoformat(first), found.decision.document, subjects, founded=begun)
        found.take(plan, whole)
        whole = Changes()
    found.created = list(founded)
    for code, heir in heirs.items():
        on = date.fromisoformat(founded[code].valid_to) + ONE_DAY
        plan = Plan(Kind.MERGE, on, found.decision.document, (code,), (heir,))
        found.take(plan, Changes(successors={code: heir}))


def _unit(row: Mapping[str, str]) -> Unit:
    named = ("code", "name", "kind", "level", "address", "valid_from", "valid_to")
    return Unit(**{name: row[name] for name in named if name in row})


def _close(found: Import, sheet: Sheet, known: Wanted) -> None:
    """Units that end and hand over: first, because what hung below them hangs below the successor after."""
    _end(found, sheet, {code: own for code, own in known.items() if "successor" in own[1]})


def _close_alone(found: Import, sheet: Sheet, known: Wanted) -> None:
    """Units that end without a successor: last, because what hangs below them is moved away before."""
    _end(found, sheet, {code: own for code, own in known.items() if "successor" not in own[1]})


def _end(found: Import, sheet: Sheet, known: Wanted) -> None:
    for code, (number, row) in known.items():
        if "valid_to" not in row or found.picture.units[code].valid_to != LAST_DAY:
            continue
        on, heir = date.fromisoformat(row["valid_to"]) + ONE_DAY, row.get("successor", "")
        kind, results = (Kind.MERGE, (heir,)) if heir else (Kind.CLOSE, ())
        plan = Plan(kind, on, found.decision.document, (code,), results)
        if _taken(found, sheet, plan, number, "valid_to"):
            found.closed.append(code)


def _compare(found: Import, sheet: Sheet, known: Wanted) -> None:
    """Refuse what no table can change: first and last days, and units that have ended."""
    for code, (number, row) in known.items():
        unit, now = found.picture.units[code], known_row(found.picture, code, found.decision.day)
        if row.get("valid_from", now["valid_from"]) != now["valid_from"]:
            told = formats.day(unit.valid_from) if unit.valid_from != FIRST_DAY else "từ trước"
            sheet.blame(number, "valid_from", f"đơn vị đã có trong hệ thống ({told}); quá khứ không sửa được")
        if row.get("successor", now["successor"]) != now["successor"]:
            sheet.blame(number, "successor", f"đơn vị tiếp nhận đã ghi là “{now['successor']}”")
        if unit.valid_to != LAST_DAY:
            _refuse_revived(sheet, number, row, now)
        if any(now[name] and name not in row for name in sheet.names):
            found.kept.append(code)
        other = {name: row[name] for name in UNDATED if row.get(name, now[name]) != now[name]}
        if other:
            found.corrected[code] = Unit(**{**vars(unit), **other})


def _refuse_revived(sheet: Sheet, number: int, row: Mapping[str, str], now: Mapping[str, str]) -> None:
    for column in ("valid_to", "name", *PARENT.values()):
        if row.get(column, "") != now[column] and (column in row or column == "valid_to"):
            sheet.blame(number, column, f"đơn vị đã ngừng hoạt động ngày {formats.day(now['valid_to'])}")


def _living(found: Import, known: Wanted) -> Iterator[tuple[str, int, Mapping[str, str]]]:
    for code, (number, row) in known.items():
        if found.picture.active(code, found.decision.day):
            yield code, number, row


def _rename(found: Import, sheet: Sheet, known: Wanted) -> None:
    for code, number, row in _living(found, known):
        if row["name"] != found.picture.name(code, found.decision.day):
            plan = Plan(
                Kind.RENAME, found.decision.day, found.decision.document, (code,), names={code: row["name"]}
            )
            if _taken(found, sheet, plan, number, "name"):
                found.renamed.append(code)


def _move(found: Import, sheet: Sheet, known: Wanted) -> None:
    on = found.decision.day
    for code, number, row in _living(found, known):
        moves = tuple(
            Move(code, tree, row[column])
            for tree, column in PARENT.items()
            if column in row and row[column] != found.picture.parent(code, tree, on)
        )
        plan = Plan(Kind.MOVE, on, found.decision.document, (code,), parents=moves)
        if moves and _taken(found, sheet, plan, number, PARENT[moves[0].tree]):
            found.moved.append(code)


def _taken(found: Import, sheet: Sheet, plan: Plan, number: int, column: str) -> bool:
    try:
        found.take(plan, changes_of(plan, found.picture))
    except EventRefusedError as refused:
        sheet.blame(number, column, str(refused).rstrip("."))
        return False
    return True
