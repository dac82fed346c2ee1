"""Responses that do not count: chosen by where and when they came, never by what they say."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from survey import formats, paging, reviewing
from survey.alphabet import order
from survey.answered import Sight
from survey.clock import today
from survey.naming import CHANNELS
from survey.office import links
from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.paging import Stretch
from survey.reviewing import ASIDE, COUNTED, LONGEST_WORDS, Seen
from survey.running import running
from survey.store import closings, decisions, organisation, points, units
from survey.store.decisions import AlreadyDecided, Decision, Reason
from survey.store.units import Unit

# The filters of the address, by what they look at.
FILTERS = {"point": "diem", "channel": "kenh", "state": "tinh-trang", "day": "ngay"}
STATES = {COUNTED: "được tính", ASIDE: "đã loại"}
HEADINGS = {"diem": "Điểm", "kenh": "Kênh", "tinh-trang": "Tình trạng", "ngay": "Ngày"}
# More days than these are no filter that helps.
MOST_DAYS = 31
UNIT, CHOSEN, ALL, WORDS, REASON, DEED = "don-vi", "chon", "tat-ca", "loi", "ly-do", "viec"
TAKE_BACK = "lay-lai"
REASONS = frozenset(reason.value for reason in Reason)
NOTHING_CHOSEN = "Hãy chọn ít nhất một phiếu của danh sách này."
LIST_CHANGED = "Danh sách vừa có thêm hoặc bớt phiếu; hãy xem lại rồi chọn lại."
NO_WORDS = "Hãy ghi vì sao, bằng vài chữ."
TOO_LONG = f"Lời giải thích dài quá {LONGEST_WORDS} ký tự."
NO_REASON = "Hãy chọn một lý do trong danh sách."

Page = tuple[str, int] | Response


@dataclass(frozen=True)
class View:
    """One unit in the period: the rows that were asked for, and what was decided before.

    filters   what the rows can be narrowed to: name in the address → value → words
    narrowed  true when they are
    decided   what was decided, with how many responses of each
    closed    the day on which the period was closed for the unit; empty while it is open
    """

    unit: Unit
    found: tuple[Seen, ...]
    page: Stretch[Seen]
    points: dict[str, str]
    filters: dict[str, dict[str, str]]
    narrowed: bool
    decided: tuple[tuple[Decision, int], ...]
    closed: str


@bp.get("/xem-lai")
def review_units() -> str | Response:
    """What is left out, and the unit to look at."""
    if asked := request.args.get(UNIT):
        return redirect(links.to("review_responses", unit=asked), 302)
    db, shown, own = running().store.db, scope().period, scope().units
    why, listed = reviewing.left_out(db, Sight(own, shown)), units.some(db, sorted(own))
    listed.sort(key=lambda unit: order(unit.name))
    return render_template("office/review_units.html", why=why, units=listed, period=shown)


@bp.get("/xem-lai/<unit>")
def review_responses(unit: str) -> str:
    return _page(_view(unit))


@bp.post("/xem-lai/<unit>")
def decide(unit: str) -> Page:
    view, store, sent = _view(unit), running().store, request.form
    back = sent.get(DEED) == TAKE_BACK
    tokens, words = _chosen(view, ASIDE if back else COUNTED), sent.get(WORDS, "").strip()
    who = (scope().account.name, today())
    if wrong := _wrong(view, tokens, words) or ("" if back or sent.get(REASON) in REASONS else NO_REASON):
        return _page(view, wrong), 422
    try:
        if back:
            reviewing.take_back(store, tokens, words, who)
        else:
            reviewing.set_aside(store, tokens, Reason(sent[REASON]), words, who)
    except AlreadyDecided as error:
        return _page(view, str(error)), 422
    flash(f"Đã {'lấy lại' if back else 'loại'} {len(tokens)} phiếu. Kết quả, tiến độ và báo cáo đã tính lại.")
    return redirect(links.here(), 303)


def _chosen(view: View, state: str) -> list[str]:
    """The responses that were ticked, or every one of a narrowed list that this can be done to."""
    if request.form.get(ALL) and view.narrowed:
        return [row.token for row in view.found if row.state == state]
    return list(dict.fromkeys(request.form.getlist(CHOSEN)))


def _wrong(view: View, tokens: list[str], words: str) -> str:
    """Why nothing is done. A token must be of this unit and period, whatever the form says."""
    if request.form.get(ALL) and view.narrowed and request.form[ALL] != str(len(view.found)):
        return LIST_CHANGED
    if not tokens or not set(tokens) <= {one.token for one in view.found}:
        return NOTHING_CHOSEN
    if not words:
        return NO_WORDS
    return TOO_LONG if len(words) > LONGEST_WORDS else ""


def _view(unit: str) -> View:
    db, shown = running().store.db, scope().period
    # Answers from before a merger lie in the name of the unit that ended.
    logged = organisation.successions(db).with_former([unit], scope().day)
    found = tuple(reviewing.seen(decisions.listed(db, logged, shown.first, shown.last)))
    asked = {name: request.args[key] for name, key in FILTERS.items() if request.args.get(key)}
    rows = tuple(row for row in found if all(getattr(row, name) == value for name, value in asked.items()))
    named = _named(unit, logged)
    closing = closings.covering(db, shown.calendar.value, shown.label, {unit})
    return View(
        unit=units.get(db, unit),
        found=rows,
        page=paging.asked(rows),
        points=named,
        filters=_filters(found, named),
        narrowed=bool(asked),
        decided=_decided(decisions.of_units(db, logged, shown.first, shown.last)),
        closed=closing.day if closing else "",
    )


def _named(unit: str, logged: list[str]) -> dict[str, str]:
    """The points by code; behind one of a unit that ended, its name: both had a class 1A."""
    db = running().store.db
    ended = {one.code: f" ({one.name})" for one in units.some(db, logged) if one.code != unit}
    # On the first of all days every point is that of the unit it was set up for.
    known = points.of_units(db, logged, date.min)
    return {point.code: point.name + ended.get(point.unit, "") for point in known}


def _filters(found: tuple[Seen, ...], named: dict[str, str]) -> dict[str, dict[str, str]]:
    days = {row.day: formats.day(row.day) for row in found}
    return {
        FILTERS["point"]: {row.point: named.get(row.point, row.point) for row in found},
        FILTERS["channel"]: {row.channel: CHANNELS[row.channel] for row in found},
        FILTERS["state"]: {state: words for state, words in STATES.items() if any(r.reason for r in found)},
        FILTERS["day"]: days if len(days) <= MOST_DAYS else {},
    }


def _decided(found: list[Decision]) -> tuple[tuple[Decision, int], ...]:
    """The same words of the same person on one day are one decision about many; the latest first."""
    alike = Counter(replace(one, token="", number=0) for one in found)
    return tuple(sorted(alike.items(), key=lambda one: one[0].day, reverse=True))


def _page(view: View, wrong: str = "") -> str:
    return render_template(
        "office/set_aside.html",
        view=view,
        wrong=wrong,
        period=scope().period,
        channels=CHANNELS,
        reasons=list(Reason),
        events=decisions.Event,
        given=request.form,
        headings=HEADINGS,
        chosen=request.form.getlist(CHOSEN),
    )
