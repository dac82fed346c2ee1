"""Bộ truyền thông as an official meets it: looked at, copied, downloaded, of one's own units only."""

import base64
import html
import io
import re
import zipfile

import pytest
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader

from survey import kit, period
from survey.closing import closed
from survey.kit_files import ZIP, Piece
from survey.store import audit
from survey.store.audit import Filter
from survey.store.connection import Store
from tests.office.answering import Answering
from tests.office.person import HOME, Person

PAGE = f"{HOME}/truyen-thong"
QUARTER = "?ky=2026Q3"


@pytest.fixture
def out(quarter: Answering) -> Answering:
    """Two quarters closed by the office for all its units."""
    for label in ("2026Q2", "2026Q3"):
        closed.close(quarter.store, "so", period.parse(label), "so")
    return quarter


def area(page: str, name: str) -> str:
    (found,) = re.findall(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(str(found)).strip()


@pytest.mark.usefixtures("out")
def test_a_school_finds_its_kit_of_the_latest_closed_quarter(school: Person) -> None:
    answer = school.see(PAGE)
    assert answer.headers["Location"] == f"{PAGE}/th-a?ky=2026Q3"
    page = school.read(f"{PAGE}/th-a{QUARTER}")
    # All 100 pleased: the lower bound is above 95 %.
    assert "Trường Tiểu học An Bình: chỉ số hài lòng quý III/2026 đạt mục tiêu 95 %" in area(page, "bai-viet")
    assert "Chỉ số hài lòng là một trăm phần trăm." in area(page, "phat-thanh")
    assert "180 tiếng một phút" in page
    assert "100,0 %" in area(page, "mo-ta")


@pytest.mark.usefixtures("out")
def test_the_picture_of_the_page_is_the_one_that_is_downloaded(school: Person) -> None:
    page = school.read(f"{PAGE}/th-a{QUARTER}")
    (inside,) = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    sent = school.see(f"{PAGE}/th-a/{Piece.SQUARE.value}{QUARTER}").data
    assert base64.b64decode(inside) == sent
    assert Image.open(io.BytesIO(sent)).size == (1080, 1080)


@pytest.mark.usefixtures("out")
def test_every_piece_is_a_file_with_a_name_and_a_row_in_the_audit_log(reviewer: Person, store: Store) -> None:
    for piece in (*(one.value for one in Piece), ZIP):
        answer = reviewer.see(f"{PAGE}/th-b/{piece}{QUARTER}")
        assert answer.status_code == 200
        stem, _, ending = piece.rpartition(".")
        name = f"{stem}-th-b-2026Q3-truong_hoc_tieu_hoc.{ending}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        row = audit.some(store.db, Filter(), 1)[0]
        assert (row.actor, row.action, row.unit, row.detail) == ("so", "export", "th-b", name)


@pytest.mark.usefixtures("out")
def test_the_zip_holds_every_piece_as_it_is_alone(reviewer: Person) -> None:
    sent = zipfile.ZipFile(io.BytesIO(reviewer.see(f"{PAGE}/th-b/{ZIP}{QUARTER}").data))
    assert len(sent.namelist()) == len(Piece)
    for piece in (Piece.SQUARE, Piece.ALTERNATIVE, Piece.BROADCAST, Piece.ARTICLE):
        (name,) = (one for one in sent.namelist() if one.startswith(piece.value.split(".")[0])
                   and one.endswith(piece.value.split(".")[1]))  # fmt: skip
        assert sent.read(name) == reviewer.see(f"{PAGE}/th-b/{piece.value}{QUARTER}").data


@pytest.mark.usefixtures("out")
def test_figures_are_those_of_the_public_page(reviewer: Person, client: FlaskClient) -> None:
    # 20 of 40 pleased at the second school.
    public = " ".join(client.get("/ket-qua/th-b?ky=2026Q3").text.split())
    pdf = PdfReader(io.BytesIO(reviewer.see(f"{PAGE}/th-b/{Piece.LEAFLET.value}{QUARTER}").data))
    (paper,) = (" ".join(page.extract_text().split()) for page in pdf.pages)
    low, high = re.findall(r"Khoảng tin cậy: ([\d,]+ %)–([\d,]+ %)", public)[0]
    for text in (paper, reviewer.read(f"{PAGE}/th-b{QUARTER}")):
        assert "50,0 %" in text
        assert f"{low} – {high} · 40 phiếu" in text
        assert "Chưa đạt mục tiêu 95 %" in text


@pytest.mark.usefixtures("out")
def test_its_address_is_a_public_page(client: FlaskClient) -> None:
    assert client.get(f"{kit.PUBLIC_PAGE}/th-a?ky=2026Q3").status_code == 200


@pytest.mark.usefixtures("out")
def test_three_answers_are_told_nowhere(reviewer: Person) -> None:
    page = reviewer.read(f"{PAGE}/quay-a{QUARTER}")
    main = page[page.index('<div class="panels">') : page.index("</main>")]
    assert "Không công bố riêng" in main
    assert "%" not in re.sub(r"data:image[^\"]+|href=\"[^\"]+\"", "", main)
    assert "3 phiếu" not in main


@pytest.mark.usefixtures("out")
def test_an_office_chooses_among_its_questionnaires(reviewer: Person) -> None:
    page = reviewer.read(f"{PAGE}/so{QUARTER}")
    assert 'aria-label="Loại phiếu"' in page
    assert "Trong kỳ còn 1 loại phiếu khác" in page
    other = reviewer.read(f"{PAGE}/so{QUARTER}&phieu=mot_cua_2026@1")
    assert "Không công bố riêng" in other
    assert reviewer.see(f"{PAGE}/so{QUARTER}&phieu=khong-co@1").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_a_quarter_that_is_not_closed_has_no_kit(reviewer: Person) -> None:
    assert reviewer.see(PAGE).headers["Location"] == f"{PAGE}/so"
    page = reviewer.read(f"{PAGE}/so{QUARTER}")
    assert "chưa có gì để công bố" in page
    assert "Chốt kỳ ở trang" in page
    refused = reviewer.see(f"{PAGE}/so/{ZIP}{QUARTER}")
    assert refused.status_code == 404
    assert "chưa chốt" in refused.text


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("address", ["/th-b", "/th-b/to-roi.pdf", "/so"])
def test_a_school_gets_nothing_of_others(school: Person, address: str) -> None:
    assert school.see(f"{PAGE}{address}{QUARTER}").status_code == 403


@pytest.mark.usefixtures("out")
def test_a_piece_that_is_not_there_is_no_page(school: Person) -> None:
    assert school.see(f"{PAGE}/th-a/to-roi.docx{QUARTER}").status_code == 404
    assert "chưa có gì để công bố" in school.read(f"{PAGE}/th-a?ky=2026M9")


@pytest.mark.usefixtures("out")
def test_the_closing_and_the_unit_lead_to_the_kit(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}/chot-ky")
    there = re.findall(r'href="(/van-phong/chot-ky/\d+)"', page)[0]
    assert re.search(rf'href="{PAGE}/so\?ky=2026Q\d"', reviewer.read(there))
    assert f'href="{PAGE}/th-a?ky=2026Q3"' in reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}")


@pytest.mark.usefixtures("out")
def test_sample_data_say_so_in_what_is_sent(school: Person, store: Store) -> None:
    with store.write() as db:
        db.execute("INSERT INTO setting VALUES ('synthetic', '1')")
    for piece in (Piece.ALTERNATIVE, Piece.BROADCAST, Piece.ARTICLE):
        sent = school.see(f"{PAGE}/th-a/{piece.value}{QUARTER}").text
        assert "số liệu mẫu" in sent.lower()
