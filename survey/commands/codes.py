"""sipas codes: codes that are used once, on slips for a class or receipts of a counter."""

from datetime import date
from pathlib import Path

import click
import pandas as pd

from analytics.spreadsheet import csv_text
from survey import class_slips, keys
from survey.clock import today
from survey.commands.home import Home, opened
from survey.formats import day
from survey.printing import slips
from survey.printing.slips import Slip
from survey.store import audit, codes, points, questionnaires, units
from survey.store.audit import COMMAND_LINE, Action
from survey.store.codes import Batch, Count

MOST = 5_000
FOR_EXCEL = "utf-8-sig"
DAY = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


@click.group("codes")
def codes_command() -> None:
    """Mã dùng một lần: đếm được tỷ lệ trả lời thật mà không biết mã nào trả lời thế nào."""


@codes_command.command("issue")
@click.option("--point", required=True, help="Mã điểm khảo sát mà mã này mở.")
@click.option("--count", "size", type=click.IntRange(1, MOST), required=True, help="Số mã.")
@click.option("--label", required=True, help="Dòng in trên tờ phiếu, ví dụ “Lớp 1A”.")
@click.option("--expires", type=DAY, required=True, help="Ngày cuối còn dùng được, ví dụ 31/12/2026.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp .pdf hoặc .csv."
)
def issue(point: str, size: int, label: str, expires: date, out: Path) -> None:
    """Phát một lô mã; mã chỉ có trong tệp ghi ra, máy chủ chỉ giữ dấu băm."""
    if out.suffix not in (".pdf", ".csv"):
        raise click.BadParameter("tệp phải có đuôi .pdf hoặc .csv.", param_hint="--out")
    if out.exists():
        raise click.ClickException(f"Tệp {out} đã có; hãy chọn tên khác.")
    with opened() as home:
        here = points.get(home.store.db, points.as_printed(point))
        unit = units.get(home.store.db, here.unit)
        form = questionnaires.latest_key(home.store.db, here.questionnaire)
        last = date(expires.year, expires.month, expires.day)
        line = codes.as_label(label)
        batch = Batch(unit.code, here.code, form, size, today().isoformat(), last.isoformat(), line)
        key = keys.read(home.settings.secret_file)[-1]
        drawn = codes.draw(home.store.db, key, batch)
        content = _content(out, class_slips.slips_of(home.store.db, batch, drawn, home.settings.base_url))
        with home.store.write() as db:
            codes.keep(db, key, batch, drawn)
            what = f"{size} mã, {label}"
            audit.record(db, Action.CODES_ISSUED, COMMAND_LINE, unit.code, batch.id, what)
            # Inside the transaction: without the file nobody would ever know them.
            out.touch(mode=0o600)
            out.write_bytes(content)
    click.echo(f"Lô {batch.id}: {size} mã, dùng đến {day(last)}, ghi vào {out}.")


@codes_command.command("list")
def listed() -> None:
    """Từng lô: số mã đã phát, đã dùng, hết hạn, ngày cuối hoặc ngày thu hồi."""
    with opened() as home:
        for count in codes.counts(home.store.db, today()):
            click.echo(_line(home, count))


@codes_command.command("revoke")
@click.argument("batch")
def revoke(batch: str) -> None:
    """Thu hồi các mã chưa dùng của một lô."""
    with opened() as home, home.store.write() as db:
        ended = codes.revoke(db, batch, today())
        unit = next(one.batch.unit for one in codes.counts(db, today()) if one.batch.id == batch)
        audit.record(db, Action.CODES_REVOKED, COMMAND_LINE, unit, batch, f"{ended} mã")
    click.echo(f"Đã thu hồi {ended} mã chưa dùng của lô {batch}.")


def _line(home: Home, count: Count) -> str:
    batch = count.batch
    unit = units.get(home.store.db, batch.unit)
    end = f"thu hồi {day(batch.revoked_on)}" if batch.revoked_on else f"dùng đến {day(batch.expires_on)}"
    return (
        f"{batch.id}\t{unit.name}\t{batch.label}\tphát {batch.size}\tđã dùng {count.used}"
        f"\thết hạn {count.expired}\t{end}"
    )


def _content(out: Path, made: list[Slip]) -> bytes:
    if out.suffix == ".pdf":
        return slips.pdf([made])
    rows = [(slip.unit, slip.label, slip.halves, slip.address, slip.expires.isoformat()) for slip in made]
    table = pd.DataFrame(rows, columns=["unit", "label", "code", "address", "expires"])
    return csv_text(table).encode(FOR_EXCEL)
