"""Whether an action helped: the figure it aims at in the period that led to it and in the first after."""

from dataclasses import dataclass
from datetime import date

from analytics.effect import Effect
from survey import period, results
from survey.answered import Sight
from survey.period import Calendar, Period
from survey.questionnaire import Questionnaire
from survey.running import Running
from survey.store import questionnaires
from survey.store.actions import Action


@dataclass(frozen=True)
class Compared:
    """The period that led to an action and the one it is compared with; `mixed`: done while that one ran."""

    before: Period
    after: Period
    mixed: bool


def compared(action: Action, now: date) -> Compared | None:
    """The first whole period after the day it was done; until that has ended, the one that holds the day.

    None when it is not done, or aims at no figure.
    """
    if action.done_on is None or not action.plan.period:
        return None
    led = period.parse(action.plan.period, Calendar(action.plan.calendar))
    after = led.following()
    while after.last < action.done_on:
        after = after.following()
    if after.first > action.done_on:
        return Compared(led, after, mixed=False)
    whole = after.following()
    return Compared(led, whole, mixed=False) if whole.last < now else Compared(led, after, mixed=True)


def effect(live: Running, action: Action, sight: Sight, now: date) -> Effect | None:
    """What became of the figure, as who looks through this sight may see it; None without a comparison."""
    found = compared(action, now)
    if found is None:
        return None
    named, plan = aim(live, action), action.plan
    if found.after.last >= now:
        return Effect(named, found.before.name, found.after.name, ended=False)
    there = sight if sight.period == found.after else sight.at(found.after)
    row = results.since(live, there, plan.questionnaire, plan.part, found.before)
    return Effect(named, found.before.name, found.after.name, row=row, mixed=found.mixed)


def aim(live: Running, action: Action) -> str:
    """What the figure is called that it is to move; '' when it aims at none."""
    if not action.plan.questionnaire:
        return ""
    form = live.questionnaire(questionnaires.latest_key(live.store.db, action.plan.questionnaire))
    return parts(form).get(action.plan.part, action.plan.part)


def parts(form: Questionnaire) -> dict[str, str]:
    """The whole questionnaire (''), its factors and its questions, in their words."""
    factors = {one.code: f"nhóm {one.name.get('vi')}" for one in form.factors}
    items = {one.code: one.text.get("vi").rstrip(".") for one in form.items}
    return {"": form.title.get("vi"), **factors, **items}
