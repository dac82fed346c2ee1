"""Who may see what, decided here and nowhere else. What is not named here is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey import period
from survey.answered import Sight
from survey.clock import today
from survey.office import owed, periods, trees
from survey.office.doorway import to_the_door
from survey.office.trees import Tree
from survey.period import Period
from survey.running import running
from survey.store import closings, organisation, points, settings, units
from survey.store.accounts import ADMINISTRATOR, AUDITOR, ENTRY, REVIEWER, ROLES, UNIT, Account
from survey.store.connection import Store
from survey.store.points import Point

SIGNED_IN = frozenset(ROLES)
NOT_SIGNED_IN = frozenset[str]()
# Who keys in forms sees how far the unit is, and no result.
SEE_RESULTS = SIGNED_IN - {ENTRY}
SEE_PEOPLE = frozenset({ADMINISTRATOR, AUDITOR})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
# Whom no unit bounds.
SEE_EVERYTHING = frozenset({ADMINISTRATOR, AUDITOR})
# Who plans and prints, and who has the paper and the files before them.
PLANNING = frozenset({ADMINISTRATOR, REVIEWER, UNIT})
KEYING = frozenset({ADMINISTRATOR, UNIT, ENTRY})
# No school decides which answers about itself count.
REVIEWING = frozenset({ADMINISTRATOR, REVIEWER})

# Who may do what with the accounts of the office, and read what people did.
PEOPLE = {
    **dict.fromkeys(("office.people_page", "office.person_page"), SEE_PEOPLE),
    "office.change_person": ADMINISTRATORS,
    "office.invite_person": ADMINISTRATORS,
    **dict.fromkeys(("office.renew_link", "office.invitation_pdf"), ADMINISTRATORS),
    **dict.fromkeys(("office.disable_person", "office.enable_person"), ADMINISTRATORS),
    "office.remove_factor": ADMINISTRATORS,
    "office.audit_log": SEE_PEOPLE,
    "office.systems_page": SEE_PEOPLE,
    **dict.fromkeys(("office.issue_key", "office.revoke_key"), ADMINISTRATORS),
}
# They keep what the units of their own work with: counts of people, procedures of a point.
WHO_KEEP = frozenset({ADMINISTRATOR, REVIEWER})
POINTS = dict.fromkeys(("office.point_procedures", "office.new_points", "office.point_state"), WHO_KEEP)

# The organisation is kept as a whole, by who keeps the system: these pages show every unit.
ORGANISATION = {
    **dict.fromkeys(("office.organisation_tree", "office.organisation_unit"), SEE_EVERYTHING),
    "office.organisation_workbook": SEE_EVERYTHING,
    **dict.fromkeys(
        ("office.organisation_upload", "office.organisation_draft", "office.unit_event"), ADMINISTRATORS
    ),
}

# Who closes a period of the own unit with all below it, and who only reads what was closed. Then what is
# done about weak results: the office gives it out, a unit says what it has done of its own.
CLOSERS = frozenset({ADMINISTRATOR, REVIEWER})
CLOSING = {
    **dict.fromkeys(("office.closings_page", "office.closing_page", "office.closing_file"), SEE_RESULTS),
    "office.verify_page": SEE_RESULTS,
    **dict.fromkeys(("office.close_period", "office.reopen_period", "office.add_addendum"), CLOSERS),
    **dict.fromkeys(("office.save_due_date", "office.drop_due_date"), CLOSERS),
    "office.seal": ADMINISTRATORS,
    "office.action_list": SEE_RESULTS,
    "office.action_page": SEE_RESULTS,
    "office.new_action": REVIEWING,
    "office.record_step": PLANNING,
    **dict.fromkeys(("office.microdata_page", "office.microdata_file_of"), CLOSERS),
}

COLLECTING = {
    **dict.fromkeys(("office.campaign_list", "office.campaign_page"), SIGNED_IN),
    "office.reminder_page": SIGNED_IN,
    "office.new_campaign": PLANNING,
    "office.edit_campaign": PLANNING,
    "office.class_slips_page": PLANNING,
    "office.reprint_slips": PLANNING,
    "office.paper_page": KEYING,
    "office.paper_batch": KEYING,
    "office.paper_pdf": KEYING,
    "office.finish_paper": KEYING,
    "office.correct_paper": KEYING,
    "office.key_in": KEYING,
    "office.key_in_again": KEYING,
    "office.import_page": KEYING,
    "office.import_draft": KEYING,
    "office.import_map": KEYING,
}

# Who looks at responses again, in a period, and who decides about them.
REVIEW = {
    "office.review_units": REVIEWING | {AUDITOR},
    "office.review_responses": REVIEWING | {AUDITOR},
    "office.decide": REVIEWING,
}

# Every page of the office and the roles it opens to.
PAGES = {
    "office.sign_in": NOT_SIGNED_IN,
    "office.plotly": NOT_SIGNED_IN,
    "office.accept_invitation": NOT_SIGNED_IN,
    "office.prove": NOT_SIGNED_IN,
    "office.common_sign_in": NOT_SIGNED_IN,
    "office.common_return": NOT_SIGNED_IN,
    "office.sign_out": SIGNED_IN,
    "office.change_password": SIGNED_IN,
    "office.own_factor": SIGNED_IN,
    "office.remove_own_factor": SIGNED_IN,
    "office.overview": SEE_RESULTS,
    "office.unit_page": SEE_RESULTS,
    "office.item_page": SEE_RESULTS,
    "office.analysis_page": SEE_RESULTS,
    "office.report_file": SEE_RESULTS,
    **dict.fromkeys(("office.kit_home", "office.kit_page", "office.kit_file"), SEE_RESULTS),
    "office.progress": SIGNED_IN,
    "office.service_points": SIGNED_IN,
    "office.posters_pdf": SIGNED_IN,
    **dict.fromkeys(("office.population_page", "office.population_upload"), WHO_KEEP),
    "office.procedure_list": SIGNED_IN,
    **POINTS,
    **ORGANISATION,
    **PEOPLE,
    **CLOSING,
    **COLLECTING,
    **REVIEW,
}

# Who checks reads these too, and sends nothing there.
READ_BY_AUDITORS = frozenset(
    {"office.paper_page", "office.paper_batch", "office.class_slips_page", "office.population_page"}
)

# The first of these that a role may open is where it arrives.
ARRIVALS = ("office.overview", "office.progress", "office.change_password")

# Pages about what is there now: their tree is that of today, whatever period was looked at before.
OF_TODAY = frozenset(
    {
        "office.service_points",
        "office.posters_pdf",
        "office.procedure_list",
        *POINTS,
        *ORGANISATION,
        *PEOPLE,
        *CLOSING,
        *COLLECTING,
    }
)

# Pages with an index: a unit sees none of a period that is sealed until it is closed.
INDICES = frozenset(
    {"office.overview", "office.unit_page", "office.item_page", "office.analysis_page", "office.report_file"}
)
# Pages that take a whole table along; the forms of the others are short.
UPLOADS = frozenset(
    {
        "office.edit_campaign",
        "office.new_campaign",
        "office.class_slips_page",
        "office.import_page",
        "office.import_draft",
        "office.organisation_upload",
        "office.population_upload",
        "office.verify_page",
    }
)


@dataclass(frozen=True)
class Scope:
    """What one person looks at: the units of their own, as the tree stood when the period ended."""

    account: Account
    period: Period
    units: frozenset[str]
    tree: Tree = Tree.OF_PERIOD

    @property
    def day(self) -> date:
        """The day whose tree counts: a period that still runs has that of today."""
        return today() if self.tree is Tree.OF_TODAY else min(self.period.last, today())

    @property
    def first(self) -> date:
        """Who ended since then still counts: nothing has ended in the tree of today."""
        return self.day if self.tree is Tree.OF_TODAY else self.period.first

    def sight(self, seen: frozenset[str] | None = None) -> Sight:
        """All these units in the period, or some of them."""
        tree_of = today() if self.tree is Tree.OF_TODAY else None
        shut = request.endpoint in INDICES and _seals(self.account)
        return Sight(self.units if seen is None else seen, self.period, tree_of=tree_of, closed_only=shut)


def enforce() -> Response | None:
    """Runs before every page of the office."""
    roles = PAGES.get(request.endpoint or "")
    if roles is None:
        abort(403)
    if roles is NOT_SIGNED_IN:
        return None
    if not current_user.is_authenticated:
        return to_the_door()
    if current_user.account.role not in (roles if request.method == "POST" else _readers(request.endpoint)):
        abort(403)
    if owed.bars(request.endpoint or "", current_user.account):
        return redirect(url_for("office.own_factor"))
    g.scope = _scope(current_user.account)
    elsewhere = _own_unit((request.view_args or {}).get("unit"))
    if elsewhere is None and request.endpoint in INDICES and is_sealed():
        return make_response(render_template("office/sealed.html", period=g.scope.period))
    return elsewhere


def _own_unit(unit: str | None) -> Response | None:
    """Refuse a unit outside the scope; lead from one that has ended to who answers for it on that day."""
    if unit is None:
        return None
    acting = organisation.successions(running().store.db).acting(unit, g.scope.day)
    if acting not in g.scope.units:
        abort(403)
    if acting != unit:
        kept: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), "unit": acting}
        return redirect(url_for(request.endpoint or "", **kept))
    return None


def is_sealed(of: Period | None = None) -> bool:
    """Whether the person is of a unit, and the office shows units no index before the period is closed."""
    db, shown = running().store.db, of or scope().period
    closing = closings.covering(db, shown.calendar.value, shown.label, scope().units)
    return closing is None and _seals(scope().account)


def _seals(account: Account) -> bool:
    return account.role == UNIT and bool(settings.get(running().store.db, settings.SEALED))


def scope() -> Scope:
    """What the signed-in person of this request may see."""
    found = g.scope
    assert isinstance(found, Scope)  # noqa: S101 - tells the type checker what enforce put there
    return found


def below(unit: str) -> frozenset[str]:
    """A unit with all below it, as far as the signed-in person may see."""
    return scope().units & organisation.roll_up(running().store.db, unit, scope().first, scope().day)


def may(endpoint: str) -> bool:
    """Whether the signed-in person may open a page, so that no link leads to a refusal."""
    return current_user.is_authenticated and current_user.account.role in _readers(endpoint)


def _readers(endpoint: str | None) -> frozenset[str]:
    roles = PAGES.get(endpoint or "", NOT_SIGNED_IN)
    return roles | {AUDITOR} if endpoint in READ_BY_AUDITORS else roles


def arrival(account: Account) -> str:
    """The page on which a person arrives."""
    return next(page for page in ARRIVALS if account.role in PAGES.get(page, NOT_SIGNED_IN))


def own_point(code: str) -> Point:
    """A point of one's own units, under the unit that answers for it today; anything else is refused."""
    found = points.of_units(running().store.db, sorted(scope().units))
    point = next((one for one in found if one.code == code), None)
    return point or abort(403)


def units_of(store: Store, account: Account, day: date, first: date | None = None) -> frozenset[str]:
    """Deny by default: who is neither boundless nor a reviewer sees the own unit and nothing else."""
    if account.role in SEE_EVERYTHING:
        return frozenset(units.codes(store.db))
    if account.role == REVIEWER:
        return organisation.roll_up(store.db, account.unit, first or day, day, account.tree or None)
    return frozenset({account.unit})


def _scope(account: Account) -> Scope:
    store, of_today = running().store, request.endpoint in OF_TODAY
    shown = period.of(today()) if of_today else periods.wanted(store, lambda d: units_of(store, account, d))
    empty = Scope(account, shown, frozenset(), trees.wanted())
    return replace(empty, units=units_of(store, account, empty.day, None if of_today else empty.first))
