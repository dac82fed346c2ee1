"""Units are founded, renamed, moved, merged, split and closed; what was before the day stays as it was."""

import sqlite3
from datetime import date, timedelta

import pytest

from survey.organisation import picture
from survey.organisation.changes import EventRefusedError, Plan, changes_of
from survey.organisation.picture import Picture
from survey.organisation.recording import record
from survey.store import integrity, organisation, units
from survey.store.connection import Store
from survey.store.organisation import Kind, Move
from survey.store.units import MANAGEMENT, PROFESSIONAL, TREES, Unit
from tests.organisation.province import DAY, DOCUMENT, EVE, UNITS, happen

NEW = Unit("th-m", "Trường Tiểu học Mới", "truong_tieu_hoc", "tieu_hoc", valid_from=DAY.isoformat())
CREATE = Plan(
    Kind.CREATE,
    DAY,
    DOCUMENT,
    ("th-m",),
    founded=(NEW,),
    parents=(Move("th-m", MANAGEMENT, "xa-b"), Move("th-m", PROFESSIONAL, "vh-a")),
)
RENAME = Plan(Kind.RENAME, DAY, DOCUMENT, ("th-a1",), names={"th-a1": "Trường Tiểu học Kim Đồng"})
MOVE = Plan(Kind.MOVE, DAY, DOCUMENT, ("th-b",), parents=(Move("th-b", MANAGEMENT, "xa-a"),))
MERGE = Plan(Kind.MERGE, DAY, DOCUMENT, ("th-a1", "th-a2"), ("th-a1",))
MERGE_COMMUNES = Plan(Kind.MERGE, DAY, DOCUMENT, ("xa-a", "xa-b"), ("xa-b",))
UNITE = Plan(Kind.MERGE, DAY, DOCUMENT, ("th-a1", "th-a2"), ("th-m",), founded=(NEW,))
SPLIT = Plan(Kind.SPLIT, DAY, DOCUMENT, ("th-b",), ("th-m",), founded=(NEW,))
DIVIDE = Plan(Kind.SPLIT, DAY, DOCUMENT, ("th-b",), ("th-m",), "th-m", founded=(NEW,))
CLOSE = Plan(Kind.CLOSE, DAY, DOCUMENT, ("thpt",))
HAND_OVER = Plan(Kind.CLOSE, DAY, DOCUMENT, ("xa-a",), successor="xa-b")
ALL = (CREATE, RENAME, MOVE, MERGE, MERGE_COMMUNES, UNITE, SPLIT, DIVIDE, CLOSE, HAND_OVER)


def seen(whole: Picture, day: date) -> dict[str, object]:
    """All that can be told of one day."""
    return {
        code: (whole.name(code, day), *(whole.parent(code, tree, day) for tree in TREES))
        for code in whole.units
        if whole.active(code, day)
    } | {f"→ {code}": whole.successors.acting(code, day) for code in whole.units}


def below(store: Store, root: str, day: date) -> set[str]:
    return set(units.subtree(store.db, root, day))


@pytest.mark.parametrize("plan", ALL, ids=lambda plan: f"{plan.kind.value}-{len(plan.founded)}")
def test_nothing_of_an_event_is_seen_before_its_day(store: Store, plan: Plan) -> None:
    before = picture.read(store)
    after = happen(store, plan)
    for day in (date(2020, 1, 1), date(2025, 7, 1), EVE):
        past = {key: told for key, told in seen(after, day).items() if key != "→ th-m"}
        assert past == seen(before, day)
    assert seen(after, DAY) != seen(before, DAY)
    assert integrity.faults(store) == []


def test_a_new_unit_hangs_in_both_trees_from_its_first_day(store: Store) -> None:
    whole = happen(store, CREATE)
    assert (whole.parent("th-m", MANAGEMENT, DAY), whole.parent("th-m", PROFESSIONAL, DAY)) == (
        "xa-b",
        "vh-a",
    )
    assert "th-m" in below(store, "tinh", DAY)
    assert "th-m" not in below(store, "tinh", EVE)


def test_a_period_shows_the_name_of_its_time(store: Store) -> None:
    happen(store, RENAME)
    names = {day: units.get(store.db, "th-a1", day).name for day in (EVE, DAY)}
    assert names == {EVE: "Trường Tiểu học An Bình 1", DAY: "Trường Tiểu học Kim Đồng"}
    assert {unit.name for unit in units.some(store.db, ["th-a1"], DAY)} == {names[DAY]}
    assert names[EVE] in {unit.name for unit in units.every(store.db, EVE)}


def test_a_slip_in_a_name_is_put_right_by_a_second_event_of_the_same_day(store: Store) -> None:
    happen(store, RENAME)
    again = Plan(Kind.RENAME, DAY, DOCUMENT, ("th-a1",), names={"th-a1": "Trường Tiểu học Kim Liên"})
    assert happen(store, again).name("th-a1", DAY) == "Trường Tiểu học Kim Liên"
    assert len(organisation.events(store.db, "th-a1")) == 2


