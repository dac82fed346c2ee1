"""sipas load: units, procedures, targets, populations from CSV or XLSX."""

from collections.abc import Callable
from pathlib import Path

import click

from survey.commands.home import opened
from survey.loading import population, procedures, targets, units
from survey.store.audit import COMMAND_LINE
from survey.store.connection import Store

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group("load")
def load_command() -> None:
    """Nạp bảng CSV hoặc XLSX; dòng trùng mã thì cập nhật, có một lỗi thì không nạp dòng nào."""


@load_command.command("units")
@FILE
def load_units(file: Path) -> None:
    """Nạp đơn vị và cơ quan cấp trên của đơn vị."""
    with opened() as home:
        _say(units.load(home.store, file), "đơn vị", file)


@load_command.command("procedures")
@FILE
def load_procedures(file: Path) -> None:
    """Nạp danh mục thủ tục hành chính."""
    _load(procedures.load, file, "thủ tục")


@load_command.command("targets")
@FILE
def load_targets(file: Path) -> None:
    """Nạp chỉ tiêu, kèm văn bản giao chỉ tiêu."""
    _load(targets.load, file, "chỉ tiêu")


@load_command.command("population")
@FILE
def load_population(file: Path) -> None:
    """Nạp số học sinh, số hồ sơ từng đơn vị theo kỳ."""
    _load(population.load, file, "số lượng")


def _load(load: Callable[[Store, Path, str], int], file: Path, what: str) -> None:
    with opened() as home:
        _say(load(home.store, file, COMMAND_LINE), what, file)


def _say(count: int, what: str, file: Path) -> None:
    click.echo(f"Đã nạp {count} {what} từ {file.name}.")
