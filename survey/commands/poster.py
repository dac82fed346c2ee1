"""sipas poster: printed codes as PDF."""

from pathlib import Path

import click

from survey.clock import today
from survey.commands.home import Home, opened
from survey.printing import posters
from survey.printing.posters import Card
from survey.printing.sheet import Size
from survey.store import points, units

SIZES = {"a4": Size.A4, "a5": Size.A5}


@click.command("poster")
@click.option("--unit", help="Mã đơn vị.")
@click.option("--all", "everything", is_flag=True, help="Mọi điểm đang mở của mọi đơn vị.")
@click.option("--size", type=click.Choice(list(SIZES)), default="a4", show_default=True, help="Khổ giấy.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp PDF ghi ra.")
def poster_command(unit: str | None, everything: bool, size: str, out: Path) -> None:
    """In áp phích (a4) hoặc thẻ để bàn (a5), mỗi điểm đang mở một trang."""
    if everything == (unit is not None):
        raise click.UsageError("Hãy nêu --unit hoặc --all.")
    with opened() as home:
        cards = _cards(home, unit)
    if not cards:
        raise click.ClickException("Chưa có điểm khảo sát nào đang mở. Hãy thêm bằng “sipas points add”.")
    out.write_bytes(posters.pdf(cards, SIZES[size], today()))
    click.echo(f"Đã ghi {len(cards)} trang vào {out}.")


def _cards(home: Home, unit: str | None) -> list[Card]:
    db = home.store.db
    named = {known.code: known.name for known in ([units.get(db, unit)] if unit else units.every(db))}
    return [
        Card(
            named[point.unit],
            point.name,
            point.code,
            f"{home.settings.base_url}/k/{point.code}",
            point.form == "full",
        )
        for point in points.of_units(db, list(named))
        if point.state == "open"
    ]
