"""sipas set-aside: responses that do not count, with who left them out and why."""

from collections.abc import Callable
from typing import TypeVar

import click

from survey import period, reviewing
from survey.clock import today
from survey.commands.home import opened
from survey.formats import day
from survey.store import decisions, units
from survey.store.audit import COMMAND_LINE
from survey.store.decisions import Reason

REASONS = ", ".join(f"{reason.value} ({reason.label})" for reason in Reason)
_F = TypeVar("_F", bound=Callable[..., None])


@click.group("set-aside")
def set_aside_command() -> None:
    """Loại phiếu khỏi kết quả với lý do, hoặc lấy lại; phiếu không bị xóa, không bị sửa."""


def _words(command: _F) -> _F:
    told = "Giải thích bằng lời, không ghi tên người trả lời."
    return click.option("--words", required=True, callback=_said, help=told)(command)


def _said(ctx: click.Context, option: click.Parameter, words: str) -> str:
    if not 0 < len(words.strip()) <= reviewing.LONGEST_WORDS:
        raise click.BadParameter(f"hãy ghi vì sao, không quá {reviewing.LONGEST_WORDS} ký tự.", ctx, option)
    return words.strip()


@set_aside_command.command("add")
@click.argument("token")
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in Reason]),
    required=True,
    help=f"Lý do: {REASONS}.",
)
@_words
def add(token: str, reason: str, words: str) -> None:
    """Loại một phiếu theo mã phiếu (cột token của tệp xuất)."""
    why = Reason(reason)
    with opened() as home:
        reviewing.set_aside(home.store, [token], why, words, (COMMAND_LINE, today()))
    click.echo(f"Đã loại phiếu {token} vì {why.label}.")


@set_aside_command.command("undo")
@click.argument("token")
@_words
def undo(token: str, words: str) -> None:
    """Lấy lại một phiếu đã loại."""
    with opened() as home:
        reviewing.take_back(home.store, [token], words, (COMMAND_LINE, today()))
    click.echo(f"Đã lấy lại phiếu {token}.")


@set_aside_command.command("list")
@click.option("--period", "label", required=True, help="Kỳ, ví dụ 2026Q4.")
def list_set_aside(label: str) -> None:
    """Từng đơn vị: số phiếu không được tính và lý do; rồi từng quyết định."""
    shown = period.parse(label)
    with opened() as home:
        db = home.store.db
        named = {unit.code: unit.name for unit in units.every(db)}
        found = decisions.counts(db, list(named), shown.first, shown.last)
        for one in found:
            click.echo(
                f"{named[one.unit]}\t{one.questionnaire}\t{one.responses} phiếu\tloại vì {one.reason.label}"
            )
        for unit in dict.fromkeys(one.unit for one in found):
            for decision in decisions.of_units(db, [unit], shown.first, shown.last):
                done = "loại" if decision.event is decisions.Event.SET_ASIDE else "lấy lại"
                click.echo(
                    f"{day(decision.day)}\t{decision.actor}\t{done}\t{decision.token}\t{decision.words}"
                )
