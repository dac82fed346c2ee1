"""sipas actions: what is done about weak results, as a table."""

from pathlib import Path

import click

from analytics.spreadsheet import csv_text
from survey.actions import Show, listed, table
from survey.clock import today
from survey.commands.home import opened
from survey.store import units

FOR_EXCEL = "utf-8-sig"


@click.command("actions")
@click.option("--unit", default="", help="Mã đơn vị; bảng gồm mọi đơn vị bên dưới. Mặc định: tất cả.")
@click.option("--show", type=click.Choice([one.value for one in Show]), help="Chỉ những việc như thế.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp CSV ghi ra.")
def actions_command(unit: str, show: str | None, out: Path) -> None:
    """Xuất các việc khắc phục ra CSV: ai làm, hạn nào, đã xong chưa."""
    with opened() as home:
        db = home.store.db
        if unit:
            units.get(db, unit)
        seen = units.subtree(db, unit, today(), tree=None) if unit else units.codes(db)
        found = [line for line in listed(db, seen, today()) if show is None or line.is_(Show(show))]
    out.write_text(csv_text(table(found)), encoding=FOR_EXCEL)
    click.echo(f"Đã ghi {len(found)} việc khắc phục vào {out}.")
