"""Posters (A4) and table cards (A5): one page a service point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fpdf import FPDF

from survey.formats import day
from survey.printing.sheet import BLUE, GREY, Size, centred, qr, sheet

INVITATION = "Mời Ông/Bà đánh giá sự phục vụ"
HOW = "Mở máy ảnh hoặc Zalo trên điện thoại, quét mã này"
PROMISE = "Chưa đến 1 phút · không hỏi tên · không cần cài đặt"
WARNING = "Phiếu này không bao giờ hỏi mật khẩu, OTP, số CCCD hay tiền."


@dataclass(frozen=True)
class Card:
    """What one poster says: `address` is the link in the code, also printed to be typed."""

    unit: str
    point: str
    code: str
    address: str


@dataclass(frozen=True)
class _Look:
    """Measures of one paper size: millimetres, and points for type."""

    margin: float
    code_side: float
    heading: float
    name: float
    text: float
    link: float


_LOOKS = {
    Size.A4: _Look(margin=18, code_side=118, heading=27, name=20, text=15, link=23),
    Size.A5: _Look(margin=12, code_side=76, heading=20, name=14, text=11, link=15.5),
}


def pdf(cards: Sequence[Card], size: Size, printed_on: date) -> bytes:
    """One PDF with a page for each card."""
    document = sheet(size, INVITATION)
    look = _LOOKS[size]
    document.set_margin(look.margin)
    for card in cards:
        document.add_page()
        _top(document, card, look)
        _code(document, card, look)
        _foot(document, card, look, printed_on)
    return bytes(document.output())


def _top(document: FPDF, card: Card, look: _Look) -> None:
    document.set_fill_color(*BLUE)
    document.rect(0, 0, document.w, look.margin * 0.4, style="F")
    document.set_y(look.margin)
    centred(document, card.unit, look.name, bold=True, colour=BLUE)
    centred(document, card.point, look.text, colour=GREY)
    document.ln(look.margin * 0.35)
    centred(document, INVITATION, look.heading, bold=True)
    document.ln(1)
    centred(document, HOW, look.text)


def _code(document: FPDF, card: Card, look: _Look) -> None:
    top = document.get_y() + 2
    qr(document, card.address, (document.w - look.code_side) / 2, top, look.code_side)
    document.set_y(top + look.code_side + 1)
    centred(document, "hoặc gõ địa chỉ", look.text, colour=GREY)
    centred(document, typed(card.address), look.link, bold=True, colour=BLUE)


def _foot(document: FPDF, card: Card, look: _Look, printed_on: date) -> None:
    document.set_y(document.h - look.margin - look.text * 1.55)
    centred(document, PROMISE, look.text, bold=True)
    centred(document, WARNING, look.text * 0.85)
    centred(
        document,
        f"Mã điểm {card.code[:4]}-{card.code[4:]} · in ngày {day(printed_on)}",
        look.text * 0.7,
        colour=GREY,
    )


def typed(address: str) -> str:
    """The link as a person types it: without the scheme."""
    return address.removeprefix("https://").removeprefix("http://")
