"""sipas demo: a fictitious office with synthetic answers, to look around in."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from survey import installation, keys, passwords
from survey import settings as configuration
from survey.clock import today
from survey.commands.serve import HOST, PORT, check_free, public_address, run
from survey.demo import office
from survey.office.auth import HERE
from survey.settings import Settings
from survey.store import backup, points, settings, units
from survey.store.connection import Store, open_store

RESULTS = "/ket-qua"
SIGN_IN = f"{HERE}/dang-nhap"


@click.command("demo")
@click.option("--build-only", is_flag=True, help="Chỉ tạo dữ liệu mẫu, không phục vụ.")
@HOST
@PORT
def demo_command(build_only: bool, host: str, port: int) -> None:
    """Tạo một Sở giả định với số liệu giả lập (nếu SIPAS_HOME còn trống) rồi phục vụ."""
    chosen = configuration.load()
    if not build_only:
        check_free(host, port)
    address = public_address(chosen, host, port)
    with closing(_demo_office(chosen)) as store:
        _introduce(store, address)
    if not build_only:
        click.echo("Đang phục vụ (dừng: Ctrl+C).")
        run(host, port, workers=1)


def _demo_office(chosen: Settings) -> Store:
    if not chosen.database.exists():
        click.echo(f"Đang tạo số liệu giả lập trong {chosen.home} …")
        return _built(chosen)
    store = open_store(chosen.database)
    if settings.get(store.db, settings.SYNTHETIC):
        return store
    occupied = bool(units.every(store.db))
    store.close()
    if occupied:
        raise click.ClickException(
            f"{chosen.home} đang có dữ liệu thật; “sipas demo” không động vào. "
            "Hãy đặt SIPAS_HOME sang thư mục khác."
        )
    return _built(chosen)


def _built(chosen: Settings) -> Store:
    """Built elsewhere and put in place whole: an interrupted build leaves nothing half made."""
    with TemporaryDirectory() as elsewhere:
        draft = chosen.model_copy(update={"home": Path(elsewhere)})
        with closing(installation.make(draft)) as store:
            office.build(store, today())
        chosen.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.make(chosen.secret_file)
        backup.restore(draft.database, chosen.database)
    return open_store(chosen.database)


def _introduce(store: Store, address: str) -> None:
    password = passwords.make()
    name = office.add_reviewer(store, password, today())
    point = next(point for point in points.every(store.db) if point.state == "open")
    click.echo("Văn phòng mẫu: mọi số liệu là giả lập, không phải kết quả thật.")
    click.echo(f"  Phiếu khảo sát   {address}/k/{point.code}")
    click.echo(f"  Kết quả công bố  {address}{RESULTS}")
    click.echo(f"  Cơ quan xem xét  {address}{SIGN_IN}")
    click.echo(f"    tên đăng nhập  {name}")
    click.echo(f"    mật khẩu       {password}   (vừa tạo; mỗi lần chạy “sipas demo” là một mật khẩu mới)")
