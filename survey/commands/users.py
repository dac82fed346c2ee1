"""sipas users: who may sign in."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from survey import membership, passwords
from survey.clock import today
from survey.commands.home import Home, opened
from survey.formats import day
from survey.naming import ROLES, TREES
from survey.printing import invitations as paper
from survey.printing.invitations import Letter
from survey.store import accounts, audit, units
from survey.store.accounts import NOT_CHOSEN, Account
from survey.store.audit import COMMAND_LINE, Action

FROM_STDIN = click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn thay vì hỏi.")
NAME = click.argument("name")
ROLE = click.option("--role", type=click.Choice(list(ROLES)), required=True, help="Quyền.")
UNIT = click.option("--unit", required=True, help="Mã đơn vị của người dùng.")
FULL_NAME = click.option("--full-name", default="", help="Họ tên.")
TREE = click.option(
    "--tree",
    type=click.Choice([tree for tree in TREES if tree]),
    default=None,
    help="Cơ quan xem xét chỉ nhìn theo một nhánh; không nêu là cả hai.",
)
LETTER = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi thư mời khổ A4 (PDF) vào tệp này."
)


@click.group("users")
def users_command() -> None:
    """Tài khoản đăng nhập trang của cơ quan."""


@users_command.command("invite")
@NAME
@ROLE
@UNIT
@FULL_NAME
@TREE
@LETTER
def invite(name: str, role: str, unit: str, full_name: str, tree: str | None, out: Path | None) -> None:
    """Mời một người: in ra liên kết dùng một lần, người ấy tự chọn mật khẩu."""
    new = Account(name, full_name, role, unit, NOT_CHOSEN, 1, today().isoformat(), _tree(role, tree))
    with opened() as home:
        units.get(home.store.db, unit)
        _free(home, name)
        with home.store.write() as db:
            made = membership.invite(db, new, COMMAND_LINE)
        _hand_out(home, made, out)


@users_command.command("link")
@NAME
@LETTER
def link(name: str, out: Path | None) -> None:
    """Quên mật khẩu: mật khẩu cũ hết dùng, in ra liên kết mới để chọn mật khẩu khác."""
    with opened() as home:
        if not accounts.get(home.store.db, name).active:
            raise click.ClickException(f"Tài khoản “{name}” đang khóa.")
        with home.store.write() as db:
            made = membership.renew(db, name, COMMAND_LINE)
        _hand_out(home, made, out)


@users_command.command("add")
@NAME
@ROLE
@UNIT
@FULL_NAME
@FROM_STDIN
def add(name: str, role: str, unit: str, full_name: str, password_stdin: bool) -> None:
    """Thêm một tài khoản có sẵn mật khẩu."""
    with opened() as home:
        units.get(home.store.db, unit)
        _free(home, name)
        digest = passwords.hash(_new_password(name, password_stdin))
        with home.store.write() as db:
            accounts.add(db, Account(name, full_name, role, unit, digest, 1, today().isoformat()))
            audit.record(db, Action.ACCOUNT_ADDED, COMMAND_LINE, unit, name, ROLES[role])
    click.echo(f"Đã thêm tài khoản {name} ({ROLES[role]}, đơn vị {unit}).")


@users_command.command("list")
def list_users() -> None:
    """Liệt kê tài khoản."""
    with opened() as home:
        for account in accounts.every(home.store.db):
            state = "" if account.active else "\tđã khóa"
            click.echo(f"{account.name}\t{ROLES[account.role]}\t{account.unit}\t{account.full_name}{state}")


@users_command.command("role")
@NAME
@ROLE
@UNIT
@TREE
def change_role(name: str, role: str, unit: str, tree: str | None) -> None:
    """Đổi quyền và đơn vị; người ấy phải đăng nhập lại."""
    with opened() as home:
        units.get(home.store.db, unit)
        after = replace(accounts.get(home.store.db, name), role=role, unit=unit, tree=_tree(role, tree))
        with home.store.write() as db:
            membership.change(db, after, COMMAND_LINE)
    click.echo(f"Đã đổi {name}: {ROLES[role]}, đơn vị {unit}.")


@users_command.command("disable")
@NAME
def disable(name: str) -> None:
    """Khóa một tài khoản và kết thúc mọi phiên đăng nhập của nó."""
    with opened() as home, home.store.write() as db:
        membership.disable(db, name, COMMAND_LINE)
    click.echo(f"Đã khóa tài khoản {name}.")


@users_command.command("enable")
@NAME
def enable(name: str) -> None:
    """Mở khóa một tài khoản."""
    with opened() as home, home.store.write() as db:
        membership.enable(db, name, COMMAND_LINE)
    click.echo(f"Đã mở khóa tài khoản {name}.")


@users_command.command("reset-factor")
@NAME
def reset_factor(name: str) -> None:
    """Mất điện thoại: gỡ xác thực hai bước để người ấy đăng ký lại."""
    with opened() as home, home.store.write() as db:
        membership.remove_factor(db, name, COMMAND_LINE)
    click.echo(f"Đã gỡ xác thực hai bước của {name}.")


@users_command.command("password")
@NAME
@FROM_STDIN
def password(name: str, password_stdin: bool) -> None:
    """Đặt mật khẩu mới và kết thúc mọi phiên đăng nhập cũ."""
    with opened() as home:
        accounts.get(home.store.db, name)
        digest = passwords.hash(_new_password(name, password_stdin))
        with home.store.write() as db:
            membership.set_password(db, name, digest, COMMAND_LINE)
    click.echo(f"Đã đổi mật khẩu của {name}.")


def _free(home: Home, name: str) -> None:
    if accounts.find(home.store.db, name):
        raise click.ClickException(f"Tài khoản “{name}” đã có.")


def _tree(role: str, tree: str | None) -> str:
    if tree and role != accounts.REVIEWER:
        raise click.ClickException("Chỉ cơ quan xem xét mới nhìn theo một nhánh; hãy bỏ --tree.")
    return tree or ""


def _hand_out(home: Home, made: membership.Invitation, out: Path | None) -> None:
    address, who = made.address(home.settings.base_url), made.account
    click.echo(f"Liên kết cho {who.name}, dùng một lần, đến hết ngày {day(made.expires)}:\n{address}")
    if out:
        unit = units.get(home.store.db, who.unit).name
        letter = Letter(who.full_name, who.name, ROLES[who.role], unit, address, made.expires)
        out.touch(mode=0o600)
        out.write_bytes(paper.pdf(letter))
        click.echo(f"Thư mời: {out}")


def _new_password(account: str, password_stdin: bool) -> str:
    if password_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = str(click.prompt("Mật khẩu mới", hide_input=True, confirmation_prompt="Gõ lại mật khẩu"))
    try:
        passwords.refuse_weak(given, account)
    except passwords.WeakPasswordError as error:
        raise click.ClickException(str(error)) from error
    return given
