"""sipas open-data: the published results as files that any web host can serve."""

from contextlib import closing
from pathlib import Path

import click

from survey import period, running
from survey.commands.home import initialised
from survey.opendata import folder
from survey.published.folder import OutsideError
from survey.published.releases import CALENDAR, Release
from survey.running import Running


@click.command("open-data")
@click.option("--period", "label", default="", help="Chỉ một kỳ, ví dụ 2026Q3; bỏ trống là mọi kỳ đã chốt.")
@click.option("--unit", default="", help="Chỉ kỳ do cơ quan mang mã này chốt.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Thư mục ghi ra."
)
def open_data_command(label: str, unit: str, out: Path) -> None:
    """Ghi dữ liệu mở của các kỳ đã chốt: CSV, JSON, gói Frictionless, ZIP và SQLite cho Datasette."""
    wanted = period.parse(label, CALENDAR).label if label else ""
    with closing(running.start(initialised())) as live:
        found = folder.chosen(live, wanted, unit)
        if not found:
            raise click.ClickException("Không có kỳ nào như thế đã chốt; hãy chốt kỳ trước (sipas close).")
        written = _written(live, found, out)
    click.echo(f"Đã ghi {len(written)} tệp của {len(found)} kỳ vào {out}.")


def _written(live: Running, found: list[Release], out: Path) -> list[Path]:
    try:
        return folder.write(live, found, out)
    except OutsideError as error:
        raise click.ClickException(str(error)) from error
