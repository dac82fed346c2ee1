"""The organisation as one table, a unit a row: the form in which it is brought in and taken out."""

from collections.abc import Iterator
from datetime import date

from survey.naming import levels
from survey.organisation.kinds import kinds
from survey.organisation.picture import Picture
from survey.store.schema import FIRST_DAY, LAST_DAY
from survey.store.units import MANAGEMENT, PROFESSIONAL

PARENT = {MANAGEMENT: "parent", PROFESSIONAL: "professional_parent"}
TITLES = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "kind": "Loại đơn vị",
    "level": "Cấp học",
    PARENT[MANAGEMENT]: "Mã cơ quan quản lý",
    PARENT[PROFESSIONAL]: "Mã cơ quan chuyên môn",
    "address": "Địa chỉ",
    "valid_from": "Hoạt động từ",
    "valid_to": "Hoạt động đến",
    "successor": "Mã đơn vị tiếp nhận",
}


WORDS_TITLES = ("Cột", "Mã", "Tên (ghi mã hay tên đều được)")


def words() -> list[tuple[str, str, str]]:
    """What may stand in the columns that hold codes."""
    told = [(TITLES["kind"], kind.code, kind.name) for kind in kinds().values()]
    return told + [(TITLES["level"], code, name) for code, name in levels().items()]


def rows(picture: Picture, day: date) -> Iterator[dict[str, str]]:
    """Every unit as it is on that day; one that ended earlier, as it was on its last day."""
    for code in sorted(picture.units):
        yield row(picture, code, day)


def row(picture: Picture, code: str, day: date) -> dict[str, str]:
    unit = picture.units[code]
    then = min(max(day, date.fromisoformat(unit.valid_from)), date.fromisoformat(unit.valid_to))
    heir = picture.successors.get(code)
    return {
        "code": code,
        "name": picture.name(code, then),
        "kind": unit.kind,
        "level": unit.level,
        **{column: picture.parent(code, tree, then) or "" for tree, column in PARENT.items()},
        "address": unit.address,
        "valid_from": "" if unit.valid_from == FIRST_DAY else unit.valid_from,
        "valid_to": "" if unit.valid_to == LAST_DAY else unit.valid_to,
        "successor": heir[0] if heir else "",
    }
