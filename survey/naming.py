"""The words for the codes that tables are broken down by: units, levels, channels, procedures."""

import csv
from collections.abc import Iterable
from functools import cache

from sqlite_utils import Database

from survey.places import folder
from survey.store import procedures
from survey.store.procedures import Procedure
from survey.store.units import Unit

CHANNELS = {
    "qr": "Quét mã QR",
    "kiosk": "Máy đặt tại chỗ",
    "code": "Mã dùng một lần (đã xác thực)",
    "paper": "Phiếu giấy",
    "import": "Nhập từ tệp",
}


def levels() -> dict[str, str]:
    return _levels("unit")


def procedure_levels() -> dict[str, str]:
    return _levels("procedure")


@cache
def _levels(of: str) -> dict[str, str]:
    with (folder("data") / "levels.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if row["of"] == of}


def words(db: Database, units: Iterable[Unit]) -> dict[str, str]:
    later = procedures.successors(db)
    named = {procedure.code: _procedure(procedure, later) for procedure in procedures.every(db)}
    return named | levels() | CHANNELS | {unit.code: unit.name for unit in units}


def _procedure(procedure: Procedure, later: procedures.Successors) -> str:
    now = f", nay là {', '.join(later[procedure.code])}" if procedure.code in later else ""
    return f"{procedure.name} ({procedure.code}{now})"
