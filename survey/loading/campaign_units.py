"""The units of a campaign, how many people of each could answer, and at which points, from a table."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from survey.loading import table
from survey.loading.cells import code
from survey.loading.population import count
from survey.loading.table import Column, Sheet
from survey.store.campaigns import Part
from survey.store.points import Point, as_printed

COLUMNS = (
    Column("unit", "Mã đơn vị", code, required=True),
    Column("name", "Tên đơn vị"),
    Column("population", "Số người", count),
    Column("points", "Mã điểm"),
)


def read(path: Path, offered: Sequence[Point]) -> list[Part]:
    """The parts of a campaign; `offered` are the open points that ask its questionnaire.

    A unit without points in the file takes part with all of its own. Raises LoadError with every fault.
    """
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "unit")
    known: dict[str, list[str]] = {}
    for point in offered:
        known.setdefault(point.unit, []).append(point.code)
    parts = [_part(sheet, number, row, known) for number, row in sheet.rows]
    sheet.finish()
    return parts


def _part(sheet: Sheet, number: int, row: Mapping[str, str], known: Mapping[str, list[str]]) -> Part:
    unit = row.get("unit", "")
    own = known.get(unit, [])
    if unit and not own:
        sheet.blame(number, "unit", f"đơn vị “{unit}” không có điểm nào đang mở hỏi phiếu này")
    chosen = [as_printed(one) for one in re.split(r"[\s,;]+", row.get("points", "")) if one]
    for point in chosen:
        if own and point not in own:
            sheet.blame(
                number, "points", f"“{point}” không phải điểm đang mở của đơn vị {unit} hỏi phiếu này"
            )
    return Part(unit, int(row.get("population", "0")), tuple(dict.fromkeys(chosen)) or tuple(own))
