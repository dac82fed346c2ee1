"""sipas kit: leaflet, picture, broadcast and article of a closed quarter."""

from contextlib import closing
from pathlib import Path

import click

from analytics.kit.compose import compose
from survey import kit, kit_files, period, running
from survey.commands.home import initialised
from survey.kit_files import Piece
from survey.store import audit, units
from survey.store.audit import COMMAND_LINE, Action


@click.command("kit")
@click.option("--period", "label", required=True, help="Quý dương lịch đã chốt, ví dụ 2026-Q3.")
@click.option("--unit", required=True, help="Mã đơn vị; gồm mọi đơn vị bên dưới.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Thư mục ghi ra."
)
def kit_command(label: str, unit: str, out: Path) -> None:
    """Lập bộ truyền thông: tờ rơi, hình vuông, bài phát thanh, bài cho trang web; mỗi loại phiếu một bộ."""
    chosen = period.parse(label)
    with closing(running.start(initialised())) as live:
        units.get(live.store.db, unit)
        found = kit.facts_of(live, kit.release_of(live, unit, chosen.label))
        out.mkdir(parents=True, exist_ok=True)
        for key, facts in found.items():
            made = compose(facts)
            for piece in Piece:
                file = out / kit_files.name_of(piece.value, unit, chosen, key)
                file.write_bytes(kit_files.written(made, piece))
            click.echo(f"{facts.title}: {facts.outcome.value}")
        with live.store.write() as db:
            audit.record(db, Action.EXPORT, COMMAND_LINE, unit, detail=f"bộ truyền thông {chosen.label}")
    click.echo(f"Đã ghi {len(found) * len(Piece)} tệp của {chosen.full_name} vào {out}.")
