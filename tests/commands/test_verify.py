"""sipas verify: a file against the number that was printed, on a machine where nothing was closed."""

import gzip
from pathlib import Path

import pytest

from tests.commands.conftest import Sipas

KEPT = Path(__file__).parents[1] / "closing" / "kept" / "2026Q3-demo.json.gz"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "chot.json"
    made.write_bytes(gzip.decompress(KEPT.read_bytes()))
    return made


@pytest.fixture
def digest() -> str:
    return KEPT.with_name("2026Q3-demo.sha256").read_text().split()[0]


def test_without_a_number_to_hold_it_against_a_file_is_called_well_formed_and_no_more(
    sipas: Sipas, file: Path, digest: str
) -> None:
    said = sipas("verify", str(file)).output
    assert digest in said
    assert "Hãy so mã trên với mã đã in" in said


def test_the_printed_number_proves_the_file(sipas: Sipas, file: Path, digest: str) -> None:
    assert "Khớp với mã đã đưa" in sipas("verify", str(file), "--sha256", digest.upper()).output


def test_one_changed_answer_is_found_by_the_printed_number(sipas: Sipas, file: Path, digest: str) -> None:
    body = file.read_bytes()
    file.write_bytes(body.replace(b'"program":"0.1.0"', b'"program":"0.1.1"'))
    said = sipas("verify", str(file), "--sha256", digest, code=1)
    assert "Không khớp với mã đã đưa" in said.output
