"""sipas codes: codes that are used once, on slips for a class or receipts of a counter."""

import csv
from datetime import date
from pathlib import Path

import click

from survey import keys
from survey.clock import today
from survey.commands.home import Home, opened
from survey.formats import day
from survey.printing import slips
from survey.printing.slips import Slip
from survey.store import codes, points, questionnaires, units
from survey.store.codes import Batch, Count

MOST = 5_000
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
        key = questionnaires.latest_key(home.store.db, here.questionnaire)
        last = date(expires.year, expires.month, expires.day)
        batch = Batch(unit.code, here.code, key, size, today().isoformat(), last.isoformat(), label)
        with home.store.write() as db:
            made = codes.issue(db, keys.read(home.settings.secret_file)[-1], batch)
            _write(
                out,
                [Slip(unit.name, label, code, f"{home.settings.base_url}/m/{code}", last) for code in made],
            )
    click.echo(f"Lô {batch.id}: {size} mã, dùng đến {day(last)}, ghi vào {out}.")


@codes_command.command("list")
def listed() -> None:
    """Từng lô: số mã đã phát, đã dùng, hết hạn, tỷ lệ trả lời."""
    with opened() as home:
        for count in codes.counts(home.store.db, today()):
            click.echo(_line(home, count))


@codes_command.command("revoke")
@click.argument("batch")
def revoke(batch: str) -> None:
    """Thu hồi các mã chưa dùng của một lô."""
    with opened() as home, home.store.write() as db:
        ended = codes.revoke(db, batch, today())
    click.echo(f"Đã thu hồi {ended} mã chưa dùng của lô {batch}.")


def _line(home: Home, count: Count) -> str:
    batch = count.batch
    unit = units.get(home.store.db, batch.unit)
    return (
        f"{batch.id}\t{unit.name}\t{batch.label}\tphát {batch.size}\tđã dùng {count.used}"
        f"\thết hạn {count.expired}\tdùng đến {day(date.fromisoformat(batch.expires_on))}"
    )


def _write(out: Path, made: list[Slip]) -> None:
    """Inside the transaction of the codes: without the file nobody would ever know them."""
    out.touch(mode=0o600)
    if out.suffix == ".pdf":
        out.write_bytes(slips.pdf([made]))
        return
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "label", "code", "address", "expires"])
        writer.writerows([slip.unit, slip.label, slip.halves, slip.address, slip.expires] for slip in made)
