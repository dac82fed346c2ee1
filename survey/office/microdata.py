"""The single answers of a closed period, for the programs of the office's own statisticians."""

from flask import Response, abort, render_template

from survey import microdata, microdata_file
from survey.closing.snapshot import snapshot_of
from survey.microdata_file import Kind
from survey.office import downloads
from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.running import running
from survey.store import closings

PATH = "/chot-ky/<int:number>/tung-phieu"
TYPES = {
    Kind.SPSS: "application/x-spss-sav",
    Kind.STATA: "application/x-stata-dta",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.CODEBOOK: "text/csv; charset=utf-8",
}
NAMES = {
    Kind.SPSS: "SPSS",
    Kind.STATA: "Stata",
    Kind.CSV: "CSV",
    Kind.CODEBOOK: "bảng mã (CSV)",
}


@bp.get(PATH)
def microdata_page(number: int) -> str:
    kept, own = snapshot_of(running().store, number), _own(number)
    found = microdata.forms(kept, own)
    titles = {key: kept.questionnaire(key).title.get("vi") for key in found}
    return render_template(
        "office/microdata.html", number=number, period=kept.period, found=found, titles=titles, kinds=NAMES
    )


@bp.get(f"{PATH}/<questionnaire>/<kind>")
def microdata_file_of(number: int, questionnaire: str, kind: str) -> Response:
    """Written into the audit log as what it is: answers that leave the office."""
    own, kept = _own(number), snapshot_of(running().store, number)
    if kind not in [one.value for one in Kind] or questionnaire not in microdata.forms(kept, own):
        abort(404, "Không có tệp này: hãy chọn phiếu và loại tệp trên trang.")
    try:
        data = microdata.of_period(kept, questionnaire, own)
    except ValueError as few:
        abort(404, str(few))
    content = microdata_file.written(data, Kind(kind))
    name = f"tung-phieu-{kept.period.label}-{questionnaire.replace('@', '-')}.{kind}"
    return downloads.attached(content, TYPES[Kind(kind)], name)


def _own(number: int) -> frozenset[str]:
    """The units of a closing that are one's own."""
    found = closings.units_of(running().store.db, closings.get(running().store.db, number).number)
    return found & scope().units or abort(403)
