"""Material for a report whose figures can be counted by hand: units of pleased and displeased people."""

from datetime import date

import pandas as pd

from analytics.analysis import analyse
from analytics.answers import Answers, from_frame
from analytics.breakdown import trend
from analytics.reports.content import Letterhead, Seal
from analytics.reports.material import Action, Form, Handled, Material, Task, Window
from analytics.review import review
from analytics.structure import Factor, Item, Structure
from analytics.target import Target

FACTORS = (Factor("A", "Tiếp cận dịch vụ"), Factor("B", "Thủ tục hành chính"))
STRUCTURE = Structure(
    "phieu@1",
    (
        Item("A1", "A", "Biển chỉ dẫn rõ ràng."),
        Item("A2", "A", "Chỗ ngồi chờ đủ."),
        Item("B1", "B", "Thành phần hồ sơ công khai."),
    ),
    FACTORS,
    "Phiếu thử",
)
TARGET = Target("chung", 0.95, "Kế hoạch 21/KH-GD&ĐT")
SEAL = Seal("sha256:" + "0123456789abcdef" * 4, date(2026, 10, 5))
HEAD = Letterhead(
    agency="Sở Giáo dục và Đào tạo tỉnh Sông Mẫu",
    superior="Ủy ban nhân dân tỉnh Sông Mẫu",
    symbol="SGDĐT",
    signer=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    receivers=("Ủy ban nhân dân tỉnh Sông Mẫu (để báo cáo);", "Sở Nội vụ (để báo cáo);"),
)
WINDOW = Window(
    "Quý III/2026", date(2026, 7, 1), date(2026, 9, 30), "quý dương lịch", "Quý II/2026", "Quý IV/2026"
)
NAMES = {
    "a": "Trường Tiểu học An Bình",
    "b": "Trường Tiểu học Bình Minh",
    "c": "Trường Tiểu học Cát Linh",
    "d": "=1+1",
    "qr": "Quét mã QR",
    "paper": "Phiếu giấy",
}
# A unit of each verdict, and one whose name a spreadsheet would run as a formula.
SIZES = {"a": (100, 0), "b": (30, 30), "c": (24, 1), "d": (7, 0)}

People = dict[str, tuple[int, int]]


def answers(sizes: People, structure: Structure = STRUCTURE) -> Answers:
    """Pleased people say 5, the others 2, to every question; every third sheet came on paper."""
    rows = [
        {
            "unit": unit,
            "level": "tieu_hoc",
            "area": "xa-1",
            "procedure": "1.000138" if at % 2 else "",
            "channel": "paper" if at % 3 == 0 else "qr",
            **dict.fromkeys(structure.codes, score),
        }
        for unit, (pleased, displeased) in sizes.items()
        for at, score in enumerate([5] * pleased + [2] * displeased)
    ]
    frame = pd.DataFrame(rows)
    return from_frame(frame.assign(overall=frame["A1"]), structure)


def form(sizes: People = SIZES, before: People | None = None, target: Target | None = TARGET) -> Form:
    now = answers(sizes)
    earlier = answers(before) if before else None
    made = review(now, earlier, [target] if target else [], NAMES)
    periods = [("Quý II/2026", earlier)] if earlier else []
    return Form(
        review=made,
        analysis=analyse(now, made),
        handled=Handled(received=len(now) + 2),
        trend=trend([*periods, ("Quý III/2026", now)]),
    )


def material(
    *forms: Form,
    seal: Seal | None = None,
    actions: tuple[Action, ...] = (),
    tasks: tuple[Task, ...] = (),
    silent: tuple[str, ...] = (),
) -> Material:
    return Material(
        letterhead=HEAD,
        window=WINDOW,
        forms=forms,
        units=5,
        made_on=date(2026, 11, 20),
        levels={"tieu_hoc": "Tiểu học"},
        silent=silent,
        actions=actions,
        tasks=tasks,
        seal=seal,
    )
