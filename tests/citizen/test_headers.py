"""What goes with every page: nothing from elsewhere, nothing guessed, packed small."""

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from survey.store.connection import Store
from tests.citizen.visitor import SCHOOL, Visitor

PAGES = [f"/k/{SCHOOL}", f"/q/{SCHOOL}", f"/k/{SCHOOL}/cam-on", "/k/00000000", "/healthz", "/sw.js"]


@pytest.fixture
def secure_app(store: Store) -> Iterator[Flask]:
    app = create_app(Settings(home=store.path.parent, base_url="https://khaosat.example.vn"))
    yield app
    running_in(app).close()


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_foreign_content_frames_and_guessing(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers


def test_the_policy_names_exactly_the_style_and_the_script_of_the_page(visitor: Visitor) -> None:
    answer = visitor.client.get(visitor.path)
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert not re.findall(r'\s(?:style|on\w+)="', answer.text)


def test_only_a_site_with_tls_promises_tls(secure_app: Flask) -> None:
    headers = secure_app.test_client().get(f"/k/{SCHOOL}").headers
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        (f"/k/{SCHOOL}", "private, no-cache"),
        (f"/q/{SCHOOL}", "no-store"),
        (f"/k/{SCHOOL}/cam-on", "private, max-age=60"),
        ("/k/00000000", "no-store"),
        ("/healthz", "no-store"),
    ],
)
def test_only_a_persons_own_phone_keeps_a_form(app: Flask, path: str, caching: str) -> None:
    assert app.test_client().get(path).headers["Cache-Control"] == caching


def test_a_refused_form_is_never_kept_by_a_cache(visitor: Visitor) -> None:
    assert visitor.answer(score="").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("accepted", "packed"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_the_page_is_packed_as_the_browser_takes_it(
    visitor: Visitor, accepted: str, packed: str | None
) -> None:
    headers = visitor.client.get(visitor.path, headers={"Accept-Encoding": accepted}).headers
    assert headers.get("Content-Encoding") == packed
    assert packed is None or headers["Vary"] == "Accept-Encoding"
