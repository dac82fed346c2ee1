"""Part I: on what ground, where and when, whom and how, and how many forms."""

import pandas as pd

from analytics.numbers import rounded, whole
from analytics.reports import words
from analytics.reports.content import Block, Heading, Item, Paragraph, Table
from analytics.reports.material import Form, Material
from analytics.review import By

FORM, UNITS, ISSUED, USED = "Phiếu khảo sát", "Số đơn vị có phiếu", "Mã đã phát", "Mã đã dùng"
PEOPLE, RATE = "Số người có thể trả lời", "Tỷ lệ trả lời (%)"
RECEIVED, VALID, ASIDE = "Thu về", "Hợp lệ", "Để riêng"
VALIDITY = "Hợp lệ: trả lời ít nhất một nửa số câu được hỏi. Để riêng: không tính vào chỉ số, vẫn được lưu."
OPEN_CODES = "Mã QR dán chung không đếm được số phát ra; mã dùng một lần có số đã phát và đã dùng."
OF_PEOPLE = (
    "Tỷ lệ trả lời: số phiếu thu về trên số người có thể trả lời (học sinh, hồ sơ) do cơ quan nhập, của các "
    "đơn vị đã có số ấy."
)
NO_PEOPLE = "Chưa nhập số người có thể trả lời nên chưa có tỷ lệ trả lời."
AS_OF_TODAY = "Số người là số đã nhập đến ngày lập báo cáo, không thuộc số liệu đã chốt."
ANONYMOUS = "Phiếu ẩn danh: không ghi họ tên, số điện thoại, địa chỉ mạng hay thiết bị của người trả lời."
NOT_COVERED = (
    "Báo cáo này chỉ gồm kết quả khảo sát; tiến độ giải quyết hồ sơ, phản ánh, kiến nghị và điểm theo các "
    "bộ chỉ số khác được báo cáo riêng."
)
SYNTHETIC = "Số liệu trong báo cáo này là số liệu mẫu tổng hợp bằng máy, không phải kết quả của đơn vị nào."


def blocks(material: Material) -> list[Block]:
    return [
        Heading(1, "Căn cứ, phạm vi và cách thực hiện"),
        *([Paragraph(SYNTHETIC)] if material.synthetic else []),
        Heading(2, "Căn cứ"),
        *(Item(said) for said in _grounds(material)),
        Heading(2, "Phạm vi, thời gian, đối tượng, phương thức"),
        *(Paragraph(said) for said in _reach(material)),
        Heading(2, "Số phiếu phát ra, thu về, hợp lệ"),
        *_counts(material),
    ]


def _grounds(material: Material) -> list[str]:
    targets = {t.code: t for form in material.forms for t in [form.review.overall.target] if t}
    own = f"Kế hoạch khảo sát của cơ quan: số {words.TO_FILL} ngày {words.TO_FILL}"
    return [own, *dict.fromkeys(words.source(target) for target in targets.values())]


def _reach(material: Material) -> list[str]:
    window, answered = material.window, max((form.review.units for form in material.forms), default=0)
    when = f"từ ngày {window.first:%d/%m/%Y} đến hết ngày {window.last:%d/%m/%Y}"
    area = (
        f"Báo cáo tổng hợp phiếu trả lời {when} ({window.name}, {window.calendar}) của "
        f"{whole(material.units)} đơn vị trong phạm vi quản lý."
    )
    if not answered:
        return [area, "Trong thời gian này chưa có phiếu hợp lệ nào.", ANONYMOUS, NOT_COVERED]
    forms = "; ".join(form.title for form in material.forms)
    return [area, f"Đối tượng theo phiếu: {forms}. {_channels(material)} {ANONYMOUS}", NOT_COVERED]


def _channels(material: Material) -> str:
    names = {row.key: row.name for form in material.forms for row in form.review.by(By.CHANNEL) if row.key}
    return f"Phương thức trả lời: {'; '.join(names.values())}." if names else ""


def _counts(material: Material) -> list[Block]:
    if not material.forms:
        return [Paragraph("Không có phiếu nào để đếm.")]
    frame = pd.DataFrame([_line(form) for form in material.forms]).dropna(axis="columns", how="all")
    counted = PEOPLE in frame
    closed = (AS_OF_TODAY,) if counted and material.seal else ()
    people = OF_PEOPLE if counted else NO_PEOPLE
    # As notes they stand in the workbook too, which has the tables alone.
    told = filter(None, (_left_out(material), _channels(material)))
    notes = (VALIDITY, OPEN_CODES, people, *closed, *told)
    unit = "phiếu; người; %" if counted else "phiếu"
    table = Table("Số phiếu", "Số phiếu theo loại phiếu khảo sát", frame, unit=unit, notes=notes)
    return [table, *_wrong_counts(material)]


def _wrong_counts(material: Material) -> list[Block]:
    """More forms than people are no rate above 100 %, but a count to look at."""
    found = ((form, form.turnout) for form in material.forms if not form.review.overall.hidden)
    return [Paragraph(f"{form.title}: {one.sentence}") for form, one in found if one and one.over]


def _left_out(material: Material) -> str:
    """What somebody decided not to count, with the reasons; it is in no other number of the report."""
    if not material.left_out:
        return ""
    total = whole(sum(material.left_out.values()))
    reasons = "; ".join(f"loại vì {reason}: {whole(n)}" for reason, n in material.left_out.items())
    return f"Ngoài số thu về nêu trên, {total} phiếu không được tính theo quyết định của cơ quan: {reasons}."


def _line(form: Form) -> dict[str, object]:
    handled, review, people = form.handled, form.review, form.turnout
    # Fewer than may be shown are not told by the count of forms either.
    shown = not review.overall.hidden
    return {
        FORM: form.title,
        UNITS: review.units,
        PEOPLE: people.population if people and shown else None,
        ISSUED: handled.issued,
        USED: handled.used,
        RECEIVED: handled.received if shown else None,
        VALID: review.n if shown else None,
        ASIDE: handled.received - review.n if shown else None,
        RATE: rounded(100 * people.rate) if people and people.rate is not None and shown else None,
    }
