"""Who may see what, decided here and nowhere else. What is not named here is refused."""

from dataclasses import dataclass, replace
from datetime import date

from flask import abort, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey import period
from survey.clock import today
from survey.office import periods
from survey.period import Period
from survey.running import running
from survey.store import units
from survey.store.accounts import ADMINISTRATOR, REVIEWER, UNIT, Account
from survey.store.connection import Store

SIGNED_IN = frozenset({ADMINISTRATOR, REVIEWER, UNIT})
NOT_SIGNED_IN = frozenset[str]()
# Those who have the paper before them.
KEYING = frozenset({ADMINISTRATOR, UNIT})
# No school decides which answers about itself count.
REVIEWING = frozenset({ADMINISTRATOR, REVIEWER})

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
    "office.campaign_list": SIGNED_IN,
    "office.campaign_page": SIGNED_IN,
    "office.reminder_page": SIGNED_IN,
    "office.new_campaign": SIGNED_IN,
    "office.edit_campaign": SIGNED_IN,
    "office.class_slips_page": SIGNED_IN,
    "office.reprint_slips": SIGNED_IN,
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
    "office.review_units": REVIEWING,
    "office.review_responses": REVIEWING,
    "office.decide": REVIEWING,
}

# Pages about what is there now: their tree is that of today, whatever period was looked at before.
OF_TODAY = frozenset(
    {
        "office.service_points",
        "office.posters_pdf",
        "office.campaign_list",
        "office.campaign_page",
        "office.reminder_page",
        "office.new_campaign",
        "office.edit_campaign",
        "office.class_slips_page",
        "office.reprint_slips",
        "office.paper_page",
        "office.paper_batch",
        "office.paper_pdf",
        "office.finish_paper",
        "office.correct_paper",
        "office.key_in",
        "office.key_in_again",
        "office.import_page",
        "office.import_draft",
        "office.import_map",
    }
)
# Pages that take a whole table along; the forms of the others are short.
UPLOADS = frozenset(
    {
        "office.edit_campaign",
        "office.new_campaign",
        "office.class_slips_page",
        "office.import_page",
        "office.import_draft",
    }
)


@dataclass(frozen=True)
class Scope:
    """What one person looks at: the units of their own, as the tree stood when the period ended."""

    account: Account
    period: Period
    units: frozenset[str]

    @property
    def day(self) -> date:
        """The day whose tree counts: a period that still runs has that of today."""
        return min(self.period.last, today())


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
    if (unit := (request.view_args or {}).get("unit")) is not None and unit not in g.scope.units:
        abort(403)
    return None


def scope() -> Scope:
    """What the signed-in person of this request may see."""
    found = g.scope
    assert isinstance(found, Scope)  # noqa: S101 - tells the type checker what enforce put there
    return found


def may(endpoint: str) -> bool:
    """Whether the signed-in person's role opens this page, so that no link leads to a refusal."""
    return scope().account.role in PAGES[endpoint]


def below(unit: str) -> frozenset[str]:
    """A unit with all below it, as far as the signed-in person may see."""
    return scope().units & frozenset(units.subtree(running().store.db, unit, scope().day, tree=None))


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
    empty = Scope(account, shown, frozenset())
    return replace(empty, units=units_of(store, account, empty.day))


def _wanted() -> str | None:
    # The address of a form's target is no page to come back to.
    return request.full_path.rstrip("?") if request.method == "GET" else None
