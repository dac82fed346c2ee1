"""The small office of tests/office after two closed quarters, as other programs read it."""

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey import clock, keys, period
from survey.app import create_app
from survey.clock import VIETNAM
from survey.closing import closed
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import accounts, connection, units
from survey.store.accounts import Account
from survey.store.connection import Store
from tests.office.answering import Answering
from tests.office.conftest import EDGES, PEOPLE, UNITS, answering, digest, november, office, quarter, store
from tests.office.conftest import app as own_app

__all__ = ["answering", "digest", "november", "office", "own_app", "quarter", "store"]

SECOND, THIRD = period.parse("2026Q2"), period.parse("2026Q3")


def close_both(quarter: Answering) -> None:
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    for one in (SECOND, THIRD):
        closed.close(quarter.store, "so", one, "so")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, digest: str) -> Iterator[Store]:
    """Closed once; whoever writes asks for `quarter` instead."""
    home = tmp_path_factory.mktemp("published")
    keys.make(home / "secret.key")
    made = connection.create(home / "sipas.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
        with made.write() as db:
            units.save(db, UNITS)
            units.save_edges(db, EDGES)
            for name, role, unit in PEOPLE:
                accounts.add(db, Account(name, f"Người dùng {name}", role, unit, digest, 1, "2026-01-01"))
        close_both(of_two_quarters(made))
    yield made
    made.close()


def of_two_quarters(made: Store) -> Answering:
    answering = Answering(made, random.Random(20261121)).furnish()
    for code, score, people, day in (
        ("PTHA0001", 5, 100, date(2026, 8, 20)),
        ("PTHB0001", 5, 20, date(2026, 8, 20)),
        ("PTHB0001", 2, 20, date(2026, 8, 20)),
        ("QUAYA001", 4, 3, date(2026, 8, 20)),
        ("PTHA0001", 4, 50, date(2026, 5, 4)),
        ("PTHA0001", 3, 50, date(2026, 5, 4)),
    ):
        answering.say(code, score, people, day)
    return answering


@pytest.fixture(scope="session")
def app(kept: Store) -> Iterator[Flask]:
    app = create_app(Settings(home=kept.path.parent, rate_limit=0))
    app.testing = True
    yield app
    running_in(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def live(app: Flask) -> Running:
    return running_in(app)


@pytest.fixture
def latest(live: Running) -> Release:
    return releases.every(live)[0]


@pytest.fixture
def own(own_app: Flask) -> Running:
    """An office of the test's own, with answers and nothing closed."""
    return running_in(own_app)


@pytest.fixture
def home(quarter: Answering, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for commands."""
    monkeypatch.setenv("SIPAS_HOME", str(quarter.store.path.parent))
    return quarter.store.path.parent
