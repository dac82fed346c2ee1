"""Việc khắc phục: what is done about weak results, by whom, by when, and whether it helped."""

from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from analytics.effect import NO_AIM, NOT_PROOF, Effect
from survey import actions as listing
from survey import effects, paging, period
from survey.actions import Line, Show
from survey.alphabet import order
from survey.answered import part_of
from survey.clock import today
from survey.office import downloads, links, logbook, periods, rights, waiting
from survey.office.action_forms import ActionForm, StepForm, aims, led_by
from survey.office.blueprint import bp
from survey.office.fields import choices
from survey.office.rights import scope
from survey.office.sights import scope_in
from survey.office.waiting import Told
from survey.period import Calendar
from survey.running import running
from survey.store import actions, organisation, units
from survey.store.accounts import UNIT
from survey.store.actions import Action, Event, Step, StepRefused

PATH = "/viec"
STATE, OF_UNIT, PART = "tinh-trang", "don-vi", "phan"
# A unit says what it has begun and done; whether it may stop, or later, is for who gave it out.
OWN_STEPS = (Event.BEGUN, Event.DONE)

Page = tuple[str, int] | Redirect


@dataclass(frozen=True)
class View:
    """One action; `effect` has nothing when there is nothing to compare, or it is `sealed` for the reader."""

    line: Line
    aim: str
    period: str
    steps: tuple[Step, ...]
    effect: Told[Effect | None]
    sealed: bool


@bp.get(PATH)
def action_list() -> str | Response:
    every = listing.listed(running().store.db, scope().units, today())
    unit, show = request.args.get(OF_UNIT, "").strip(), _shown()
    own = [line for line in every if unit in ("", line.unit)]
    found = [line for line in own if show is None or line.is_(show)]
    if downloads.wanted():
        return downloads.send("viec-khac-phuc", {"Việc khắc phục": listing.table(found)}, [])
    return render_template(
        "office/actions.html",
        page=paging.asked(found),
        counts={one: sum(line.is_(one) for line in own) for one in Show},
        shown=show,
        unit=unit,
        units=sorted({(line.unit, line.name) for line in every}, key=lambda one: order(one[1])),
        any=bool(every),
    )


@bp.route(f"{PATH}/moi", methods=["GET", "POST"])
def new_action() -> Page:
    form, asked = ActionForm(), request.args
    form.aim.choices = aims(running())
    form.period.choices = led_by(asked.get(periods.LABEL, ""), _calendar())
    if form.validate_on_submit():
        number = listing.give(running().store, form.plan(), form.step(logbook.who()))
        flash("Đã giao việc khắc phục.")
        return redirect(url_for("office.action_page", number=number), 303)
    if not form.is_submitted():
        _prefill(form)
    found = units.some(running().store.db, sorted(scope().units))
    known = sorted(((unit.code, unit.name) for unit in found), key=lambda one: order(one[1]))
    return render_template("office/action_new.html", form=form, known=known), _status(form)


@bp.get(f"{PATH}/<int:number>")
def action_page(number: int) -> str:
    line = _own(number)
    return _page(line, _step_form(line.action))


@bp.post(f"{PATH}/<int:number>/buoc")
def record_step(number: int) -> Page:
    line = _own(number)
    form = _step_form(line.action)
    if not form.validate():
        return _page(line, form), 422
    try:
        listing.record(running().store, number, form.step(line.action, logbook.who()))
    except StepRefused as refused:
        return _page(line, form, str(refused)), 422
    flash("Đã ghi bước này.")
    return redirect(url_for("office.action_page", number=number), 303)


def _shown() -> Show | None:
    asked = request.args.get(STATE, "")
    if asked and asked not in {one.value for one in Show}:
        abort(404, f"Không có tình trạng “{asked}”.")
    return Show(asked) if asked else None


def _calendar() -> str:
    return request.args.get(periods.CALENDAR, Calendar.QUARTER.value)


def _prefill(form: ActionForm) -> None:
    """What the page knew from which the person comes: the unit, the figure, the period."""
    asked = request.args
    form.planned_on.data, form.unit.data = today(), asked.get(OF_UNIT, "")
    form.lead.data = next((one.name for one in _units([form.unit.data])), "")
    code, part = asked.get(links.FORM, "").partition("@")[0], asked.get(PART, "")
    form.aim.data = f"{code}/{part}" if part else code
    label = asked.get(periods.LABEL, "")
    form.period.data = f"{_calendar()}/{label}" if label else ""


def _units(codes: list[str]) -> list[units.Unit]:
    return units.some(running().store.db, [code for code in codes if code in scope().units])


def _status(form: ActionForm) -> int:
    return 422 if form.is_submitted() else 200


def _own(number: int) -> Line:
    """An action of one's own units; anybody else's is refused."""
    db = running().store.db
    action = actions.get(db, number)
    unit = organisation.successions(db).acting(action.plan.unit, today())
    if unit not in scope().units:
        abort(403)
    return Line(action, unit, units.get(db, unit).name, today())


def _offered(action: Action) -> list[Event]:
    """The steps that the signed-in person may record now."""
    if not rights.may("office.record_step"):
        return []
    return [event for event in action.next if scope().account.role != UNIT or event in OWN_STEPS]


def _step_form(action: Action) -> StepForm:
    form = StepForm()
    words = {event.value: event.deed for event in _offered(action)}
    # Nothing is chosen beforehand: a step stays for good.
    form.event.choices = choices({"": "– chọn –", **words})
    if not form.is_submitted():
        form.day.data, form.due.data, form.public.data = today(), action.due, action.public
    if scope().account.role == UNIT:
        del form.due, form.public
    return form


def _page(line: Line, form: StepForm, refused: str = "") -> str:
    return render_template(
        "office/action.html",
        view=_view(line),
        form=form if _offered(line.action) else None,
        refused=refused,
        not_proof=NOT_PROOF,
        no_aim=NO_AIM,
    )


def _view(line: Line) -> View:
    live, action = running(), line.action
    plan, found = action.plan, effects.compared(action, today())
    led = period.parse(plan.period, Calendar(plan.calendar)) if plan.period else None
    sealed = found is not None and any(rights.is_sealed(one) for one in (found.before, found.after))
    return View(
        line=line,
        aim=effects.aim(live, action),
        period=led.full_name if led else "",
        steps=tuple(actions.steps(live.store.db, action.number)),
        effect=Told(None) if sealed else _effect(action),
        sealed=sealed,
    )


def _effect(action: Action) -> Told[Effect | None]:
    found = effects.compared(action, today())
    if found is None:
        return Told(None)
    db, seen = running().store.db, scope_in(found.after)
    unit = organisation.successions(db).acting(action.plan.unit, seen.day)
    below = seen.units & organisation.roll_up(db, unit, seen.first, seen.day)
    if not below:
        return Told(None)
    live, sight = running(), part_of(seen.sight(below), unit, seen.units)
    what = ("effect", action.number, action.done_on)
    return waiting.told(sight, what, lambda: effects.effect(live, action, sight, today()))
