"""sipas slips: single-use slips for classes, and slips printed anew."""

import secrets
from datetime import datetime
from pathlib import Path

import click

from survey import class_slips, keys
from survey.class_slips import Anew
from survey.clock import today
from survey.commands.codes import DAY
from survey.commands.files import text_of
from survey.commands.home import opened
from survey.formats import day
from survey.loading import classes
from survey.store import points, slip_batches
from survey.store.audit import COMMAND_LINE

OUT = click.Path(dir_okay=False, path_type=Path)
TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("slips")
def slips_command() -> None:
    """Tờ mã dùng một lần cho từng lớp, cắt phát cho học sinh hoặc cha mẹ."""


@slips_command.command("print")
@click.option("--point", required=True, help="Mã điểm khảo sát mà các tờ này mở.")
@click.option(
    "--classes", "table", type=TABLE, required=True, help="Bảng .csv hoặc .xlsx có hai cột Lớp và Số tờ."
)
@click.option("--expires", type=DAY, required=True, help="Ngày cuối còn dùng được, ví dụ 31/12/2026.")
@click.option("--out", type=OUT, required=True, help="Tệp .pdf ghi ra.")
def print_slips(point: str, table: Path, expires: datetime, out: Path) -> None:
    """In tờ mã, mỗi lớp một lô; mã chỉ có trong tệp ghi ra, máy chủ chỉ giữ dấu băm."""
    _refuse_taken(out)
    wanted = classes.read(table)
    with opened() as home:
        here = points.get(home.store.db, points.as_printed(point))
        days = (today(), expires.date())
        batches = class_slips.batches_of(home.store.db, here, wanted, days, secrets.token_hex(3))
        key = keys.read(home.settings.secret_file)[-1]
        printed = class_slips.draw(home.store.db, key, batches, home.settings.base_url)
        with home.store.write() as db:
            class_slips.keep(db, key, printed, COMMAND_LINE)
            _write(out, printed.sheet)
    for batch in batches:
        click.echo(f"Lô {batch.id}: {batch.label}, {batch.size} tờ, dùng đến {day(batch.expires_on)}.")


@slips_command.command("reprint")
@click.argument("batch")
@click.option("--codes", "spoiled", type=TABLE, help="Tệp chữ, mỗi dòng một mã của tờ hỏng.")
@click.option(
    "--all", "everything", is_flag=True, help="Thu hồi mọi mã chưa dùng của lô và in lại chừng ấy tờ."
)
@click.option("--out", type=OUT, required=True, help="Tệp .pdf ghi ra.")
def reprint(batch: str, spoiled: Path | None, everything: bool, out: Path) -> None:
    """In lại tờ hỏng hoặc mất; mã cũ thôi dùng được, số tờ của lô không đổi."""
    if everything == (spoiled is not None):
        raise click.UsageError("Hãy nêu --codes hoặc --all.")
    _refuse_taken(out)
    typed = text_of(spoiled).split() if spoiled else None
    with opened() as home:
        found, known = slip_batches.batch_of(home.store.db, batch), keys.read(home.settings.secret_file)
        anew = Anew(found, typed, today(), COMMAND_LINE)
        made = class_slips.draw_anew(home.store.db, known, anew, home.settings.base_url)
        with home.store.write() as db:
            class_slips.keep_anew(db, known, anew, made)
            _write(out, made.sheet)
    click.echo(f"Đã in lại tờ của lô {batch} ({found.label}) vào {out}.")


def _refuse_taken(out: Path) -> None:
    if out.suffix != ".pdf":
        raise click.BadParameter("tệp phải có đuôi .pdf.", param_hint="--out")
    if out.exists():
        raise click.ClickException(f"Tệp {out} đã có; hãy chọn tên khác.")


def _write(out: Path, content: bytes) -> None:
    """Inside the transaction of the codes: without the file nobody would ever know them."""
    out.touch(mode=0o600)
    out.write_bytes(content)
