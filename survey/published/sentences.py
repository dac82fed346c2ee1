"""The sentences of analytics in the language that was asked for, from the same facts and never stronger.

The Vietnamese text is the key of the catalogue and, word for word, what `analytics.wording` says.
"""

from flask_babel import gettext as _

from analytics import wording
from analytics.charts.svg import Speech
from analytics.design import CLUSTER, SRS, UNIT_STRATA
from analytics.disclosure.floors import HIDDEN_IN_PUBLIC
from analytics.estimate import Estimate, Verdict
from analytics.review import By, Review, Row
from analytics.rollup import Method
from analytics.target import Target
from analytics.verdict import Judgement
from analytics.within import NOT_SPLIT
from survey.published.figures import bounds, figure, local, number, short_percent


def speech() -> Speech:
    """What pictures say."""
    quarter = _("Quý")
    return Speech(short_percent, interval, _("mục tiêu"), _("chưa hiển thị vì ít phiếu"), f"{quarter} ")


def interval(estimate: Estimate) -> str:
    value, n = figure(estimate.value, estimate.scale), number(estimate.n)
    if estimate.interval is None:
        return str(_("%(value)s (%(n)s phiếu)", value=value, n=n))
    return str(
        _(
            "%(value)s (khoảng tin cậy 95 %%: %(bounds)s; %(n)s phiếu)",
            value=value, bounds=bounds(estimate), n=n,
        )
    )  # fmt: skip


def verdict_word(verdict: Verdict) -> str:
    words = {
        Verdict.MET: _("đạt"),
        Verdict.NOT_MET: _("chưa đạt"),
        Verdict.UNDECIDED: _("chưa đủ căn cứ"),
        Verdict.REFUSED: _("chưa đánh giá"),
    }
    return str(words[verdict])


def shape(verdict: Verdict) -> str:
    """The mark of a verdict in the office's charts, so that it is read without colour."""
    return {Verdict.MET: "●", Verdict.NOT_MET: "▼", Verdict.UNDECIDED: "◆", Verdict.REFUSED: "○"}[verdict]


def judgement(estimate: Estimate, target: Target, found: Judgement) -> str:
    """The evidence behind a verdict; who could have answered is not known of a closed period."""
    if found.verdict is Verdict.REFUSED:
        few = _("Có %(n)s phiếu: chỉ tham khảo nội bộ, chưa đánh giá.", n=str(estimate.n))
        return str(few if estimate.n else _("Chưa có câu trả lời nào."))
    if found.verdict is Verdict.UNDECIDED:
        return _undecided(estimate, found)
    bound = found.lower if found.verdict is Verdict.MET else found.upper
    said, wanted = map(local, wording.told_apart(bound, target.value, estimate.scale))
    if found.verdict is Verdict.MET:
        return str(
            _(
                "Đạt: với độ tin cậy một phía 95 %%, giá trị thật ít nhất là %(bound)s "
                "(mục tiêu %(wanted)s).",
                bound=said, wanted=wanted,
            )
        )  # fmt: skip
    return str(
        _(
            "Chưa đạt: với độ tin cậy một phía 95 %%, giá trị thật cao nhất là %(bound)s "
            "(mục tiêu %(wanted)s).",
            bound=said, wanted=wanted,
        )
    )  # fmt: skip


def _undecided(estimate: Estimate, found: Judgement) -> str:
    if found.needed is None:
        return str(_("Chưa đủ căn cứ: kết quả sát mục tiêu, thêm phiếu cũng khó phân định."))
    needed, n = number(found.needed), number(estimate.n)
    more = _("Chưa đủ căn cứ: cần khoảng %(needed)s phiếu (hiện có %(n)s).", needed=needed, n=n)
    chance = _("Với số phiếu ấy, nếu kết quả vẫn như hiện nay thì khoảng 80 % là kết luận được.")
    return f"{more} {chance}"


def cautions(row: Row) -> list[str]:
    words = {
        wording.LOW_PRECISION: _("Độ chính xác thấp."),
        wording.FEW_UNITS: _("Số trường ít, sai số chỉ gần đúng."),
    }
    return [str(words[said]) for said in row.cautions]


def hidden(row: Row) -> str:
    """Why a line shows no figure."""
    words = {
        HIDDEN_IN_PUBLIC: _("ẩn để bảo vệ người trả lời"),
        NOT_SPLIT: _("không tách riêng ở đây"),
    }
    return str(words.get(row.hidden, row.hidden))


def channels(review: Review) -> str:
    """By what ways the answers came, without how many; empty where none is told."""
    words = {
        "qr": _("Quét mã QR"),
        "kiosk": _("Máy đặt tại chỗ"),
        "code": _("Mã dùng một lần (đã xác thực)"),
        "paper": _("Phiếu giấy"),
        "import": _("Nhập từ tệp"),
    }
    named = "; ".join(str(words[row.key]) for row in review.by(By.CHANNEL) if row.key in words)
    return str(_("Phương thức trả lời: %(channels)s.", channels=named)) if named else ""


def method_lines(review: Review) -> list[str]:
    """How the figures were made, to be printed with them."""
    methods = {Method.MEAN_OF_ITEMS: _("Trung bình các chỉ số câu hỏi")}
    index = _(
        "Chỉ số: %(method)s; mỗi câu là tỷ lệ mức 4–5 trên số người trả lời câu đó.",
        method=methods[review.method],
    )
    alike = _("Mỗi phiếu tính như nhau, nên đơn vị nhiều phiếu nặng hơn.") if review.units > 1 else ""
    intervals = _("Khoảng tin cậy 95 % (Wilson trên cỡ mẫu hiệu dụng).")
    rules = _(
        "Kết luận theo cận một phía 95 %%; dưới 10 phiếu không đánh giá, "
        "dưới %(floor)s phiếu không hiển thị.",
        floor=review.floor,
    )
    return [f"{index} {alike}".rstrip(), f"{intervals} {_design(review)}", str(rules)]


def _design(review: Review) -> str:
    words = {
        SRS.name: _("Sai số tính như mẫu ngẫu nhiên đơn giản: mỗi phiếu là một quan sát độc lập."),
        UNIT_STRATA.name: _(
            "Tính như mọi đơn vị đều tham gia, mỗi đơn vị là một tầng: sai số không gồm khác biệt "
            "giữa các đơn vị."
        ),
        CLUSTER.name: _(
            "Mỗi đơn vị là một cụm: sai số gồm cả khác biệt giữa các đơn vị. "
            "Kết quả nói về các đơn vị đã trả lời."
        ),
    }
    return str(words[review.design.name])
