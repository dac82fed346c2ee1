"""A code that is used once: typed or scanned, spent with its answer, refused in words."""

from datetime import date, timedelta

import pytest
from flask import Flask

from survey import clock
from survey.form_token import MAX_AGE_SECONDS
from survey.running import running_in
from survey.store import codes, points, responses
from survey.store.connection import Store
from survey.store.points import CODE_ALPHABET
from tests.citizen.printed import Past, days_ago, issue
from tests.citizen.visitor import SCHOOL, Visitor, token_in

__all__ = ["days_ago"]


def opened_in_the_past(app: Flask, code: str, days_ago: Past, days: int) -> dict[str, str]:
    with days_ago(days):
        visitor = holder(app, code)
        return visitor.answers(visitor.open())


def holder(app: Flask, code: str) -> Visitor:
    visitor = Visitor(app.test_client())
    visitor.path = f"/m/{code}"
    return visitor


def test_a_scanned_code_opens_the_form_of_its_point_and_is_spent_with_the_answer(
    app: Flask, store: Store
) -> None:
    code, *_ = issue(app)
    answer = holder(app, code).answer()
    assert (answer.status_code, answer.location) == (303, f"/m/{code}/cam-on")
    assert [channel for (channel,) in store.db.execute("SELECT channel FROM response")] == ["code"]
    (count,) = codes.counts(store.db, date(2026, 2, 1))
    assert (count.batch.size, count.used, count.expired) == (5, 1, 0)


def test_the_thanks_may_be_read_again(app: Flask) -> None:
    code, *_ = issue(app)
    visitor = holder(app, code)
    assert visitor.answer().status_code == 303
    assert "Đã ghi nhận" in visitor.client.get(f"/m/{code}/cam-on").text


def test_who_sent_nothing_is_not_thanked_but_shown_the_form(app: Flask, store: Store) -> None:
    code, *_ = issue(app)
    early = app.test_client().get(f"/m/{code}/cam-on?lang=en")
    assert (early.status_code, early.location) == (302, f"/m/{code}?lang=en")
    assert "Đã ghi nhận" not in early.text
    assert responses.count(store.db) == 0


def test_a_second_tap_on_the_same_form_is_thanked_and_stores_nothing_new(app: Flask, store: Store) -> None:
    code, *_ = issue(app)
    visitor = holder(app, code)
    fields = visitor.answers(visitor.open())
    assert {visitor.send(fields).status_code for _ in range(2)} == {303}
    assert responses.count(store.db) == 1


def test_a_spent_code_opens_nothing_and_says_what_to_do(app: Flask) -> None:
    code, *_ = issue(app)
    holder(app, code).answer()
    again = holder(app, code).client.get(f"/m/{code}")
    assert again.status_code == 410
    assert "mỗi mã chỉ dùng một lần" in again.text
    assert "Trường Tiểu học Kim Sơn" in again.text


def test_two_forms_opened_with_one_code_store_one_answer(app: Flask, store: Store) -> None:
    code, *_ = issue(app)
    first, second = holder(app, code), holder(app, code)
    forms = [one.answers(one.open()) for one in (first, second)]
    assert first.send(forms[0]).status_code == 303
    late = second.send(forms[1])
    assert late.status_code == 410
    assert "đã được dùng" in late.text
    assert responses.count(store.db) == 1


def test_an_expired_code_says_that_nothing_was_recorded(app: Flask, store: Store) -> None:
    code, *_ = issue(app, expires="2026-01-03")
    answer = app.test_client().get(f"/m/{code}")
    assert answer.status_code == 410
    assert "hết hạn" in answer.text
    assert "chưa có câu trả lời nào" in answer.text
    assert responses.count(store.db) == 0


def test_a_revoked_batch_ends_the_codes_that_were_not_used(app: Flask, store: Store) -> None:
    used, waiting, *_ = issue(app)
    holder(app, used).answer()
    (count,) = codes.counts(store.db, date(2026, 2, 1))
    with store.write() as db:
        assert codes.revoke(db, count.batch.id, date(2026, 2, 2)) == 4
    refused = app.test_client().get(f"/m/{waiting}")
    assert refused.status_code == 410
    assert "đã thu hồi" in refused.text
    assert "hết hạn" not in refused.text
    assert responses.count(store.db) == 1


def test_a_form_opened_in_time_is_taken_when_it_arrives_after_the_last_day(
    app: Flask, store: Store, days_ago: Past
) -> None:
    code, *_ = issue(app, expires=(clock.today() - timedelta(days=1)).isoformat())
    fields = opened_in_the_past(app, code, days_ago, days=2)
    assert holder(app, code).send(fields).status_code == 303
    (stored,) = responses.every(store.db)
    assert stored.day == clock.today().isoformat()


