"""Units and the trees they hang in, from a table; upsert by code."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from survey.clock import today
from survey.loading import table
from survey.loading.cells import code, day
from survey.loading.table import Column, Sheet
from survey.store import units
from survey.store.connection import Store
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit

PARENT = {MANAGEMENT: "parent", PROFESSIONAL: "professional_parent"}
COLUMNS = (
    Column("code", "Mã đơn vị", code, required=True),
    Column("name", "Tên đơn vị", required=True),
    Column("kind", "Loại đơn vị", code, required=True),
    Column("level", "Cấp học", code),
    Column(PARENT[MANAGEMENT], "Mã cơ quan quản lý", code),
    Column(PARENT[PROFESSIONAL], "Mã cơ quan chuyên môn", code),
    Column("address", "Địa chỉ"),
    Column("valid_from", "Hoạt động từ", day),
    Column("valid_to", "Hoạt động đến", day),
)
_OF_UNIT = ("code", "name", "kind", "level", "address", "valid_from", "valid_to")


def load(store: Store, path: Path) -> int:
    """Take every row or none; returns how many there were."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "code")
    known = {unit.code for unit in units.every(store.db)} | {row.get("code", "") for _, row in sheet.rows}
    for tree in PARENT:
        now = {edge.child: edge.parent for edge in units.edges(store.db, tree, today())}
        _check_parents(sheet, PARENT[tree], known, now)
    sheet.finish()
    with store.write() as db:
        units.save(db, [_unit(row) for _, row in sheet.rows])
        units.save_edges(db, [edge for _, row in sheet.rows for edge in _edges(row)])
    return len(sheet.rows)


def _check_parents(sheet: Sheet, column: str, known: set[str], now: Mapping[str, str]) -> None:
    parents = {**now, **{row["code"]: row[column] for _, row in sheet.rows if {"code", column} <= row.keys()}}
    for number, row in sheet.rows:
        parent = row.get(column)
        if parent and parent not in known:
            sheet.blame(number, column, f"không có đơn vị mã “{parent}” trong tệp hay trong hệ thống")
        elif "code" in row and row["code"] in _above(row["code"], parents):
            sheet.blame(number, column, "đơn vị không thể trực thuộc chính mình, kể cả qua đơn vị khác")


def _above(unit: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while unit in parents and unit not in seen:
        seen.add(unit)
        unit = parents[unit]
        yield unit


def _unit(row: Mapping[str, str]) -> Unit:
    return Unit(**{name: row[name] for name in _OF_UNIT if name in row})


def _edges(row: Mapping[str, str]) -> Iterator[Edge]:
    dates = {name: row[name] for name in ("valid_from", "valid_to") if name in row}
    for tree, column in PARENT.items():
        if column in row:
            yield Edge(row["code"], row[column], tree, **dates)
