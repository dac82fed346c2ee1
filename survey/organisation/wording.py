"""Events and changes in the words of who reads them."""

from collections.abc import Iterator, Sequence
from datetime import date

from survey import formats
from survey.organisation.picture import Picture
from survey.store.organisation import ONE_DAY, Changes, Document, Event, Kind, Role
from survey.store.points import Point
from survey.store.schema import FIRST_DAY
from survey.store.units import MANAGEMENT, PROFESSIONAL

KINDS = {
    Kind.CREATE: "Thành lập",
    Kind.RENAME: "Đổi tên",
    Kind.MERGE: "Sáp nhập",
    Kind.SPLIT: "Chia, tách",
    Kind.MOVE: "Chuyển cơ quan cấp trên",
    Kind.CLOSE: "Ngừng hoạt động",
}
TREES = {MANAGEMENT: "quản lý", PROFESSIONAL: "chuyên môn"}
MOST_NAMED = 10


def document(found: Document) -> str:
    """12/QĐ-UBND ngày 01/10/2026: Về việc …"""
    signed = f"ngày {formats.day(found.signed_on)}" if found.signed_on else ""
    head = " ".join(part for part in (found.number, signed) if part)
    return f"{head}: {found.summary}" if head else found.summary


def since(day: date | str) -> str:
    """The day in words; the first day of all is no date."""
    return "từ trước" if str(day) == FIRST_DAY else f"từ {formats.day(day)}"


def changes(found: Changes, before: Picture, day: date, points: Sequence[Point] = ()) -> list[str]:
    """What would change, sentence by sentence; `points` are those of the units that end."""
    after = before.after(found, day)
    return [*_changes(found, before, after, day), *_points(found, after, day, points)]


def _changes(found: Changes, before: Picture, after: Picture, day: date) -> Iterator[str]:
    for unit in found.founded:
        yield f"Lập đơn vị mới “{unit.name}” (mã {unit.code}), {since(unit.valid_from)}."
    for code, name in found.names.items():
        yield f"Đổi tên “{before.name(code, day)}” thành “{name}”, {since(day)}. Các kỳ trước giữ tên cũ."
    for code in found.ended:
        heir = found.successors.get(code)
        told = f"; “{after.name(heir, day)}” tiếp nhận" if heir else ""
        yield f"“{before.name(code, day)}” ngừng hoạt động {since(day)}{told}."
    for parent, tree, children in _adopted(found):
        names = [f"“{after.name(child, day)}”" for child in children]
        more = f" và {len(names) - MOST_NAMED} đơn vị khác" if len(names) > MOST_NAMED else ""
        yield (
            f"Trực thuộc “{after.name(parent, day)}” ({TREES[tree]}) {since(day)}: "
            f"{', '.join(names[:MOST_NAMED])}{more}."
        )


def _adopted(found: Changes) -> Iterator[tuple[str, str, list[str]]]:
    places = dict.fromkeys((move.parent, move.tree) for move in found.moves)
    for parent, tree in places:
        yield parent, tree, [m.child for m in found.moves if (m.parent, m.tree) == (parent, tree)]


def _points(found: Changes, after: Picture, day: date, points: Sequence[Point]) -> Iterator[str]:
    for unit in found.ended:
        codes = [point.code for point in points if point.unit == unit]
        heir = found.successors.get(unit)
        if codes and heir:
            yield (
                f"{len(codes)} mã đã in ({', '.join(codes[:MOST_NAMED])}) vẫn dùng được; phiếu {since(day)} "
                f"tính cho “{after.name(heir, day)}”, phiếu trước đó vẫn của đơn vị cũ."
            )
        elif codes:
            yield f"{len(codes)} mã đã in ({', '.join(codes[:MOST_NAMED])}) báo đóng {since(day)}."


def happened(event: Event, unit: str, picture: Picture) -> str:
    """One event as the history of one unit tells it."""
    if event.kind is Kind.RENAME:
        return f"Đổi tên thành “{picture.name(unit, event.day)}”."
    subject = unit in event.units(Role.SUBJECT)
    return (_OF_SUBJECT if subject else _OF_OTHERS)[event.kind](_Told(event, unit, picture))


def summary(event: Event, picture: Picture) -> str:
    """One event for whoever looks at all of them."""
    told = _Told(event, "", picture)
    results = told.names(Role.RESULT, Role.SUCCESSOR) or told.parents
    if event.kind is Kind.RENAME:
        results = told.names(Role.SUBJECT)
        before = [f"“{picture.name(code, event.day - ONE_DAY)}”" for code in event.units(Role.SUBJECT)]
        return f"{KINDS[event.kind]}: {', '.join(before[:MOST_NAMED])} → {results}."
    kind = "Danh sách ban đầu" if event.day == date.min else KINDS[event.kind]
    return f"{kind}: {told.names(Role.SUBJECT)}{' → ' if results else ''}{results}."


class _Told:
    """The names in an event, of the day it counts from."""

    def __init__(self, event: Event, unit: str, picture: Picture) -> None:
        self.event, self.unit, self.picture = event, unit, picture

    def names(self, *roles: Role) -> str:
        codes = [code for role in roles for code in self.event.units(role) if code != self.unit]
        named = [f"“{self.picture.name(code, self.event.day)}”" for code in codes[:MOST_NAMED]]
        rest = [f"{len(codes) - MOST_NAMED} đơn vị khác"] if len(codes) > MOST_NAMED else []
        return ", ".join([*named, *rest])

    @property
    def parents(self) -> str:
        told = [
            f"{self.names(role)} ({TREES[role.value]})"
            for role in (Role.MANAGEMENT, Role.PROFESSIONAL)
            if self.event.units(role)
        ]
        return ", ".join(told)


def _created(told: _Told) -> str:
    if told.event.day == date.min:
        return "Có trong danh sách ban đầu."
    return f"Thành lập, trực thuộc {told.parents}." if told.parents else "Thành lập."


def _merged(told: _Told) -> str:
    if told.unit in told.event.units(Role.RESULT):
        return f"Nhận sáp nhập {told.names(Role.SUBJECT)}."
    return f"Sáp nhập vào {told.names(Role.RESULT)}."


def _divided(told: _Told) -> str:
    heir = told.names(Role.SUCCESSOR)
    told_heir = f"; {heir} tiếp nhận mã đã in" if heir else ""
    return f"Chia, tách thành {told.names(Role.RESULT)}{told_heir}."


def _closed(told: _Told) -> str:
    heir = told.names(Role.SUCCESSOR)
    return f"Ngừng hoạt động; {heir} tiếp nhận." if heir else "Ngừng hoạt động."


_OF_SUBJECT = {
    Kind.CREATE: _created,
    Kind.MERGE: _merged,
    Kind.SPLIT: _divided,
    Kind.MOVE: lambda told: f"Chuyển về {told.parents}.",
    Kind.CLOSE: _closed,
}
_OF_OTHERS = {
    Kind.CREATE: lambda told: f"{told.names(Role.SUBJECT)} thành lập, trực thuộc đơn vị này.",
    Kind.MERGE: lambda told: f"Nhận sáp nhập {told.names(Role.SUBJECT)}.",
    Kind.SPLIT: lambda told: f"Tách từ {told.names(Role.SUBJECT)}.",
    Kind.MOVE: lambda told: f"Nhận {told.names(Role.SUBJECT)} về trực thuộc.",
    Kind.CLOSE: lambda told: f"Tiếp nhận {told.names(Role.SUBJECT)}.",
}
