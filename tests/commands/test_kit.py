"""The communication kit from the command line."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from survey import period
from survey.store import audit
from survey.store.audit import Filter
from survey.store.connection import open_store
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("demo_home")


@pytest.fixture
def quarter(today: date) -> period.Period:
    return period.of(today).previous()


def test_a_closed_quarter_gives_five_files_for_each_questionnaire(
    sipas: Sipas, quarter: period.Period, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made" / "kit"
    label = f"{quarter.label[:4]}-{quarter.label[4:]}"
    said = sipas("kit", "--period", label, "--unit", "so-gddt", "--out", str(out)).output
    files = sorted(path.name for path in out.iterdir())
    forms = {name.rpartition(f"{quarter.label}-")[2].partition(".")[0] for name in files}
    assert len(files) == 5 * len(forms)
    assert "mot_cua_2026" in forms
    assert f"Đã ghi {len(files)} tệp của {quarter.full_name}" in said
    for form in forms:
        stem = f"so-gddt-{quarter.label}-{form}"
        assert len(PdfReader(out / f"to-roi-{stem}.pdf").pages) == 1
        with Image.open(out / f"hinh-vuong-{stem}.png") as picture:
            assert picture.size == (1080, 1080)
        assert "số liệu mẫu" in (out / f"phat-thanh-{stem}.txt").read_text(encoding="utf-8")
    with closing(open_store(home / "sipas.db")) as store:
        row = audit.some(store.db, Filter(), 1)[0]
    assert (row.actor, row.action, row.unit) == ("dòng lệnh", "export", "so-gddt")


def test_a_quarter_that_is_not_closed_is_refused_in_a_sentence(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "kit"
    said = sipas("kit", "--period", "2031Q1", "--unit", "so-gddt", "--out", str(out), code=1).output
    assert "Kỳ 2031Q1 chưa chốt" in said
    assert not out.exists()


def test_a_unit_that_is_not_there_is_named(sipas: Sipas, quarter: period.Period, tmp_path: Path) -> None:
    out = tmp_path / "kit"
    said = sipas("kit", "--period", quarter.label, "--unit", "khong-co", "--out", str(out), code=1).output
    assert "Không có đơn vị mã “khong-co”." in said
