"""The words for the codes that tables are broken down by: units, levels, channels, procedures."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache

from sqlite_utils import Database

from survey.places import folder
from survey.store import points, procedures
from survey.store.units import Unit

CHANNELS = {
    "qr": "Quét mã QR",
    "kiosk": "Máy đặt tại chỗ",
    "code": "Mã dùng một lần (đã xác thực)",
    "paper": "Phiếu giấy",
    "import": "Nhập từ tệp",
}


@cache
def levels() -> dict[str, str]:
    with (folder("data") / "levels.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if row["of"] == "unit"}


def words(db: Database, units: Iterable[Unit], of_points: Sequence[str] = ()) -> dict[str, str]:
    """The points of one unit are named too; of many there is no table."""
    named = {procedure.code: f"{procedure.name} ({procedure.code})" for procedure in procedures.every(db)}
    shown = points.of_units(db, of_points) if len(of_points) == 1 else []
    placed = {point.code: f"{point.name} ({point.code})" for point in shown}
    return named | levels() | CHANNELS | placed | {unit.code: unit.name for unit in units}
