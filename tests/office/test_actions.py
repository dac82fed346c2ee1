"""Việc khắc phục: given out after a weak result, done step by step, held against the figure it was for."""

from datetime import date

import pytest
from flask import Flask

from survey.running import running_in
from survey.store import actions, audit, settings
from survey.store.actions import Event
from survey.store.connection import Store
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, Person

LIST, NEW = f"{HOME}/viec", f"{HOME}/viec/moi"
QUARTER_2, QUARTER_3 = "quarter/2026Q2", "quarter/2026Q3"
FILLED = {
    "unit": "th-a",
    "what": "Thêm ghế ở khu chờ",
    "product": "20 ghế",
    "lead": "Trường Tiểu học An Bình",
    "partners": "Phòng Kế hoạch – Tài chính",
    "planned_on": "20/06/2026",
    "due": "30/06/2026",
    "document": "12/KH-SGDĐT",
    "aim": PRIMARY,
    "period": QUARTER_2,
}
WRONG = {
    "unit=khong-co": "Đơn vị “khong-co” không thuộc phạm vi của tài khoản",
    "what= ": "Hãy ghi nội dung việc.",
    "due=01/06/2026": "Hạn phải từ ngày giao (20/06/2026) trở đi.",
    "due=31/02/2026": "Hãy ghi ngày như 31/12/2026.",
    "planned_on=01/12/2026": "Ngày này chưa tới",
    "period=": "Hãy chọn kỳ có kết quả dẫn đến việc này",
    "aim=khong_co": "Lựa chọn này không có trong danh sách",
}
REFUSED = {
    ("", "28/06/2026", ""): "Hãy chọn bước.",
    ("done", "28/06/2026", ""): "Hãy ghi đã làm xong với sản phẩm nào.",
    ("given_up", "28/06/2026", ""): "Hãy ghi vì sao dừng.",
    ("done", "28/12/2026", "x"): "Ngày này chưa tới",
    ("done", "19/06/2026", "x"): "trước ngày giao việc (20/06/2026)",
    ("reopened", "28/06/2026", "x"): "không có trong danh sách",
}


def give(person: Person, **changes: str) -> str:
    """Give out an action; the address of its page."""
    answer = person.send(NEW, **{**FILLED, **changes})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def finish(person: Person, there: str, day: str = "28/06/2026") -> None:
    said = {"event": "done", "day": day, "words": "20 ghế đã đặt", "due": "30/06/2026"}
    answer = person.send(f"{there}/buoc", page=there, **said)
    assert answer.status_code == 303, answer.text


@pytest.mark.usefixtures("answering")
class TestGivingOut:
    def test_an_empty_list_says_where_to_begin(self, reviewer: Person, school: Person) -> None:
        assert "Chưa có việc khắc phục nào" in reviewer.read(LIST)
        assert f'href="{NEW}"' in reviewer.read(LIST)
        assert f'href="{NEW}"' not in school.read(LIST)

    def test_what_was_given_out_is_read_back_with_its_lead_and_its_day(self, reviewer: Person) -> None:
        page = reviewer.read(give(reviewer))
        for said in (
            "Thêm ghế ở khu chờ",
            "20 ghế",
            "Phòng Kế hoạch – Tài chính",
            "30/06/2026",
            "12/KH-SGDĐT",
        ):
            assert said in page
        assert "Khảo sát cha mẹ học sinh tiểu học" in page
        assert "Quý II/2026 (01/04/2026 – 30/06/2026)" in page
        assert "Chưa làm, hạn 30/06/2026, quá hạn" in page

    def test_it_stands_in_the_audit_log(self, reviewer: Person, store: Store) -> None:
        give(reviewer)
        (entry, *_) = audit.some(store.db, audit.Filter(action=audit.Action.REMEDY), 5)
        assert (entry.actor, entry.unit, entry.subject) == ("so", "th-a", "1")
        assert entry.detail == "giao việc, hạn 30/06/2026, không công khai"

    def test_what_is_wrong_is_named_and_nothing_kept(self, reviewer: Person, store: Store) -> None:
        for wrong, said in WRONG.items():
            field, _, value = wrong.partition("=")
            answer = reviewer.send(NEW, **{**FILLED, field: value})
            assert (wrong, answer.status_code) == (wrong, 422)
            assert said in answer.text, wrong
            assert "Lỗi: Giao việc khắc phục" in answer.text
        assert actions.of_units(store.db, ["th-a"]) == []

    def test_a_commune_gives_out_below_itself_only(self, commune: Person, reviewer: Person) -> None:
        assert commune.send(NEW, **{**FILLED, "unit": "th-b"}).status_code == 422
        there = give(reviewer, unit="th-b")
        assert commune.see(there).status_code == 403
        assert "Thêm ghế" not in commune.read(LIST)

    def test_a_form_without_its_token_changes_nothing(self, reviewer: Person, store: Store) -> None:
        assert reviewer.client.post(NEW, data=FILLED).status_code == 400
        assert actions.of_units(store.db, ["th-a"]) == []


