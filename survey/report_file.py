"""The report of a period as a file: Word, PDF, or a workbook."""

from enum import Enum
from io import BytesIO
from pathlib import Path

from analytics.reports.content import Report
from survey.places import folder
from survey.settings import Settings


class Kind(Enum):
    """The kinds of file; the value is the ending of the name."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"

    @property
    def mimetype(self) -> str:
        return _MIMETYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIMETYPES = {
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}


def written(report: Report, kind: Kind, settings: Settings, template: Path | None = None) -> bytes:
    """The file; Word in the form given, else in the office's own, else in that of the project."""
    if kind is Kind.XLSX:
        return _workbook(report)
    if kind is Kind.PDF:
        return _pdf(report)
    own = template or (settings.report_template if settings.report_template.exists() else None)
    return _word(report, own)


# Each writer's libraries take up to a second and 50 MB: imported when a file of its kind is asked for.
def _workbook(report: Report) -> bytes:
    from analytics.reports import workbook

    return workbook.write(report)


def _pdf(report: Report) -> bytes:
    from analytics.reports import pdf

    return pdf.write(report, folder("data") / "fonts")


def _word(report: Report, template: Path | None) -> bytes:
    from analytics.reports import word

    return word.write(report, BytesIO(template.read_bytes()) if template else None)


def form() -> bytes:
    """The project's form of the report with its marks, for an office to make it its own."""
    from analytics.reports import word_form

    content = BytesIO()
    word_form.blank().save(content)
    return content.getvalue()
