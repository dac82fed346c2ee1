"""sipas publish: all public pages as a folder that any web host can serve."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask

from survey.app import create_app
from survey.commands.home import initialised
from survey.published import folder, releases, site
from survey.published.folder import OccupiedError, OutsideError
from survey.published.site import DeadLinkError, File
from survey.running import running_in
from survey.settings import Settings

TOLD_EACH = 200
HERE_ONLY = ("127.0.0.1", "localhost", "::1")


@click.command("publish")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Thư mục ghi ra; được thay cả.",
)
@click.option("--base-url", help="Địa chỉ sẽ đặt thư mục, in dưới mã QR và trong đoạn mã để nhúng.")
def publish_command(out: Path, base_url: str | None) -> None:
    """Xuất mọi trang công khai (các kỳ đã chốt, hai thứ tiếng) ra một thư mục để đặt lên máy chủ web."""
    settings = initialised()
    app = create_app(settings.model_copy(update={"base_url": _address(settings, base_url)}))
    try:
        count = _publish(app, out)
    except (OccupiedError, OutsideError, DeadLinkError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        running_in(app).close()
    click.echo(f"Đã ghi {count} tệp vào {out}. Mở {out / 'index.html'} để xem.")


def _publish(app: Flask, out: Path) -> int:
    if not releases.every(running_in(app)):
        raise click.ClickException(
            "Chưa có kỳ nào được chốt nên chưa có gì để công bố: hãy “sipas close” trước."
        )
    with folder.replaced(out) as draft:
        return _write(site.exported(app), draft)


def _write(found: Iterator[File], draft: Path) -> int:
    count = 0
    for count, file in enumerate(found, 1):
        folder.write(draft, file.name, file.body)
        if count % TOLD_EACH == 0:
            click.echo(f"Đã ghi {count} tệp …", err=True)
    return count


def _address(settings: Settings, given: str | None) -> str:
    """Where the folder will be; an address of this machine alone must not be printed by mistake."""
    address = (given or settings.base_url).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.UsageError("--base-url phải bắt đầu bằng http:// hoặc https://.")
    if given is None and parts.hostname in HERE_ONLY:
        raise click.UsageError(
            "Chưa biết địa chỉ công khai để in dưới mã QR: hãy thêm --base-url, ví dụ https://so.example.vn/hai-long."
        )
    return address
