"""Chốt kỳ in the office's pages."""

import json
from datetime import date
from hashlib import sha256
from io import BytesIO

from flask import Flask

from survey import period
from survey.closing import closed
from survey.running import running_in
from survey.store import settings, units
from survey.store.units import MANAGEMENT, Edge
from tests.office.answering import Answering
from tests.office.counting import queries
from tests.office.person import HOME, Person, token_of

PAGE = f"{HOME}/chot-ky"


def say(answering: Answering) -> None:
    answering.say("PTHA0001", 5, 30)
    answering.say("PTHB0001", 4, 25)


def close(nobody: Person) -> str:
    answer = nobody.send(PAGE, ky="2026Q3", lich="quarter")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_the_list_says_what_is_over_and_not_closed(nobody: Person, answering: Answering) -> None:
    say(answering)
    page = nobody.sign_in("so").read(PAGE)
    assert "Chốt Quý III/2026" in page
    assert "Chưa chốt kỳ nào" in page
    assert "Chốt Quý IV/2026" not in page


def test_what_runs_and_what_is_empty_offer_nothing_to_close(nobody: Person, answering: Answering) -> None:
    say(answering)
    page = nobody.sign_in("so").read(PAGE)
    assert "đang thu; chốt được sau ngày 31/12/2026" in page
    assert "chưa có phiếu nào" in page
    assert "Chốt Học kỳ I năm học 2024–2025" not in page


def test_a_longer_period_names_the_quarters_to_close_before_it(nobody: Person, answering: Answering) -> None:
    answering.say("PTHA0001", 5, 9, date(2026, 5, 20))
    page = nobody.sign_in("so").read(PAGE)
    assert "Nên chốt trước: Quý II/2026, Quý III/2026." in page