def test_its_page_opens_again_after_the_last_day_but_no_new_one(app: Flask, days_ago: Past) -> None:
    code, *_ = issue(app, expires=(clock.today() - timedelta(days=1)).isoformat())
    fields = opened_in_the_past(app, code, days_ago, days=2)
    client = app.test_client()
    assert client.get(f"/m/{code}", query_string={"phieu": fields["phieu"]}).status_code == 200
    assert client.get(f"/m/{code}").status_code == 410


def test_a_form_opened_after_the_last_day_is_refused_though_the_point_is_open(
    app: Flask, store: Store
) -> None:
    code, *_ = issue(app, expires=(clock.today() - timedelta(days=1)).isoformat())
    visitor = Visitor(app.test_client())
    late = holder(app, code).send(visitor.answers(visitor.open()))
    assert late.status_code == 410
    assert "hết hạn" in late.text
    assert responses.count(store.db) == 0


def test_a_form_opened_in_time_is_refused_once_its_batch_is_revoked_or_its_code_spent(
    app: Flask, store: Store, days_ago: Past
) -> None:
    spent, revoked, *_ = issue(app)
    forms = [opened_in_the_past(app, code, days_ago, days=2) for code in (spent, revoked)]
    holder(app, spent).answer()
    assert "đã được dùng" in holder(app, spent).send(forms[0]).text
    (count,) = codes.counts(store.db, clock.today())
    with store.write() as db:
        codes.revoke(db, count.batch.id, clock.today())
    refused = holder(app, revoked).send(forms[1])
    assert refused.status_code == 410
    assert "đã thu hồi" in refused.text
    assert responses.count(store.db) == 1


def test_a_form_that_waited_longer_than_a_form_may_does_not_outlive_its_code(
    app: Flask, store: Store, days_ago: Past
) -> None:
    code, *_ = issue(app, expires=(clock.today() - timedelta(days=1)).isoformat())
    fields = opened_in_the_past(app, code, days_ago, days=MAX_AGE_SECONDS // 86_400 + 1)
    old = holder(app, code).send(fields)
    assert old.status_code == 422
    assert holder(app, code).send({**fields, "phieu": token_in(old.text)}).status_code == 410
    assert responses.count(store.db) == 0


def test_a_typed_code_leads_to_the_form_however_it_is_written(app: Flask) -> None:
    code, *_ = issue(app)
    typed = f" {code[:4].lower()} - {code[4:].lower()} "
    answer = app.test_client().get("/m", query_string={"ma": typed})
    assert (answer.status_code, answer.location) == (303, f"/m/{code}")


def test_a_mistyped_code_is_told_before_anything_is_looked_up(app: Flask) -> None:
    code, *_ = issue(app)
    other = CODE_ALPHABET[(CODE_ALPHABET.index(code[2]) + 1) % len(CODE_ALPHABET)]
    answer = app.test_client().get("/m", query_string={"ma": code[:2] + other + code[3:]})
    assert answer.status_code == 422
    assert "gõ chưa đúng" in answer.text
    assert 'aria-describedby="loi-ma"' in answer.text


@pytest.mark.parametrize("typed", ["<script>", "A" * 5000, "", "ă-ơ"])
def test_nonsense_in_the_field_is_no_error_of_ours(app: Flask, typed: str) -> None:
    answer = app.test_client().get("/m", query_string={"ma": typed})
    assert answer.status_code == 422
    assert "<script>" not in answer.text
    assert len(answer.text) < 12_000


def test_an_unknown_code_is_not_found_and_a_point_has_no_form_there(app: Flask) -> None:
    issue(app)
    client = app.test_client()
    assert client.get(f"/m/{codes.new_code()}").status_code == 404
    assert client.get(f"/m/{SCHOOL}").status_code == 404


def test_guesses_find_nothing_and_are_slowed(app: Flask, store: Store) -> None:
    issue(app)
    client = app.test_client()
    found = [client.get(f"/m/{codes.new_code()}").status_code for _ in range(200)]
    assert set(found) == {404, 429}
    assert found.count(429) > 100
    assert responses.count(store.db) == 0


def test_ten_thousand_guesses_hit_no_code(app: Flask, store: Store) -> None:
    issue(app, size=100)
    keys = list(running_in(app).secrets)
    assert all(codes.find(store.db, codes.hashes(keys, codes.new_code())) is None for _ in range(10_000))


def test_a_form_of_a_point_cannot_be_sent_under_a_code_of_another(app: Flask, store: Store) -> None:
    code, *_ = issue(app)
    stranger = Visitor(app.test_client())
    fields = stranger.answers(stranger.open())
    with store.write() as db:
        points.set_state(db, SCHOOL, "closed")
    assert holder(app, code).send(fields).status_code == 409
    assert responses.count(store.db) == 0
