"""What a report says of what was done about weak results, and of what is still to be done."""

from dataclasses import replace
from datetime import date, timedelta

from analytics.effect import Effect
from analytics.reports.material import Action, Task
from survey import effects, period
from survey.actions import Line, listed
from survey.answered import Sight, part_of
from survey.clock import today
from survey.period import Calendar, Period
from survey.running import Running
from survey.store import organisation
from survey.store.connection import Store

ONE_DAY = timedelta(days=1)


def done(live: Running, sight: Sight) -> tuple[Action, ...]:
    """What was given out, ended, or can first be held against its figure within the days of the report."""
    shown = sight.period
    found = [line for line in _lines(live.store, sight) if _belongs(line, shown)]
    return tuple(_told(live, sight, line) for line in found)


def to_do(store: Store, sight: Sight) -> tuple[Task, ...]:
    """What is not done today and was given out by the end of the period after that of the report."""
    until = sight.period.following().last
    found = (line for line in _lines(store, sight) if line.action.open and line.action.planned_on <= until)
    return tuple(_task(line) for line in found)


def _lines(store: Store, sight: Sight) -> list[Line]:
    return listed(store.db, sight.units, today())


def _belongs(line: Line, shown: Period) -> bool:
    action, found = line.action, effects.compared(line.action, _after(shown))
    days = [action.planned_on, action.since]
    return any(shown.holds(day) for day in [*days, *([found.after.last] if found else [])])


def _told(live: Running, sight: Sight, line: Line) -> Action:
    aim = effects.aim(live, line.action)
    return Action(line.action.plan.what, line.name, line.stands, aim, _effect(live, sight, line))


def _effect(live: Running, sight: Sight, line: Line) -> Effect | None:
    below = sight.units & organisation.roll_up(live.store.db, line.unit, sight.period.first, sight.day)
    alone = replace(sight.whole, units=below | {line.unit})
    return effects.effect(
        live, line.action, part_of(alone, line.unit, sight.whole.units), _after(sight.period)
    )


def _after(shown: Period) -> date:
    """The report counts its period as ended: of one that runs it is a draft."""
    return shown.last + ONE_DAY


def _task(line: Line) -> Task:
    plan = line.action.plan
    led = period.parse(plan.period, Calendar(plan.calendar)).name if plan.period else ""
    notes = [f"kết quả {led}" if led else "", f"văn bản {plan.document}" if plan.document else ""]
    notes += ["quá hạn"] if line.late else []
    note = "; ".join(word for word in notes if word)
    lead = plan.lead if plan.lead == line.name else f"{plan.lead} ({line.name})"
    return Task(plan.what, plan.product, lead, plan.partners, line.action.due, note)
