"""The small office of tests/office as the public sees it, before and after it closed its quarters."""

from datetime import date

import pytest

from survey import period
from survey.closing import closed
from tests.office.answering import Answering
from tests.office.conftest import answering, app, client, digest, november, office_file, quarter, store

__all__ = ["answering", "app", "client", "digest", "november", "office_file", "quarter", "store"]

SECOND, THIRD = period.parse("2026Q2"), period.parse("2026Q3")


@pytest.fixture
def out(quarter: Answering) -> Answering:
    """Quarters II and III of 2026, closed by the Sở."""
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    return closed_by("so", quarter)


def closed_by(unit: str, answering: Answering, *periods: period.Period) -> Answering:
    for one in periods or (SECOND, THIRD):
        closed.close(answering.store, unit, one, "so")
    return answering
