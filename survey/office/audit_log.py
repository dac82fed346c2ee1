"""What people did in the office, newest first, for who answers for it."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template, request

from survey.alphabet import order
from survey.loading import cells
from survey.naming import ACTS
from survey.office.blueprint import bp
from survey.running import running
from survey.store import accounts, audit, units
from survey.store.audit import Action, Entry, Filter
from survey.store.schema import FIRST_DAY, LAST_DAY
from survey.whole import whole

SHOWN = 100
WHO, WHAT, UNIT, FIRST, LAST, BEFORE = "ai", "viec", "don-vi", "tu", "den", "truoc"


@dataclass(frozen=True)
class Row:
    """One line of the page."""

    entry: Entry
    at: datetime
    act: str
    unit: str


@bp.get("/nhat-ky")
def audit_log() -> str:
    db, wanted = running().store.db, _wanted()
    found = audit.some(db, wanted, SHOWN)
    named = {unit.code: unit.name for unit in units.every(db)}
    return render_template(
        "office/audit_log.html",
        rows=[_row(entry, named) for entry in found],
        older=found[-1].number if len(found) == SHOWN else 0,
        last=audit.last(db),
        acts=ACTS,
        people=[account.name for account in accounts.every(db)],
        units=sorted(named.items(), key=lambda unit: order(unit[1])),
        asked=request.args,
    )


def _row(entry: Entry, named: dict[str, str]) -> Row:
    return Row(
        entry, datetime.fromisoformat(entry.at), ACTS[Action(entry.action)], named.get(entry.unit, entry.unit)
    )


def _wanted() -> Filter:
    asked = request.args
    act, before = asked.get(WHAT, ""), whole(asked.get(BEFORE, "0"))
    if act not in ("", *ACTS) or before is None:
        abort(404, "Nhật ký không có việc hoặc trang đó.")
    return Filter(
        action=act,
        who=asked.get(WHO, "").strip(),
        unit=asked.get(UNIT, "").strip(),
        first=_day(FIRST) or FIRST_DAY,
        last=_day(LAST) or LAST_DAY,
        before=before,
    )


def _day(name: str) -> str:
    given = request.args.get(name, "").strip()
    try:
        return cells.day(given) if given else ""
    except ValueError as error:
        abort(404, f"“{given}” {error}.")
