"""Plans from what a person filled in: codes and names as typed, dates as days."""

from dataclasses import dataclass
from datetime import date

from survey.organisation.changes import EventRefusedError, Plan
from survey.organisation.picture import Picture
from survey.store.organisation import Document, Kind, Move
from survey.store.schema import LAST_DAY
from survey.store.units import MANAGEMENT, PROFESSIONAL, Unit


@dataclass(frozen=True)
class Order:
    """What one form says; what its kind does not ask for stays empty.

    units   one code a line: those that merge
    result  merge: the unit that stays, or the code of a new one, then with `name`
    parts   split: one new unit a line, code and name with a semicolon between
    """

    kind: Kind
    day: date
    document: Document
    unit: str = ""
    name: str = ""
    unit_kind: str = ""
    level: str = ""
    address: str = ""
    management: str = ""
    professional: str = ""
    units: str = ""
    result: str = ""
    parts: str = ""
    successor: str = ""


def plan_of(order: Order, picture: Picture) -> Plan:
    """Raises EventRefusedError for what cannot be read as an event."""
    return _PLANNERS[order.kind](order, picture)


def _create(order: Order, picture: Picture) -> Plan:
    del picture
    founded = Unit(order.unit, order.name, order.unit_kind, order.level, order.address, _day(order))
    return Plan(
        order.kind,
        order.day,
        order.document,
        (order.unit,),
        parents=_parents(order),
        founded=(founded,),
    )


def _rename(order: Order, picture: Picture) -> Plan:
    del picture
    names = {order.unit: order.name}
    return Plan(order.kind, order.day, order.document, (order.unit,), names=names)


def _move(order: Order, picture: Picture) -> Plan:
    # A parent left as it is is no change.
    parents = tuple(
        move for move in _parents(order) if picture.parent(move.child, move.tree, order.day) != move.parent
    )
    if not parents:
        raise EventRefusedError("Cơ quan cấp trên không thay đổi: chưa có gì để ghi.")
    return Plan(order.kind, order.day, order.document, (order.unit,), parents=parents)


def _merge(order: Order, picture: Picture) -> Plan:
    units = tuple(dict.fromkeys(order.units.split()))
    founded: tuple[Unit, ...] = ()
    if order.result not in picture.units:
        if not order.name:
            raise EventRefusedError(
                f"Chưa có đơn vị mã “{order.result}”: nếu là đơn vị mới, hãy điền tên của đơn vị mới."
            )
        founded = (_founded_like(units[0] if units else "", order.result, order.name, order, picture),)
    return Plan(order.kind, order.day, order.document, units, (order.result,), founded=founded)


def _split(order: Order, picture: Picture) -> Plan:
    lines = [line.partition(";") for line in order.parts.splitlines() if line.strip()]
    for code, separator, name in lines:
        if not separator or not code.strip() or not name.strip():
            raise EventRefusedError(f"Dòng “{code}{separator}{name}”: hãy ghi mã, dấu chấm phẩy, rồi tên.")
    founded = tuple(
        _founded_like(order.unit, code.strip(), name.strip(), order, picture) for code, _, name in lines
    )
    results = tuple(unit.code for unit in founded)
    return Plan(
        order.kind, order.day, order.document, (order.unit,), results, order.successor, founded=founded
    )


def _close(order: Order, picture: Picture) -> Plan:
    del picture
    return Plan(order.kind, order.day, order.document, (order.unit,), successor=order.successor)


def _parents(order: Order) -> tuple[Move, ...]:
    given = ((MANAGEMENT, order.management), (PROFESSIONAL, order.professional))
    return tuple(Move(order.unit, tree, parent) for tree, parent in given if parent)


def _founded_like(model: str, code: str, name: str, order: Order, picture: Picture) -> Unit:
    """A new unit of the kind and level that the one had from which it comes."""
    known = picture.units.get(model)
    if known is None:
        raise EventRefusedError(f"Không có đơn vị mã “{model}”.")
    return Unit(code, name, known.kind, known.level, known.address, _day(order), LAST_DAY)


def _day(order: Order) -> str:
    return order.day.isoformat()


_PLANNERS = {
    Kind.CREATE: _create,
    Kind.RENAME: _rename,
    Kind.MOVE: _move,
    Kind.MERGE: _merge,
    Kind.SPLIT: _split,
    Kind.CLOSE: _close,
}
