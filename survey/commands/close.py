"""sipas close, sipas verify: freeze a period, and prove that what was frozen is what it was."""

from contextlib import closing
from pathlib import Path

import click

from survey import period, running
from survey import settings as configuration
from survey.closing import closed, tables
from survey.closing.closed import Proof
from survey.closing.held import Standing, held
from survey.closing.late import late
from survey.closing.snapshot import digest, read
from survey.commands.home import initialised
from survey.commands.options import CALENDAR
from survey.formats import day
from survey.period import Calendar
from survey.store import closings, units
from survey.store.audit import COMMAND_LINE
from survey.store.closings import Closing
from survey.store.connection import Store, open_store

FOLDER = click.option(
    "--tables", "folder", type=click.Path(file_okay=False, path_type=Path), help="Ghi các bảng (CSV)."
)


@click.command("close")
@click.option("--period", "label", required=True, help="Kỳ, ví dụ 2026Q3, 2026H1, 2025-2026HK1.")
@CALENDAR
@click.option("--unit", required=True, help="Mã đơn vị; chốt cả các đơn vị bên dưới.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi bản chốt ra tệp.")
@FOLDER
def close_command(label: str, calendar: str, unit: str, out: Path | None, folder: Path | None) -> None:
    """Chốt kỳ: cố định số liệu của một kỳ đã hết, kèm mã băm SHA-256."""
    chosen = period.parse(label, Calendar(calendar))
    with closing(running.start(initialised())) as live:
        units.get(live.store.db, unit)
        made = closed.close(live.store, unit, chosen, COMMAND_LINE)
        body = closings.body(live.store.db, made.number)
    click.echo(f"Đã chốt {chosen.full_name}, đơn vị {unit}, lần chốt số {made.number}.")
    click.echo(f"SHA-256 {made.digest}")
    if out:
        out.write_bytes(body)
    if folder:
        _write_tables(folder, body)


@click.command("verify")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--period", "label", help="Kỳ đã chốt trong cơ sở dữ liệu, thay cho tệp.")
@CALENDAR
@click.option("--sha256", "printed", help="Mã đã in hoặc công bố; bản chốt mang mã khác là không khớp.")
@FOLDER
def verify_command(
    file: Path | None, label: str | None, calendar: str, printed: str | None, folder: Path | None
) -> None:
    """Kiểm tra bản chốt kỳ: có đúng là bản đã chốt không, và lập lại các bảng từ chính bản ấy."""
    if (file is None) == (label is None):
        raise click.UsageError("Hãy đưa một tệp, hoặc --period.")
    if file:
        _verify_file(file, printed)
        if folder:
            _write_tables(folder, file.read_bytes())
        return
    chosen = period.parse(str(label), Calendar(calendar))
    with closing(running.start(initialised())) as live:
        found = closings.in_force(live.store.db, chosen.calendar.value, chosen.label)
        if not found:
            raise click.ClickException(f"{chosen.name} chưa chốt, hoặc đã được mở lại.")
        if printed and _bare(printed) not in {one.digest for one in found}:
            raise click.ClickException(f"{chosen.name}: không lần chốt nào đang có hiệu lực mang mã đã đưa.")
        for one in found:
            # Two closings of one period have files of the same names.
            own = folder / one.unit if folder and len(found) > 1 else folder
            _verify(live.store, one, own)


def _verify_file(file: Path, printed: str | None) -> None:
    """Against the number that was printed, or against what was closed on this machine."""
    proof = closed.prove(file.read_bytes())
    _say(proof, str(file))
    if printed:
        if _bare(printed) != proof.digest:
            raise click.ClickException("Không khớp với mã đã đưa: đây không phải bản đã chốt.")
        click.echo("  Khớp với mã đã đưa.")
        return
    settings = configuration.load()
    if not settings.database.exists():
        click.echo("  Dạng của tệp đúng. Hãy so mã trên với mã đã in hoặc công bố (--sha256 MÃ).")
        return
    with closing(open_store(settings.database)) as store:
        told = held(store, proof)
    if told.standing is Standing.DIFFERENT:
        raise click.ClickException(told.sentence)
    click.echo(f"  {told.sentence}")


def _bare(printed: str) -> str:
    return printed.strip().lower()


def _verify(store: Store, one: Closing, folder: Path | None) -> None:
    body = closings.body(store.db, one.number)
    if digest(body) != one.digest:
        raise click.ClickException(closings.SPOILT.format(one.number))
    _say(closed.prove(body), f"Lần chốt số {one.number}, đơn vị {one.unit}, ngày {day(one.day)}")
    later = late(store, one.number)
    if not later.nothing:
        came = f"thêm {later.came} phiếu, bớt {later.went} phiếu"
        click.echo(f"  Sau khi chốt: {came} (chưa tính vào số liệu chốt).")
    if folder:
        _write_tables(folder, body)


def _say(proof: Proof, what: str) -> None:
    kept = proof.snapshot
    click.echo(f"{what}: {kept.period.full_name}, {len(kept.units)} đơn vị, {kept.responses} phiếu.")
    click.echo(f"  SHA-256 của bản chốt  {proof.digest}")
    click.echo(f"  SHA-256 của các bảng  {proof.tables}")


def _write_tables(folder: Path, body: bytes) -> None:
    for name, table in tables.tables(read(body)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table)
