"""Kinds of units and who they usually hang below, from data/unit_kinds.csv."""

import csv
from dataclasses import dataclass
from functools import cache

from survey import formats
from survey.places import folder
from survey.store.schema import LAST_DAY


@dataclass(frozen=True)
class UnitKind:
    code: str
    name: str
    parent_kind: str
    professional_parent_kind: str
    valid_to: str


@cache
def kinds() -> dict[str, UnitKind]:
    """By code, in the order of the file: from the province down."""
    with (folder("data") / "unit_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: UnitKind(
                row["code"],
                row["name"],
                row["parent_kind"],
                row["professional_parent_kind"],
                row["valid_to"] or LAST_DAY,
            )
            for row in csv.DictReader(file)
        }


def kind_name(code: str) -> str:
    found = kinds().get(code)
    return found.name if found else code


def over(code: str, last: str) -> str:
    """Why no unit of this kind can be there until that day; empty when one can."""
    found = kinds().get(code)
    if found is None or last <= found.valid_to:
        return ""
    return f"loại “{found.name}” chỉ có đến ngày {formats.day(found.valid_to)}"
