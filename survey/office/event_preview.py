"""What an event would change, shown before it is recorded: sentences, cautions, a mark of what was shown."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from survey import period
from survey.clock import today
from survey.organisation import wording
from survey.organisation.changes import Plan
from survey.organisation.picture import Picture
from survey.period import Calendar
from survey.running import running
from survey.store import accounts, closings, points
from survey.store.organisation import Changes

FAR_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Preview:
    told: tuple[str, ...]
    cautions: tuple[str, ...]
    mark: str


def mark(plan: Plan) -> str:
    """Two orders with the same mark are the same order: what is recorded is what was shown."""
    return hashlib.sha256(repr(plan).encode()).hexdigest()[:16]


def preview(plan: Plan, changes: Changes, whole: Picture) -> Preview:
    db = running().store.db
    printed = points.of_units(db, changes.ended, plan.day)
    told = wording.changes(changes, whole, plan.day, printed)
    return Preview(tuple(told), tuple(_cautions(plan, changes)), mark(plan))


def _cautions(plan: Plan, changes: Changes) -> Iterator[str]:
    if plan.day - today() > FAR_AHEAD:
        yield "Ngày hiệu lực còn hơn một năm nữa: hãy xem lại năm."
    if plan.day < today():
        yield "Ngày hiệu lực đã qua: số liệu từ ngày đó của các kỳ chưa chốt được tính lại theo tổ chức mới."
    touched = {*plan.subjects, *plan.results, *(move.parent for move in changes.moves)}
    closed = [one for one in closings.touching(running().store.db, touched) if one.last >= str(plan.day)]
    names = dict.fromkeys(period.parse(one.period, Calendar(one.calendar)).name for one in closed)
    if names:
        yield f"Kỳ đã chốt giữ nguyên số liệu và tổ chức lúc chốt: {', '.join(names)}."
    if changes.ended and not changes.successors:
        yield "Không có đơn vị tiếp nhận: phiếu đã thu vẫn tính cho cấp trên trong kỳ đó, mã đã in thì đóng."
    people = [one.name for one in accounts.every(running().store.db) if one.unit in changes.ended]
    if people:
        yield f"Tài khoản của đơn vị ngừng hoạt động: {', '.join(people)}. Hãy lập tài khoản ở đơn vị mới."
