"""What everybody may see of Quarter III 2026: 100 of 100 satisfied at one school, 20 of 40 at the other."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from survey.clock import today
from survey.naming import CHANNELS
from survey.store import actions, closings
from survey.store.actions import Event, Plan, Step
from survey.store.connection import Store
from tests.office.answering import Answering
from tests.office.test_quarter import words
from tests.published_pages.conftest import SECOND, THIRD, closed_by

# One page must not weigh more than this on the wire, style sheet included.
HEAVIEST = 60_000


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def section(page: str, title: str) -> str:
    found = re.findall(r"<section.*?</section>", page, re.DOTALL)
    return next(words(part) for part in found if title in part)


@pytest.mark.usefixtures("out")
def test_the_public_sees_index_interval_number_and_verdict_in_words(client: FlaskClient) -> None:
    text = section(read(client, "/ket-qua"), "tiểu học")
    assert "85,7 %" in text
    assert "140 phiếu" in text
    assert "Chưa đạt" in text
    assert "Kế hoạch 21/KH-GD&ĐT" in text
    assert "Trung bình các chỉ số câu hỏi" in text


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_the_ways_of_answering_are_told_by_name(
    answering: Answering, store: Store, client: FlaskClient, channel: str
) -> None:
    answering.say("PTHA0001", 5, 20, date(2026, 8, 20))
    with store.write() as db:
        db.execute("UPDATE response SET channel = ?", [channel])
    closed_by("so", answering, THIRD)
    assert f"Phương thức trả lời: {CHANNELS[channel]}." in words(read(client, "/ket-qua/so?ky=2026Q3"))
    assert "Ways of answering: " in read(client, "/ket-qua/so?ky=2026Q3&lang=en")


@pytest.mark.usefixtures("out")
def test_each_unit_and_area_stands_in_a_list_with_a_link_to_its_page(client: FlaskClient) -> None:
    page = read(client, "/ket-qua/so/don-vi")
    assert "Trường Tiểu học Bình Minh 40 50,0 %" in words(page)
    assert "Ủy ban nhân dân xã Bình Minh 40 50,0 %" in words(page)
    assert 'href="/ket-qua/th-b?ky=2026Q3"' in page


@pytest.mark.usefixtures("out")
def test_a_unit_has_a_page_that_can_be_sent(client: FlaskClient) -> None:
    page = read(client, "/ket-qua/th-a?ky=2026Q3")
    text = words(page)
    assert "Trường Tiểu học An Bình" in text
    assert "100,0 %" in text
    assert "Theo nhóm tiêu chí Tiếp cận dịch vụ giáo dục" in text
    assert page.count("<svg") == 7  # the interval, the trend, five factors


@pytest.mark.usefixtures("out")
def test_the_page_names_the_day_of_closing_and_its_digest(out: Answering, client: FlaskClient) -> None:
    digest = closings.published(out.store.db, "quarter")[0].digest
    text = words(read(client, "/ket-qua/th-a"))
    assert "Chốt ngày 20/11/2026, không sửa sau đó." in text
    assert digest in text


@pytest.mark.usefixtures("out")
def test_fewer_than_ten_answers_show_no_figure(client: FlaskClient) -> None:
    for path in ("/ket-qua", "/ket-qua/quay-a"):
        text = section(read(client, path), "Một cửa")
        assert "%" not in text
        assert "n < 10" in text or "để bảo vệ người trả lời" in text


def test_one_small_school_takes_a_second_one_with_it(answering: Answering, client: FlaskClient) -> None:
    # 9 answers are too few; 39 − 30 would give them away, so the other school is hidden as well.
    answering.say("PTHA0001", 5, 30)
    answering.say("PTHB0001", 3, 9)
    closed_by("so", answering, THIRD)
    assert "39 phiếu" in section(read(client, "/ket-qua"), "tiểu học")
    listed = words(read(client, "/ket-qua/so/don-vi"))
    for name in ("Trường Tiểu học An Bình", "Trường Tiểu học Bình Minh"):
        assert f"{name} ẩn để bảo vệ người trả lời" in listed
    for unit in ("th-a", "th-b"):
        page = words(read(client, f"/ket-qua/{unit}"))
        assert "Ẩn để bảo vệ người trả lời" in page
        assert "Theo nhóm tiêu chí" not in page


def test_what_is_not_closed_is_not_shown(answering: Answering, client: FlaskClient) -> None:
    answering.say("PTHA0001", 5, 30, date(2026, 5, 4))
    answering.say("PTHA0001", 5, 30, date(2026, 8, 20))
    answering.say("PTHA0001", 5, 30, today())
    closed_by("so", answering, SECOND)
    page = read(client, "/ket-qua")
    assert "Quý II/2026" in words(page)
    assert "Quý III/2026" not in words(page)
    for label in ("2026Q3", "2026Q4"):
        assert client.get(f"/ket-qua/so?ky={label}").status_code == 404


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("label", ["2026M9", "2026H1", "2026", "2025-2026", "abc"])
def test_windows_that_overlap_quarters_are_not_published(client: FlaskClient, label: str) -> None:
    # Nine months less two quarters would be a figure that no plan has looked at.
    assert client.get(f"/ket-qua?ky={label}").status_code == 404
    assert client.get(f"/ket-qua/th-a?ky={label}").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_before_the_first_closing_the_page_says_when_there_will_be_something(client: FlaskClient) -> None:
    for path in ("/ket-qua", "/ket-qua/th-a"):
        text = words(read(client, path))
        assert "Chưa có kết quả để công bố" in text
        assert "khi cơ quan chốt kỳ đầu tiên" in text


@pytest.mark.usefixtures("out")
def test_an_unknown_unit_is_no_page(client: FlaskClient) -> None:
    assert client.get("/ket-qua/khong-co").status_code == 404
    assert client.get("/ket-qua/khong-co/don-vi").status_code == 404


def test_communes_that_closed_on_their_own_stand_in_a_list(quarter: Answering, client: FlaskClient) -> None:
    for commune in ("xa-a", "xa-b"):
        closed_by(commune, quarter, THIRD)
    text = words(read(client, "/ket-qua"))
    assert "Ủy ban nhân dân xã An Bình kỳ mới nhất: Quý III/2026" in text
    assert "Ủy ban nhân dân xã Bình Minh kỳ mới nhất: Quý III/2026" in text
    assert "100,0 %" in words(read(client, "/ket-qua/xa-a"))


def test_the_one_who_closed_the_latest_period_is_shown_at_once(
    quarter: Answering, client: FlaskClient
) -> None:
    closed_by("xa-a", quarter, SECOND)
    closed_by("xa-b", quarter, THIRD)
    assert "<h1>Ủy ban nhân dân xã Bình Minh</h1>" in read(client, "/ket-qua")


@pytest.mark.usefixtures("out")
def test_a_school_is_found_without_marks_and_without_script(client: FlaskClient) -> None:
    page = read(client, "/ket-qua?tim=TIEU+HOC+binh")
    assert 'href="/ket-qua/th-b"' in page
    assert page.index("Trường Tiểu học Bình Minh") < page.index("Trường Tiểu học An Bình")
    assert "Trường THPT Chi Lăng" not in page
    assert "Không có đơn vị nào đã công bố mang tên “xyz”" in words(read(client, "/ket-qua?tim=xyz"))


@pytest.mark.usefixtures("out")
def test_a_trend_is_a_picture_with_words_and_a_table(client: FlaskClient) -> None:
    page = read(client, "/ket-qua/th-a")
    picture = re.search(r"Qua các kỳ</h3><div class=\"picture\">(<svg.*?</svg>)", page, re.DOTALL)
    assert picture
    assert "<title>Quý II/2026: 58,3 %" in picture[1]
    assert "Quý II/2026 120 58,3 %" in words(page)


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("path", ["/ket-qua", "/ket-qua/th-a", "/ket-qua/so/don-vi", "/cach-tinh"])
@pytest.mark.parametrize("asked", ["", "?lang=en"])
def test_public_pages_are_light_and_ask_for_nothing(client: FlaskClient, path: str, asked: str) -> None:
    answer = client.get(path + asked)
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    with client.get("/static/published.css") as style:
        assert len(answer.data) + len(style.data) < HEAVIEST


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_a_page_that_did_not_change_is_not_sent_again(client: FlaskClient, accepted: str) -> None:
    accepts = {"Accept-Encoding": accepted}
    first = client.get("/ket-qua/th-a", headers=accepts)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get("/ket-qua/th-a", headers={**accepts, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_synthetic_results_say_so(out: Answering, client: FlaskClient) -> None:
    with out.store.write() as db:
        db.execute("INSERT INTO setting VALUES ('synthetic', '1')")
    assert "Số liệu mẫu (tổng hợp bằng máy)" in read(client, "/ket-qua")


def test_the_method_explains_the_index_and_the_verdicts(client: FlaskClient) -> None:
    text = words(read(client, "/cach-tinh"))
    for said in ("trung bình cộng chỉ số các câu", "chưa đủ căn cứ", "Wilson"):
        assert said in text


def did(answering: Answering, unit: str, what: str, day: date, *, public: bool = True) -> None:
    """An action that was planned and finished on the same day."""
    with answering.store.write() as db:
        plan = Plan(unit, what, "Hai quầy mới", "Văn phòng")
        number = actions.add(db, plan, Step(Event.PLANNED, day, "", day, public, "so", day))
        actions.record(db, number, Step(Event.DONE, day, "đã mở từ tuần hai", day, public, "so", day))


def test_what_was_done_in_the_period_stands_beside_its_result(out: Answering, client: FlaskClient) -> None:
    did(out, "th-a", "Mở thêm quầy", date(2026, 8, 3))
    did(out, "th-b", "Sơn lại lớp học", date(2026, 8, 4))
    did(out, "th-a", "Việc riêng", date(2026, 8, 5), public=False)
    did(out, "th-a", "Việc sau kỳ", date(2026, 10, 5))
    text = words(read(client, "/ket-qua/th-a"))
    assert "Việc đã làm trong kỳ Mở thêm quầy , xong ngày 03/08/2026: đã mở từ tuần hai" in text
    assert not any(other in text for other in ("Sơn lại", "Việc riêng", "Việc sau kỳ"))
    assert "Sơn lại lớp học (Trường Tiểu học Bình Minh)" in words(read(client, "/ket-qua/so"))
    assert "Việc đã làm" not in words(read(client, "/ket-qua/th-a?ky=2026Q2"))


def test_a_long_list_of_what_was_done_is_cut_and_counted(out: Answering, client: FlaskClient) -> None:
    for at in range(23):
        did(out, "th-a", f"Việc số {at}", date(2026, 8, 1))
    text = words(read(client, "/ket-qua/th-a"))
    assert text.count("xong ngày") == 20
    assert "và 3 việc khác của các đơn vị." in text
