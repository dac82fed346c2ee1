"""sipas import, sipas export: responses in and out."""

import io
import sys
from pathlib import Path

import click
import pyarrow.parquet as pq

from analytics.spreadsheet import csv_text
from survey import exporting, keys, microdata, microdata_file, period
from survey.closing.snapshot import snapshot_of
from survey.commands.home import Home, opened, tell
from survey.commands.options import CALENDAR
from survey.loading import foreign, foreign_sheet, foreign_taking, responses
from survey.loading.mapping import from_json
from survey.microdata_file import Kind
from survey.period import Calendar
from survey.store import closings, organisation, points, questionnaires, units
from survey.store.audit import COMMAND_LINE, Action

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
STANDARD_OUTPUT = Path("-")
FOR_EXCEL = "utf-8-sig"


@click.group("import")
def import_command() -> None:
    """Nhập phiếu trả lời thu ở nơi khác."""


@import_command.command("responses")
@click.argument("file", type=TABLE)
@click.option("--map", "mapping", type=TABLE, help="Tệp ghép cột .json, tải ở trang “Nhập từ tệp”.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra và đếm, không ghi.")
def import_responses(file: Path, mapping: Path | None, dry_run: bool) -> None:
    """Nhập phiếu từ CSV hoặc XLSX, mỗi phiếu một dòng; có một lỗi thì không nhập dòng nào."""
    with opened() as home:
        if mapping:
            stored, repeated = _mapped(home, file, mapping, dry_run=dry_run)
        elif dry_run:
            stored, repeated = responses.look(home.store, file)
        else:
            stored, repeated = responses.load(home.store, file, COMMAND_LINE)
    done = "Xem trước, chưa ghi gì:" if dry_run else "Đã nhập"
    click.echo(f"{done} {stored} phiếu mới từ {file.name}; {repeated} phiếu đã có từ trước.")


def _mapped(home: Home, file: Path, mapping: Path, *, dry_run: bool) -> tuple[int, int]:
    """By the columns of somebody else's table; rows that equal one above them are told."""
    meaning = from_json(mapping.read_text(encoding="utf-8-sig"))
    form = questionnaires.get(home.store.db, meaning.questionnaire)
    known = {point.code: point for point in points.every(home.store.db)}
    found = foreign_sheet.sheet(file, form, meaning.page, meaning.row)
    reading = foreign.read(found, meaning, form, known, keys.read(home.settings.secret_file)[0])
    for number, first in reading.identical:
        click.echo(f"{file.name}, dòng {number}: giống hệt dòng {first}.", err=True)
    if dry_run:
        done = foreign_taking.look(home.store, found, reading)
    else:
        done = foreign_taking.load(home.store, found, reading, COMMAND_LINE)
    return len(done.new), len(done.repeated)


@click.group("export")
def export_command() -> None:
    """Xuất dữ liệu để phân tích bằng công cụ khác."""


@export_command.command("responses")
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl", "parquet"]), required=True, help="Dạng tệp."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra, hoặc -."
)
@click.option("--questionnaire", default="", help="Chỉ phiếu mang mã này (mọi phiên bản).")
def export_responses(form: str, out: Path, questionnaire: str) -> None:
    """Xuất mọi phiếu được tính, gồm mã phiếu và ý kiến: tệp này không để công bố."""
    writers = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}
    with opened() as home:
        tell(home, Action.EXPORT, f"phiếu trả lời, {form}, {questionnaire or 'mọi phiếu'}")
        writers[form](home, questionnaire, out)


@export_command.command("microdata")
@click.option("--period", "label", required=True, help="Kỳ đã chốt, ví dụ 2026Q3.")
@CALENDAR
@click.option("--unit", required=True, help="Mã đơn vị; gồm cả các đơn vị bên dưới.")
@click.option("--questionnaire", required=True, help="Mã và phiên bản phiếu, ví dụ mot_cua_2026@1.")
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in Kind]),
    required=True,
    help="sav là SPSS, dta là Stata; codebook.csv là bảng mã.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra.")
def export_microdata(label: str, calendar: str, unit: str, questionnaire: str, kind: str, out: Path) -> None:
    """Xuất từng phiếu của một kỳ đã chốt, có nhãn tiếng Việt, đã che những gì nhận ra được người."""
    chosen = period.parse(label, Calendar(calendar))
    with opened() as home:
        units.get(home.store.db, unit)
        own = organisation.roll_up(home.store.db, unit, chosen.first, chosen.last)
        found = closings.in_force(home.store.db, chosen.calendar.value, chosen.label)
        kept = [one for one in found if closings.units_of(home.store.db, one.number) & own]
        if not kept:
            raise click.ClickException(f"{chosen.name} chưa chốt cho đơn vị {unit}.")
        content = _labelled(home, kept[0].number, own, questionnaire, Kind(kind))
        tell(home, Action.EXPORT, f"từng phiếu, {kind}, {questionnaire}, {chosen.label}, {unit}")
    out.write_bytes(content)
    click.echo(f"Đã ghi {out}.")


def _labelled(home: Home, number: int, own: frozenset[str], key: str, kind: Kind) -> bytes:
    kept, units = snapshot_of(home.store, number), closings.units_of(home.store.db, number) & own
    if key not in microdata.forms(kept, units):
        raise click.ClickException(f"Kỳ này không có phiếu {key} của đơn vị.")
    try:
        return microdata_file.written(microdata.of_period(kept, key, units), kind)
    except ValueError as few:
        raise click.ClickException(str(few)) from few


def _jsonl(home: Home, questionnaire: str, out: Path) -> None:
    wanted = exporting.forms(home.store, questionnaire)
    lines = (exporting.json_line(record) + "\n" for record in exporting.records(home.store, wanted))
    if out == STANDARD_OUTPUT:
        for line in lines:
            click.echo(line, nl=False)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _csv(home: Home, questionnaire: str, out: Path) -> None:
    wanted = exporting.forms(home.store, questionnaire)
    rows = exporting.records(home.store, wanted)
    table = csv_text(exporting.wide(rows, exporting.item_columns(wanted)))
    if out == STANDARD_OUTPUT:
        click.echo(table, nl=False)
        return
    out.write_text(table, encoding=FOR_EXCEL, newline="")
    beside = out.with_name(f"{out.stem}-codebook.csv")
    beside.write_text(csv_text(exporting.codebook(wanted)), encoding=FOR_EXCEL, newline="")
    click.echo(f"Đã ghi {out} và bảng mã {beside}.", err=True)


def _parquet(home: Home, questionnaire: str, out: Path) -> None:
    wanted = exporting.forms(home.store, questionnaire)
    table = exporting.parquet_table(exporting.records(home.store, wanted), exporting.item_columns(wanted))
    if out == STANDARD_OUTPUT:
        whole = io.BytesIO()
        pq.write_table(table, whole)
        sys.stdout.buffer.write(whole.getvalue())
        return
    pq.write_table(table, out)
