"""Paper: a batch is made, printed, keyed in once and partly twice, and finished."""

import io
import re
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from flask import Flask
from pypdf import PdfReader
from werkzeug.test import TestResponse

from survey import paper as batches
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.running import running_in
from survey.store import accounts, audit, decisions, integrity, paper, responses
from survey.store.accounts import UNIT, Account
from survey.store.audit import Filter
from survey.store.connection import Store
from survey.store.decisions import Reason
from survey.store.organisation import Document, Kind
from survey.store.paper import FIRST, SECOND, Batch, Entry
from survey.store.responses import Response
from tests.office.answering import PRIMARY
from tests.office.person import HOME, Person, token_of
from tests.office.test_quarter import words

PAGE = f"{HOME}/phieu-giay"
SHORT = ("overall", "A1", "B1", "C1", "D1", "E1", "expectation")

pytestmark = pytest.mark.usefixtures("answering")


@pytest.fixture
def colleague(app: Flask, store: Store, digest: str) -> Person:
    """A second person of the same school."""
    with store.write() as db:
        accounts.add(db, Account("truong-a-2", "Người thứ hai", UNIT, "th-a", digest, 1, "2026-01-01"))
    return Person(app.test_client()).sign_in("truong-a-2")


def make(person: Person, **changed: str) -> str:
    fields = {"point": "PTHA0001", "form": "short", "label": "Họp phụ huynh", **changed}
    answer = person.send(PAGE, **fields)
    assert answer.status_code == 303, words(answer.text)
    return str(answer.location).rsplit("/", 1)[1]


def key(person: Person, address: str, score: str = "5", **changed: str) -> TestResponse:
    page = person.read(address)
    hidden = {name: _hidden(page, name) for name in ("phieu", "so")}
    said = {f"q-{code}": score for code in SHORT[:-1]} | {"q-expectation": "k", "ngay": "18/11/2026"}
    return person.send(address, **{**said, **hidden, **changed})


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def stored(store: Store) -> list[Response]:
    return list(responses.every(store.db))


def every_form_twice(store: Store, batch: str) -> None:
    with store.write() as db:
        db.execute("UPDATE paper_batch SET second_percent = 100 WHERE code = ?", [batch])


def test_a_short_form_is_printed_with_its_fixed_questions_and_the_code_of_the_batch(school: Person) -> None:
    batch = make(school)
    answer = school.see(f"{PAGE}/{batch}/phieu.pdf")
    (page,) = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert f"Lô {batch[:4]}-{batch[4:]}" in page
    assert "Trường Tiểu học An Bình" in page
    assert "Nhìn chung, Ông/Bà hài lòng" in page
    assert "Con tiến bộ về kiến thức" in page
    assert "Con khỏe mạnh" not in page
    assert "Trên 100 %" in page


