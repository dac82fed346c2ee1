"""The block for a unit's own website: shown by any site, and able to do nothing there."""

import base64
import hashlib
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.office.answering import Answering
from tests.office.test_quarter import words

pytestmark = pytest.mark.usefixtures("out")
FRAMED = ["/ket-qua/th-a/khung", "/ket-qua/th-a/khoi.html"]
OTHERS = ["/ket-qua", "/ket-qua/th-a", "/ket-qua/th-a/nhung", "/ket-qua/so/don-vi", "/cach-tinh"]


@pytest.mark.parametrize("path", FRAMED)
def test_any_site_may_show_the_block(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy


@pytest.mark.parametrize("path", OTHERS)
def test_no_site_may_show_any_other_page(client: FlaskClient, path: str) -> None:
    assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", FRAMED)
def test_the_block_brings_no_script_no_cookie_and_no_foreign_name(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "<script" not in answer.text
    assert re.search(r"\son\w+=", answer.text) is None
    assert "Set-Cookie" not in answer.headers
    selectors = re.findall(r"([^{}]+)\{", re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)[0])
    assert all(part.strip().startswith(".sipas-kq") for rule in selectors for part in rule.split(","))
    assert all(
        name.startswith("sipas-") for name in " ".join(re.findall(r'class="([^"]*)"', answer.text)).split()
    )


def test_the_block_tells_the_result_and_leads_to_its_page(client: FlaskClient) -> None:
    text = client.get("/ket-qua/th-a/khoi.html").text
    said = words(re.sub("<style>.*?</style>", "", text, flags=re.DOTALL))
    assert "Trường Tiểu học An Bình" in said
    assert "100,0 %" in said
    assert "100 phiếu" in said
    assert "Chốt ngày 20/11/2026" in said
    assert 'href="http://127.0.0.1:8000/ket-qua/th-a?ky=2026Q3"' in text


def test_a_unit_finds_both_pieces_ready_to_copy(client: FlaskClient) -> None:
    page = client.get("/ket-qua/th-a/nhung").text
    frame, block = (unescape(piece) for piece in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL))
    assert 'src="http://127.0.0.1:8000/ket-qua/th-a/khung"' in frame
    assert block == client.get("/ket-qua/th-a/khoi.html").text


def test_a_name_with_quotes_stays_inside_the_piece(client: FlaskClient, out: Answering) -> None:
    with out.store.write() as db:
        db.execute("UPDATE unit SET name = ? WHERE code = 'th-a'", ['Trường "Sao" <b>Mai</b>'])
    page = client.get("/ket-qua/th-a/nhung").text
    frame = unescape(re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[0])
    assert 'title="Kết quả khảo sát hài lòng: Trường &#34;Sao&#34; &lt;b&gt;Mai&lt;/b&gt;"' in frame


def test_a_unit_that_published_nothing_has_no_block(client: FlaskClient) -> None:
    for page in ("khung", "khoi.html", "nhung", "bang-cong-khai.pdf"):
        assert client.get(f"/ket-qua/xa-a/{page}").status_code == 404
