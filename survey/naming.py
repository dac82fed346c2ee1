"""The words for the codes that tables are broken down by: units, levels, channels, procedures."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache

from sqlite_utils import Database

from survey.places import folder
from survey.store import points, procedures
from survey.store.accounts import ADMINISTRATOR, AUDITOR, ENTRY, REVIEWER, UNIT
from survey.store.audit import Action
from survey.store.procedures import Procedure
from survey.store.units import MANAGEMENT, PROFESSIONAL, Unit

CHANNELS = {
    "qr": "Quét mã QR",
    "kiosk": "Máy đặt tại chỗ",
    "code": "Mã dùng một lần (đã xác thực)",
    "paper": "Phiếu giấy",
    "import": "Nhập từ tệp",
}
ROLES = {
    ADMINISTRATOR: "quản trị",
    REVIEWER: "cơ quan xem xét",
    UNIT: "đơn vị",
    ENTRY: "nhập liệu",
    AUDITOR: "kiểm tra",
}
TREES = {"": "cả hai", MANAGEMENT: "nhánh quản lý", PROFESSIONAL: "nhánh chuyên môn"}

ACTS = {
    Action.SIGN_IN: "đăng nhập",
    Action.SIGN_IN_REFUSED: "đăng nhập không được",
    Action.SIGN_OUT: "đăng xuất",
    Action.REFUSED: "bị từ chối",
    Action.EXPORT: "tải, xuất dữ liệu",
    Action.IMPORT: "nhập dữ liệu",
    Action.POINT_CHANGED: "đổi điểm khảo sát",
    Action.CODES_ISSUED: "phát mã",
    Action.CODES_REVOKED: "thu hồi mã",
    Action.CLOSE: "chốt kỳ",
    Action.REOPEN: "mở lại kỳ",
    Action.SEAL: "niêm phong",
    Action.DUE_DATE: "đổi hạn báo cáo",
    Action.CAMPAIGN: "lập, sửa đợt khảo sát",
    Action.PAPER: "lô phiếu giấy",
    Action.SET_ASIDE: "loại phiếu",
    Action.REMEDY: "việc khắc phục",
    Action.ORGANISATION: "đổi tổ chức",
    Action.ACCOUNT_ADDED: "thêm tài khoản",
    Action.INVITED: "mời",
    Action.ROLE_CHANGED: "đổi quyền",
    Action.DISABLED: "khóa tài khoản",
    Action.ENABLED: "mở khóa tài khoản",
    Action.PASSWORD_CHANGED: "đổi mật khẩu",
    Action.FACTOR_ON: "bật xác thực hai bước",
    Action.FACTOR_OFF: "gỡ xác thực hai bước",
    Action.RECOVERY_USED: "dùng mã dự phòng",
    Action.TOKEN_ISSUED: "cấp khóa kết nối",
    Action.TOKEN_REVOKED: "thu hồi khóa kết nối",
}


def levels() -> dict[str, str]:
    return _levels("unit")


def procedure_levels() -> dict[str, str]:
    return _levels("procedure")


@cache
def _levels(of: str) -> dict[str, str]:
    with (folder("data") / "levels.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if row["of"] == of}


def words(db: Database, units: Iterable[Unit], of_points: Sequence[str] = ()) -> dict[str, str]:
    """The points of one unit are named too; of many there is no table."""
    later = procedures.successors(db)
    named = {procedure.code: _procedure(procedure, later) for procedure in procedures.every(db)}
    shown = points.of_units(db, of_points) if len(of_points) == 1 else []
    placed = {point.code: f"{point.name} ({point.code})" for point in shown}
    return named | levels() | CHANNELS | placed | {unit.code: unit.name for unit in units}


def _procedure(procedure: Procedure, later: procedures.Successors) -> str:
    now = f", nay là {', '.join(later[procedure.code])}" if procedure.code in later else ""
    return f"{procedure.name} ({procedure.code}{now})"