def test_a_full_form_has_every_question_and_the_code_on_every_page(school: Person) -> None:
    batch = make(school, form="full")
    answer = school.see(f"{PAGE}/{batch}/phieu.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert len(pages) == 2
    assert all(f"Lô {batch[:4]}-{batch[4:]}" in page for page in pages)
    form = batches_form(school)
    assert all(question.text.get("vi") in " ".join(pages) for question in form.questions)


def batches_form(person: Person):  # type: ignore[no-untyped-def]
    return running_in(person.client.application).questionnaire(f"{PRIMARY}@1")


def test_a_form_that_is_keyed_in_is_an_answer_of_the_channel_paper(school: Person, store: Store) -> None:
    batch = make(school)
    answer = key(school, f"{PAGE}/{batch}/nhap", "4", comment="Cảm ơn", gender="female", age_group="-")
    assert answer.status_code == 303
    (kept,) = stored(store)
    assert (kept.channel, kept.unit, kept.point, kept.day) == ("paper", "th-a", "PTHA0001", "2026-11-18")
    assert (kept.comment, kept.gender, kept.age_group) == ("Cảm ơn", "female", "")
    form = batches_form(school)
    asked = {
        q.code: kept.answers[place] for place, q in enumerate(form.questions) if kept.answers[place] != "x"
    }
    assert asked == {**dict.fromkeys(SHORT[:-1], "4"), "expectation": "k"}
    assert "Đã lưu phiếu số 1. " in words(school.read(f"{PAGE}/{batch}/nhap"))
    assert "Phiếu số 2" in words(school.read(f"{PAGE}/{batch}/nhap"))


def test_a_form_of_a_merged_school_belongs_to_the_unit_of_its_own_day(
    app: Flask, school: Person, store: Store
) -> None:
    document = Document("12/QĐ-UBND", "2026-11-01", "Về việc sáp nhập")
    record(store, Plan(Kind.MERGE, date(2026, 11, 15), document, ("th-a", "th-b"), ("th-b",)), "quan-tri")
    heir = Person(app.test_client()).sign_in("truong-b")
    batch = make(heir)
    for person in (heir, school):
        for day in ("14/11/2026", "15/11/2026"):
            assert key(person, f"{PAGE}/{batch}/nhap", ngay=day).status_code == 303
    assert sorted((one.day, one.unit) for one in stored(store)) == [
        *[("2026-11-14", "th-a")] * 2,
        *[("2026-11-15", "th-b")] * 2,
    ]


def test_paper_has_its_own_row_in_the_results(school: Person) -> None:
    batch = make(school)
    for _ in range(6):
        key(school, f"{PAGE}/{batch}/nhap")
    text = words(school.read(f"{HOME}?ky=2026Q4"))
    assert "Phiếu giấy 6" in text


def test_blanks_and_not_applicable_are_kept_as_they_stand_on_the_paper(school: Person, store: Store) -> None:
    batch = make(school, form="full")
    form = batches_form(school)
    said = {f"q-{q.code}": "n" if q.not_applicable else "-" for q in form.questions}
    assert key(school, f"{PAGE}/{batch}/nhap", **said).status_code == 303
    (kept,) = stored(store)
    assert kept.answers == "".join("n" if q.not_applicable else "-" for q in form.questions)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"q-A1": ""}, "Câu này chưa nhập"),
        ({"q-A1": "9"}, "Câu trả lời này không có trong phiếu"),
        ({"q-A1": "n"}, "Câu trả lời này không có trong phiếu"),
        ({"ngay": "31/11/2026"}, "Hãy ghi ngày như 31/12/2026"),
        ({"ngay": "21/11/2026"}, "Ngày 21/11/2026 chưa tới"),
        ({"ngay": "18/11/2006"}, "cách nay hơn một năm"),
        ({"comment": "x" * 1001}, "Ý kiến dài 1001 ký tự"),
    ],
)
def test_a_slip_of_the_finger_is_told_and_the_rest_stays(
    school: Person, store: Store, changed: dict[str, str], sentence: str
) -> None:
    batch = make(school)
    answer = key(school, f"{PAGE}/{batch}/nhap", **changed)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'name="q-B1" value="5" data-keys="5" aria-label="Rất hài lòng" checked' in answer.text
    assert stored(store) == []


def test_a_sheet_without_any_answer_is_no_answer(school: Person, store: Store) -> None:
    batch = make(school)
    blank = {f"q-{code}": "-" for code in SHORT}
    answer = key(school, f"{PAGE}/{batch}/nhap", **blank)
    assert answer.status_code == 422
    assert "Phiếu trắng: không câu nào được trả lời" in words(answer.text)
    assert stored(store) == []
    assert key(school, f"{PAGE}/{batch}/nhap", **blank, comment="Cảm ơn").status_code == 303


@pytest.mark.parametrize("token", ["", "xyz"])
def test_a_form_that_is_not_ours_is_refused(school: Person, store: Store, token: str) -> None:
    batch = make(school)
    assert key(school, f"{PAGE}/{batch}/nhap", phieu=token).status_code == 400
    assert stored(store) == []


def test_a_form_of_one_batch_is_not_taken_for_another_point(app: Flask, store: Store) -> None:
    administrator = Person(app.test_client()).sign_in("quan-tri")
    here, there = make(administrator), make(administrator, point="PTHB0001")
    token = _hidden(administrator.read(f"{PAGE}/{there}/nhap"), "phieu")
    assert key(administrator, f"{PAGE}/{here}/nhap", phieu=token).status_code == 400
    assert stored(store) == []


