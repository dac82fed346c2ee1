"""Every Vietnamese sentence that goes with a figure, in one place: verdicts, refusals, changes, cautions."""

import math
from collections.abc import Sequence

from analytics.estimate import Estimate, Interval, Scale
from analytics.numbers import number, percent, whole

HIDDEN = "chưa hiển thị vì ít phiếu"
LOW_PRECISION = "Độ chính xác thấp."
FEW_UNITS = "Số trường ít, sai số chỉ gần đúng."
POINTWISE = "Khoảng 1 trong 20 khoảng có thể không chứa giá trị thật."
NOTHING_ANSWERED = "Chưa có câu trả lời nào."
TOO_CLOSE = "Chưa đủ căn cứ: kết quả sát mục tiêu, thêm phiếu cũng khó phân định."
LOPSIDED = "Các đơn vị trả lời rất không đều: thêm phiếu ở nơi đã nhiều không làm kết quả chắc hơn."
# What a number of answers promises: `needed.POWER`.
CHANCE = "Với số phiếu ấy, nếu kết quả vẫn như hiện nay thì khoảng 80 % là kết luận được."
ALONE = "Chưa đạt khi xét riêng; chưa chắc khi xét cả danh sách."
NO_COMMON_ITEMS = "Không so sánh được: hai kỳ không có câu hỏi nào chung."
NO_COMMON_UNITS = "Không so sánh được: không đơn vị nào có phiếu ở cả hai kỳ."
FEWEST_TO_COMPARE = 10
# So many units are named in a sentence; the rest is counted.
MOST_NAMED = 5


def figure(value: float, scale: Scale = Scale.SHARE) -> str:
    """A share with one decimal (two promise more than a thousand answers can keep), a score with two."""
    return percent(value, 1) if scale is Scale.SHARE else number(value, 2)


def interval(estimate: Estimate) -> str:
    """Say what the interval holds: "96,2 % (khoảng tin cậy 95 %: 93,1 %–98,0 %; 130 phiếu)"."""
    if math.isnan(estimate.value):
        return NOTHING_ANSWERED
    value = figure(estimate.value, estimate.scale)
    if estimate.interval is None:
        return f"{value} ({whole(estimate.n)} phiếu)"
    lower = figure(estimate.interval.lower, estimate.scale)
    upper = figure(estimate.interval.upper, estimate.scale)
    return f"{value} (khoảng tin cậy 95 %: {lower}–{upper}; {whole(estimate.n)} phiếu)"


def too_few(n: int) -> str:
    return f"Có {n} phiếu: chỉ tham khảo nội bộ, chưa đánh giá."


def observed(estimate: Estimate, target: float) -> str:
    """The plain point result, always printed beside the evidence."""
    value, wanted = figure(estimate.value, estimate.scale), figure(target, estimate.scale)
    return f"Số quan sát: {value} (mục tiêu {wanted})."


def met(lower: float, target: float, scale: Scale) -> str:
    low, wanted = told_apart(lower, target, scale)
    return f"Đạt: với độ tin cậy một phía 95 %, giá trị thật ít nhất là {low} (mục tiêu {wanted})."


def not_met(upper: float, target: float, scale: Scale) -> str:
    high, wanted = told_apart(upper, target, scale)
    return f"Chưa đạt: với độ tin cậy một phía 95 %, giá trị thật cao nhất là {high} (mục tiêu {wanted})."


def told_apart(bound: float, target: float, scale: Scale) -> tuple[str, str]:
    """Bound and target with as many decimals as it takes to see that they differ, three at most."""
    usual, write = (1, percent) if scale is Scale.SHARE else (2, number)
    for decimals in range(usual, 4):
        bound_said, target_said = write(bound, decimals), write(target, decimals)
        if bound_said != target_said:
            break
    return bound_said, target_said


def undecided(needed: int, n: int) -> str:
    return f"Chưa đủ căn cứ: cần khoảng {whole(needed)} phiếu (hiện có {whole(n)}). {CHANCE}"


def undecided_beyond_population(needed: int, population: int) -> str:
    wanted, possible = whole(needed), whole(population)
    more = f"cần khoảng {wanted} phiếu, nhiều hơn số người có thể trả lời ({possible})"
    return f"Chưa đủ căn cứ: {more}. {CHANCE}"


def tipping_point(share: float, target: float) -> str:
    """The honest sentence at low response: what the silent must think for the target to be missed."""
    if share <= 0.0:
        return "Dù không ai trong số chưa trả lời hài lòng, kết quả vẫn đạt mục tiêu."
    if share > 1.0:
        return "Dù mọi người chưa trả lời đều hài lòng, kết quả vẫn không đạt mục tiêu."
    silent, wanted = figure(share), figure(target)
    return f"Kết luận đổi nếu trong số chưa trả lời có dưới {silent} hài lòng (mục tiêu {wanted})."


