"""sipas organisation: the whole organisation from a table and into one."""

from datetime import datetime
from pathlib import Path

import click
import pandas as pd

from analytics.spreadsheet import csv_text, workbook
from survey.clock import today
from survey.commands.home import opened
from survey.loading import differences, organisation
from survey.organisation import picture
from survey.organisation.table import TITLES, WORDS_TITLES, rows, words
from survey.store.audit import COMMAND_LINE
from survey.store.organisation import Document

FOR_EXCEL = "utf-8-sig"
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
SHEET, WORDS = "Tổ chức", "Mã dùng được"


@click.group("organisation")
def organisation_command() -> None:
    """Cả tổ chức: đơn vị, cơ quan cấp trên, thay đổi theo ngày hiệu lực."""


@organisation_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ thay đổi gì, không ghi.")
@click.option("--date", "on", type=DAY, help="Ngày hiệu lực của thay đổi; mặc định hôm nay.")
@click.option("--number", default="", help="Số văn bản, ví dụ 123/QĐ-UBND.")
@click.option("--signed", type=DAY, help="Ngày văn bản.")
@click.option("--summary", default="", help="Trích yếu văn bản; mặc định là tên tệp.")
def import_organisation(
    file: Path, dry_run: bool, on: datetime | None, number: str, signed: datetime | None, summary: str
) -> None:
    """Nạp cả tổ chức từ CSV hoặc XLSX; có một lỗi thì không nạp dòng nào."""
    if signed and signed.date() > today():
        raise click.UsageError("Ngày văn bản (--signed) chưa tới; hãy ghi ngày ký văn bản.")
    document = Document(
        number, signed.date().isoformat() if signed else "", summary or f"Nạp từ tệp {file.name}"
    )
    day = on.date() if on else today()
    with opened() as home:
        found = organisation.read(home.store, file, organisation.decision(file, day, document))
        if not dry_run:
            organisation.apply(home.store, found, COMMAND_LINE)
    click.echo("Xem trước, chưa ghi gì." if dry_run else f"Đã nạp {found.rows} đơn vị từ {file.name}.")
    for line in differences.lines(found):
        click.echo(line)


@organisation_command.command("export")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Tệp .csv hoặc .xlsx ghi ra.",
)
@click.option("--date", "on", type=DAY, help="Tổ chức của ngày này; mặc định hôm nay.")
def export_organisation(out: Path, on: datetime | None) -> None:
    """Xuất cả tổ chức theo đúng dạng tệp nạp vào."""
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError("Hãy ghi ra tệp .csv hoặc .xlsx.")
    with opened() as home:
        listed = list(rows(picture.read(home.store), on.date() if on else today()))
    frame = pd.DataFrame(listed, columns=list(TITLES)).rename(columns=TITLES)
    if out.suffix.lower() == ".csv":
        out.write_text(csv_text(frame), encoding=FOR_EXCEL, newline="")
    else:
        out.write_bytes(workbook({SHEET: frame, WORDS: pd.DataFrame(words(), columns=[*WORDS_TITLES])}))
    click.echo(f"Đã ghi {len(listed)} đơn vị vào {out}.")
