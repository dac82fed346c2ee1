"""The notice-board sheet of a result, with the words of its page."""

from datetime import date
from functools import lru_cache

from flask import Response, abort
from flask_babel import gettext as _

from analytics.charts import svg
from analytics.review import Row
from survey import file_names, languages
from survey.printing import board
from survey.printing.board import Board, Factor
from survey.published import changes, releases, sentences
from survey.published.address import PERIOD, outside, to
from survey.published.figures import bounds, day, figure, number, period_days, period_name, short_percent
from survey.published.pages import bp, chosen, is_synthetic
from survey.published.releases import Release
from survey.published.shown import Part, parts
from survey.running import running
from survey.store import units

FILE_NAME = "bang-cong-khai"


@bp.get("/ket-qua/<unit>/bang-cong-khai.pdf", endpoint="board")
def board_page(unit: str) -> Response:
    release = chosen(releases.of_unit(running(), unit))
    name = units.get(running().store.db, unit, release.period.last).name
    found = parts(running(), release)
    # Beside a result, a sheet that only says that another one is hidden would tell nobody anything.
    shown = [part for part in found if part.row.index] or found
    content = _drawn(tuple(_board(release, name, part) for part in shown)) if shown else abort(404)
    answer = Response(content, content_type="application/pdf")
    return file_names.opened(answer, f"{FILE_NAME}-{release.period.label}.pdf")


@lru_cache(maxsize=64)
def _drawn(boards: tuple[Board, ...]) -> bytes:
    """Sheets that say the same are drawn once: drawing takes longer than all the rest."""
    return board.pdf(boards)


def _board(release: Release, unit: str, part: Part) -> Board:
    row, judged = part.row, part.row.judgement
    lowest = svg.lowest_of([row.index] if row.index else [], part.target)
    target = _("vạch đứng: mục tiêu %(target)s", target=short_percent(part.target)) if part.target else ""
    sample = _("Số liệu mẫu (tổng hợp bằng máy), không phải kết quả của đơn vị nào.")
    return Board(
        banner=sample if is_synthetic() else "",
        heading=_("KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG"),
        unit=unit,
        period=f"{period_name(release.period)} ({period_days(release.period)})",
        form=part.title,
        verdict=judged.verdict if judged else None,
        verdict_word=sentences.verdict_word(judged.verdict).upper() if judged else "",
        figure=figure(row.index.value) if row.index else sentences.hidden(row).capitalize(),
        picture=svg.mark(row.index, lowest, part.target) if row.index else "",
        axis=(short_percent(lowest), target, short_percent(1.0)),
        said=tuple(_said(part)),
        factors_heading=_("Theo nhóm tiêu chí"),
        factors=tuple(_factor(row, picture) for row, picture in part.factors),
        foot=tuple(_foot(release, part)),
        address=outside(to("unit_results", unit=release.unit, **{PERIOD: release.period.label})),
        language=languages.current(),
        sealed=date.fromisoformat(release.closing.day),
    )


def _said(part: Part) -> list[str]:
    row = part.row
    if row.index is None:
        return []
    said = [_("Khoảng tin cậy 95 %%: %(bounds)s · %(n)s phiếu", bounds=bounds(row.index), n=number(row.n))]
    if row.target:
        wanted = _("Mục tiêu %(target)s", target=short_percent(row.target.value))
        said.append(f"{wanted}, {row.target.document}")
    if row.target and row.judgement:
        said.append(sentences.judgement(row.index, row.target, row.judgement))
    if row.change:
        compared = _("So với kỳ trước.")
        said.append(f"{compared} {changes.said(row.change)}")
    return [*said, " ".join(sentences.cautions(row))] if row.cautions else said


def _factor(row: Row, picture: str) -> Factor:
    told = f"{figure(row.index.value)} ({bounds(row.index)})" if row.index else sentences.hidden(row)
    return Factor(row.name, picture, told)


def _foot(release: Release, part: Part) -> list[str]:
    address = outside(to("unit_results", unit=release.unit))
    leads = _("Quét mã để xem kết quả đầy đủ và cách tính:")
    sealed = _("Chốt ngày %(day)s, không sửa sau đó.", day=day(release.closing.day))
    return [
        f"{leads} {address}",
        f"{sealed} SHA-256 {release.closing.digest}",
        *sentences.method_lines(part.review),
    ]
