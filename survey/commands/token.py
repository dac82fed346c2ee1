"""sipas token: keys by which the office's own systems read results."""

from datetime import date, timedelta

import click

from survey import system_keys
from survey.clock import today
from survey.commands.home import opened
from survey.formats import day
from survey.store import tokens
from survey.store.audit import COMMAND_LINE
from survey.whole import LARGEST


@click.group("token")
def token_command() -> None:
    """Khóa kết nối để hệ thống của cơ quan đọc kết quả qua API."""


@token_command.command("issue")
@click.argument("name")
@click.option("--unit", required=True, help="Mã đơn vị được đọc, cùng các đơn vị bên dưới.")
@click.option(
    "--days",
    type=click.IntRange(0, system_keys.LONGEST_DAYS),
    default=180,
    show_default=True,
    help="Dùng được trong bao nhiêu ngày.",
)
def issue(name: str, unit: str, days: int) -> None:
    """Cấp một khóa; khóa chỉ in ra một lần này."""
    expires = today() + timedelta(days=days)
    with opened() as home, home.store.write() as db:
        made, secret = system_keys.issue(db, name, unit, expires, COMMAND_LINE)
    click.echo(f"Khóa số {made.number} của {name}, đọc kết quả của {unit}, dùng đến hết {day(expires)}:")
    click.echo(secret)


@token_command.command("list")
def listed() -> None:
    """Liệt kê các khóa đã cấp; không hiện được khóa."""
    with opened() as home:
        for one in tokens.every(home.store.db):
            told = f"{one.number}\t{one.name}\t{one.unit}\tđến {_day(one.expires_on)}"
            used = f"dùng lần cuối {_day(one.used_on)}" if one.used_on else "chưa dùng"
            ended = f"\tđã thu hồi {_day(one.revoked_on)}" if one.revoked_on else ""
            click.echo(f"{told}\t{used}{ended}")


@token_command.command("revoke")
@click.argument("number", type=click.IntRange(1, LARGEST))
def revoke(number: int) -> None:
    """Thu hồi một khóa theo số của nó."""
    with opened() as home, home.store.write() as db:
        token = system_keys.revoke(db, number, COMMAND_LINE)
    click.echo(f"Đã thu hồi khóa số {number} của {token.name}.")


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
