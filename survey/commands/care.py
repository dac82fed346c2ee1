"""sipas backup, restore, check."""

from pathlib import Path

import click

from survey import keys
from survey import settings as configuration
from survey.commands.home import opened
from survey.store import backup, integrity


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Sao lưu toàn bộ dữ liệu vào một tệp; không cần dừng máy chủ."""
    with opened() as home:
        try:
            backup.copy_to(home.store, file)
        except FileExistsError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Đã sao lưu vào {file}. Nội dung: sha256 {backup.content_hash(file)}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Thay dữ liệu đang có.")
def restore_command(file: Path, force: bool) -> None:
    """Khôi phục dữ liệu từ một tệp sao lưu; hãy dừng máy chủ trước."""
    settings = configuration.load()
    if settings.database.exists() and not force:
        raise click.ClickException(f"{settings.database} đang có dữ liệu. Muốn thay thật thì thêm --force.")
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.make(settings.secret_file)
    backup.restore(file, settings.database)
    click.echo(f"Đã khôi phục {settings.database}. Nội dung: sha256 {backup.content_hash(settings.database)}")


@click.command("check")
def check_command() -> None:
    """Kiểm tra toàn vẹn: bảng đếm khớp nhật ký phiếu, khóa ngoại, phiếu không bị sửa."""
    with opened() as home:
        found = integrity.faults(home.store)
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise click.ClickException(f"Có {len(found)} lỗi.")
    click.echo("Dữ liệu toàn vẹn: bảng đếm khớp nhật ký, khóa ngoại đúng, phiếu đã công bố không bị sửa.")
