"""The report of a period, of all one's units or of one with what is below it, as a file."""

from flask import Response, abort, request

from survey import report_file, reporting
from survey.office import downloads
from survey.office.blueprint import bp
from survey.office.rights import below
from survey.office.sights import sight_of
from survey.report_file import Kind
from survey.running import running

KIND = "dang"


@bp.get("/bao-cao/<unit>", endpoint="report_file")
def report_page(unit: str) -> Response:
    kind = _kind()
    live, sight = running(), sight_of(unit, below(unit))
    report = reporting.report_of(live, unit, sight)
    name = f"{reporting.file_name(unit, sight.period)}.{kind.value}"
    return downloads.attached(report_file.written(report, kind, live.settings), kind.mimetype, name)


def _kind() -> Kind:
    asked = request.args.get(KIND, Kind.DOCX.value)
    try:
        return Kind(asked)
    except ValueError:
        abort(404, f"Không có báo cáo dạng “{asked}”; chỉ có docx, pdf, xlsx.")
