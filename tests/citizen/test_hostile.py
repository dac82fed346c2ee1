"""What the ill-meaning send: never a 5xx, never a raw echo, never an answer stored, and alive after."""

import string
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.store import responses
from survey.store.connection import Store
from tests.citizen.visitor import SCHOOL, Visitor

MARK = "zqx7"
INJECTIONS = (
    f"<script>alert('{MARK}')</script>",
    f"{{{{ '{MARK}' * 3 }}}}",
    f"'; DROP TABLE response; --{MARK}",
    f"${{jndi:ldap://127.0.0.1/{MARK}}}",
    f'=HYPERLINK("http://{MARK}")',
    f"\u202e{MARK}\u2066",
    f"{MARK}\x00",
    f"{MARK}\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "%s%n%d" + MARK,
    "../../../../etc/passwd" + MARK,
)
CODES = (
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "' OR 1=1 --",
    "<svg/onload=1>",
    "7KQD3M2P/../x",
    "％２ｅ",
    "A" * 5000,
    "\u0130\u017f",
)


def bodies_that_are_no_form(field: str) -> list[tuple[str, bytes, str]]:
    token = field.encode()
    form = "application/x-www-form-urlencoded"
    return [
        ("empty", b"", form),
        ("JSON", b'{"phieu": 1}', "application/json"),
        ("bad UTF-8", b"phieu=" + token + b"&q-overall=%ff%fe&comment=%c3%28", form),
        ("20,000 fields", b"&".join(b"a%d=1" % n for n in range(20_000)), form),
        ("oversize", b"comment=" + b"a" * 2_000_000, form),
        (
            "multipart without end",
            b'--x\r\nContent-Disposition: form-data; name="phieu"\r\n\r\n',
            "multipart/form-data; boundary=x",
        ),
        ("multipart without boundary", b"--x", "multipart/form-data"),
        (
            "a file for an answer",
            b'--x\r\nContent-Disposition: form-data; name="q-overall"; filename="a"\r\n\r\n5\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        ("unknown charset", b"phieu=1", form + "; charset=klingon"),
    ]


def assert_harmless(status: int, text: str, store: Store) -> None:
    assert status < 500
    assert "Traceback" not in text
    assert "Werkzeug" not in text
    assert responses.count(store.db) == 0


def test_bodies_that_are_no_form_leave_nothing_behind(visitor: Visitor, store: Store) -> None:
    token = visitor.answers(visitor.open())["phieu"]
    for name, body, kind in bodies_that_are_no_form(token):
        answer = visitor.client.post(visitor.path, data=body, content_type=kind)
        assert answer.status_code in (400, 413, 415, 422), name
        assert_harmless(answer.status_code, answer.text, store)
    assert visitor.answer().status_code == 303


@pytest.mark.parametrize("poison", INJECTIONS)
def test_no_field_echoes_what_it_cannot_be(visitor: Visitor, store: Store, poison: str) -> None:
    for name in ("q-overall", "gender", "age_group", "respondent", "procedure", "website", "phieu"):
        answer = visitor.answer(**{name: poison})
        assert answer.status_code == 422, name
        assert poison not in answer.text
        assert_harmless(answer.status_code, answer.text, store)


@pytest.mark.parametrize("poison", INJECTIONS)
def test_a_comment_comes_back_as_text_only(visitor: Visitor, poison: str) -> None:
    answer = visitor.answer(score="", comment=poison)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert MARK * 3 not in answer.text


def test_a_field_sent_twice_is_refused(visitor: Visitor, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    answer = visitor.client.post(visitor.path, data={**fields, "q-overall": ["1", "5"]})
    assert answer.status_code == 422
    assert_harmless(answer.status_code, answer.text, store)


def test_a_comment_beyond_the_limit_says_how_long_it_may_be(visitor: Visitor, store: Store) -> None:
    answer = visitor.answer(comment="á" * 1001)
    assert answer.status_code == 422
    assert "1001 ký tự; xin rút còn 1000" in answer.text
    assert responses.count(store.db) == 0


@pytest.mark.parametrize("code", CODES)
def test_codes_that_are_none_are_not_found(app: Flask, code: str) -> None:
    answer = app.test_client().get(f"/k/{quote(code, safe='%')}", follow_redirects=True)
    assert answer.status_code == 404
    assert "<svg/onload" not in answer.text


def test_a_foreign_host_or_forwarded_address_changes_nothing(app: Flask, visitor: Visitor) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example"}
    answer = app.test_client().get(visitor.path, headers=headers)
    assert "evil.example" not in answer.text
    assert "1.2.3.4" not in answer.text


def test_neither_address_nor_agent_nor_minute_is_written_anywhere(visitor: Visitor, store: Store) -> None:
    fields = visitor.answers(visitor.open())
    visitor.client.post(
        visitor.path,
        data=fields,
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
        headers={"User-Agent": "MarkedAgent/9.9"},
    )
    assert responses.count(store.db) == 1
    written = b"".join(file.read_bytes() for file in store.path.parent.iterdir() if file.is_file())
    for trace in (b"203.0.113.77", b"MarkedAgent"):
        assert trace not in written
    columns = [row[1] for row in store.db.execute("PRAGMA table_info(response)")]
    assert not {"at", "time", "created_at", "address", "agent"} & set(columns)


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
FIELDS = st.dictionaries(
    st.one_of(
        st.sampled_from(["phieu", "q-overall", "q-A1", "comment", "gender", "procedure", "lang"]), TEXT
    ),
    st.lists(st.one_of(TEXT, st.sampled_from(string.printable)), min_size=1, max_size=3),
    max_size=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=FIELDS)
def test_no_form_that_was_made_up_is_stored_or_breaks_the_page(
    visitor: Visitor, store: Store, fields: dict[str, list[str]]
) -> None:
    answer = visitor.client.post(f"/k/{SCHOOL}", data=fields)
    assert answer.status_code in (422, 429)
    assert_harmless(answer.status_code, answer.text, store)
