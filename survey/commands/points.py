"""sipas points: what a QR code names."""

import json
from dataclasses import dataclass

import click

from survey.clock import today
from survey.commands.home import Home, opened
from survey.store import audit, points, questionnaires, units
from survey.store.audit import COMMAND_LINE, Action
from survey.store.points import Point

STATES = {"open": "đang mở", "closed": "tạm đóng", "revoked": "đã thu hồi"}


@dataclass(frozen=True)
class Listed:
    code: str
    unit: str
    kind: str
    name: str
    questionnaire: str
    form: str
    state: str
    url: str


def _without_version(_: click.Context, option: click.Parameter, code: str) -> str:
    plain, at, _version = code.partition("@")
    if at:
        raise click.BadParameter(
            f"điểm luôn hỏi bản mới nhất của phiếu; hãy ghi {plain}, không kèm phiên bản.", param=option
        )
    return code


@click.group("points")
def points_command() -> None:
    """Điểm khảo sát: quầy, lớp, trang web – mỗi điểm một mã QR."""


@points_command.command("add")
@click.option("--unit", required=True, help="Mã đơn vị.")
@click.option(
    "--kind",
    type=click.Choice(["counter", "class", "web"]),
    default="counter",
    show_default=True,
    help="Loại điểm.",
)
@click.option("--name", required=True, help="Tên in trên áp phích, ví dụ “Quầy số 2”.")
@click.option(
    "--questionnaire", required=True, callback=_without_version, help="Mã phiếu, ví dụ mot_cua_2026."
)
@click.option(
    "--form",
    type=click.Choice(["short", "full"]),
    default="short",
    show_default=True,
    help="Phiếu ngắn luân phiên hay đủ câu.",
)
def add(unit: str, kind: str, name: str, questionnaire: str, form: str) -> None:
    """Thêm một điểm; in mã và địa chỉ."""
    with opened() as home:
        units.get(home.store.db, unit)
        questionnaires.latest_key(home.store.db, questionnaire)
        point = Point(points.new_code(), unit, kind, name, questionnaire, form, "open", today().isoformat())
        with home.store.write() as db:
            points.add(db, point)
            audit.record(db, Action.POINT_CHANGED, COMMAND_LINE, unit, point.code, f"thêm: {name}")
        click.echo(f"{point.code}\t{_url(home, point)}")


@points_command.command("list")
@click.option("--unit", help="Chỉ các điểm của đơn vị này.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Dạng in.",
)
def list_points(unit: str | None, form: str) -> None:
    """Liệt kê mã, đơn vị, loại, phiếu, địa chỉ."""
    with opened() as home:
        found = points.of_units(home.store.db, [unit]) if unit else points.every(home.store.db)
        listed = [_listed(home, point) for point in found]
    if form == "json":
        click.echo(json.dumps([vars(point) for point in listed], ensure_ascii=False, indent=1))
        return
    for point in listed:
        state = "" if point.state == "open" else f"\t({STATES[point.state]})"
        click.echo(
            f"{point.code}\t{point.unit}\t{point.kind}\t{point.questionnaire}\t{point.url}\t{point.name}{state}"
        )


@points_command.command("open")
@click.argument("code")
def open_point(code: str) -> None:
    """Mở lại một điểm đã tạm đóng."""
    _set_state(code, "open")


@points_command.command("close")
@click.argument("code")
def close_point(code: str) -> None:
    """Tạm đóng: người quét mã thấy lời báo, chưa trả lời được."""
    _set_state(code, "closed")


@points_command.command("revoke")
@click.argument("code")
def revoke_point(code: str) -> None:
    """Thu hồi mã (mất, bị dán đè); phiếu đã nhận vẫn giữ."""
    _set_state(code, "revoked")


def _set_state(typed: str, state: str) -> None:
    code = points.as_printed(typed)
    with opened() as home, home.store.write() as db:
        points.set_state(db, code, state)
        unit = points.get(db, code).unit
        audit.record(db, Action.POINT_CHANGED, COMMAND_LINE, unit, code, STATES[state])
    click.echo(f"{code}: {STATES[state]}.")


def _listed(home: Home, point: Point) -> Listed:
    return Listed(
        point.code,
        point.unit,
        point.kind,
        point.name,
        point.questionnaire,
        point.form,
        point.state,
        _url(home, point),
    )


def _url(home: Home, point: Point) -> str:
    return f"{home.settings.base_url}/k/{point.code}"
