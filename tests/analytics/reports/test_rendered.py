"""The Word file as LibreOffice lays it out, page by page. Skipped where it is not installed."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from analytics.reports import word
from analytics.reports.compose import compose
from analytics.reports.content import Heading, Report
from tests.analytics.reports.small_report import SEAL, form, material

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="no LibreOffice here: apt install libreoffice-writer-nogui"
)
POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40)})))


@pytest.fixture(scope="module")
def rendered(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(report, tmp_path_factory.mktemp("rendered"))


def render(report: Report, folder: Path) -> Path:
    assert OFFICE is not None
    written = folder / "report.docx"
    written.write_bytes(word.write(report))
    # A profile of its own: another LibreOffice of this machine must not answer instead.
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(written)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "report.pdf"


def lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def test_every_page_has_words_a_number_and_its_status(rendered: Path) -> None:
    pages = [lines(page.extract_text()) for page in PdfReader(rendered).pages]
    assert len(pages) >= 5
    assert "1" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert str(number) in page
    for page in pages:
        assert any(line.startswith("Dự thảo lập ngày 20/11/2026") for line in page)
        assert len(" ".join(page)) > 150


def test_every_heading_stands_above_what_it_heads(rendered: Path, report: Report) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(rendered).pages]
    for block in (*report.body, *report.annexes):
        if isinstance(block, Heading):
            # Not the last words of its page: below it comes only the status.
            page = next(text for text in pages if block.text in text)
            below = page.split(block.text)[-1].split("Dự thảo lập")[0]
            assert len(below.strip()) > 10, block.text


def test_the_signature_is_on_the_page_of_the_last_words(rendered: Path) -> None:
    (page,) = (p for p in (q.extract_text() for q in PdfReader(rendered).pages) if "Nơi nhận:" in p)
    assert "./." in page


def test_nothing_runs_over_the_edge_of_the_paper(rendered: Path) -> None:
    for page in pypdfium2.PdfDocument(rendered):
        grey = np.asarray(page.render(scale=1).to_pil().convert("L"))
        edge = round(5 * POINTS_PER_MM)
        for strip in (grey[:edge], grey[-edge:], grey[:, :edge], grey[:, -edge:]):
            assert (strip > 200).all()


def test_only_a_draft_is_written_across(rendered: Path, tmp_path: Path) -> None:
    sealed = render(compose(material(form(before={"a": (60, 40)}), seal=SEAL)), tmp_path)
    light = [share_of_watermark(path) for path in (rendered, sealed)]
    assert light[0] > 0.004
    assert light[1] < 0.002


def share_of_watermark(path: Path) -> float:
    """Part of a page that has one and the same light grey, as a watermark has; the least of all pages."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        grey = np.asarray(page.render(scale=1).to_pil().convert("L"))
        found.append(np.bincount(grey.ravel(), minlength=256)[205:250].max() / grey.size)
    return float(min(found))
