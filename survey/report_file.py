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
    # Imported here: matplotlib and python-docx take a second and 40 MB that a server may never need.
    from analytics.reports import pdf, word, workbook

    if kind is Kind.PDF:
        return pdf.write(report, folder("data") / "fonts")
    if kind is Kind.XLSX:
        return workbook.write(report)
    own = template or (settings.report_template if settings.report_template.exists() else None)
    return word.write(report, BytesIO(own.read_bytes()) if own else None)


def form() -> bytes:
    """The project's form of the report with its marks, for an office to make it its own."""
    from analytics.reports import word_form

    content = BytesIO()
    word_form.blank().save(content)
    return content.getvalue()
