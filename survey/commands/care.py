"""sipas backup, restore, check."""

import re
import signal
import threading
from pathlib import Path

import click

from survey import clock, keys
from survey import settings as configuration
from survey.commands.home import Home, initialised, opened
from survey.store import audit, backup, integrity
from survey.store.errors import StoreUnavailable

UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class Every(click.ParamType[float]):
    """A stretch of time as people write it: 30m, 1h, 1d."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = re.fullmatch(r"(\d+)([smhd])", value)
        if found is None or int(found[1]) == 0:
            self.fail(f"“{value}” không phải khoảng thời gian; hãy viết 30m, 1h hoặc 1d.", param, ctx)
        return int(found[1]) * UNITS[found[2]]


EVERY = Every()


@click.command("backup")
@click.argument("file", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--every", type=EVERY, help="Sao lưu vào thư mục DIR mỗi khoảng này, ví dụ 1h hay 30m, tới khi dừng."
)
@click.option(
    "--keep", type=click.IntRange(1), default=48, show_default=True, help="Số bản giữ lại với --every."
)
def backup_command(file: Path, every: float | None, keep: int) -> None:
    """Sao lưu toàn bộ dữ liệu vào một tệp, hoặc đều đặn vào một thư mục; không cần dừng máy chủ."""
    with opened() as home:
        if every is None:
            _once(home, file)
            return
        if file.is_file():
            raise click.ClickException(f"{file} là một tệp; với --every hãy nêu thư mục.")
        _regularly(home, file, every, keep)


def _once(home: Home, file: Path) -> None:
    try:
        backup.copy_to(home.store, file)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã sao lưu vào {file}. Nội dung: sha256 {backup.content_hash(file)}")


def _regularly(home: Home, folder: Path, every: float, keep: int) -> None:
    """Until the process is told to stop; a copy that fails is said and tried again the next time."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    click.echo(f"Sao lưu vào {folder} mỗi {every:.0f} giây, giữ {keep} bản (dừng: Ctrl+C).")
    while not stop.is_set():
        try:
            made = backup.rotate(home.store, folder, keep, clock.now())
            click.echo(f"Đã sao lưu vào {made}.")
        except (StoreUnavailable, OSError) as error:
            click.echo(f"Chưa sao lưu được: {error}", err=True)
        stop.wait(every)


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


@click.command("keys")
def keys_command() -> None:
    """Thêm một khóa ký mới; phiếu đang mở và mã đã phát vẫn dùng được."""
    count = keys.rotate(initialised().secret_file)
    click.echo(f"Đã thêm khóa mới (có {count} khóa). Hãy khởi động lại máy chủ.")


@click.command("check")
@click.option("--seal", default="", help="Dấu niêm của nhật ký đã chép vào biên bản trước đây.")
def check_command(seal: str) -> None:
    """Kiểm tra toàn vẹn: bảng đếm khớp nhật ký phiếu, khóa ngoại, phiếu và nhật ký việc làm không bị sửa."""
    with opened() as home:
        found = integrity.faults(home.store) or _without(home, seal.strip().lower())
        last = None if found else audit.last(home.store.db)
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise click.ClickException(f"Có {len(found)} lỗi.")
    click.echo(
        "Dữ liệu toàn vẹn: bảng đếm khớp nhật ký phiếu, khóa ngoại đúng, "
        "phiếu đã công bố, bản chốt kỳ và nhật ký việc làm không bị sửa."
    )
    if last:
        click.echo(f"Nhật ký có {last.number} dòng, dấu niêm cuối {last.hash}")


def _without(home: Home, seal: str) -> list[str]:
    """Who holds the file can write the whole chain anew: a seal that was copied elsewhere tells."""
    if not seal or audit.sealed(home.store.db, seal):
        return []
    return [
        f"Nhật ký không còn dòng mang dấu niêm {seal}: các dòng cuối đã bị bớt, hoặc cả chuỗi bị viết lại."
    ]
