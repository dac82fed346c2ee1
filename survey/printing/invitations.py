"""An invitation on one A4 page, to be handed over in person: a code to scan, and what to do with it."""

from dataclasses import dataclass
from datetime import date

from survey.formats import day
from survey.printing import modules
from survey.printing.sheet import BLUE, INK, QUIET_INK, Sheet, Size

CODE_SIDE = 90.0
NAME_SIZES = ((24, 1), (18, 2), (14, 3))
UNIT_SIZES = ((15, 2), (12, 3), (10, 5))
ADDRESS_SIZES = ((10, 2), (8, 3))
STEPS = (
    "1. Quét mã bằng máy ảnh điện thoại, hoặc gõ địa chỉ ở trên vào trình duyệt.",
    "2. Chọn mật khẩu riêng, từ 10 ký tự; một câu dài dễ nhớ là tốt nhất.",
    "3. Đăng nhập bằng tên ghi trên tờ này và mật khẩu vừa chọn.",
)
HAND_OVER = "Ai cầm tờ này đều đặt được mật khẩu: giao tận tay, hủy sau khi dùng."


@dataclass(frozen=True)
class Letter:
    """What the page says; `address` is what its code encodes."""

    full_name: str
    name: str
    role: str
    unit: str
    address: str
    expires: date


def pdf(letter: Letter) -> bytes:
    sheet = Sheet(Size.A4)
    sheet.set_title("Thư mời sử dụng trang của cơ quan")
    sheet.add_page()
    _footer(sheet, letter, _code(sheet, letter, _heading(sheet, letter)))
    return bytes(sheet.output())


def _heading(sheet: Sheet, letter: Letter) -> float:
    sheet.set_text_color(*BLUE)
    bottom = sheet.say("THƯ MỜI SỬ DỤNG CHỈ SỐ HÀI LÒNG", 18, [(17, 1)], "B")
    sheet.set_text_color(*INK)
    bottom = sheet.say(letter.full_name or letter.name, bottom + 6, NAME_SIZES, "B")
    sheet.set_text_color(*QUIET_INK)
    bottom = sheet.say(letter.unit, bottom + 1, UNIT_SIZES)
    bottom = sheet.say(f"Quyền: {letter.role}", bottom + 1, [(12, 1)])
    sheet.set_text_color(*INK)
    return sheet.say(f"Tên đăng nhập: {letter.name}", bottom + 3, [(16, 1), (12, 2)], "B")


def _code(sheet: Sheet, letter: Letter, top: float) -> float:
    modules.draw(sheet, letter.address, (sheet.w - CODE_SIDE) / 2, top + 3, CODE_SIDE)
    sheet.set_text_color(*BLUE)
    return sheet.say(letter.address, top + 3 + CODE_SIDE + 2, ADDRESS_SIZES)


def _footer(sheet: Sheet, letter: Letter, top: float) -> None:
    bottom = top + 6
    for step in STEPS:
        bottom = sheet.put(step, (sheet.MARGIN, bottom), sheet.column, 12, INK) + 1
    sheet.set_text_color(*INK)
    until = f"Liên kết dùng một lần, đến hết ngày {day(letter.expires)}."
    bottom = sheet.say(until, bottom + 5, [(13, 1)], "B")
    sheet.set_text_color(*QUIET_INK)
    sheet.say(HAND_OVER, bottom + 2, [(11, 2)])
