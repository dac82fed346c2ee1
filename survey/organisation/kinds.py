"""Kinds of units and who they usually hang below, from data/unit_kinds.csv."""

import csv
from dataclasses import dataclass
from functools import cache

from survey.places import folder


@dataclass(frozen=True)
class UnitKind:
    code: str
    name: str
    parent_kind: str
    professional_parent_kind: str


@cache
def kinds() -> dict[str, UnitKind]:
    """By code, in the order of the file: from the province down."""
    with (folder("data") / "unit_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: UnitKind(
                row["code"], row["name"], row["parent_kind"], row["professional_parent_kind"]
            )
            for row in csv.DictReader(file)
        }


def kind_name(code: str) -> str:
    found = kinds().get(code)
    return found.name if found else code