@pytest.mark.usefixtures("answering")
class TestSteps:
    def test_a_unit_says_what_it_has_begun_and_done_and_nothing_else(
        self, reviewer: Person, school: Person
    ) -> None:
        there = give(reviewer)
        page = school.read(there)
        assert 'value="begun"' in page
        assert 'value="given_up"' not in page
        assert 'name="due"' not in page
        refused = school.send(f"{there}/buoc", page=there, event="given_up", day="28/06/2026", words="x")
        assert refused.status_code == 422
        answer = school.send(
            f"{there}/buoc", page=there, event="done", day="28/06/2026", words="20 ghế đã đặt"
        )
        assert answer.status_code == 303
        assert "Đã xong ngày 28/06/2026: 20 ghế đã đặt." in school.read(there)
        assert "Ghi bước tiếp theo" not in school.read(there)

    def test_a_step_that_does_not_follow_is_refused(self, reviewer: Person, store: Store) -> None:
        there = give(reviewer)
        for (event, day, words), said in REFUSED.items():
            step = {"event": event, "day": day, "words": words, "due": "30/06/2026"}
            answer = reviewer.send(f"{there}/buoc", page=there, **step)
            assert answer.status_code == 422
            assert said in answer.text, step
        assert len(actions.steps(store.db, 1)) == 1

    def test_the_office_gives_more_time_and_lets_the_public_read(
        self, reviewer: Person, store: Store
    ) -> None:
        there = give(reviewer)
        step = {"event": "changed", "day": "25/06/2026", "words": "chờ kinh phí", "due": "31/12/2026"}
        assert reviewer.send(f"{there}/buoc", page=there, public="y", **step).status_code == 303
        found = actions.get(store.db, 1)
        assert (found.due, found.public, found.state) == (date(2026, 12, 31), True, Event.PLANNED)

    def test_an_auditor_reads_and_who_keys_in_sees_nothing(self, app: Flask, reviewer: Person) -> None:
        there = give(reviewer)
        auditor = Person(app.test_client()).sign_in("kiem-tra")
        assert "Ghi bước tiếp theo" not in auditor.read(there)
        assert Person(app.test_client()).sign_in("nhap-lieu").see(there).status_code == 403


def test_the_list_is_narrowed_to_what_is_late_and_to_one_unit(reviewer: Person, quarter: Answering) -> None:
    del quarter
    give(reviewer)
    give(reviewer, unit="th-b", what="Niêm yết thủ tục mới", due="30/11/2026", aim="", period="")
    late, soon = reviewer.read(f"{LIST}?tinh-trang=qua-han"), reviewer.read(f"{LIST}?tinh-trang=sap-den-han")
    assert "Thêm ghế" in late
    assert "quá hạn" in late
    assert "Niêm yết" not in late
    assert "Niêm yết" in soon
    assert "Thêm ghế" not in soon
    assert "Niêm yết" not in reviewer.read(f"{LIST}?don-vi=th-a")
    assert "Không có việc nào như thế" in reviewer.read(f"{LIST}?tinh-trang=da-dung")
    assert reviewer.see(f"{LIST}?tinh-trang=khac").status_code == 404
    sheet = reviewer.see(f"{LIST}?tai=csv").data.decode("utf-8-sig")
    assert "Niêm yết thủ tục mới" in sheet
    assert len(sheet.splitlines()) == 3