def test_the_same_form_sent_twice_counts_once(school: Person, store: Store) -> None:
    batch = make(school)
    address = f"{PAGE}/{batch}/nhap"
    token = _hidden(school.read(address), "phieu")
    assert [key(school, address, phieu=token, so="1").status_code for _ in range(2)] == [303, 303]
    assert len(stored(store)) == 1


def test_two_people_who_key_in_at_once_never_share_a_number(
    school: Person, colleague: Person, store: Store
) -> None:
    batch = make(school)
    address = f"{PAGE}/{batch}/nhap"
    key(school, address)
    answer = key(colleague, address, so="1")
    assert answer.status_code == 422
    assert "Số 1 vừa có người nhập. Phiếu này là số 2" in words(answer.text)
    assert len(stored(store)) == 1
    key(colleague, address)
    assert [entry.number for entry in paper.entries(store.db, batch)] == [1, 2]


def test_another_person_keys_in_again_and_the_differences_are_counted(
    school: Person, colleague: Person, store: Store
) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    for _ in range(2):
        key(school, f"{PAGE}/{batch}/nhap")
    assert "cần một tài khoản khác" in words(school.read(f"{PAGE}/{batch}"))
    assert school.see(f"{PAGE}/{batch}/nhap-lai/1").status_code == 404
    assert colleague.see(f"{PAGE}/{batch}/nhap-lai/3").status_code == 404
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1", **{"q-B1": "3"})
    key(colleague, f"{PAGE}/{batch}/nhap-lai/2")
    text = words(colleague.read(f"{PAGE}/{batch}"))
    # One of 2 × 7 answers; B1 is the third question on the short sheet.
    assert "2 phiếu được nhập hai lần: 7,1 % câu khác nhau (1 trên 14 câu" in text
    assert "Phiếu số 1: khác ở câu 3" in text
    assert [response.answers.count("3") for response in stored(store)] == [0, 0]


def test_a_sheet_that_was_keyed_in_twice_is_noticed_and_left_out(school: Person, store: Store) -> None:
    batch = make(school, form="full")
    asked = [question.code for question in batches_form(school).questions if question.code != "expectation"]
    said = {f"q-{code}": f"{place % 3 + 3}" for place, code in enumerate(asked)}
    other = {**said, "q-A1": "1"}
    for one in (said, other, said):
        key(school, f"{PAGE}/{batch}/nhap", **one)
    assert "Phiếu này giống hệt phiếu số 1: nếu là cùng một tờ" in words(school.read(f"{PAGE}/{batch}/nhap"))
    assert "1 phiếu Phiếu số 3 giống phiếu số 1 Bỏ phiếu số 3" in words(school.read(f"{PAGE}/{batch}"))
    address, twice = f"{PAGE}/{batch}/thay", {"nhap-hai-lan": "1"}
    assert school.send(f"{address}/2", page=f"{PAGE}/{batch}", **twice).status_code == 404
    assert school.send(f"{address}/3", page=f"{PAGE}/{batch}", **twice).status_code == 303
    assert list(decisions.aside(store.db).values()) == [Reason.DUPLICATE]
    assert "giống phiếu số" not in words(school.read(f"{PAGE}/{batch}"))
    assert integrity.faults(store) == []


def test_forms_that_are_often_the_same_are_not_held_for_one_sheet(school: Person) -> None:
    short = make(school)
    for _ in range(2):
        key(school, f"{PAGE}/{short}/nhap", **{"q-A1": "4"})
    assert "giống phiếu số" not in words(school.read(f"{PAGE}/{short}"))


