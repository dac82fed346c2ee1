"""Service points and what a person types from a printed code; settings, targets, procedures."""

from datetime import date

import pytest

from survey.store import points, procedures, settings, targets
from survey.store.connection import Store
from survey.store.errors import NotFound
from survey.store.targets import Target
from tests.store import small_office

COUNTER, SCHOOL = small_office.POINTS
DAY = date(2026, 1, 14)


def test_a_code_has_forty_bits_of_characters_nobody_mixes_up() -> None:
    codes = [points.new_code() for _ in range(500)]
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert len(set(codes)) == 500


@pytest.mark.parametrize("typed", ["ctr00001", "CTR-00001", " ctroooo1", "CTROO0Ol", "CTR0000I"])
def test_a_typed_code_is_read_as_it_was_printed(typed: str) -> None:
    assert points.as_printed(typed) == COUNTER.code


def test_a_point_can_be_closed_and_revoked_and_keeps_its_code(store: Store) -> None:
    for state in ("closed", "revoked", "open"):
        with store.write() as db:
            points.set_state(db, COUNTER.code, state)
        assert points.get(store.db, COUNTER.code).state == state
    with pytest.raises(NotFound, match="NOWHERE1"), store.write() as db:
        points.set_state(db, "NOWHERE1", "closed")


def test_points_are_listed_by_unit(store: Store) -> None:
    assert points.every(store.db) == [COUNTER, SCHOOL]
    assert points.of_units(store.db, [small_office.SCHOOL, small_office.XA]) == [SCHOOL]


def test_a_procedure_is_offered_where_and_while_it_is_valid(store: Store) -> None:
    old = procedures.Procedure("1.0", "Thủ tục cũ", "truong", valid_to="2025-12-31")
    with store.write() as db:
        procedures.save(db, [old])
    assert [p.code for p in procedures.offered(store.db, ["truong"], DAY)] == ["1.005144"]
    assert [p.code for p in procedures.offered(store.db, ["truong"], date(2025, 12, 31))] == [
        "1.005144",
        "1.0",
    ]
    assert procedures.offered(store.db, ["tinh"], DAY) == []
    assert procedures.exists(store.db, "1.0")
    assert not procedures.exists(store.db, "9.9")


def test_a_target_holds_from_its_first_to_its_last_day(store: Store) -> None:
    old = Target("cu", "overall", 85.0, "QĐ 2034/QĐ-BGDĐT", valid_to="2025-12-31")
    new = Target("moi", "overall", 90.0, "NQ 76/NQ-CP", valid_from="2026-01-01", status="unverified")
    with store.write() as db:
        targets.save(db, [old, new])
    assert targets.on(store.db, date(2025, 12, 31)) == [old]
    assert targets.on(store.db, date(2026, 1, 1)) == [new]


def test_a_fact_about_the_installation_is_kept_and_replaced(store: Store) -> None:
    assert settings.get(store.db, settings.SYNTHETIC) == ""
    for value in ("1", "0"):
        with store.write() as db:
            settings.put(db, settings.SYNTHETIC, value)
        assert settings.get(store.db, settings.SYNTHETIC) == value
