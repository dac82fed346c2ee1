"""Points made, found, closed and withdrawn in the office's pages."""

import pytest
from flask import Flask

from survey.running import running_in
from survey.store import audit, points
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from survey.store.points import Point
from tests.office.answering import COUNTER, PRIMARY
from tests.office.counting import queries
from tests.office.person import HOME, Person
from tests.office.test_quarter import words

PAGE, NEW = f"{HOME}/diem-khao-sat", f"{HOME}/diem-khao-sat/moi"
ASKED = {"units": "th-a\nth-b", "kind": "class", "name": "Lớp", "questionnaire": PRIMARY, "form": "full"}

pytestmark = pytest.mark.usefixtures("answering")


def of(store: Store, unit: str, name: str = "Lớp") -> list[Point]:
    return [one for one in points.of_units(store.db, [unit]) if one.name == name]


def test_one_point_is_made_for_each_unit_that_is_named(reviewer: Person, store: Store) -> None:
    assert reviewer.send(NEW, **ASKED).status_code == 303
    assert "Đã thêm 2 điểm khảo sát." in words(reviewer.read(PAGE))
    (one,), (other,) = of(store, "th-a"), of(store, "th-b")
    assert (one.kind, one.questionnaire, one.form, one.state) == ("class", PRIMARY, "full", "open")
    assert one.code != other.code
    assert reviewer.client.get(f"/k/{one.code}").status_code == 200
    told = audit.some(store.db, Filter(action=Action.POINT_CHANGED.value), 9)
    assert [(row.unit, row.detail) for row in told] == [("th-b", "thêm: Lớp"), ("th-a", "thêm: Lớp")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"units": "th-a\nkhong-co"}, "Không có đơn vị mã “khong-co” trong phạm vi"),
        ({"units": " "}, "Hãy điền ô này"),
        ({"name": " "}, "Hãy điền ô này"),
        ({"questionnaire": "khong"}, "Lựa chọn này không có trong danh sách"),
    ],
)
def test_what_is_wrong_is_told_and_no_point_is_made(
    reviewer: Person, store: Store, changed: dict[str, str], sentence: str
) -> None:
    answer = reviewer.send(NEW, **{**ASKED, **changed})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert of(store, "th-a") == []


def test_a_commune_makes_no_point_for_a_school_of_another(commune: Person, store: Store) -> None:
    assert commune.send(NEW, **{**ASKED, "units": "th-b"}).status_code == 422
    assert of(store, "th-b") == []
    assert commune.see(f"{PAGE}/PTHB0001/tinh-trang").status_code == 403


def test_a_point_is_closed_and_opened_again(reviewer: Person, store: Store) -> None:
    there = f"{PAGE}/PTHA0001/tinh-trang"
    assert reviewer.send(there, **{"tinh-trang": "closed"}).status_code == 303
    assert points.get(store.db, "PTHA0001").state == "closed"
    assert reviewer.send(there, **{"tinh-trang": "open"}).status_code == 303
    assert points.get(store.db, "PTHA0001").state == "open"
    assert reviewer.send(there, **{"tinh-trang": "khác"}).status_code == 422
    told = audit.some(store.db, Filter(action=Action.POINT_CHANGED.value), 9)
    assert [row.detail for row in told] == ["đang mở", "tạm đóng"]


def test_a_point_is_found_without_marks(reviewer: Person) -> None:
    text = words(reviewer.read(f"{PAGE}?tim=quay an binh"))
    assert "Quầy số 1" in text
    assert "PTHB0001" not in text
    assert "Không có điểm nào như vậy" in reviewer.read(f"{PAGE}?tim=xyz")


def test_many_points_come_a_page_at_a_time_with_the_same_few_questions(
    reviewer: Person, store: Store, app: Flask
) -> None:
    asked = []
    for first, last in ((0, 3), (3, 150)):
        with store.write() as db:
            for n in range(first, last):
                code = f"Z{n:07}"
                points.add(
                    db, Point(code, "quay-a", "counter", f"Bàn {n}", COUNTER, "short", "open", "2026-01-01")
                )
        reviewer.read(PAGE)
        with queries(running_in(app).store) as seen:
            page = reviewer.read(PAGE)
        asked.append(len(seen))
    assert 0 < asked[0] == asked[1] < 20
    assert page.count("<tr>") == 101
    assert "trang=2" in page
