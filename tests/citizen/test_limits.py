"""Slow for scripts, never for a school whose parents share one address."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from survey import limits
from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from survey.store import points, responses
from survey.store.connection import Store
from tests.citizen.visitor import COUNTER, SCHOOL, Visitor, kept_in

Office = Callable[..., Flask]


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    """An app with the guards of a real office, but for the settings given."""
    opened: list[Flask] = []

    def built(rate_limit: int = 240, trusted_proxies: int = 0) -> Flask:
        home = store.path.parent
        settings = Settings(
            home=home, min_fill_seconds=0, rate_limit=rate_limit, trusted_proxies=trusted_proxies
        )
        opened.append(create_app(settings))
        return opened[-1]

    yield built
    for app in opened:
        running_in(app).close()


def forwarded(app: Flask, address: str) -> int:
    visitor = Visitor(app.test_client())
    fields = visitor.answers(visitor.open())
    return visitor.client.post(visitor.path, data=fields, headers={"X-Forwarded-For": address}).status_code


def test_sixty_phones_behind_one_address_are_never_refused(office: Office, store: Store) -> None:
    visitor = Visitor(office().test_client())
    assert {visitor.answer().status_code for _ in range(60)} == {303}
    assert responses.count(store.db) == 60


def test_six_hundred_a_minute_are_slowed_and_the_answers_kept(office: Office) -> None:
    visitor = Visitor(office().test_client())
    fields = visitor.answers(visitor.open())
    answers = [visitor.send({**fields, "phieu": f"{number}"}) for number in range(600)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(slowed) > 300
    assert 1 <= int(slowed[0].headers["Retry-After"]) <= 60
    assert kept_in(slowed[-1].text) == {**fields, "phieu": "599"}


def test_one_form_pressed_again_and_again_is_slowed_and_counted_once(app: Flask, store: Store) -> None:
    visitor = Visitor(app.test_client())
    fields = visitor.answers(visitor.open())
    allowed = int(limits.PER_FORM.split()[0])
    statuses = [visitor.send(fields).status_code for _ in range(allowed + 5)]
    assert statuses == [303] * allowed + [429] * 5
    assert responses.count(store.db) == 1


def test_ten_thousand_guesses_find_nothing_and_are_slowed(app: Flask) -> None:
    client = app.test_client()
    statuses = [client.get(f"/{'kq'[n % 2]}/{points.new_code()}").status_code for n in range(10_000)]
    assert set(statuses) == {404, 429}
    assert statuses.count(404) <= 240


def test_who_guesses_at_thanks_pages_is_slowed_too(app: Flask) -> None:
    client = app.test_client()
    statuses = [client.get(f"/k/{points.new_code()}/cam-on").status_code for _ in range(200)]
    assert set(statuses) == {404, 429}


def test_wrong_codes_are_one_count_whichever_page_they_are_tried_at(app: Flask) -> None:
    client = app.test_client()
    pages = ("", "GET"), ("", "POST"), ("/cam-on", "GET")
    tried = [
        client.open(
            f"/{kind}/{points.new_code()}{page}", method=method, data={"phieu": str(number)}
        ).status_code
        for number in range(10)
        for kind in "kqm"
        for page, method in pages
    ]
    assert tried == [404] * 60 + [429] * 30


def test_only_codes_that_do_not_exist_count_as_guesses(app: Flask, store: Store) -> None:
    client = app.test_client()
    with store.write() as db:
        points.set_state(db, SCHOOL, "revoked")
    for number in range(70):
        assert client.get(f"/k/{SCHOOL}").status_code == 410
        assert client.get("/khong-co").status_code == 404
        assert client.post(f"/k/{COUNTER}", data={"phieu": str(number)}).status_code == 422
    assert client.get(f"/k/{COUNTER}").status_code == 200


def test_who_has_a_form_open_sends_it_though_others_at_the_address_guess(app: Flask, store: Store) -> None:
    visitor = Visitor(app.test_client())
    fields = visitor.answers(visitor.open())
    while visitor.client.get(f"/k/{points.new_code()}").status_code != 429:
        pass
    assert visitor.client.get(visitor.path).status_code == 429
    assert visitor.send({**fields, "phieu": "made up"}).status_code == 429
    assert visitor.at(f"/k/{COUNTER}").send(fields).status_code == 429
    assert visitor.send(fields).status_code == 303
    assert responses.count(store.db) == 1


def test_a_forwarded_address_is_not_believed_from_just_anybody(office: Office) -> None:
    app = office(rate_limit=5)
    assert [forwarded(app, f"198.51.100.{n}") for n in range(8)] == [303] * 5 + [429] * 3


def test_behind_a_configured_proxy_each_address_counts_for_itself(office: Office) -> None:
    app = office(rate_limit=5, trusted_proxies=1)
    assert [forwarded(app, f"198.51.100.{n}") for n in range(8)] == [303] * 8
    # What the client wrote itself stands further left and is not believed.
    assert [forwarded(app, f"203.0.113.{n}, 198.51.100.99") for n in range(8)] == [303] * 5 + [429] * 3


def test_a_limit_of_zero_turns_the_guard_off(office: Office) -> None:
    visitor = Visitor(office(rate_limit=0).test_client())
    assert {visitor.answer().status_code for _ in range(300)} == {303}


def test_the_code_of_a_school_still_works_while_others_guess(office: Office) -> None:
    app = office(trusted_proxies=1)
    client = app.test_client()
    for _ in range(100):
        client.get(f"/k/{points.new_code()}", headers={"X-Forwarded-For": "198.51.100.1"})
    assert client.get(f"/k/{SCHOOL}", headers={"X-Forwarded-For": "198.51.100.2"}).status_code == 200