def test_the_second_entry_can_take_the_place_of_the_first(
    school: Person, colleague: Person, store: Store
) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    key(school, f"{PAGE}/{batch}/nhap", comment="Cảm ơn")
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1", **{"q-B1": "3"})
    correct = f"{PAGE}/{batch}/thay/1"
    assert colleague.send(correct, page=f"{PAGE}/{batch}").status_code == 303
    left_out = decisions.aside(store.db)
    (counting,) = [one for one in stored(store) if one.token not in left_out]
    assert (counting.answers.count("3"), counting.comment, counting.day) == (1, "Cảm ơn", "2026-11-18")
    assert list(left_out.values()) == [Reason.SPOILED]
    text = words(school.read(f"{PAGE}/{batch}"))
    assert "khác ở câu 3 – đã thay bằng lần hai" in text
    # How well people key in is told by what they keyed in, not by what became of it.
    assert "14,3 % câu khác nhau" in text
    assert "đã bị loại từ trước" in words(
        school.client.post(correct, data={"csrf_token": _csrf(school, batch)}, follow_redirects=True).text
    )
    assert school.send(f"{PAGE}/{batch}/thay/2", page=f"{PAGE}/{batch}").status_code == 404
    assert integrity.faults(store) == []


def _csrf(person: Person, batch: str) -> str:
    return token_of(person.read(f"{PAGE}/{batch}"))


def test_a_first_entry_that_was_replaced_is_never_counted_beside_the_second(
    school: Person, colleague: Person, reviewer: Person, store: Store
) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    key(school, f"{PAGE}/{batch}/nhap")
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1", **{"q-B1": "3"})
    colleague.send(f"{PAGE}/{batch}/thay/1", page=f"{PAGE}/{batch}")
    (replaced,) = decisions.aside(store.db)
    address = f"{HOME}/xem-lai/th-a?ky=2026Q4"
    answer = reviewer.send(address, chon=replaced, loi="nhầm", viec="lay-lai")
    assert answer.status_code == 422
    assert "đã được thay bằng lần nhập thứ hai" in words(answer.text)
    assert list(decisions.aside(store.db)) == [replaced]


def test_a_finished_batch_keeps_its_rate_and_forgets_numbers_and_people(
    school: Person, colleague: Person, store: Store
) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    key(school, f"{PAGE}/{batch}/nhap")
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1", **{"q-B1": "3"})
    school.send(f"{PAGE}/{batch}/ket-thuc", page=f"{PAGE}/{batch}")
    assert paper.entries(store.db, batch) == []
    text = words(school.read(f"{PAGE}/{batch}"))
    assert "1 phiếu được nhập hai lần: 14,3 % câu khác nhau (1 trên 7 câu" in text
    assert "Lô kết thúc ngày 20/11/2026 với 1 phiếu" in text
    assert school.see(f"{PAGE}/{batch}/nhap").status_code == 404
    assert len(stored(store)) == 1


