"""How a figure moved, and every reservation to it, in the language that was asked for.

The Vietnamese is, word for word, what `analytics.wording` says.
"""

from collections.abc import Sequence

from flask_babel import gettext as _

from analytics import wording
from analytics.change import AnotherMix, Change, CommonItems, Direction, Reservation
from analytics.estimate import Scale
from survey.published.figures import local, number

_ENOUGH = wording.FEWEST_TO_COMPARE


def said(found: Change) -> str:
    return " ".join([_moved(found), *map(_reserved, found.reservations)])


def _moved(found: Change) -> str:
    scale = found.before.scale
    if found.label is Direction.REFUSED or found.interval is None:
        return _not_compared(found)
    values = (found.value, found.interval.lower, found.interval.upper)
    by, low, high = (_signed(value, scale) for value in values)
    told = _(
        "%(heading)s: %(by)s %(unit)s (khoảng tin cậy 95 %%: %(low)s đến %(high)s).",
        heading=_heading(found.label).capitalize(), by=by, unit=_unit(scale), low=low, high=high,
    )  # fmt: skip
    if found.label is not Direction.UNCLEAR:
        return str(told)
    size = _signed(found.smallest, scale).removeprefix("+")
    seen = _("Với số phiếu này chỉ thấy rõ thay đổi từ %(by)s %(unit)s trở lên.", by=size, unit=_unit(scale))
    return f"{told} {seen}"


def _not_compared(found: Change) -> str:
    if found.movers:
        return str(
            _(
                "Chưa so sánh: %(count)s đơn vị mới có hoặc không còn phiếu so với kỳ trước, và ở các đơn vị "
                "có phiếu cả hai kỳ thì không thấy thay đổi như tính gộp.",
                count=number(found.movers),
            )
        )
    words = {
        wording.NO_COMMON_ITEMS: _("Không so sánh được: hai kỳ không có câu hỏi nào chung."),
        wording.NO_COMMON_UNITS: _("Không so sánh được: không đơn vị nào có phiếu ở cả hai kỳ."),
        wording.too_few_to_compare(0, _ENOUGH): _("Kỳ trước không đủ 10 phiếu để so sánh."),
        wording.too_few_to_compare(_ENOUGH, 0): _("Kỳ này không đủ 10 phiếu để so sánh."),
        wording.too_few_to_compare(0, 0): _("Kỳ trước và kỳ này không đủ 10 phiếu để so sánh."),
    }
    return str(words[found.sentence])


def _reserved(fact: Reservation) -> str:
    if isinstance(fact, CommonItems):
        return str(
            _(
                "Hai kỳ dùng phiếu khác nhau (%(before)s và %(after)s câu hỏi): chỉ so sánh %(common)s "
                "câu hỏi chung, nên số có thể khác chỉ số của từng kỳ.",
                before=fact.before, after=fact.after, common=fact.common,
            )
        )  # fmt: skip
    by = f"{_signed(fact.value, fact.scale)} {_unit(fact.scale)}"
    if isinstance(fact, AnotherMix):
        bounds = (
            [_signed(end, fact.scale) for end in (fact.interval.lower, fact.interval.upper)]
            if fact.interval
            else []
        )
        return _of_the_mix(_heading(fact.label), by, bounds)
    left_out = _left_out(fact.come, fact.gone)
    told = _(
        "Chỉ so sánh các đơn vị có phiếu ở cả hai kỳ, không kể %(left_out)s; tính mọi đơn vị thì là %(by)s.",
        left_out=left_out, by=by,
    )  # fmt: skip
    return f"{told} {_others(fact.unnamed)}".rstrip()


def _of_the_mix(label: str, by: str, bounds: Sequence[str]) -> str:
    within = " " + _("(%(low)s đến %(high)s)", low=bounds[0], high=bounds[1]) if bounds else ""
    return str(
        _(
            "Thay đổi này do cơ cấu người trả lời: nếu mỗi đơn vị vẫn chiếm tỷ lệ phiếu như kỳ trước thì "
            "%(label)s, %(by)s%(bounds)s.",
            label=label, by=by, bounds=within,
        )
    )  # fmt: skip


def _left_out(come: Sequence[str], gone: Sequence[str]) -> str:
    told = []
    if come:
        told.append(_("%(count)s đơn vị mới có phiếu (%(names)s)", count=len(come), names=_named(come)))
    if gone:
        told.append(_("%(count)s đơn vị không còn phiếu (%(names)s)", count=len(gone), names=_named(gone)))
    return str(_(" và ")).join(told)


def _others(unnamed: int) -> str:
    if not unnamed:
        return ""
    return str(
        _(
            "%(count)s đơn vị khác mới có hoặc không còn phiếu vẫn nằm trong so sánh "
            "vì không được tách riêng.",
            count=number(unnamed),
        )
    )


def _named(units: Sequence[str]) -> str:
    kept, more = ", ".join(units[: wording.MOST_NAMED]), len(units) - wording.MOST_NAMED
    return str(_("%(names)s và %(more)s đơn vị khác", names=kept, more=number(more))) if more > 0 else kept


def _heading(label: Direction) -> str:
    words = {
        Direction.UP: _("tăng"),
        Direction.DOWN: _("giảm"),
        Direction.UNCLEAR: _("chưa thấy thay đổi rõ"),
        Direction.REFUSED: _("chưa so sánh"),
    }
    return str(words[label])


def _signed(value: float, scale: Scale) -> str:
    return local(wording.signed(value, scale))


def _unit(scale: Scale) -> str:
    return str(_("điểm %") if scale is Scale.SHARE else _("điểm"))
