"""What is done about weak results, as pages, reports and commands list it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import pandas as pd
from sqlite_utils import Database

from survey.formats import day
from survey.store import actions, audit, organisation, units
from survey.store.actions import Action, Event, Plan, Step
from survey.store.connection import Store

SOON = timedelta(days=14)


class Show(Enum):
    """What a list can be narrowed to; the value stands in the address."""

    OPEN = "chua-xong"
    LATE = "qua-han"
    SOON = "sap-den-han"
    DONE = "da-xong"
    GIVEN_UP = "da-dung"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Show.OPEN: "Chưa xong",
    Show.LATE: "Quá hạn",
    Show.SOON: "Đến hạn trong 14 ngày",
    Show.DONE: "Đã xong",
    Show.GIVEN_UP: "Đã dừng",
}


@dataclass(frozen=True)
class Line:
    """An action under the unit that answers for it on the day of the list, with the name of that day."""

    action: Action
    unit: str
    name: str
    now: date

    @property
    def late(self) -> bool:
        return self.action.late(self.now)

    @property
    def soon(self) -> bool:
        return self.action.open and self.now <= self.action.due <= self.now + SOON

    @property
    def stands(self) -> str:
        """How far it is, as the beginning of a sentence."""
        action, state = self.action, self.action.state.state.capitalize()
        if action.open:
            return f"{state}, hạn {day(action.due)}{', quá hạn' if self.late else ''}"
        return f"{state} ngày {day(action.since)}{f': {action.said}' if action.said else ''}"

    def is_(self, show: Show) -> bool:
        return {
            Show.OPEN: self.action.open,
            Show.LATE: self.late,
            Show.SOON: self.soon,
            Show.DONE: self.action.state is Event.DONE,
            Show.GIVEN_UP: self.action.state is Event.GIVEN_UP,
        }[show]


def listed(db: Database, seen: Collection[str], now: date) -> list[Line]:
    """The actions of these units, and of those that have ended and that these answer for."""
    former = organisation.successions(db).former(frozenset(seen), now)
    found = actions.of_units(db, {*seen, *former})
    acting = {one.plan.unit: former.get(one.plan.unit, one.plan.unit) for one in found}
    named = {unit.code: unit.name for unit in units.some(db, sorted(set(acting.values())), now)}
    return [Line(one, acting[one.plan.unit], named[acting[one.plan.unit]], now) for one in found]


def give(store: Store, plan: Plan, step: Step) -> int:
    """Give out an action; returns its number."""
    with store.write() as db:
        number = actions.add(db, plan, step)
        _tell(db, number, plan, step)
    return number


def record(store: Store, number: int, step: Step) -> None:
    with store.write() as db:
        _tell(db, number, actions.record(db, number, step).plan, step)


def _tell(db: Database, number: int, plan: Plan, step: Step) -> None:
    told = f"{step.event.deed}, hạn {day(step.due)}, {'' if step.public else 'không '}công khai"
    audit.record(db, audit.Action.REMEDY, step.actor, plan.unit, str(number), told)


def table(lines: Sequence[Line]) -> pd.DataFrame:
    """One row an action; days as people write them."""
    return pd.DataFrame([_row(line) for line in lines], columns=list(HEADINGS))


HEADINGS = (
    "Số",
    "Mã đơn vị",
    "Đơn vị",
    "Nội dung",
    "Sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Ngày giao",
    "Hạn",
    "Tình trạng",
    "Ngày của tình trạng",
    "Đã ghi",
    "Quá hạn",
    "Phiếu",
    "Nhóm, câu hỏi",
    "Kỳ dẫn đến việc",
    "Văn bản",
    "Công khai",
)


def _row(line: Line) -> tuple[object, ...]:
    action, plan = line.action, line.action.plan
    return (
        action.number,
        line.unit,
        line.name,
        plan.what,
        plan.product,
        plan.lead,
        plan.partners,
        day(action.planned_on),
        day(action.due),
        action.state.state,
        day(action.since),
        action.said,
        "có" if line.late else "không",
        plan.questionnaire,
        plan.part,
        plan.period,
        plan.document,
        "có" if action.public else "không",
    )
