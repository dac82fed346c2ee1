"""When the store is away: no thanks, a plain sentence, the answers kept; back to work without a restart."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from flask import Flask

from survey.store import responses
from survey.store.connection import Store
from tests.citizen.visitor import SCHOOL, Visitor, kept_in

Outage = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def missing(path: Path) -> Iterator[None]:
    away = path.with_suffix(".away")
    path.rename(away)
    yield
    away.rename(path)


@contextmanager
def damaged(path: Path) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_bytes(b"not a database" * 1000)
    yield
    path.write_bytes(whole)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with FileLock(path.with_suffix(".lock")):
        yield


OUTAGES: list[Outage] = [missing, damaged, locked]
NAMES = ["missing", "damaged", "locked"]


@pytest.mark.parametrize("outage", OUTAGES, ids=NAMES)
def test_an_outage_is_no_thanks_and_the_kept_answers_can_be_sent_when_it_is_over(
    visitor: Visitor, store: Store, outage: Outage
) -> None:
    fields = {**visitor.answers(visitor.open(), "4"), "comment": 'còn "đây" <b>'}
    checkpoint(store)
    with outage(store.path):
        lost = visitor.send(fields)
    assert lost.status_code == 503
    assert lost.headers["Retry-After"] == "10"
    assert "Đã ghi nhận" not in lost.text
    assert kept_in(lost.text) == fields
    assert visitor.send(kept_in(lost.text)).status_code == 303
    (stored,) = responses.every(store.db)
    assert (stored.answers[0], stored.comment) == ("4", 'còn "đây" <b>')


@pytest.mark.parametrize("outage", OUTAGES[:2], ids=NAMES[:2])
def test_without_a_store_the_page_says_so_and_the_monitor_too(
    app: Flask, store: Store, outage: Outage
) -> None:
    client = app.test_client()
    checkpoint(store)
    with outage(store.path):
        page, health = client.get(f"/k/{SCHOOL}"), client.get("/healthz")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert "Xin đợi vài giây" in page.text
    assert (health.status_code, health.json and health.json["ok"]) == (503, False)
    assert client.get(f"/k/{SCHOOL}").status_code == 200
    assert client.get("/healthz").json == {"ok": True}


def test_a_kiosk_without_a_store_looks_again_by_itself(app: Flask, store: Store) -> None:
    with missing(store.path):
        page = app.test_client().get(f"/q/{SCHOOL}")
    assert (page.status_code, page.headers["Refresh"]) == (503, "25")


def checkpoint(store: Store) -> None:
    """Bring everything into the file itself, so that a test may replace it."""
    assert store.settle()
    store.reset()
