"""A school with a code for parents and a commune counter, as a citizen meets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from survey import installation, keys
from survey.app import create_app
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import connection, points, procedures, units
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.procedures import Procedure
from survey.store.units import Unit
from tests.citizen.visitor import COUNTER, SCHOOL, Visitor

TRANSFER = Procedure("2.002854", "Chuyển trường và tiếp nhận học sinh", "truong|xa")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    keys.make(tmp_path / "secret.key")
    store = connection.create(tmp_path / "sipas.db")
    installation.publish_shipped(store)
    with store.write() as db:
        units.save(
            db,
            [
                Unit("th", "Trường Tiểu học Kim Sơn", "truong", "tieu_hoc"),
                Unit("xa", "Xã Kim Sơn", "ttpvhcc_xa"),
            ],
        )
        procedures.save(db, [TRANSFER])
        points.add(
            db,
            Point(
                SCHOOL, "th", "class", "Cha mẹ học sinh", "truong_hoc_tieu_hoc", "short", "open", "2026-01-01"
            ),
        )
        points.add(
            db, Point(COUNTER, "xa", "counter", "Quầy số 3", "mot_cua_2026", "full", "open", "2026-01-01")
        )
    yield store
    store.close()


@pytest.fixture
def settings(store: Store) -> Settings:
    return Settings(home=store.path.parent, min_fill_seconds=0, rate_limit=0)


@pytest.fixture
def app(settings: Settings, compiled: BytecodeCache) -> Iterator[Flask]:
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled
    yield app
    running_in(app).close()


@pytest.fixture
def live(app: Flask) -> Running:
    return running_in(app)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())