def test_a_batch_that_is_finished_twice_at_once_keeps_its_counts(school: Person, store: Store) -> None:
    batch = make(school)
    key(school, f"{PAGE}/{batch}/nhap")
    token, end = _csrf(school, batch), f"{PAGE}/{batch}/ket-thuc"
    first, second = (school.client.post(end, data={"csrf_token": token}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    text = words(school.read(f"{PAGE}/{batch}"))
    assert f"Lô {batch[:4]}-{batch[4:]} đã kết thúc ngày 20/11/2026." in text
    assert "Lô kết thúc ngày 20/11/2026 với 1 phiếu" in text
    told = [(e.actor, e.unit, e.detail) for e in audit.some(store.db, Filter(action="paper"), 9)]
    assert told == [
        ("truong-a", "th-a", "kết thúc lô: 1 phiếu"),
        ("truong-a", "th-a", "lập lô: Họp phụ huynh"),
    ]


def test_nothing_is_keyed_into_a_batch_that_ended_meanwhile(school: Person, store: Store) -> None:
    batch = make(school)
    entry = Entry(batch, 1, FIRST, "truong-a", "a" * 32, "5")
    batches.finish(store, "khóa", batch, ("truong-a", date(2026, 11, 20)))
    with store.write() as db:
        assert not paper.keep(db, entry)
    assert paper.entries(store.db, batch) == []


def test_who_keys_in_while_the_batch_is_being_finished_is_told_so(school: Person, store: Store) -> None:
    batch = make(school)
    address = f"{PAGE}/{batch}/nhap"
    with ThreadPoolExecutor() as pool:
        with store.write() as db:
            late = pool.submit(key, school, address)
            # Long enough to find the batch open and to stand before the lock.
            wait([late], 0.5)
            paper.finish(db, paper.get(db, batch), date(2026, 11, 20))
        answer = late.result()
    assert answer.status_code == 404
    assert "Lô này đã kết thúc nên không nhập thêm" in words(answer.text)
    assert stored(store) == []


def test_who_keys_in_again_too_late_is_told_that_it_is_not_kept(
    school: Person, colleague: Person, app: Flask, store: Store, digest: str
) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    key(school, f"{PAGE}/{batch}/nhap")
    with store.write() as db:
        accounts.add(db, Account("truong-a-3", "Người thứ ba", UNIT, "th-a", digest, 1, "2026-01-01"))
    third = Person(app.test_client()).sign_in("truong-a-3")
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1")
    key(third, f"{PAGE}/{batch}/nhap-lai/1", **{"q-B1": "3"})
    assert "Phiếu số 1 vừa có người nhập lại" in third.read(f"{PAGE}/{batch}")
    (kept,) = [one for one in paper.entries(store.db, batch) if one.round == SECOND]
    assert kept.account == "truong-a-2"


def test_a_finished_batch_leaves_no_trace_of_who_keyed_in_what(school: Person, store: Store) -> None:
    batch = make(school)
    key(school, f"{PAGE}/{batch}/nhap")
    # In a row of SQLite the columns stand one behind the other: account, then token.
    together = f"truong-a{stored(store)[0].token}".encode()
    assert store.settle()
    assert together in store.path.read_bytes()
    school.send(f"{PAGE}/{batch}/ket-thuc", page=f"{PAGE}/{batch}")
    assert together not in store.path.read_bytes()
    assert store.path.with_name("sipas.db-wal").stat().st_size == 0


def test_paper_is_for_those_who_have_it_before_them(school: Person, reviewer: Person, app: Flask) -> None:
    batch = make(school)
    assert reviewer.see(PAGE).status_code == 403
    assert "Phiếu giấy" not in words(reviewer.read(f"{HOME}/dot-khao-sat"))
    other = Person(app.test_client()).sign_in("truong-b")
    for path in ("", "/nhap", "/phieu.pdf", "/nhap-lai/1"):
        assert other.see(f"{PAGE}/{batch}{path}").status_code == 403
    assert other.send(f"{PAGE}/{batch}/ket-thuc", page=PAGE).status_code == 403


def test_an_auditor_reads_of_paper_slips_and_counts_and_finds_nothing_to_press(
    school: Person, app: Flask
) -> None:
    auditor, batch = Person(app.test_client()).sign_in("kiem-tra"), make(school)
    for path in ("phieu-giay", f"phieu-giay/{batch}", "to-ma-lop", "quy-mo"):
        page = auditor.read(f"{HOME}/{path}")
        # What remains is the way out.
        assert page.count('method="post"') == 1, path
        assert "/nhap" not in page.partition("<main")[2], path
        token = token_of(page)
        assert auditor.client.post(f"{HOME}/{path}", data={"csrf_token": token}).status_code in (403, 405)
    assert "Họp phụ huynh" in auditor.read(PAGE)


def test_about_the_wanted_share_of_forms_is_drawn_for_a_second_entry() -> None:
    batch = Batch("7KQD3M2P", "P", f"{PRIMARY}@1", "short", "x", 10, "2026-11-01")
    drawn = sum(batches._drawn("5e" * 32, batch, number) for number in range(1, 2001))
    # 200 expected of 2000 independent draws; beyond 4 standard deviations (13,4) something is wrong.
    assert abs(drawn - 200) < 54
    assert not any(
        batches._drawn("5e" * 32, Batch(**{**vars(batch), "second_percent": 0}), n) for n in range(99)
    )


def test_what_is_entered_is_kept_with_its_round(school: Person, colleague: Person, store: Store) -> None:
    batch = make(school)
    every_form_twice(store, batch)
    key(school, f"{PAGE}/{batch}/nhap")
    key(colleague, f"{PAGE}/{batch}/nhap-lai/1")
    assert [(e.round, e.account) for e in paper.entries(store.db, batch)] == [
        (FIRST, "truong-a"),
        (SECOND, "truong-a-2"),
    ]
    assert date.fromisoformat(paper.get(store.db, batch).created_on) == date(2026, 11, 20)
