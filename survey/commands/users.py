"""sipas users: who may sign in."""

import sys

import click

from survey import passwords
from survey.clock import today
from survey.commands.home import opened
from survey.store import accounts, units
from survey.store.accounts import Account

ROLES = {
    accounts.ADMINISTRATOR: "quản trị",
    accounts.REVIEWER: "cơ quan xem xét",
    accounts.UNIT: "đơn vị",
}
FROM_STDIN = click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn thay vì hỏi.")


@click.group("users")
def users_command() -> None:
    """Tài khoản đăng nhập trang của cơ quan."""


@users_command.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(list(ROLES)), required=True, help="Quyền: quản trị, cơ quan xem xét, đơn vị."
)
@click.option(
    "--unit", required=True, help="Mã đơn vị; người dùng xem được đơn vị này và các đơn vị trực thuộc."
)
@click.option("--full-name", default="", help="Họ tên.")
@FROM_STDIN
def add(name: str, role: str, unit: str, full_name: str, password_stdin: bool) -> None:
    """Thêm một tài khoản."""
    with opened() as home:
        units.get(home.store.db, unit)
        if any(account.name == name for account in accounts.every(home.store.db)):
            raise click.ClickException(f"Tài khoản “{name}” đã có.")
        digest = passwords.hash(_new_password(name, password_stdin))
        with home.store.write() as db:
            accounts.add(db, Account(name, full_name, role, unit, digest, 1, today().isoformat()))
    click.echo(f"Đã thêm tài khoản {name} ({ROLES[role]}, đơn vị {unit}).")


@users_command.command("list")
def list_users() -> None:
    """Liệt kê tài khoản."""
    with opened() as home:
        for account in accounts.every(home.store.db):
            state = "" if account.active else "\tđã khóa"
            click.echo(f"{account.name}\t{ROLES[account.role]}\t{account.unit}\t{account.full_name}{state}")


@users_command.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Khóa một tài khoản và kết thúc mọi phiên đăng nhập của nó."""
    with opened() as home, home.store.write() as db:
        accounts.disable(db, name)
    click.echo(f"Đã khóa tài khoản {name}.")


@users_command.command("password")
@click.argument("name")
@FROM_STDIN
def password(name: str, password_stdin: bool) -> None:
    """Đặt mật khẩu mới và kết thúc mọi phiên đăng nhập cũ."""
    with opened() as home:
        accounts.get(home.store.db, name)
        digest = passwords.hash(_new_password(name, password_stdin))
        with home.store.write() as db:
            accounts.set_password(db, name, digest)
    click.echo(f"Đã đổi mật khẩu của {name}.")


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
