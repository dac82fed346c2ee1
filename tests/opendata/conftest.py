"""The small office of tests/office after two closed quarters, as other programs read it."""

from datetime import date

import pytest
from flask import Flask

from survey import period
from survey.closing import closed
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running, running_in
from tests.office.answering import Answering
from tests.office.conftest import answering, app, client, digest, november, quarter, store

__all__ = ["answering", "app", "client", "digest", "november", "quarter", "store"]

SECOND, THIRD = period.parse("2026Q2"), period.parse("2026Q3")


@pytest.fixture
def live(app: Flask) -> Running:
    return running_in(app)


@pytest.fixture
def out(quarter: Answering) -> Answering:
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    for one in (SECOND, THIRD):
        closed.close(quarter.store, "so", one, "so")
    return quarter


@pytest.fixture
def latest(out: Answering, live: Running) -> Release:
    del out
    return releases.every(live)[0]
