"""Points, their codes, and the printed page that carries them."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("ready")

ADD = ("points", "add", "--unit", "th-a", "--name", "Quầy 2", "--questionnaire", "mot_cua_2026")


def test_a_new_point_gets_a_code_and_an_address(sipas: Sipas) -> None:
    code, address = sipas(*ADD).output.strip().split("\t")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code)
    assert address == f"http://127.0.0.1:8000/k/{code}"


def test_the_list_as_json_says_what_another_program_needs(sipas: Sipas) -> None:
    assert json.loads(sipas("points", "list", "--format", "json").output) == [
        {
            "code": "7KQD3M2P",
            "unit": "th-a",
            "kind": "counter",
            "name": "Quầy 1",
            "questionnaire": "mot_cua_2026",
            "form": "short",
            "state": "open",
            "url": "http://127.0.0.1:8000/k/7KQD3M2P",
        }
    ]
    assert json.loads(sipas("points", "list", "--unit", "khac", "--format", "json").output) == []


def test_a_point_needs_a_known_unit_and_a_published_questionnaire(sipas: Sipas) -> None:
    assert "Không có đơn vị mã “x”" in sipas(*ADD[:3], "x", *ADD[4:], code=1).output
    assert "Chưa công bố phiếu “y”" in sipas(*ADD[:-1], "y", code=1).output


def test_a_version_is_refused_because_a_point_asks_the_latest(sipas: Sipas) -> None:
    assert "hãy ghi mot_cua_2026, không kèm phiên bản" in sipas(*ADD[:-1], "mot_cua_2026@1", code=2).stderr


def test_a_point_is_closed_opened_and_revoked_by_its_code_as_typed(sipas: Sipas) -> None:
    assert "tạm đóng" in sipas("points", "close", "7kqd-3m2p").output
    assert "(tạm đóng)" in sipas("points", "list").output
    assert "đang mở" in sipas("points", "open", "7KQD3M2P").output
    assert "đã thu hồi" in sipas("points", "revoke", "7KQD3M2P").output
    assert "Không có điểm khảo sát" in sipas("points", "close", "00000000", code=1).output


def test_posters_of_all_open_points_come_in_one_file(sipas: Sipas, tmp_path: Path) -> None:
    code = sipas(*ADD).output.split("\t")[0]
    out = tmp_path / "all.pdf"
    assert "Đã ghi 2 trang" in sipas("poster", "--all", "--size", "a5", "--out", str(out)).output
    document = pypdfium2.PdfDocument(out)
    scanned = {zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text for page in document}
    document.close()
    assert scanned == {f"http://127.0.0.1:8000/k/{c}" for c in ("7KQD3M2P", code)}


def test_a_closed_point_gets_no_poster(sipas: Sipas, tmp_path: Path) -> None:
    sipas("points", "close", "7KQD3M2P")
    out = tmp_path / "none.pdf"
    assert "Chưa có điểm khảo sát nào đang mở" in (
        sipas("poster", "--unit", "th-a", "--out", str(out), code=1).output
    )
    assert not out.exists()


def test_poster_wants_one_unit_or_all(sipas: Sipas, tmp_path: Path) -> None:
    out = str(tmp_path / "x.pdf")
    sipas("poster", "--out", out, code=2)
    sipas("poster", "--all", "--unit", "th-a", "--out", out, code=2)
    assert "Không có đơn vị" in sipas("poster", "--unit", "x", "--out", out, code=1).output


def test_a_folder_that_is_not_there_is_named(sipas: Sipas, tmp_path: Path) -> None:
    said = sipas("poster", "--all", "--out", str(tmp_path / "none" / "x.pdf"), code=1).output
    assert "Không đọc hoặc ghi được" in said
    assert "none/x.pdf: không có tệp hay thư mục này." in said


@pytest.mark.parametrize(
    "asked",
    [
        ("slips", "reprint", "0", "--out", "moi.pdf", "--codes"),
        ("import", "responses", __file__, "--map"),
        ("questionnaire", "publish"),
    ],
)
def test_a_workbook_where_text_is_wanted_is_named(
    sipas: Sipas, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    (tmp_path / "ma.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    said = sipas(*asked, str(tmp_path / "ma.xlsx"), code=1).output
    assert "ma.xlsx không phải văn bản UTF-8" in said
