"""Posters (A4) and table cards (A5): one page per service point, single or in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey.formats import day
from survey.printing import modules
from survey.printing.sheet import BLUE, INK, QUIET_INK, Sheet, Size

WARNING = "Phiếu này không bao giờ hỏi mật khẩu, OTP, số CCCD hay tiền"
CODE_SIDE = 122.0
HALF_CODE = 4
UNIT_SIZES = ((32, 2), (27, 2), (23, 2), (20, 3), (17, 3), (14, 4), (11, 5))
POINT_SIZES = ((22, 1), (18, 2), (15, 2), (12, 3))
ADDRESS_SIZES = ((28, 1), (24, 1), (20, 1), (17, 1), (14, 1), (11, 2))


@dataclass(frozen=True)
class Card:
    """What one printed code says; `address` is what it encodes; `full`: it asks every question."""

    unit: str
    point: str
    code: str
    address: str
    full: bool = False

    @property
    def duration(self) -> str:
        """As the form itself says."""
        return "Khoảng 3 phút" if self.full else "Chưa đầy 1 phút"

    @property
    def typed(self) -> str:
        """The address as a person types it: without https://, the code in two halves."""
        return self.address.partition("://")[2].removesuffix(self.code) + self.halves

    @property
    def halves(self) -> str:
        return f"{self.code[:HALF_CODE]}-{self.code[HALF_CODE:]}"

    def serial(self, printed_on: date) -> str:
        """Tells one printing from another, so that a sheet that is not ours can be recognised."""
        return f"Số in {self.halves} · in ngày {day(printed_on)}"


def pdf(cards: Sequence[Card], size: Size, printed_on: date) -> bytes:
    """One page per card; the day of printing is part of the serial."""
    sheet = Sheet(size)
    sheet.set_title("Mã QR khảo sát sự hài lòng")
    for card in cards:
        sheet.add_page()
        _draw(sheet, card, printed_on)
    return bytes(sheet.output())


def _draw(sheet: Sheet, card: Card, printed_on: date) -> None:
    _heading(sheet, card)
    _code(sheet, card)
    _footer(sheet, card, printed_on)


def _heading(sheet: Sheet, card: Card) -> None:
    sheet.set_text_color(*BLUE)
    bottom = sheet.say("KHẢO SÁT SỰ HÀI LÒNG", sheet.mm(17), [(17, 1)], "B")
    sheet.set_text_color(*INK)
    bottom = sheet.say(card.unit, bottom + sheet.mm(5), UNIT_SIZES, "B")
    sheet.set_text_color(*QUIET_INK)
    sheet.say(card.point, bottom + sheet.mm(1.5), POINT_SIZES)


def _code(sheet: Sheet, card: Card) -> None:
    side, top = sheet.mm(CODE_SIDE), sheet.mm(82)
    modules.draw(sheet, card.address, (sheet.w - side) / 2, top, side)
    sheet.set_text_color(*INK)
    bottom = sheet.say("Quét mã bằng máy ảnh điện thoại hoặc Zalo", top + side + sheet.mm(1), [(17, 1)])
    sheet.set_text_color(*QUIET_INK)
    bottom = sheet.say("hoặc gõ địa chỉ", bottom + sheet.mm(3), [(12, 1)])
    sheet.set_text_color(*BLUE)
    sheet.say(card.typed, bottom + sheet.mm(0.5), ADDRESS_SIZES, "B")


def _footer(sheet: Sheet, card: Card, printed_on: date) -> None:
    sheet.rule(sheet.mm(257), sheet.column)
    sheet.set_text_color(*INK)
    bottom = sheet.say(f"{card.duration} · Không hỏi họ tên · Không cần cài đặt", sheet.mm(261), [(15, 1)])
    bottom = sheet.say(WARNING, bottom + sheet.mm(1), [(13, 1)], "B")
    sheet.set_text_color(*QUIET_INK)
    sheet.say(card.serial(printed_on), bottom + sheet.mm(2.5), [(9, 1)])
