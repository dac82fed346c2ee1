"""The short way for a plain form: the same guards, the same store, the same words for what is wrong."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from survey import form_token
from survey.app import create_app
from survey.citizen.lane import MIMETYPE, Lane
from survey.citizen.recent import SECONDS, Recent
from survey.citizen.sheet import QR
from survey.questionnaire import EXPECTATION
from survey.response import MAX_FORM_BYTES, QUESTION, TOKEN, shown
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import backup, points, responses
from survey.store.connection import Store
from survey.store.points import CLOSED, REVOKED
from tests.citizen.printed import issue
from tests.citizen.visitor import COUNTER, SCHOOL, Visitor

SIGNED = re.compile(r"[0-9a-f]{8}~[^\s\"&<]+")
QUESTIONNAIRE = {SCHOOL: "truong_hoc_tieu_hoc@1", COUNTER: "mot_cua_2026@1"}


@dataclass(frozen=True)
class Answer:
    """What can be compared: the names of new forms are drawn, so a page of one of them only by its head."""

    status: str
    headers: list[tuple[str, str]]
    body: str


@dataclass(frozen=True)
class Ways:
    """Two offices that differ in one thing: in the second every form goes the whole way through Flask."""

    short: Flask
    whole: Flask

    def answers(self, body: bytes, **about: Any) -> tuple[Answer, Answer]:
        return sent(self.short, body, **about), sent(self.whole, body, **about)

    def stored(self) -> list[list[responses.Response]]:
        return [list(responses.every(running_in(app).store.db)) for app in (self.short, self.whole)]


@pytest.fixture
def ways(store: Store, tmp_path: Path) -> Iterator[Ways]:
    homes = (tmp_path / "short", tmp_path / "whole")
    apps = []
    for home in homes:
        home.mkdir()
        backup.copy_to(store, home / "sipas.db")
        shutil.copyfile(store.path.with_name("secret.key"), home / "secret.key")
        apps.append(create_app(Settings(home=home, min_fill_seconds=0, rate_limit=20)))
    short, whole = apps
    whole.wsgi_app = lane_of(whole).flask  # type: ignore[method-assign]
    yield Ways(short, whole)
    for app in apps:
        running_in(app).close()


def lane_of(app: Flask) -> Lane:
    lane: object = app.wsgi_app
    assert isinstance(lane, Lane)
    return lane


def sent(app: Flask, body: bytes, path: str = f"/k/{SCHOOL}", **about: Any) -> Answer:
    builder = EnvironBuilder(path=path, method="POST", data=body, content_type=MIMETYPE)
    environ = builder.get_environ() | about
    chunks, status, headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    text = b"".join(chunks).decode()
    drawn = status.startswith(("200", "422"))
    told = sorted(pair for pair in headers.to_wsgi_list() if not (drawn and pair[0] == "Content-Length"))
    summary = text.partition("</header>")[0] + text.partition('role="alert"')[2].partition("</div>")[0]
    return Answer(status, told, SIGNED.sub("", summary if drawn else text))


def form_of(live: Running, point: str, score: str = "5") -> dict[str, str]:
    """A form just opened at a point, with every question answered."""
    form = form_token.open_form(point, QUESTIONNAIRE[point], point == COUNTER)
    asks = shown(live.questionnaire(form.questionnaire), form)
    signed = form_token.sign(live.secrets, form)
    given = {QUESTION + question.code: "f" if question.code == EXPECTATION else score for question in asks}
    return {TOKEN: signed} | given


def whole_form(app: Flask, **more: str) -> bytes:
    return urlencode(form_of(running_in(app), SCHOOL) | more).encode()


PATHS = st.sampled_from(
    [f"/k/{SCHOOL}"] * 12
    + [f"/q/{SCHOOL}", f"/k/{COUNTER}", f"/q/{COUNTER}", "/k/00000000", "/m/00000000", f"/m/{SCHOOL}"]
    + [f"/k/{SCHOOL.lower()}", f"/k/{SCHOOL}/", f"/k//{SCHOOL}", f"/k/{SCHOOL}/cam-on", "/k/", f"/x/{SCHOOL}"]
)
NAMES = st.sampled_from(
    ("q-overall", "q-A1", "q-expectation", "comment", "gender", "procedure", "website", "cho", "lang")
)
VALUES = st.one_of(
    st.sampled_from(["1", "5", "6", "n", "x", "-", "a", "l", " 3 ", "female", "60+", "2.002854", "en", "vi"]),
    st.text(max_size=30),
)
# What browsers never send: bytes that are no text, half an escape, NUL, separators without names.
RAW = st.one_of(
    st.binary(max_size=30),
    st.sampled_from([b"%", b"%zz", b"%00", b"%ff%fe", b"\x00", b"\xff", b"&&==&", b";", b"+", b"=5"]),
)


@trying(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=PATHS,
    opened=st.sampled_from([SCHOOL, SCHOOL, SCHOOL, COUNTER]),
    dropped=st.sets(NAMES, max_size=2),
    added=st.lists(st.tuples(NAMES, VALUES), max_size=4),
    raw=st.lists(RAW, max_size=2),
    forged=st.sampled_from(["", "", "", "x"]),
    after=st.sampled_from([[], [b""], [b"&gender=male"]]),
)
def test_whatever_is_sent_is_answered_and_stored_alike_on_both_ways(
    ways: Ways,
    path: str,
    opened: str,
    dropped: set[str],
    added: list[tuple[str, str]],
    raw: list[bytes],
    forged: str,
    after: list[bytes],
) -> None:
    form = form_of(running_in(ways.short), opened)
    token = form[TOKEN].split("~")[1]
    form[TOKEN] += forged
    fields = [pair for pair in form.items() if pair[0] not in dropped] + added
    body = b"&".join([urlencode(fields).encode("utf-8", "replace"), *raw])
    for more in (b"", *after):
        # An address of its own: here nobody is to be slowed for what came before.
        short, whole = ways.answers(body + more, path=path, REMOTE_ADDR=token)
        assert short == whole
    kept = [responses.get(running_in(app).store.db, token) for app in (ways.short, ways.whole)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    "about",
    [
        {"REQUEST_METHOD": "GET"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"REQUEST_METHOD": "PUT"},
        {"REQUEST_METHOD": "post"},
        {"CONTENT_TYPE": ""},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_TYPE": MIMETYPE.upper()},
        {"CONTENT_TYPE": f"{MIMETYPE}; charset=klingon"},
        {"CONTENT_TYPE": f"{MIMETYPE} ; charset=utf-8"},
        {"CONTENT_TYPE": f"{MIMETYPE}, text/plain"},
        {"CONTENT_TYPE": "multipart/form-data; boundary=x"},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "+5"},
        {"CONTENT_LENGTH": "1_0"},
        {"CONTENT_LENGTH": "0"},
        {"CONTENT_LENGTH": "30"},
        {"CONTENT_LENGTH": "2000"},
        {"CONTENT_LENGTH": str(MAX_FORM_BYTES + 1)},
        {"CONTENT_LENGTH": "9" * 5000},
        {"CONTENT_LENGTH": "\u00b2"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""},
        {"HTTP_CONTENT_ENCODING": "gzip"},
        {"HTTP_ACCEPT_ENCODING": "br, gzip"},
        {"HTTP_ACCEPT_LANGUAGE": "en"},
        {"HTTP_COOKIE": "session=x; lang=en"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_FOR": "1.2.3.4"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
        {"HTTP_SIPAS_CAME": "stored"},
        {"QUERY_STRING": "lang=en"},
        {"QUERY_STRING": "truoc=1"},
        {"SCRIPT_NAME": "/khao-sat"},
        {"PATH_INFO": f"/k/{SCHOOL}\n"},
        {"PATH_INFO": ""},
        {"REMOTE_ADDR": ""},
        {"wsgi.url_scheme": "https"},
    ],
    ids=str,
)
def test_whatever_stands_in_the_head_is_answered_and_stored_alike_on_both_ways(
    ways: Ways, about: dict[str, str]
) -> None:
    short, whole = ways.answers(whole_form(ways.short), **about)
    assert short == whole
    assert not short.status.startswith("5")
    assert ways.stored()[0] == ways.stored()[1]


@pytest.mark.parametrize("size", [200, 201], ids="{} fields".format)
def test_too_many_fields_are_too_many_on_both_ways(ways: Ways, size: int) -> None:
    form = form_of(running_in(ways.short), SCHOOL)
    more = {f"a{number}": "" for number in range(size - len(form))}
    short, whole = ways.answers(urlencode(form | more).encode())
    assert short == whole
    assert short.status[:3] == ("303" if size == 200 else "413")


def test_a_body_of_the_largest_size_is_read_on_both_ways(ways: Ways) -> None:
    form = whole_form(ways.short) + b"&padding="
    for size, status in ((MAX_FORM_BYTES, "303"), (MAX_FORM_BYTES + 1, "413")):
        short, whole = ways.answers(form.ljust(size, b"a"))
        assert (short, short.status[:3]) == (whole, status)


def test_who_sends_too_fast_is_slowed_alike_on_both_ways(ways: Ways) -> None:
    address = {"REMOTE_ADDR": "192.0.2.1"}
    for number in range(25):
        short, whole = ways.answers(whole_form(ways.short), **address)
        assert (short.status, whole.status) == (
            whole.status,
            "303 SEE OTHER" if number < 20 else short.status,
        )
    assert short.status == "429 TOO MANY REQUESTS"
    waits = [int(dict(answer.headers)["Retry-After"]) for answer in (short, whole)]
    assert all(1 <= wait <= 60 for wait in waits)
    assert len(ways.stored()[0]) == len(ways.stored()[1]) == 20


@pytest.mark.parametrize("state", [CLOSED, REVOKED])
def test_a_point_that_takes_no_answers_says_so_alike_on_both_ways(ways: Ways, state: str) -> None:
    for app in (ways.short, ways.whole):
        with running_in(app).store.write() as db:
            points.set_state(db, SCHOOL, state)
    short, whole = ways.answers(whole_form(ways.short))
    assert (short, short.status[:3]) == (whole, {CLOSED: "409", REVOKED: "410"}[state])
    assert ways.stored() == [[], []]


def test_a_writer_that_is_late_is_told_alike_on_both_ways(
    ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    for app in (ways.short, ways.whole):
        monkeypatch.setattr(running_in(app).writer, "_patience", 0.2)
    body = whole_form(ways.short)
    with running_in(ways.short).store.alone(), running_in(ways.whole).store.alone():
        short, whole = ways.answers(body)
    assert (short, short.status[:3]) == (whole, "503")
    assert dict(short.headers)["Retry-After"] == "10"
    assert {answer.status[:3] for answer in ways.answers(body)} == {"303"}
    assert [len(stored) for stored in ways.stored()] == [1, 1]


def test_a_plain_form_is_taken_without_flask_and_its_thanks_can_be_read(app: Flask, store: Store) -> None:
    body = whole_form(app)
    lane_of(app).flask = unreached
    answer = sent(app, body)
    assert answer.status == "303 SEE OTHER"
    assert f'<a href="/k/{SCHOOL}/cam-on">' in answer.body
    assert responses.count(store.db) == 1


def test_a_single_use_code_goes_the_whole_way(app: Flask, store: Store) -> None:
    code, *_ = issue(app)
    body = whole_form(app)
    lane_of(app).flask = unreached
    with pytest.raises(AssertionError, match="whole way"):
        sent(app, body, path=f"/m/{code}")
    assert responses.count(store.db) == 0


def unreached(*_: object) -> list[bytes]:
    raise AssertionError("the whole way was gone")


def test_another_answer_under_the_same_token_is_told_that_the_first_is_kept(visitor: Visitor) -> None:
    fields = visitor.answers(visitor.open())
    visitor.send(fields)
    assert "truoc=1" in visitor.send({**fields, "q-overall": "1"}).location


def test_the_language_goes_on_to_the_thanks(visitor: Visitor) -> None:
    assert "lang=en" in visitor.answer(lang="en").location


def test_a_refused_form_counts_once(visitor: Visitor) -> None:
    fields = visitor.answers(visitor.open()) | {"q-overall": ""}
    assert [visitor.send(fields).status_code for _ in range(11)] == [422] * 10 + [429]


def test_a_form_sent_a_second_after_its_point_was_revoked_is_refused(visitor: Visitor, store: Store) -> None:
    fields = [visitor.answers(visitor.open()) for _ in range(2)]
    assert visitor.send(fields[0]).status_code == 303
    with store.write() as db:
        points.set_state(db, SCHOOL, REVOKED)
    time.sleep(SECONDS)
    assert visitor.send(fields[1]).status_code == 410
    assert responses.count(store.db) == 1


def test_a_closed_point_takes_no_form_after_half_a_second(live: Running, store: Store) -> None:
    moment = [100.0]
    recent = Recent(lambda: moment[0])
    assert not recent.place(live, SCHOOL, QR).closed
    with store.write() as db:
        points.set_state(db, SCHOOL, CLOSED)
    moment[0] += SECONDS
    assert recent.place(live, SCHOOL, QR).closed
    assert SECONDS < 1
