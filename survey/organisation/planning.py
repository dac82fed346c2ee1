"""Plans from what a person filled in: codes and names as typed, dates as days."""

import re
from dataclasses import dataclass, replace
from datetime import date

from survey.loading.cells import CODE
from survey.organisation.changes import EventRefusedError, Plan
from survey.organisation.picture import Picture
from survey.store.organisation import Document, Kind, Move
from survey.store.schema import LAST_DAY
from survey.store.units import MANAGEMENT, PROFESSIONAL, Unit


@dataclass(frozen=True)
class Order:
    """What one form says; what its kind does not ask for stays empty.

    A unit that is there already may stand by its code or by its whole name.

    units   one or more a line: those that merge
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
    known = order.unit if order.kind is Kind.CREATE else _code(order.unit, order, picture)
    above = [_code(order.management, order, picture), _code(order.professional, order, picture)]
    named = replace(order, unit=known, management=above[0], professional=above[1])
    return _PLANNERS[order.kind](named, picture)


def subjects(order: Order, picture: Picture) -> frozenset[str]:
    """The codes of the units that the order is about."""
    if order.kind is Kind.MERGE:
        return frozenset(_codes(order, picture))
    return frozenset({order.unit if order.kind is Kind.CREATE else _code(order.unit, order, picture)})


def _code(typed: str, order: Order, picture: Picture) -> str:
    """The code of the unit that is called so on the day; what is no whole name stays as it was typed."""
    called = picture.called(typed, order.day) if typed and typed not in picture.units else []
    if len(called) > 1:
        raise EventRefusedError(f"Nhiều đơn vị tên “{typed}”: hãy ghi mã ({', '.join(called)}).")
    return called[0] if called else typed


def _codes(order: Order, picture: Picture) -> tuple[str, ...]:
    """A line is a name, or codes with spaces or commas between."""
    found = list[str]()
    for typed in filter(None, map(str.strip, order.units.splitlines())):
        code = _code(typed, order, picture)
        found += [code] if code in picture.units else re.split(r"[\s,;]+", typed.strip(",;"))
    return tuple(dict.fromkeys(found))


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
    units, result = _codes(order, picture), _code(order.result, order, picture)
    founded: tuple[Unit, ...] = ()
    if result not in picture.units:
        if not order.name:
            raise EventRefusedError(
                f"Chưa có đơn vị mã “{result}”: nếu là đơn vị mới, hãy điền tên của đơn vị mới."
            )
        founded = (_founded_like(units[0] if units else "", result, order.name, order, picture),)
    elif order.name:
        raise EventRefusedError(
            f"Mã “{result}” là của “{picture.name(result, order.day)}”, đơn vị đã có: để trống tên mới "
            "rồi đổi tên bằng một sự kiện riêng, hoặc ghi mã khác cho đơn vị mới."
        )
    return Plan(order.kind, order.day, order.document, units, (result,), founded=founded)


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
    heir = _code(order.successor, order, picture)
    return Plan(order.kind, order.day, order.document, (order.unit,), successor=heir)


def _parents(order: Order) -> tuple[Move, ...]:
    given = ((MANAGEMENT, order.management), (PROFESSIONAL, order.professional))
    return tuple(Move(order.unit, tree, parent) for tree, parent in given if parent)


def _founded_like(model: str, code: str, name: str, order: Order, picture: Picture) -> Unit:
    """A new unit of the kind and level that the one had from which it comes."""
    known = picture.units.get(model)
    if known is None:
        raise EventRefusedError(f"Không có đơn vị mã hay tên “{model}”.")
    if not re.match(CODE, code):
        raise EventRefusedError(f"Mã “{code}” chỉ được gồm chữ, số, dấu chấm, gạch ngang, gạch dưới.")
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
