"""Who may see what, decided here and nowhere else. What is not named here is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey import period
from survey.answered import Sight
from survey.clock import today
from survey.office import periods, trees
from survey.office.trees import Tree
from survey.period import Period
from survey.running import running
from survey.store import organisation, points, units
from survey.store.accounts import ADMINISTRATOR, REVIEWER, UNIT, Account
from survey.store.connection import Store
from survey.store.points import Point

SIGNED_IN = frozenset({ADMINISTRATOR, REVIEWER, UNIT})
NOT_SIGNED_IN = frozenset[str]()
# The organisation is kept as a whole, by who keeps the system: these pages show every unit.
ADMINISTRATORS = frozenset({ADMINISTRATOR})
# They keep what the units of their own work with: counts of people, procedures of a point.
WHO_KEEP = frozenset({ADMINISTRATOR, REVIEWER})

# Every page of the office and the roles it opens to.
PAGES = {
    "office.sign_in": NOT_SIGNED_IN,
    "office.plotly": NOT_SIGNED_IN,
    "office.sign_out": SIGNED_IN,
    "office.change_password": SIGNED_IN,
    "office.overview": SIGNED_IN,
    "office.unit_page": SIGNED_IN,
    "office.item_page": SIGNED_IN,
    "office.analysis_page": SIGNED_IN,
    "office.progress": SIGNED_IN,
    "office.service_points": SIGNED_IN,
    "office.posters_pdf": SIGNED_IN,
    "office.organisation_tree": ADMINISTRATORS,
    "office.organisation_unit": ADMINISTRATORS,
    "office.unit_event": ADMINISTRATORS,
    "office.organisation_workbook": ADMINISTRATORS,
    "office.organisation_upload": ADMINISTRATORS,
    "office.organisation_draft": ADMINISTRATORS,
    "office.population_page": WHO_KEEP,
    "office.population_upload": WHO_KEEP,
    "office.procedure_list": SIGNED_IN,
    "office.point_procedures": WHO_KEEP,
}

# Pages about what is there now: their tree is that of today, whatever period was looked at before.
OF_TODAY = frozenset(
    {
        "office.service_points",
        "office.posters_pdf",
        "office.organisation_tree",
        "office.organisation_unit",
        "office.unit_event",
        "office.organisation_workbook",
        "office.organisation_upload",
        "office.organisation_draft",
        "office.procedure_list",
        "office.point_procedures",
    }
)
# Pages that take a whole table along; the forms of the others are short.
UPLOADS = frozenset({"office.organisation_upload", "office.population_upload"})


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

    def sight(self, seen: frozenset[str] | None = None) -> Sight:
        """All these units in the period, or some of them."""
        tree_of = today() if self.tree is Tree.OF_TODAY else None
        return Sight(self.units if seen is None else seen, self.period, tree_of=tree_of)


def enforce() -> Response | None:
    """Runs before every page of the office."""
    roles = PAGES.get(request.endpoint or "")
    if roles is None:
        abort(403)
    if roles is NOT_SIGNED_IN:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("office.sign_in", next=_wanted()))
    if current_user.account.role not in roles:
        abort(403)
    g.scope = _scope(current_user.account)
    return _own_unit((request.view_args or {}).get("unit"))


def _own_unit(unit: str | None) -> Response | None:
    """Refuse a unit outside the scope; lead from one that has ended to who answers for it on that day."""
    if unit is None:
        return None
    acting = organisation.successions(running().store.db).acting(unit, g.scope.day)
    if acting not in g.scope.units:
        abort(403)
    kept: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), "unit": acting}
    return redirect(url_for(request.endpoint or "", **kept)) if acting != unit else None


def scope() -> Scope:
    """What the signed-in person of this request may see."""
    found = g.scope
    assert isinstance(found, Scope)  # noqa: S101 - tells the type checker what enforce put there
    return found


def below(unit: str) -> frozenset[str]:
    """A unit with all below it, as far as the signed-in person may see."""
    return scope().units & frozenset(units.subtree(running().store.db, unit, scope().day, tree=None))


def may(endpoint: str) -> bool:
    """Whether the signed-in person may open a page, so that no link leads to a refusal."""
    return current_user.is_authenticated and current_user.account.role in PAGES.get(endpoint, NOT_SIGNED_IN)


def own_point(code: str) -> Point:
    """A point of one's own units, under the unit that answers for it today; anything else is refused."""
    found = points.of_units(running().store.db, sorted(scope().units))
    point = next((one for one in found if one.code == code), None)
    return point or abort(403)


def units_of(store: Store, account: Account, day: date) -> frozenset[str]:
    """A unit sees itself; the others see all below their own unit, by management or by profession."""
    if account.role not in (ADMINISTRATOR, REVIEWER):
        return frozenset({account.unit})
    return frozenset(units.subtree(store.db, account.unit, day, tree=None))


def _scope(account: Account) -> Scope:
    store = running().store
    if request.endpoint in OF_TODAY:
        shown = period.of(today())
    else:
        shown = periods.wanted(store, lambda day: units_of(store, account, day))
    empty = Scope(account, shown, frozenset(), trees.wanted())
    return replace(empty, units=units_of(store, account, empty.day))


def _wanted() -> str | None:
    # The address of a form's target is no page to come back to.
    return request.full_path.rstrip("?") if request.method == "GET" else None
