"""Keys of the office's own systems: shown once, bound to a unit, kept as a hash, and taken back."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey import system_keys
from survey.app import create_app
from survey.clock import today
from survey.running import running_in
from survey.settings import Settings
from survey.store import audit, tokens
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.api.test_api import V1, problem
from tests.commands.conftest import Sipas, sipas
from tests.office.answering import Answering
from tests.office.person import HOME, Person
from tests.opendata.conftest import close_both

__all__ = ["sipas"]
RESULTS = f"{V1}/units/xa-a/periods/2026Q3/results?breakdown=unit"


@pytest.fixture
def closed(quarter: Answering) -> Store:
    close_both(quarter)
    return quarter.store


def key(store: Store, unit: str, days: int = 30) -> str:
    with store.write() as db:
        return system_keys.issue(db, "Kho dữ liệu tỉnh", unit, today() + timedelta(days=days), "quan-tri")[1]


def ask(app: Flask, path: str, secret: str) -> TestResponse:
    return app.test_client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_key_reads_the_inside_results_of_its_own_units(own_app: Flask, quarter: Answering) -> None:
    quarter.say("QUAYA001", 4, 4)
    close_both(quarter)
    answer = ask(own_app, RESULTS, key(quarter.store, "xa-a"))
    shown = {row["code"]: row["n"] for row in answer.json["items"]}
    # Seven at the counter: the public does not see them, the office itself does.
    assert shown == {"th-a": 100, "quay-a": 7}
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "private" in answer.headers["Cache-Control"]
    everybody = f"{V1}/units/so/periods/2026Q3/results?breakdown=unit"
    public = own_app.test_client().get(everybody).json["items"]
    assert {row["code"]: row["n"] for row in public}["quay-a"] is None


def test_a_key_reads_nothing_of_other_units(own_app: Flask, closed: Store) -> None:
    secret = key(closed, "xa-a")
    for unit in ("xa-b", "th-b", "so"):
        assert unit in problem(ask(own_app, f"{V1}/units/{unit}/periods/2026Q3/results", secret), 403)
    listed = {row["unit"] for row in ask(own_app, f"{V1}/units", secret).json["items"]}
    assert listed == {"th-a", "quay-a"}


def test_a_key_of_one_school_reads_that_school(own_app: Flask, closed: Store) -> None:
    secret = key(closed, "th-b")
    found = ask(own_app, f"{V1}/units/th-b/periods/2026Q3/results?breakdown=all", secret).json["items"]
    assert [(row["n"], row["index"]) for row in found] == [(40, 50.0)]
    assert ask(own_app, f"{V1}/units/th-b/trend", secret).json["items"][-1]["n"] == 40
    assert ask(own_app, f"{V1}/units/th-b/periods/2026Q3/distribution", secret).status_code == 200


def test_a_key_that_is_wrong_revoked_or_too_old_opens_nothing(own_app: Flask, closed: Store) -> None:
    revoked, old = key(closed, "so"), key(closed, "so")
    with closed.write() as db:
        system_keys.revoke(db, 1, "quan-tri")
        db.execute(
            "UPDATE api_token SET created_on = '2026-01-01', expires_on = '2026-11-19' WHERE number = 2"
        )
    for secret in (revoked, old, "sipas_khong-co", ""):
        answer = ask(own_app, f"{V1}/units", secret)
        assert "xin cơ quan cấp khóa mới" in problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_file_keeps_the_hash_alone_and_the_log_tells_who_and_when(own_app: Flask, closed: Store) -> None:
    secret = key(closed, "so")
    for _ in range(3):
        assert ask(own_app, f"{V1}/units", secret).status_code == 200
    closed.settle()
    assert secret.encode() not in closed.path.read_bytes()
    assert tokens.get(closed.db, 1).used_on == "2026-11-20"
    issued = audit.some(closed.db, Filter(action=Action.TOKEN_ISSUED), 9)
    assert [(row.actor, row.unit, row.subject) for row in issued] == [("quan-tri", "so", "1")]
    # Once a day, not once a question.
    read = audit.some(closed.db, Filter(action=Action.EXPORT), 9)
    assert [(row.actor, row.detail) for row in read] == [("khóa kết nối 1", "API, Kho dữ liệu tỉnh")]


def test_a_system_may_ask_faster_than_a_stranger(closed: Store) -> None:
    app = create_app(Settings(home=closed.path.parent, api_rate=2, token_rate=4))
    secret = key(closed, "so")
    assert [ask(app, f"{V1}/units", secret).status_code for _ in range(5)] == [200] * 4 + [429]
    # Guessing keys is as slow as asking without one.
    assert [ask(app, f"{V1}/units", "x").status_code for _ in range(3)] == [401, 401, 429]
    running_in(app).close()


def test_an_administrator_makes_a_key_that_is_shown_once(own_app: Flask, closed: Store) -> None:
    person = Person(own_app.test_client()).sign_in("quan-tri")
    path = f"{HOME}/he-thong"
    page = person.send(path, name="Kho dữ liệu", unit="so", expires="31/12/2026").text
    secret = re.search(r'id="khoa" readonly value="([^"]+)"', page)
    assert secret
    assert ask(own_app, f"{V1}/units", secret[1]).status_code == 200
    listed = person.read(path)
    assert "Kho dữ liệu" in listed
    assert "31/12/2026" in listed
    assert secret[1] not in listed
    assert person.send(f"{path}/1/thu-hoi", page=path).status_code == 303
    assert "đã thu hồi" in person.read(path)
    assert person.send(f"{path}/1/thu-hoi", page=path).status_code == 409
    assert ask(own_app, f"{V1}/units", secret[1]).status_code == 401
    assert [row.action for row in audit.some(closed.db, Filter(who="1"), 9)][:1] == ["token_revoked"]


def test_a_form_that_is_wrong_says_what_to_write(own_app: Flask, closed: Store) -> None:
    del closed
    person = Person(own_app.test_client()).sign_in("quan-tri")
    answer = person.send(f"{HOME}/he-thong", name="", unit="khong-co", expires="31/12/2030")
    assert answer.status_code == 422
    for said in ("Hãy điền ô này", "khong-co", "Hãy ghi một ngày từ hôm nay"):
        assert said in answer.text


@pytest.mark.usefixtures("home")
def test_commands_issue_list_and_revoke(sipas: Sipas, own_app: Flask, closed: Store) -> None:
    said = sipas("token", "issue", "Kho", "--unit", "so", "--days", "10").output
    secret = said.splitlines()[-1]
    assert "30/11/2026" in said
    assert ask(own_app, f"{V1}/units", secret).status_code == 200
    listed = sipas("token", "list").output
    assert "Kho" in listed
    assert secret not in listed
    sipas("token", "revoke", "1")
    assert ask(own_app, f"{V1}/units", secret).status_code == 401
    assert "từ trước" in sipas("token", "revoke", "1", code=1).output
    assert "không có" in sipas("token", "issue", "Kho", "--unit", "x", code=1).output.lower()
    del closed