def test_a_school_moves_to_another_commune_on_the_day(store: Store) -> None:
    happen(store, MOVE)
    assert "th-b" in below(store, "xa-b", EVE)
    assert "th-b" not in below(store, "xa-a", EVE)
    assert "th-b" in below(store, "xa-a", DAY)
    assert "th-b" not in below(store, "xa-b", DAY)


def test_after_a_merger_the_one_answers_for_the_other(store: Store) -> None:
    whole = happen(store, MERGE)
    assert not whole.active("th-a2", DAY)
    assert whole.active("th-a2", EVE)
    assert [whole.successors.acting("th-a2", day) for day in (EVE, DAY)] == ["th-a2", "th-a1"]
    assert below(store, "xa-a", DAY) == {"xa-a", "vh-a", "th-a1"}


def test_what_hung_below_a_merged_commune_hangs_below_the_other(store: Store) -> None:
    happen(store, MERGE_COMMUNES)
    assert below(store, "xa-b", DAY) == {"xa-b", "vh-a", "th-a1", "th-a2", "th-b"}
    assert below(store, "xa-a", EVE) == {"xa-a", "vh-a", "th-a1", "th-a2"}


def test_two_units_become_a_new_one_that_hangs_where_they_hung(store: Store) -> None:
    whole = happen(store, UNITE)
    assert not whole.active("th-a1", DAY)
    assert whole.parent("th-m", MANAGEMENT, DAY) == "xa-a"
    assert {whole.successors.acting(code, DAY) for code in ("th-a1", "th-a2")} == {"th-m"}


def test_a_split_leaves_the_old_unit_or_ends_it(store: Store) -> None:
    whole = happen(store, SPLIT)
    assert whole.active("th-b", DAY)
    assert whole.parent("th-m", MANAGEMENT, DAY) == "xa-b"


def test_a_division_names_who_takes_the_printed_codes(store: Store) -> None:
    whole = happen(store, DIVIDE)
    assert not whole.active("th-b", DAY)
    assert whole.successors.acting("th-b", DAY) == "th-m"


def test_successors_follow_each_other(store: Store) -> None:
    happen(store, MERGE)
    later = DAY + timedelta(days=30)
    whole = happen(store, Plan(Kind.MERGE, later, DOCUMENT, ("th-a1", "th-b"), ("th-b",)))
    acting = [whole.successors.acting("th-a2", day) for day in (EVE, DAY, later)]
    assert acting == ["th-a2", "th-a1", "th-b"]
    assert organisation.successions(store.db).former(frozenset({"th-b"}), later) == {
        "th-a1": "th-b",
        "th-a2": "th-b",
    }


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan(Kind.RENAME, DAY, DOCUMENT, ("khong-co",), names={"khong-co": "X"}), "Không có đơn vị mã"),
        (Plan(Kind.RENAME, DAY, DOCUMENT, ("thpt",), names={"thpt": UNITS[-1].name}), "đã mang tên"),
        (Plan(Kind.CLOSE, DAY, DOCUMENT, ("xa-a",)), "còn 3 đơn vị trực thuộc"),
        (Plan(Kind.MERGE, DAY, DOCUMENT, ("xa-a",), ("xa-a",)), "ít nhất hai đơn vị"),
        (Plan(Kind.MERGE, DAY, DOCUMENT, ("xa-a",), ("th-a1",)), "đang trực thuộc đơn vị ngừng"),
        (
            Plan(Kind.MOVE, DAY, DOCUMENT, ("xa-a",), parents=(Move("xa-a", MANAGEMENT, "th-a1"),)),
            "chính mình",
        ),
        (
            Plan(Kind.MOVE, DAY, DOCUMENT, ("th-b",), parents=(Move("th-b", MANAGEMENT, "xa-b"),)),
            "đã trực thuộc",
        ),
        (Plan(Kind.SPLIT, DAY, DOCUMENT, ("th-b",)), "ít nhất một đơn vị mới"),
        (Plan(Kind.SPLIT, DAY, DOCUMENT, ("th-b",), ("th-m",), "thpt", founded=(NEW,)), "phải là một trong"),
        (
            Plan(Kind.SPLIT, DAY, DOCUMENT, ("th-b",), ("th-m", "th-m"), founded=(NEW, NEW)),
            "Mã “th-m” được ghi hai lần",
        ),
        (Plan(Kind.CREATE, DAY, DOCUMENT, ("thpt",), founded=(UNITS[-1],)), "đã có; mỗi đơn vị một mã"),
        (
            Plan(
                Kind.CREATE,
                DAY,
                DOCUMENT,
                ("th-m",),
                founded=(NEW,),
                parents=(Move("th-m", MANAGEMENT, "x"),),
            ),
            "Không có đơn vị mã hay tên “x”",
        ),
        (
            Plan(
                Kind.CREATE,
                DAY,
                DOCUMENT,
                ("th-m",),
                founded=(NEW,),
                parents=(Move("th-m", MANAGEMENT, "th-m"),),
            ),
            "không thể trực thuộc chính mình",
        ),
        (Plan(Kind.CLOSE, DAY, DOCUMENT, ("thpt",), successor="thpt"), "phải là một đơn vị khác"),
        (Plan(Kind.MOVE, date(2025, 6, 30), DOCUMENT, ("xa-a",)), "không hoạt động ngày 30/06/2025"),
        (
            Plan(Kind.CLOSE, date(2025, 7, 1), DOCUMENT, ("vh-a",), successor="xa-a"),
            "không thể ngừng cùng ngày",
        ),
    ],
)
def test_an_event_that_contradicts_the_organisation_is_refused(
    store: Store, plan: Plan, sentence: str
) -> None:
    with pytest.raises(EventRefusedError, match=sentence):
        changes_of(plan, picture.read(store))


