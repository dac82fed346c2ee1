"""The path of an answer, as the person with the phone sees it."""

import re
import unicodedata

import pytest

from survey.app import create_app
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import points, responses
from survey.store.connection import Store
from tests.citizen.visitor import COUNTER, SCHOOL, Visitor, token_in

TEN_KILOBYTES = 10_000


def test_asking_stores_nothing_and_sets_no_cookie(visitor: Visitor, store: Store) -> None:
    response = visitor.client.get(visitor.path)
    assert "Set-Cookie" not in response.headers
    assert responses.count(store.db) == 0


@pytest.mark.parametrize("code", [SCHOOL, COUNTER])
def test_the_page_is_one_file_of_at_most_ten_kilobytes_on_the_wire(visitor: Visitor, code: str) -> None:
    response = visitor.client.get(f"/k/{code}", headers={"Accept-Encoding": "br, gzip"})
    head = sum(len(name) + len(value) + 4 for name, value in response.headers)
    assert response.headers["Content-Encoding"] == "br"
    assert head + len(response.data) <= TEN_KILOBYTES
    page = visitor.at(f"/k/{code}").open()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert '<link rel="stylesheet"' not in page


def test_the_first_question_is_the_overall_one_and_the_only_one_required(visitor: Visitor) -> None:
    page = visitor.open()
    assert re.findall(r'name="(q-[^"]+)"', page)[0] == "q-overall"
    assert set(re.findall(r'name="([^"]+)"[^>]* required', page)) == {"q-overall"}


def test_an_answer_is_thanked_and_on_disk_once(visitor: Visitor, store: Store) -> None:
    response = visitor.answer("4", comment="Cô giáo tận tình")
    assert response.status_code == 303
    assert "Đã ghi nhận" in visitor.client.get(response.location).text
    (stored,) = responses.every(store.db)
    assert stored.answers.startswith("4")
    assert (stored.unit, stored.channel, stored.comment) == ("th", "qr", "Cô giáo tận tình")


def test_a_second_tap_stores_nothing_new(visitor: Visitor, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    first, second = visitor.send(fields), visitor.send(fields)
    assert first.location == second.location
    assert responses.count(store.db) == 1


def test_other_answers_under_the_same_form_leave_the_first_and_say_so(visitor: Visitor, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    visitor.send(fields)
    second = visitor.send({**fields, "q-overall": "1"})
    assert "giữ câu trả lời đầu tiên" in visitor.client.get(second.location).text
    (stored,) = responses.every(store.db)
    assert stored.answers.startswith("5")


def test_a_form_without_the_first_answer_comes_back_with_the_other_answers(
    visitor: Visitor, store: Store
) -> None:
    fields = {**visitor.answers(visitor.open(), "2"), "q-overall": "", "comment": "Xin giữ lại"}
    response = visitor.send(fields)
    assert response.status_code == 422
    assert "<title>Lỗi: " in response.text
    assert 'href="#q-overall"' in response.text
    assert "Xin giữ lại" in response.text
    assert response.text.count(" checked") == len(fields) - 3
    assert token_in(response.text) == fields["phieu"]
    assert responses.count(store.db) == 0


@pytest.mark.parametrize("value", ["0", "6", "x", "-", "a", "５", "5 5", "true", "<script>"])
def test_a_score_that_is_not_on_the_form_leaves_nothing_behind(
    visitor: Visitor, store: Store, value: str
) -> None:
    fields = {**visitor.answers(visitor.open()), "q-overall": value}
    response = visitor.send(fields)
    assert response.status_code == 422
    assert response.text.count("<script>") == 1, "only our own"
    assert responses.count(store.db) == 0


def test_every_item_is_asked_of_about_equal_numbers(visitor: Visitor) -> None:
    asked = [code for _ in range(300) for code in set(re.findall(r'name="q-([A-E]\d)"', visitor.open()))]
    numbers = {code: asked.count(code) for code in set(asked)}
    assert len(numbers) == 23
    assert max(numbers.values()) < 2 * min(numbers.values())


def test_the_full_form_asks_all_sixteen_official_items(visitor: Visitor) -> None:
    page = visitor.at(f"/k/{COUNTER}").open()
    assert len(set(re.findall(r'name="q-([A-E]\d)"', page))) == 16


def test_a_reloaded_page_asks_the_same_questions_under_the_same_token(visitor: Visitor) -> None:
    page = visitor.open()
    again = visitor.open(f"?phieu={token_in(page)}")
    assert visitor.answers(page) == visitor.answers(again)


def test_unknown_revoked_and_closed_codes_say_so(visitor: Visitor, store: Store) -> None:
    assert visitor.client.get("/k/00000000").status_code == 404
    with store.write() as db:
        points.set_state(db, SCHOOL, "closed")
    closed = visitor.client.get(f"/k/{SCHOOL}")
    assert "đang đóng" in closed.text
    with store.write() as db:
        points.set_state(db, SCHOOL, "revoked")
    assert visitor.client.get(f"/k/{SCHOOL}").status_code == 410


def test_a_code_typed_in_small_letters_finds_its_page(visitor: Visitor) -> None:
    assert visitor.client.get(f"/k/{SCHOOL.lower()}").location == f"/k/{SCHOOL}"


def test_text_is_stored_composed(visitor: Visitor, store: Store) -> None:
    visitor.answer(comment=unicodedata.normalize("NFD", "Trường Tiểu học"))
    (stored,) = responses.every(store.db)
    assert stored.comment == unicodedata.normalize("NFC", "Trường Tiểu học")


def test_a_form_filled_by_a_machine_is_stopped_and_may_be_sent_again(store: Store) -> None:
    app = create_app(Settings(home=store.path.parent, min_fill_seconds=30))
    visitor = Visitor(app.test_client())
    response = visitor.answer()
    assert response.status_code == 422
    assert "bấm gửi lần nữa" in response.text
    assert responses.count(store.db) == 0
    running_in(app).close()


def test_the_trap_field_catches_a_script(visitor: Visitor, store: Store) -> None:
    assert visitor.answer(website="http://example.com").status_code == 422
    assert responses.count(store.db) == 0


def test_a_forged_or_foreign_token_is_refused(visitor: Visitor, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    for token in ("", "abc", "A" + fields["phieu"], token_in(visitor.at(f"/k/{COUNTER}").open())):
        assert visitor.send({**fields, "phieu": token}).status_code == 422
    assert responses.count(store.db) == 0


def test_forms_opened_before_a_new_key_are_still_taken(visitor: Visitor, live: Running, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    file = live.settings.secret_file
    file.write_text(file.read_text() + "\n" + "ab" * 32, encoding="ascii")
    app = create_app(live.settings)
    assert Visitor(app.test_client()).send(fields).status_code == 303
    assert responses.count(store.db) == 1
    running_in(app).close()


def test_the_page_speaks_english_when_asked(visitor: Visitor) -> None:
    page = visitor.at(f"/k/{COUNTER}").open("?lang=en")
    assert '<html lang="en">' in page
    assert "Very satisfied" in page
    assert "Send your answers" in page
