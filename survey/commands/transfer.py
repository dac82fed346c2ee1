"""sipas import, sipas export: responses in and out."""

import io
import sys
from pathlib import Path

import click
import pyarrow.parquet as pq

from analytics.spreadsheet import csv_text
from survey import exporting
from survey.commands.home import Home, opened, tell
from survey.loading import responses
from survey.store.audit import Action

STANDARD_OUTPUT = Path("-")
FOR_EXCEL = "utf-8-sig"


@click.group("import")
def import_command() -> None:
    """Nhập phiếu trả lời thu ở nơi khác."""


@import_command.command("responses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_responses(file: Path) -> None:
    """Nhập phiếu từ CSV hoặc XLSX, mỗi phiếu một dòng; có một lỗi thì không nhập dòng nào."""
    with opened() as home:
        stored, repeated = responses.load(home.store, file)
        tell(home, Action.IMPORT, f"{stored} phiếu từ {file.name}")
    click.echo(f"Đã nhập {stored} phiếu mới từ {file.name}; {repeated} phiếu đã có từ trước.")


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
    """Xuất mọi phiếu trả lời, gồm mã phiếu và ý kiến: tệp này không để công bố."""
    writers = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}
    with opened() as home:
        tell(home, Action.EXPORT, f"phiếu trả lời, {form}, {questionnaire or 'mọi phiếu'}")
        writers[form](home, questionnaire, out)


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