def test_nothing_happens_to_a_unit_that_has_ended(store: Store) -> None:
    whole = happen(store, MERGE)
    for plan in (RENAME, MOVE):
        (unit,) = plan.subjects
        late = Plan(plan.kind, DAY, DOCUMENT, ("th-a2",), names={"th-a2": "X"} if unit == "th-a1" else {})
        with pytest.raises(EventRefusedError, match="không hoạt động ngày 01/10/2026: chỉ từ"):
            changes_of(late, whole)


def test_an_event_before_one_that_is_recorded_is_refused(store: Store) -> None:
    whole = happen(store, MOVE)
    early = Plan(Kind.MOVE, EVE, DOCUMENT, ("th-b",), parents=(Move("th-b", MANAGEMENT, "tinh"),))
    with pytest.raises(EventRefusedError, match="đã có thay đổi từ ngày 01/10/2026"):
        changes_of(early, whole)


def test_a_unit_that_others_join_later_does_not_end_before(store: Store) -> None:
    later = Unit("th-m", "Trường Mới", "truong_tieu_hoc", valid_from=(DAY + timedelta(days=60)).isoformat())
    joining = (Move("th-m", MANAGEMENT, "xa-b"),)
    plan = Plan(Kind.CREATE, DAY + timedelta(days=60), DOCUMENT, ("th-m",), founded=(later,), parents=joining)
    whole = happen(store, plan)
    with pytest.raises(EventRefusedError, match="Đơn vị th-m đã ghi trực thuộc xa-b từ sau ngày đó"):
        changes_of(Plan(Kind.CLOSE, DAY, DOCUMENT, ("xa-b",), successor="xa-a"), whole)


def test_a_move_that_would_close_a_circle_later_is_refused(store: Store) -> None:
    later = DAY + timedelta(days=60)
    whole = happen(
        store, Plan(Kind.MOVE, later, DOCUMENT, ("xa-a",), parents=(Move("xa-a", MANAGEMENT, "xa-b"),))
    )
    with pytest.raises(EventRefusedError, match="không thể trực thuộc chính mình"):
        changes_of(
            Plan(Kind.MOVE, DAY, DOCUMENT, ("xa-b",), parents=(Move("xa-b", MANAGEMENT, "xa-a"),)), whole
        )


def test_a_unit_that_takes_over_two_of_one_branch_hangs_above_both(store: Store) -> None:
    united = Unit("so-m", "Sở mới", "so_gddt", valid_from=DAY.isoformat())
    plan = Plan(Kind.MERGE, DAY, DOCUMENT, ("thpt", "so"), ("so-m",), founded=(united,))
    assert happen(store, plan).parent("so-m", MANAGEMENT, DAY) == "tinh"


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE unit_event SET day = '2020-01-01'",
        "DELETE FROM unit_event",
        "UPDATE unit_event_part SET unit = 'so'",
        "DELETE FROM unit_event_part",
        "INSERT INTO unit_successor VALUES ('so', 'so', '2026-01-01')",
        "INSERT INTO unit_event (kind, day, summary, recorded_on) VALUES ('die', '2026-01-01', 'x', 'y')",
    ],
)
def test_the_record_is_final(store: Store, wrong: str) -> None:
    happen(store, RENAME)
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute(wrong)


def test_what_somebody_else_recorded_meanwhile_is_judged_too(store: Store) -> None:
    # Both were looked at while both schools were there.
    record(store, MERGE, "")
    late = Plan(Kind.RENAME, DAY, DOCUMENT, ("th-a2",), names={"th-a2": "Trường Mới"})
    before = organisation.revision(store.db)
    with pytest.raises(EventRefusedError, match="không hoạt động"):
        record(store, late, "")
    assert organisation.revision(store.db) == before


def test_the_revision_grows_with_every_event(store: Store) -> None:
    before = organisation.revision(store.db)
    happen(store, RENAME)
    assert organisation.revision(store.db) > before