def silent_needed(share: float, target: float) -> str:
    """The same at a low response for a target that is missed or open: what would make everybody meet it."""
    if not 0.0 < share <= 1.0:
        return tipping_point(share, target)
    silent, wanted = told_apart(share, target, Scale.SHARE)
    return f"Tính cả người chưa trả lời thì chỉ đạt {wanted} nếu trong số họ có ít nhất {silent} hài lòng."


def changed(label: str, value: float, lower: float, upper: float, scale: Scale) -> str:
    by, low, high = (signed(x, scale) for x in (value, lower, upper))
    heading = label[0].upper() + label[1:]
    return f"{heading}: {by} {_unit(scale)} (khoảng tin cậy 95 %: {low} đến {high})."


def smallest_visible(size: float, scale: Scale) -> str:
    by = signed(size, scale).removeprefix("+")
    return f"Với số phiếu này chỉ thấy rõ thay đổi từ {by} {_unit(scale)} trở lên."


def too_few_to_compare(before: int, after: int) -> str:
    """Which period falls short, and by no number: what two periods share may be fewer than may be told."""
    periods = (("kỳ trước", before), ("kỳ này", after))
    short = " và ".join(name for name, n in periods if n < FEWEST_TO_COMPARE)
    return f"{short.capitalize()} không đủ {FEWEST_TO_COMPARE} phiếu để so sánh."


def common_items(common: int, before: int, after: int) -> str:
    return (
        f"Hai kỳ dùng phiếu khác nhau ({before} và {after} câu hỏi): chỉ so sánh {common} câu hỏi chung,"
        " nên số có thể khác chỉ số của từng kỳ."
    )


def common_units(come: Sequence[str], gone: Sequence[str], unnamed: int, value: float, scale: Scale) -> str:
    """Who was left out of a comparison, by name, and how the change of everybody would read."""
    moved = ((come, "mới có phiếu"), (gone, "không còn phiếu"))
    left_out = " và ".join(f"{len(u)} đơn vị {said} ({named(u, MOST_NAMED)})" for u, said in moved if u)
    others = (
        f" {unnamed} đơn vị khác mới có hoặc không còn phiếu vẫn nằm trong so sánh vì không được tách riêng."
        if unnamed
        else ""
    )
    return (
        f"Chỉ so sánh các đơn vị có phiếu ở cả hai kỳ, không kể {left_out}; tính mọi đơn vị thì là "
        f"{signed(value, scale)} {_unit(scale)}.{others}"
    )


def made_by_units(count: int) -> str:
    """Said instead of a change that the units of both periods do not bear."""
    return (
        f"Chưa so sánh: {count} đơn vị mới có hoặc không còn phiếu so với kỳ trước, và ở các đơn vị có phiếu "
        "cả hai kỳ thì không thấy thay đổi như tính gộp."
    )


def another_mix(label: str, value: float, interval: Interval | None, scale: Scale) -> str:
    """Said when a change is another one once every unit counts as it did in the period before."""
    by = f"{signed(value, scale)} {_unit(scale)}"
    bounds = f" ({signed(interval.lower, scale)} đến {signed(interval.upper, scale)})" if interval else ""
    return (
        "Thay đổi này do cơ cấu người trả lời: nếu mỗi đơn vị vẫn chiếm tỷ lệ phiếu như kỳ trước thì "
        f"{label}, {by}{bounds}."
    )


def named(names: Sequence[str], most: int, what: str = "đơn vị") -> str:
    """Names in a sentence; the rest is counted, not forgotten."""
    kept = ", ".join(names[:most])
    return kept if len(names) <= most else f"{kept} và {whole(len(names) - most)} {what} khác"


def mixed_forms(few: int, many: int) -> str:
    """Beside a figure that counts persons, where long and short forms are rolled up together."""
    return (
        f"Gộp phiếu dài với phiếu ngắn: mỗi người trả lời từ {few} đến {many} câu, mà cách này xét từng "
        "người trên số câu của riêng họ; ít câu thì điểm của một người dễ lệch hẳn về một phía, nên con số "
        "phụ thuộc cả vào tỷ lệ phiếu ngắn."
    )


def merged_strata(pairs: list[tuple[str, str]]) -> str:
    """Name in the footer which strata had one unit only and where they were put."""
    said = "; ".join(f"{lonely} gộp vào {other}" for lonely, other in pairs)
    return f"Nhóm chỉ có một đơn vị được gộp khi tính sai số: {said}."


def signed(value: float, scale: Scale) -> str:
    """A difference with its sign, without its unit: −0.021 of shares → "−2,1"."""
    written = number(abs(value) * (100 if scale is Scale.SHARE else 1), 1 if scale is Scale.SHARE else 2)
    return f"−{written}" if value < 0 else f"+{written}"


def _unit(scale: Scale) -> str:
    return "điểm %" if scale is Scale.SHARE else "điểm"
