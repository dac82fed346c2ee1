"""What an event makes of the organisation, or why it cannot be. The preview and the record ask here alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from survey import formats
from survey.organisation.kinds import over
from survey.organisation.picture import Picture
from survey.store.organisation import Changes, Document, Event, Kind, Move, Part, Role
from survey.store.schema import LAST_DAY
from survey.store.units import TREES, Unit

# Outside of these years a day is a slip of the hand: 0026, 2062 would hardly be meant.
EARLIEST, LATEST = date(1900, 1, 1), date(2060, 12, 31)


class EventRefusedError(ValueError):
    """The event contradicts the organisation; the sentence says where."""


@dataclass(frozen=True)
class Plan:
    """An event as it was ordered, before anybody looked whether it fits.

    results    merge: the unit that stays or is founded; split: the new units
    successor  split, close: who answers for the subject, which then ends
    parents    create, move: the parent in a tree
    founded    units that begin with the event
    """

    kind: Kind
    day: date
    document: Document
    subjects: tuple[str, ...]
    results: tuple[str, ...] = ()
    successor: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    parents: tuple[Move, ...] = ()
    founded: tuple[Unit, ...] = ()

    @property
    def event(self) -> Event:
        parts = [Part(unit, Role.SUBJECT) for unit in self.subjects]
        parts += [Part(unit, Role.RESULT) for unit in self.results]
        if self.successor:
            parts.append(Part(self.successor, Role.SUCCESSOR))
        if len(self.subjects) == 1:
            parts += [Part(move.parent, Role(move.tree)) for move in self.parents]
        return Event(self.kind, self.day, self.document, tuple(dict.fromkeys(parts)))


def changes_of(plan: Plan, picture: Picture) -> Changes:
    """Work out what follows. Raises EventRefusedError with a sentence for who ordered it."""
    if not EARLIEST <= plan.day <= LATEST:
        raise EventRefusedError(f"Ngày {formats.day(plan.day)} quá xa; hãy xem lại năm.")
    for gone in filter(None, (over(unit.kind, unit.valid_to) for unit in plan.founded)):
        raise EventRefusedError(f"Không lập được: {gone}.")
    if plan.kind is not Kind.CREATE:
        for unit in plan.subjects:
            _refuse_inactive(unit, plan.day, picture)
    for code in (unit.code for unit in plan.founded if unit.code in picture.units):
        raise EventRefusedError(f"Mã đơn vị “{code}” đã có; mỗi đơn vị một mã, không dùng lại.")
    found = _MAKERS[plan.kind](plan, picture)
    _refuse_circles(found, picture, plan.day)
    return found


def _create(plan: Plan, picture: Picture) -> Changes:
    founded = {unit.code for unit in plan.founded}
    for move in plan.parents:
        if move.parent not in founded:
            _refuse_inactive(move.parent, plan.day, picture)
    return Changes(founded=plan.founded, moves=plan.parents)


def _rename(plan: Plan, picture: Picture) -> Changes:
    for unit, name in plan.names.items():
        _refuse_past(unit, max(picture.names.get(unit, {}), default=""), plan.day)
        if name == picture.name(unit, plan.day):
            raise EventRefusedError(f"Đơn vị {unit} đã mang tên “{name}”.")
    return Changes(names=plan.names)


def _move(plan: Plan, picture: Picture) -> Changes:
    for move in plan.parents:
        _refuse_inactive(move.parent, plan.day, picture)
        _refuse_past(move.child, _last_edge(move.child, move.tree, picture), plan.day)
        if picture.parent(move.child, move.tree, plan.day) == move.parent:
            raise EventRefusedError(f"{move.child} đã trực thuộc {move.parent}.")
    return Changes(moves=plan.parents)


def _merge(plan: Plan, picture: Picture) -> Changes:
    (into,) = plan.results
    ended = tuple(unit for unit in plan.subjects if unit != into)
    new = any(unit.code == into for unit in plan.founded)
    if len(ended) < (2 if new else 1):
        raise EventRefusedError("Sáp nhập cần ít nhất hai đơn vị khác nhau.")
    if not new:
        _refuse_inactive(into, plan.day, picture)
    _refuse_below(into, ended, plan.day, picture)
    moves = (*_like(ended[0], [into] if new else [], plan.day, picture, ended),)
    return _ending(plan, picture, ended, into, moves)


def _split(plan: Plan, picture: Picture) -> Changes:
    (unit,) = plan.subjects
    if not plan.founded:
        raise EventRefusedError("Chia tách cần ít nhất một đơn vị mới.")
    if twice := [code for code, times in Counter(plan.results).items() if times > 1]:
        raise EventRefusedError(f"Mã “{twice[0]}” được ghi hai lần: mỗi đơn vị mới một mã riêng.")
    if plan.successor and plan.successor not in plan.results:
        raise EventRefusedError("Đơn vị tiếp nhận mã đã in phải là một trong các đơn vị mới.")
    moves = (*_like(unit, plan.results, plan.day, picture),)
    if not plan.successor:
        return Changes(founded=plan.founded, moves=moves)
    return _ending(plan, picture, (unit,), plan.successor, moves)


def _close(plan: Plan, picture: Picture) -> Changes:
    (unit,) = plan.subjects
    if plan.successor == unit:
        raise EventRefusedError("Đơn vị tiếp nhận phải là một đơn vị khác.")
    if plan.successor:
        _refuse_inactive(plan.successor, plan.day, picture)
        _refuse_below(plan.successor, (unit,), plan.day, picture)
        return _ending(plan, picture, (unit,), plan.successor, ())
    below = {child for tree in TREES for child in picture.children(unit, tree, plan.day)}
    if below:
        raise EventRefusedError(
            f"{unit} còn {len(below)} đơn vị trực thuộc: hãy chuyển đi trước, hoặc chọn đơn vị tiếp nhận."
        )
    return _ending(plan, picture, (unit,), "", ())


def _ending(
    plan: Plan, picture: Picture, ended: tuple[str, ...], heir: str, moves: tuple[Move, ...]
) -> Changes:
    """These units end, the heir answers for them, and what hung below them hangs below the heir."""
    for unit in ended:
        _refuse_past(unit, picture.latest_change(unit), plan.day, same_day=False)
        if picture.units[unit].valid_from >= plan.day.isoformat():
            raise EventRefusedError(f"Đơn vị {unit} mới hoạt động từ ngày đó, không thể ngừng cùng ngày.")
        if later := picture.joins_later(unit, plan.day):
            raise EventRefusedError(f"Đơn vị {later} đã ghi trực thuộc {unit} từ sau ngày đó.")
    adopted = [
        Move(child, tree, heir)
        for unit in ended
        for tree in TREES
        for child in picture.children(unit, tree, plan.day)
        if child not in ended
    ]
    for move in adopted:
        _refuse_past(move.child, _last_edge(move.child, move.tree, picture), plan.day)
    successors = {unit: heir for unit in ended} if heir else {}
    return Changes(plan.founded, moves=(*moves, *adopted), ended=ended, successors=successors)


def _like(
    model: str, founded: Sequence[str], day: date, picture: Picture, ended: Sequence[str] = ()
) -> Iterable[Move]:
    """A new unit hangs where the one hung that it comes from, or above what ends with that one."""
    for tree in TREES:
        parent = next((one for one in picture.above(model, tree, day) if one not in ended), None)
        if parent and founded:
            _refuse_inactive(parent, day, picture)
            yield from (Move(unit, tree, parent) for unit in founded)


def _last_edge(unit: str, tree: str, picture: Picture) -> str:
    return max((edge.valid_from for edge in picture.edges.get((unit, tree), ())), default="")


def _refuse_inactive(unit: str, day: date, picture: Picture) -> None:
    known = picture.units.get(unit)
    if known is None:
        raise EventRefusedError(f"Không có đơn vị mã hay tên “{unit}”.")
    if not picture.active(unit, day):
        since = formats.day(known.valid_from)
        until = f" đến {formats.day(known.valid_to)}" if known.valid_to != LAST_DAY else ""
        raise EventRefusedError(
            f"Đơn vị {unit} không hoạt động ngày {formats.day(day)}: chỉ từ {since}{until}."
        )
    if known.valid_to != LAST_DAY:
        raise EventRefusedError(f"Đơn vị {unit} sẽ ngừng hoạt động sau ngày {formats.day(known.valid_to)}.")


def _refuse_past(unit: str, latest: str, day: date, same_day: bool = True) -> None:
    # What came later was decided on what stood then: events of one unit are recorded in their order.
    if latest > day.isoformat() or (not same_day and latest == day.isoformat()):
        raise EventRefusedError(
            f"Đơn vị {unit} đã có thay đổi từ ngày {formats.day(latest)}; quá khứ không sửa được, "
            "hãy chọn ngày sau đó."
        )


def _refuse_circles(found: Changes, picture: Picture, day: date) -> None:
    """A unit below itself, on the day or on a later one for which something is recorded already."""
    after = picture.after(found, day)
    for move in found.moves:
        for on in (day, *after.later_days(move.tree, day)):
            if move.child in after.above(move.child, move.tree, on):
                raise EventRefusedError(
                    f"{move.child} không thể trực thuộc chính mình, kể cả qua đơn vị khác ({move.parent})."
                )


def _refuse_below(heir: str, ended: Sequence[str], day: date, picture: Picture) -> None:
    for tree in TREES:
        if set(picture.above(heir, tree, day)) & set(ended):
            raise EventRefusedError(f"Đơn vị tiếp nhận {heir} đang trực thuộc đơn vị ngừng hoạt động.")


_MAKERS: Mapping[Kind, Callable[[Plan, Picture], Changes]] = {
    Kind.CREATE: _create,
    Kind.RENAME: _rename,
    Kind.MOVE: _move,
    Kind.MERGE: _merge,
    Kind.SPLIT: _split,
    Kind.CLOSE: _close,
}