def test_whoever_closes_second_is_led_to_what_the_first_one_closed(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    assert close(nobody) == there
    assert "đã được so chốt ngày 20/11/2026; không có gì thay đổi" in nobody.read(there)


def test_a_unit_that_closed_for_itself_is_named_with_the_way_on(nobody: Person, answering: Answering) -> None:
    say(answering)
    own = closed.close(answering.store, "xa-a", period.parse("2026Q3"), "xa-a")
    page = nobody.sign_in("so").read(PAGE)
    assert "đã chốt riêng" in page
    assert f"(lần {own.number})" in page
    refused = nobody.send(PAGE, ky="2026Q3", lich="quarter")
    assert refused.status_code == 409
    assert "phải mở lại lần ấy trước" in refused.text


def test_a_closed_quarter_shows_its_number_and_its_file(nobody: Person, answering: Answering) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    page = nobody.read(there)
    told = json.loads(nobody.see(f"{there}.json").data)
    assert told["unit"] == "so"
    assert "SHA-256" in page
    assert "Không có phiếu nào đến muộn" in page
    assert "Đã chốt ngày 20/11/2026" in nobody.read(PAGE)


def test_a_closing_is_proven_on_request(nobody: Person, answering: Answering) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    assert "mã băm tính lại đúng" not in nobody.read(there)
    page = nobody.read(f"{there}?kiem-tra=1")
    assert "mã băm tính lại đúng bằng mã đã ghi" in page
    assert page.count('<code class="break">') == 2


def test_the_page_of_a_closing_reads_no_answer_again(
    nobody: Person, answering: Answering, app: Flask
) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    with queries(running_in(app).store) as seen:
        nobody.read(there)
    assert [one for one in seen if "answers FROM response" in one and "folded = 0" not in one] == []


def test_a_late_answer_leaves_the_overview_of_a_closed_quarter_alone(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    before = nobody.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    answering.say("PTHA0001", 1, 20)
    after = nobody.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    assert "100,0 %" in before
    assert "100,0 %" in after
    assert "đã chốt ngày 20/11/2026" in after
    assert "20 phiếu" in nobody.read(there)


def hand_over(person: Person, body: bytes) -> tuple[int, str]:
    token = token_of(person.read(f"{PAGE}/tep"))
    sent = {"csrf_token": token, "file": (BytesIO(body), "chot.json")}
    answer = person.client.post(f"{PAGE}/tep", data=sent)
    return answer.status_code, answer.text


def test_a_file_is_held_against_what_was_closed(nobody: Person, answering: Answering) -> None:
    say(answering)
    body = nobody.see(f"{close(nobody.sign_in('so'))}.json").data
    assert "Đúng là lần chốt số 1 ngày 20/11/2026." in hand_over(nobody, body)[1]
    status, told = hand_over(nobody, body.replace(b'"program":"', b'"program":"9'))
    assert (status, "Không phải bản đã chốt" in told) == (200, True)
    status, told = hand_over(nobody, body + b" ")
    assert (status, "đã bị sửa hoặc định dạng lại" in told) == (422, True)
    status, told = hand_over(nobody, b"")
    assert (status, "Tệp không phải bản chốt kỳ" in told) == (422, True)


def test_one_person_cannot_open_it_again_alone(nobody: Person, answering: Answering) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    assert nobody.send(f"{there}/mo-lai", page=there, viec="asked", reason="thiếu trường").status_code == 303
    waiting = nobody.read(there)
    assert "Đang chờ một người khác xác nhận" in waiting
    assert "Xác nhận mở lại</button>" not in waiting
    refused = nobody.send(f"{there}/mo-lai", page=there, viec="confirmed", reason="đã họp thống nhất")
    assert refused.status_code == 409
    assert "người thứ hai" in refused.text
    assert "đã họp thống nhất" in refused.text
    nobody.sign_out()
    nobody.sign_in("quan-tri")
    assert nobody.send(f"{there}/mo-lai", page=there, viec="confirmed", reason="đồng ý").status_code == 303
    assert "đã được mở lại" in nobody.read(there)


def test_what_came_late_is_written_down_once_and_can_be_read_again(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    answering.say("PTHB0001", 1, 3)
    assert nobody.send(f"{there}/phu-luc", page=there).status_code == 303
    assert "thêm 3 phiếu, bớt 0 phiếu" in nobody.read(there)
    assert "Lập phụ lục hôm nay" not in nobody.read(there)
    nobody.send(f"{there}/phu-luc", page=there)
    page = nobody.read(there)
    assert "Phụ lục 1 đã ghi đúng những phiếu này" in page
    assert page.count("Tải phụ lục") == 1
    assert nobody.see(f"{there}.json?phu-luc={2**63}").status_code == 200
    assert nobody.see(f"{there}.json?phu-luc={10**17}").status_code == 404
    file = nobody.see(f"{there}.json?phu-luc=1")
    assert sha256(file.data).hexdigest() in nobody.read(there)
    assert json.loads(file.data)["more"] == [["th-b", "truong_hoc_tieu_hoc@1", 3]]


def test_a_school_that_moved_away_since_leaves_the_closing_with_who_closed_it(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    own = closed.close(answering.store, "xa-a", period.parse("2026Q3"), "xa-a")
    with answering.store.write() as db:
        units.save_edges(db, [Edge("th-a", "xa-a", MANAGEMENT, valid_to="2026-10-15")])
    assert nobody.sign_in("xa-a").see(f"{PAGE}/{own.number}.json").status_code == 200


def test_a_reason_is_needed(nobody: Person, answering: Answering) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    answer = nobody.send(f"{there}/mo-lai", page=there, viec="asked", reason=" ")
    assert answer.status_code == 422
    assert "Hãy điền ô này" in answer.text


def test_a_period_that_runs_is_refused_with_its_day(nobody: Person) -> None:
    answer = nobody.sign_in("so").send(PAGE, ky="2026Q4", lich="quarter")
    assert answer.status_code == 409
    assert "31/12/2026" in answer.text


def test_what_no_page_of_ours_sends_is_refused_in_vietnamese(nobody: Person) -> None:
    nobody.sign_in("so")
    answer = nobody.send(PAGE, ky="2026Q3", lich="abc")
    assert answer.status_code == 409
    assert "Không có lịch “abc”" in answer.text
    answer = nobody.send(PAGE, ky="quý ba", lich="quarter")
    assert answer.status_code == 409
    assert "Kỳ “quý ba” không có trong lịch" in answer.text


def test_a_school_reads_that_it_was_closed_but_not_the_file_of_all(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    there = close(nobody.sign_in("so"))
    nobody.sign_out()
    nobody.sign_in("truong-a")
    assert "Tải bản chốt" not in nobody.read(there)
    assert nobody.see(f"{there}.json").status_code == 403


def test_due_dates_are_the_offices_own(nobody: Person, answering: Answering) -> None:
    say(answering)
    nobody.sign_in("so")
    answer = nobody.send(
        f"{PAGE}/han-bao-cao",
        page=PAGE,
        title="Báo cáo quý",
        calendar="quarter",
        days_after="10",
        document="CV 1",
    )
    assert answer.status_code == 303
    page = nobody.read(PAGE)
    assert "Báo cáo quý – Quý III/2026, 9 tháng năm 2026: hạn 10/10/2026 <strong>đã quá hạn</strong>" in page
    assert "Báo cáo quý – Quý IV/2026, Năm 2026: hạn 10/01/2027" in page
    wrong = nobody.send(
        f"{PAGE}/han-bao-cao", page=PAGE, title="x", calendar="quarter", days_after="mười", document="y"
    )
    assert wrong.status_code == 422
    assert "Hãy ghi một số nguyên từ -60 đến 366." in wrong.text
    assert "Not a valid" not in wrong.text


def test_a_sealed_quarter_shows_a_school_its_counts_and_no_index(
    nobody: Person, answering: Answering
) -> None:
    say(answering)
    with answering.store.write() as db:
        settings.put(db, settings.SEALED, "1")
    school = nobody.sign_in("truong-a")
    assert "đang niêm phong" in school.read(f"{HOME}?ky=2026Q3")
    assert "100,0" not in school.read(f"{HOME}/tien-do?ky=2026Q3")
    nobody.sign_out()
    close(nobody.sign_in("so"))
    nobody.sign_out()
    assert "100,0 %" in nobody.sign_in("truong-a").read(f"{HOME}?ky=2026Q3")


def test_a_closed_quarter_tells_a_school_nothing_of_a_sealed_one_before_it(
    nobody: Person, answering: Answering
) -> None:
    # 25 of 40 content in the quarter that nobody closed: 62,5 %, and 37,5 points up since.
    answering.say("PTHA0001", 5, 25, date(2026, 5, 20))
    answering.say("PTHA0001", 2, 15, date(2026, 5, 20))
    say(answering)
    close(nobody.sign_in("so"))
    assert "62,5" in nobody.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    with answering.store.write() as db:
        settings.put(db, settings.SEALED, "1")
    assert "62,5" in nobody.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    nobody.sign_out()
    school = nobody.sign_in("truong-a")
    for page in (HOME, f"{HOME}/don-vi/th-a", f"{HOME}/phan-tich"):
        told = school.read(f"{page}?ky=2026Q3")
        assert "100,0" in told
        assert "62,5" not in told, page
        assert "37,5" not in told, page


def test_the_report_of_a_closed_quarter_is_final(nobody: Person, answering: Answering) -> None:
    say(answering)
    answering.say("PTHA0001", 4, 20, date(2026, 5, 20))
    close(nobody.sign_in("so"))
    made = nobody.see(f"{HOME}/bao-cao/so?ky=2026Q3&dang=xlsx")
    assert made.status_code == 200


def test_the_half_year_takes_a_closed_quarter_as_it_was_closed(nobody: Person, answering: Answering) -> None:
    say(answering)
    close(nobody.sign_in("so"))
    answering.say("PTHA0001", 1, 3)
    page = nobody.read(f"{HOME}?ky=2026M9&phieu=truong_hoc_tieu_hoc@1")
    assert "55 phiếu" in page
    assert "58 phiếu" not in page


def test_areas_of_a_closed_quarter_have_their_names(nobody: Person, answering: Answering) -> None:
    # The communes do not belong to the office that closes, so they are no units of its closing.
    say(answering)
    close(nobody.sign_in("so"))
    page = nobody.read(f"{HOME}?ky=2026Q3&phieu=truong_hoc_tieu_hoc@1")
    assert "Ủy ban nhân dân xã An Bình" in page
    assert ">xa-a<" not in page
