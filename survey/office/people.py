"""Who may sign in: the list of people, and what an administrator does with each."""

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey import clock, file_names, membership, paging
from survey.alphabet import Order, order, search
from survey.membership import Invitation, NameTakenError
from survey.naming import ROLES, TREES
from survey.office import links, logbook
from survey.office.blueprint import bp
from survey.office.people_forms import NAME_RULE, NewPerson, Person
from survey.printing import invitations as paper
from survey.printing import modules
from survey.printing.invitations import Letter
from survey.running import running
from survey.store import accounts, factors, invitations, units
from survey.store.accounts import NOT_CHOSEN, UNIT, Account

PATH = "/nguoi-dung"
NOT_ONESELF = "Không đổi quyền, khóa hay đặt lại chính tài khoản đang dùng; hãy nhờ một quản trị khác."

Page = str | tuple[str, int] | Response


@dataclass(frozen=True)
class Row:
    """One line of the list; `invited_until` is set while a link is open."""

    account: Account
    unit: str
    role: str
    invited_until: date | None
    proves_twice: bool

    @property
    def state(self) -> str:
        if not self.account.active:
            return "đã khóa"
        if self.account.password != NOT_CHOSEN:
            return "đang dùng"
        return "chờ đặt mật khẩu" if self.invited_until else "lời mời đã hết hạn"


@bp.get(PATH)
def people_page() -> str:
    sought = links.sought()
    found = search(_rows(), sought, lambda row: f"{row.account.full_name} {row.account.name} {row.unit}")
    return render_template("office/people.html", page=paging.asked(found), sought=sought)


@bp.route(f"{PATH}/moi", methods=["GET", "POST"])
def invite_person() -> Page:
    form = NewPerson()
    if form.validate_on_submit():
        new = Account(form.name.data, "", UNIT, "", NOT_CHOSEN, 1, clock.today().isoformat())
        try:
            with running().store.write() as db:
                made = membership.invite(db, form.told(new), logbook.who())
            return _shown(made)
        except NameTakenError as taken:
            form.name.errors = [str(taken)]
    status = 422 if form.is_submitted() else 200
    return render_template("office/invite.html", form=form, units=_units(), name_rule=NAME_RULE), status


@bp.get(f"{PATH}/<name>")
def person_page(name: str) -> Page:
    return _person(name, Person(obj=accounts.get(running().store.db, name)))


@bp.post(f"{PATH}/<name>")
def change_person(name: str) -> Page:
    before, form = _other(name), Person()
    form.own = name
    if not form.validate_on_submit():
        return _person(name, form), 422
    with running().store.write() as db:
        membership.change(db, form.told(before), logbook.who())
    flash(f"Đã đổi tài khoản {name}. Người này cần đăng nhập lại.")
    return redirect(url_for("office.people_page"), 303)


@bp.post(f"{PATH}/<name>/lien-ket")
def renew_link(name: str) -> Page:
    if not _other(name).active:
        abort(409, "Tài khoản đang khóa; hãy mở khóa trước khi tạo liên kết.")
    with running().store.write() as db:
        made = membership.renew(db, name, logbook.who())
    return _shown(made)


@bp.post(f"{PATH}/<name>/thu-moi.pdf")
def invitation_pdf(name: str) -> Response:
    """The link is nowhere in the store: the page that shows it sends it along."""
    db = running().store.db
    made = membership.find(db, request.form.get("secret", ""))
    if made is None or made.account.name != name:
        abort(404, "Liên kết này không còn mở được; hãy tạo liên kết mới.")
    who = made.account
    unit = units.get(db, who.unit).name
    letter = Letter(who.full_name, name, ROLES[who.role], unit, _address(made), made.expires)
    response = Response(paper.pdf(letter), mimetype="application/pdf")
    return file_names.opened(response, f"thu-moi-{name}.pdf")


@bp.post(f"{PATH}/<name>/khoa")
def disable_person(name: str) -> Page:
    _other(name)
    with running().store.write() as db:
        membership.disable(db, name, logbook.who())
    flash(f"Đã khóa tài khoản {name}; mọi phiên đăng nhập của tài khoản đã kết thúc.")
    return redirect(url_for("office.people_page"), 303)


@bp.post(f"{PATH}/<name>/mo-khoa")
def enable_person(name: str) -> Page:
    _other(name)
    with running().store.write() as db:
        membership.enable(db, name, logbook.who())
    flash(f"Đã mở khóa tài khoản {name}.")
    return redirect(url_for("office.people_page"), 303)


@bp.post(f"{PATH}/<name>/go-xac-thuc")
def remove_factor(name: str) -> Page:
    _other(name)
    with running().store.write() as db:
        membership.remove_factor(db, name, logbook.who())
    flash(f"Đã gỡ xác thực hai bước của {name}.")
    return redirect(url_for("office.person_page", name=name), 303)


def _other(name: str) -> Account:
    """Nobody locks the door behind which the key lies."""
    if name == current_user.account.name:
        abort(409, NOT_ONESELF)
    return accounts.get(running().store.db, name)


def _rows() -> list[Row]:
    db = running().store.db
    known, invited, twice = accounts.every(db), invitations.open_ones(db), factors.holders(db)
    named = {unit.code: unit.name for unit in units.some(db, sorted({one.unit for one in known}))}
    known.sort(key=lambda one: _by_given_name(one.full_name or one.name))
    return [
        Row(one, named[one.unit], ROLES[one.role], _until(invited.get(one.name)), one.name in twice)
        for one in known
    ]


def _by_given_name(full_name: str) -> tuple[Order, Order]:
    """How lists of people are kept in Viet Nam: by the last word, then by the whole name."""
    return order(full_name.strip().rpartition(" ")[2]), order(full_name)


def _until(expires_at: int | None) -> date | None:
    open_still = expires_at is not None and expires_at > clock.now().timestamp()
    return clock.day_of(expires_at) if expires_at is not None and open_still else None


def _person(name: str, form: Person) -> str:
    row = next(row for row in _rows() if row.account.name == name)
    own = name == current_user.account.name
    words = {"roles": ROLES, "trees": TREES, "units": _units(), "own": own, "not_oneself": NOT_ONESELF}
    return render_template("office/person.html", form=form, row=row, **words)


def _units() -> list[tuple[str, str]]:
    known = units.every(running().store.db)
    return [(unit.code, unit.name) for unit in sorted(known, key=lambda unit: order(unit.name))]


def _shown(made: Invitation) -> str:
    address = _address(made)
    return render_template("office/invited.html", made=made, address=address, code=modules.outline(address))


def _address(made: Invitation) -> str:
    return made.address(running().settings.base_url)
