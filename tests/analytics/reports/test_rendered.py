"""The Word file as LibreOffice lays it out, page by page. Skipped where it is missing, never in CI."""

import os
import shutil
import subprocess
from dataclasses import replace
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
    OFFICE is None and not os.environ.get("CI"),
    reason="no LibreOffice here: apt install libreoffice-writer-nogui",
)
POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40)})))


@pytest.fixture(scope="module")
def both(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A draft and the final report, in one start of LibreOffice: starting it takes the most time."""
    assert OFFICE is not None, "no LibreOffice in CI: .ci/run installs libreoffice-writer-nogui"
    folder = tmp_path_factory.mktemp("rendered")
    reports = {"draft": report, "final": replace(report, seal=SEAL)}
    for name, one in reports.items():
        (folder / f"{name}.docx").write_bytes(word.write(one))
    # A profile of its own: another LibreOffice of this machine must not answer instead.
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    written = [str(folder / f"{name}.docx") for name in reports]
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *written]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: folder / f"{name}.pdf" for name in reports}


@pytest.fixture(scope="module")
def rendered(both: dict[str, Path]) -> Path:
    return both["draft"]


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


def test_pictures_stand_between_the_margins(rendered: Path) -> None:
    found = 0
    for page in pypdfium2.PdfDocument(rendered):
        width, height = page.get_size()
        margins = (30, 20) if width < height else (20, 20)
        for shape in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, _, right, _ = (edge / POINTS_PER_MM for edge in shape.get_bounds())
            assert left >= margins[0] - 0.5
            assert right <= width / POINTS_PER_MM - margins[1] + 0.5
            found += 1
    assert found


def test_only_a_draft_is_written_across(both: dict[str, Path]) -> None:
    light = [share_of_watermark(both[name]) for name in ("draft", "final")]
    assert light[0] > 0.004
    assert light[1] < 0.002


def share_of_watermark(path: Path) -> float:
    """Part of a page that has one and the same light grey, as a watermark has; the least of all pages."""
    found = []
    for page in pypdfium2.PdfDocument(path):
        grey = np.asarray(page.render(scale=1).to_pil().convert("L"))
        found.append(np.bincount(grey.ravel(), minlength=256)[205:250].max() / grey.size)
    return float(min(found))
