"""sipas init."""

from contextlib import closing

import click

from survey import installation
from survey import settings as configuration
from survey.store import procedures, questionnaires, targets


@click.command("init")
def init_command() -> None:
    """Tạo thư mục dữ liệu: cơ sở dữ liệu, khóa bí mật, thủ tục, chỉ tiêu, phiếu có sẵn."""
    settings = configuration.load()
    with closing(installation.make(settings)) as store:
        db = store.db
        click.echo(f"Đã sẵn sàng: {settings.home}")
        click.echo(
            f"{len(procedures.every(db))} thủ tục, {len(targets.every(db))} chỉ tiêu, "
            f"{len(questionnaires.every(db))} phiếu đã công bố."
        )
    click.echo("Tiếp theo: sipas load units TỆP; sipas points add; sipas users invite; sipas serve.")
