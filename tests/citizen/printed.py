"""Slips with single-use codes, and the days since they were handed out."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from survey import clock
from survey.running import running_in
from survey.store import codes
from survey.store.codes import Batch
from tests.citizen.visitor import SCHOOL

FORM = "truong_hoc_tieu_hoc@1"
Past = Callable[[int], AbstractContextManager[None]]


def issue(app: Flask, size: int = 5, expires: str = "2999-12-31", label: str = "Lớp 1A") -> list[str]:
    live = running_in(app)
    batch = Batch("th", SCHOOL, FORM, size, "2026-01-02", expires, label)
    with live.store.write() as db:
        return codes.issue(db, live.secrets[-1], batch)


@pytest.fixture
def days_ago(monkeypatch: pytest.MonkeyPatch) -> Past:
    @contextmanager
    def lived(days: int) -> Iterator[None]:
        then = clock.now() - timedelta(days=days)
        with monkeypatch.context() as past:
            past.setattr(clock, "now", lambda: then)
            past.setattr(TimestampSigner, "get_timestamp", lambda _: int(then.timestamp()))
            yield

    return lived
