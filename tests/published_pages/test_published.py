"""What everybody may see of Quarter III 2026: 100 of 100 satisfied at one school, 20 of 40 at the other."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from survey.clock import today
from tests.office.answering import Answering
from tests.office.test_quarter import words

# One page must not weigh more than this on the wire, style sheet included.
HEAVIEST = 60_000


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def section(page: str, title: str) -> str:
    found = re.findall(r"<section>.*?</section>", page, re.DOTALL)
    return next(words(part) for part in found if title in part)


@pytest.mark.usefixtures("quarter")
def test_the_public_sees_index_interval_number_and_verdict_in_words(client: FlaskClient) -> None:
    text = section(read(client, "/ket-qua"), "tiểu học")
    assert "85,7 %" in text
    assert "140 phiếu" in text
    assert "Chưa đạt" in text
    assert "Kế hoạch 21/KH-GD&ĐT" in text
    assert "Trường Tiểu học Bình Minh 40 50,0 %" in text


@pytest.mark.usefixtures("quarter")
def test_a_unit_has_a_page_that_can_be_sent(client: FlaskClient) -> None:
    text = words(read(client, "/ket-qua/th-a?ky=2026Q3"))
    assert "Trường Tiểu học An Bình" in text
    assert "100,0 %" in text
    assert "Theo nhóm tiêu chí" not in text


@pytest.mark.usefixtures("quarter")
def test_fewer_than_ten_answers_show_no_figure(client: FlaskClient) -> None:
    for path in ("/ket-qua", "/ket-qua/quay-a"):
        text = section(read(client, path), "Một cửa")
        assert "%" not in text
        assert "n < 10" in text or "bảo vệ người trả lời" in text


def test_one_small_school_takes_a_second_one_with_it(answering: Answering, client: FlaskClient) -> None:
    # 9 answers are too few; 39 − 30 would give them away, so the other school is hidden as well.
    answering.say("PTHA0001", 5, 30)
    answering.say("PTHB0001", 3, 9)
    text = section(read(client, "/ket-qua"), "tiểu học")
    assert "39 phiếu" in text
    assert text.count("ẩn để bảo vệ người trả lời") == 2
    for unit in ("th-a", "th-b"):
        page = words(read(client, f"/ket-qua/{unit}"))
        assert "Ẩn để bảo vệ người trả lời" in page
        assert "Theo nhóm tiêu chí" not in page


def test_a_quarter_that_still_runs_is_not_shown(answering: Answering, client: FlaskClient) -> None:
    answering.say("PTHA0001", 5, 30, date(2026, 5, 4))
    answering.say("PTHA0001", 5, 30, today())
    page = read(client, "/ket-qua")
    assert "Kết quả Quý II/2026" in words(page)
    assert client.get("/ket-qua?ky=2026Q4").status_code == 404


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("label", ["2026M9", "2026H1", "2026", "2025-2026", "abc"])
def test_windows_that_overlap_quarters_are_not_published(client: FlaskClient, label: str) -> None:
    # Nine months less two quarters would be a figure that no plan has looked at.
    assert client.get(f"/ket-qua?ky={label}").status_code == 404
    assert client.get(f"/ket-qua/th-a?ky={label}").status_code == 404


def test_before_the_first_quarter_the_page_says_when_there_will_be_something(
    answering: Answering, client: FlaskClient
) -> None:
    del answering
    assert "Chưa có kết quả để công bố" in read(client, "/ket-qua")
    assert "Chưa có kết quả để công bố" in read(client, "/ket-qua/th-a")


@pytest.mark.usefixtures("quarter")
def test_an_unknown_unit_is_no_page(client: FlaskClient) -> None:
    assert client.get("/ket-qua/khong-co").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_a_trend_is_a_picture_with_words_and_a_table(client: FlaskClient) -> None:
    page = read(client, "/ket-qua/th-a")
    picture = re.search(r"Qua các kỳ</h3><p class=\"picture\">(<svg.*?</svg>)", page, re.DOTALL)
    assert picture
    assert "<title>Quý II/2026: 50,0 %" in picture[1]
    assert "Quý II/2026 100 50,0 %" in words(page)


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("path", ["/ket-qua", "/ket-qua/th-a", "/cach-tinh"])
def test_public_pages_are_light_and_ask_for_nothing(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    with client.get("/static/published.css") as style:
        assert len(answer.data) + len(style.data) < HEAVIEST


def test_synthetic_results_say_so(quarter: Answering, client: FlaskClient) -> None:
    with quarter.store.write() as db:
        db.execute("INSERT INTO setting VALUES ('synthetic', '1')")
    assert "Số liệu mẫu (tổng hợp bằng máy)" in read(client, "/ket-qua")


def test_the_method_explains_the_index_and_the_verdicts(client: FlaskClient) -> None:
    text = words(read(client, "/cach-tinh"))
    for said in ("trung bình cộng chỉ số các câu", "chưa đủ căn cứ", "Wilson"):
        assert said in text
