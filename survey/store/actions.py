"""What is done about weak results: an action with its dated steps, only ever added to."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from survey.formats import day as written
from survey.store.errors import NotFound
from survey.store.schema import ACTION, ACTION_STEP, IN_LIST


class Event(StrEnum):
    PLANNED = "planned"
    BEGUN = "begun"
    DONE = "done"
    GIVEN_UP = "given_up"
    CHANGED = "changed"
    REOPENED = "reopened"

    @property
    def deed(self) -> str:
        """What somebody does with it."""
        return _WORDS[self][0]

    @property
    def state(self) -> str:
        """How it stands afterwards."""
        return _WORDS[self][1]


_WORDS = {
    Event.PLANNED: ("giao việc", "chưa làm"),
    Event.BEGUN: ("bắt đầu làm", "đang làm"),
    Event.DONE: ("làm xong", "đã xong"),
    Event.GIVEN_UP: ("dừng, không làm nữa", "đã dừng"),
    Event.CHANGED: ("đổi hạn hoặc việc công khai", ""),
    Event.REOPENED: ("mở lại", "đang làm lại"),
}
ENDED = frozenset({Event.DONE, Event.GIVEN_UP})
_AFTER_END = (Event.REOPENED, Event.CHANGED)
_NEXT = {
    Event.PLANNED: (Event.BEGUN, Event.DONE, Event.GIVEN_UP, Event.CHANGED),
    Event.BEGUN: (Event.DONE, Event.GIVEN_UP, Event.CHANGED),
    Event.REOPENED: (Event.DONE, Event.GIVEN_UP, Event.CHANGED),
    Event.DONE: _AFTER_END,
    Event.GIVEN_UP: _AFTER_END,
}


class StepRefused(ValueError):
    """The step does not follow from how the action stands; nothing was recorded."""


@dataclass(frozen=True)
class Plan:
    """What is settled when it is planned.

    unit  whose result it is about; `lead` and `partners` are words, often no unit that collects
    questionnaire, part  the index it is to move: code, and a factor or question of it ('' for all of it)
    calendar, period     the period whose result led to it
    """

    unit: str
    what: str
    product: str
    lead: str
    partners: str = ""
    document: str = ""
    questionnaire: str = ""
    part: str = ""
    calendar: str = ""
    period: str = ""


@dataclass(frozen=True)
class Step:
    """Something that happened to it on a day; `words` say with what product, or why."""

    event: Event
    day: date
    words: str
    due: date
    public: bool
    actor: str
    recorded_on: date


@dataclass(frozen=True)
class Action:
    """How it stands: `state` since a day, and what was said of it then."""

    number: int
    plan: Plan
    planned_on: date
    state: Event
    since: date
    said: str
    due: date
    public: bool

    @property
    def open(self) -> bool:
        return self.state not in ENDED

    @property
    def done_on(self) -> date | None:
        return self.since if self.state is Event.DONE else None

    @property
    def next(self) -> tuple[Event, ...]:
        """What may be recorded now."""
        return _NEXT[self.state]

    def late(self, now: date) -> bool:
        return self.open and self.due < now


def add(db: Database, plan: Plan, step: Step) -> int:
    """Keep an action that was planned; returns its number."""
    number = int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM action").fetchone()[0])
    db.table(ACTION).insert({"number": number, **asdict(plan)})
    _insert(db, number, 1, step)
    return number


def record(db: Database, number: int, step: Step) -> Action:
    """Add a step; returns how the action stood before."""
    stood = get(db, number)
    if step.event not in stood.next:
        raise StepRefused(f"Việc này {stood.state.state} nên không ghi được “{step.event.deed}”.")
    if step.day < stood.planned_on:
        raise StepRefused(f"Ngày {written(step.day)} trước ngày giao việc ({written(stood.planned_on)}).")
    _insert(db, number, len(steps(db, number)) + 1, step)
    return stood


def get(db: Database, number: int) -> Action:
    row = db.execute(f"{_SELECT} WHERE number = ?", [number]).fetchone()
    if row is None:
        raise NotFound(f"Không có việc khắc phục số {number}.")
    return _action(row)


def of_units(db: Database, units: Collection[str]) -> list[Action]:
    """Every action of these units: those that are open first, and of these what is due first."""
    rows = db.execute(
        f"{_SELECT} WHERE unit {IN_LIST} ORDER BY state IN ('done', 'given_up'), due, number",
        [json.dumps(sorted(units))],
    )
    return [_action(row) for row in rows]


def public(db: Database, units: Collection[str], first: date, last: date) -> list[Action]:
    """What these units have done within these days and the public may read of, in the order of the days."""
    rows = db.execute(
        f"{_SELECT} WHERE unit {IN_LIST} AND state = 'done' AND public = 1 AND since BETWEEN ? AND ? "
        "ORDER BY since, number",
        [json.dumps(sorted(units)), first.isoformat(), last.isoformat()],
    )
    return [_action(row) for row in rows]


def steps(db: Database, number: int) -> list[Step]:
    """What happened to it, oldest first."""
    rows = db.execute(
        "SELECT event, day, words, due, public, actor, recorded_on FROM action_step "
        "WHERE action = ? ORDER BY number",
        [number],
    )
    return [
        Step(Event(event), _day(day), words, _day(due), bool(shown), actor, _day(recorded_on))
        for event, day, words, due, shown, actor, recorded_on in rows
    ]


_PLAN = tuple(Plan.__dataclass_fields__)
_SELECT = f"SELECT number, {', '.join(_PLAN)}, planned_on, state, since, said, due, public FROM action_now"
_day = date.fromisoformat


def _action(row: tuple[object, ...]) -> Action:
    number, *rest = row
    plan, (planned_on, state, since, said, due, shown) = rest[: len(_PLAN)], rest[len(_PLAN) :]
    return Action(
        int(str(number)),
        Plan(*map(str, plan)),
        _day(str(planned_on)),
        Event(str(state)),
        _day(str(since)),
        str(said),
        _day(str(due)),
        bool(shown),
    )


def _insert(db: Database, action: int, number: int, step: Step) -> None:
    days = {name: value.isoformat() for name, value in vars(step).items() if isinstance(value, date)}
    told = {**vars(step), **days, "event": step.event.value, "public": int(step.public)}
    db.table(ACTION_STEP).insert({"action": action, "number": number, **told})