class TestWhetherItHelped:
    """In quarter II half of the answers at th-a are 4, half 3; in quarter III all hundred are 5."""

    def test_a_rise_beyond_chance_is_called_one(self, reviewer: Person, quarter: Answering) -> None:
        del quarter
        there = give(reviewer)
        assert "So sánh được sau khi làm xong" in reviewer.read(there)
        finish(reviewer, there)
        page = reviewer.read(there)
        assert "Chỉ số tăng ngoài sai số." in page
        assert "Quý III/2026: so với Quý II/2026, chỉ số tăng 50,0 điểm %" in page
        assert "chưa chứng minh việc đó là nguyên nhân" in page

    def test_a_factor_and_a_question_are_held_against_themselves(
        self, reviewer: Person, quarter: Answering
    ) -> None:
        del quarter
        form = running_in(reviewer.client.application).questionnaire(f"{PRIMARY}@1")
        factor, item = form.factors[0], form.items[0]
        for code, name in ((factor.code, factor.name), (item.code, item.text)):
            there = give(reviewer, aim=f"{PRIMARY}/{code}")
            finish(reviewer, there)
            page = reviewer.read(there)
            assert "chỉ số tăng 50,0 điểm %" in page
            assert name.get("vi").rstrip(".") in page

    def test_noise_is_not_called_a_change(self, reviewer: Person, answering: Answering) -> None:
        answering.say("PTHA0001", 5, 90, date(2026, 5, 4))
        answering.say("PTHA0001", 2, 10, date(2026, 5, 4))
        answering.say("PTHA0001", 5, 91)
        answering.say("PTHA0001", 2, 9)
        there = give(reviewer)
        finish(reviewer, there)
        page = reviewer.read(there)
        assert "Chưa thấy thay đổi rõ ngoài sai số." in page
        assert "chỉ số tăng" not in page

    def test_what_the_plan_hides_stays_hidden(self, reviewer: Person, quarter: Answering) -> None:
        """Three forms at the counter, too few to be shown."""
        del quarter
        there = give(reviewer, unit="quay-a", aim="mot_cua_2026")
        finish(reviewer, there)
        page = reviewer.read(there)
        assert "chỉ số" not in page.split("Việc này có giúp được không")[1].split("</section>")[0].lower()
        assert "ẩn (n &lt; 5)" in page or "ít phiếu" in page

    def test_a_question_that_was_hidden_before_is_not_held_against_it(
        self, reviewer: Person, answering: Answering
    ) -> None:
        """In quarter II three of thirty answered the first question: the second is hidden with it."""
        form = running_in(reviewer.client.application).questionnaire(f"{PRIMARY}@1")
        (first, second, *_), others = form.items[:2], form.items[2:]
        assert first.factor == second.factor
        answering.tell("PTHA0001", {one.code: 3 for one in (second, *others)}, 27, date(2026, 5, 4))
        answering.tell("PTHA0001", {one.code: 3 for one in form.items}, 3, date(2026, 5, 4))
        answering.say("PTHA0001", 5, 30)
        there = give(reviewer, aim=f"{PRIMARY}/{second.code}")
        finish(reviewer, there)
        page = reviewer.read(there)
        assert "Chưa có số liệu Quý II/2026 được hiển thị để so sánh." in page
        assert "điểm %" not in page

    def test_what_was_done_in_a_quarter_waits_for_a_whole_one_and_says_when_it_did_not(
        self, reviewer: Person, quarter: Answering
    ) -> None:
        del quarter
        there = give(reviewer, planned_on="01/07/2026", due="30/09/2026")
        finish(reviewer, there, "10/08/2026")
        assert "Một phần phiếu của Quý III/2026 được trả lời trước ngày làm xong." in reviewer.read(there)
        there = give(reviewer, planned_on="05/10/2026", due="30/12/2026", period=QUARTER_3)
        finish(reviewer, there, "10/11/2026")
        assert "Chưa so sánh được: đợi Quý IV/2026 kết thúc." in reviewer.read(there)

    def test_a_sealed_quarter_tells_a_unit_nothing(
        self, reviewer: Person, school: Person, store: Store, quarter: Answering
    ) -> None:
        del quarter
        there = give(reviewer)
        finish(reviewer, there)
        with store.write() as db:
            settings.put(db, settings.SEALED, "1")
        assert "đang niêm phong" in school.read(there)
        assert "điểm %" not in school.read(there)
        assert "điểm %" in reviewer.read(there)
