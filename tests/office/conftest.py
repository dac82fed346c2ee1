"""One small office: a Sở with two communes, three schools, and a counter; a person of each role."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache

from survey import clock, keys
from survey.app import create_app
from survey.clock import VIETNAM
from survey.running import EXTENSION, Running
from survey.settings import Settings
from survey.store import accounts, connection, units
from survey.store.accounts import ADMINISTRATOR, AUDITOR, ENTRY, REVIEWER, UNIT, Account
from survey.store.connection import Store
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit
from tests.office.answering import Answering
from tests.office.person import PASSWORD, Person

UNITS = (
    Unit("so", "Sở Giáo dục và Đào tạo Sông Mẫu", "so_gddt"),
    Unit("xa-a", "Ủy ban nhân dân xã An Bình", "ubnd_xa"),
    Unit("xa-b", "Ủy ban nhân dân xã Bình Minh", "ubnd_xa"),
    Unit("quay-a", "Trung tâm Phục vụ hành chính công xã An Bình", "ttpvhcc_xa"),
    Unit("th-a", "Trường Tiểu học An Bình", "truong", "tieu_hoc"),
    Unit("th-b", "Trường Tiểu học Bình Minh", "truong", "tieu_hoc"),
    Unit("thpt-c", "Trường THPT Chi Lăng", "truong", "thpt"),
)
EDGES = (
    Edge("quay-a", "xa-a", MANAGEMENT),
    Edge("th-a", "xa-a", MANAGEMENT),
    Edge("th-b", "xa-b", MANAGEMENT),
    Edge("thpt-c", "so", MANAGEMENT),
    Edge("th-a", "so", PROFESSIONAL),
    Edge("th-b", "so", PROFESSIONAL),
    Edge("quay-a", "so", PROFESSIONAL),
)
PEOPLE = (
    ("quan-tri", ADMINISTRATOR, "so"),
    ("so", REVIEWER, "so"),
    ("xa-a", REVIEWER, "xa-a"),
    ("truong-a", UNIT, "th-a"),
    ("truong-b", UNIT, "th-b"),
    ("nhap-lieu", ENTRY, "th-a"),
    ("kiem-tra", AUDITOR, "so"),
)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar stands still on 20 November 2026; sessions go by the real clock."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=VIETNAM))


@pytest.fixture(scope="session")
def digest() -> str:
    # The lowest cost that argon2 allows: it lies in the hash itself, and hundreds of tests sign in.
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory, digest: str) -> Path:
    """The database of the small office before anything happens in a test."""
    made = tmp_path_factory.mktemp("office") / "sipas.db"
    store = connection.create(made)
    with store.write() as db:
        units.save(db, UNITS)
        units.save_edges(db, EDGES)
        for name, role, unit in PEOPLE:
            accounts.add(db, Account(name, f"Người dùng {name}", role, unit, digest, 1, "2026-01-01"))
    store.close()
    return made


@pytest.fixture
def store(tmp_path: Path, office_file: Path) -> Iterator[Store]:
    keys.make(tmp_path / "secret.key")
    store = connection.open_store(Path(shutil.copy(office_file, tmp_path)))
    yield store
    store.close()


@pytest.fixture
def unwritten(store: Store) -> Callable[[str], None]:
    """From now on the audit log takes no row of this act."""

    def refuse(action: str) -> None:
        with store.write() as db:
            db.execute(
                f"CREATE TRIGGER no_{action} BEFORE INSERT ON audit WHEN NEW.action = '{action}' "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is full'); END"
            )

    return refuse


@pytest.fixture
def answering(store: Store) -> Answering:
    """The office with its points and targets, before anybody answered."""
    return Answering(store, random.Random(20261121)).furnish()


@pytest.fixture
def quarter(answering: Answering) -> Answering:
    """Quarter III of 2026: a school satisfied, another half so, a counter with three, one school silent."""
    answering.say("PTHA0001", 5, 100)
    answering.say("PTHB0001", 5, 20)
    answering.say("PTHB0001", 2, 20)
    answering.say("QUAYA001", 4, 3)
    answering.say("PTHA0001", 4, 50, date(2026, 5, 4))
    answering.say("PTHA0001", 3, 50, date(2026, 5, 4))
    return answering


@pytest.fixture
def app(store: Store, compiled: BytecodeCache) -> Iterator[Flask]:
    app = create_app(Settings(home=store.path.parent, rate_limit=0))
    app.jinja_env.bytecode_cache = compiled
    app.testing = True
    yield app
    live = app.extensions[EXTENSION]
    assert isinstance(live, Running)
    live.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def nobody(client: FlaskClient) -> Person:
    return Person(client)


@pytest.fixture
def administrator(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("quan-tri")


@pytest.fixture
def reviewer(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("so")


@pytest.fixture
def commune(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("xa-a")


@pytest.fixture
def school(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("truong-a")
