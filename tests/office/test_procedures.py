"""The catalogue of procedures, and what a counter offers of it."""

import re

import pytest
from flask import Flask

from survey.running import running_in
from survey.store import procedures
from survey.store.connection import Store
from survey.store.procedures import Procedure
from tests.citizen.visitor import Visitor
from tests.office.asking import asked
from tests.office.person import HOME, Person, token_of
from tests.office.test_quarter import words

CATALOGUE = f"{HOME}/thu-tuc"
CHOICE = f"{HOME}/diem-khao-sat/QUAYA001/thu-tuc"
LONG = ("Cấp giấy xác nhận " * 20)[:200].strip()
KNOWN = (
    Procedure("2.002854", "Chuyển trường và tiếp nhận học sinh", "truong|xa"),
    Procedure("2.002481", "Chuyển trường đối với học sinh", "truong|xa", valid_to="2026-07-16"),
    Procedure("1.000001", "Đăng ký dự thi", "xa"),
    Procedure("1.000002", "Ấn định mức hỗ trợ", "xa"),
    Procedure("1.000003", LONG, "xa"),
    Procedure("1.000004", "Thành lập trường cao đẳng", "bo"),
)


@pytest.fixture(autouse=True)
def known(answering: object, store: Store) -> None:
    del answering
    with store.write() as db:
        procedures.save(db, KNOWN)
        procedures.link(db, [("2.002481", "2.002854")])


def send(person: Person, ticked: list[str], shown: list[str]) -> int:
    token = token_of(person.see(CHOICE).text)
    answer = person.client.post(CHOICE, data={"csrf_token": token, "chon": ticked, "hien": shown})
    return answer.status_code


@pytest.mark.parametrize("sought", ["chuyen truong", "CHUYỂN trường", "truong chuyen hoc sinh"])
def test_a_procedure_is_found_without_marks(school: Person, sought: str) -> None:
    text = words(school.read(f"{CATALOGUE}?tim={sought}"))
    assert "2 thủ tục có" in text
    assert "Đăng ký dự thi" not in text


def test_the_catalogue_tells_validity_and_what_replaced_a_procedure(reviewer: Person) -> None:
    text = words(reviewer.read(CATALOGUE))
    assert (
        "Chuyển trường đối với học sinh 2.002481 Cơ sở giáo dục, Cấp xã không còn dùng đến 16/07/2026" in text
    )
    assert "Nay là 2.002854" in text
    assert text.index("Ấn định") < text.index("Chuyển trường") < text.index("Đăng ký")
    assert LONG in text


def test_a_search_that_finds_nothing_says_so(reviewer: Person) -> None:
    assert "Không có thủ tục nào" in words(reviewer.read(f"{CATALOGUE}?tim=zzz"))


def test_an_empty_catalogue_says_what_to_do(reviewer: Person, store: Store) -> None:
    with store.write() as db:
        db.execute("DELETE FROM procedure_successor")
        db.execute("DELETE FROM procedure")
    assert "sipas load procedures" in words(reviewer.read(CATALOGUE))
    assert reviewer.see(CHOICE).status_code == 404


def test_the_citizens_form_lists_just_what_was_chosen(app: Flask, commune: Person, store: Store) -> None:
    def listed() -> list[str]:
        page = Visitor(app.test_client(), "/k/QUAYA001").open()
        return re.findall(r'<option value="(\d\.\d+)"', page)

    assert len(listed()) == 4
    assert send(commune, ["2.002854"], [one.code for one in KNOWN]) == 303
    assert listed() == ["2.002854"]
    assert "1 đã chọn" in words(commune.read(f"{HOME}/diem-khao-sat"))
    assert send(commune, [], [one.code for one in KNOWN]) == 303
    assert len(listed()) == 4
    assert procedures.chosen_counts(store.db) == {}


def test_a_search_hides_procedures_without_changing_them(commune: Person, store: Store) -> None:
    send(commune, ["2.002854", "1.000001"], [one.code for one in KNOWN])
    page = commune.read(f"{CHOICE}?tim=dang ky")
    assert re.findall(r'name="hien" value="([^"]+)"', page) == ["1.000001"]
    send(commune, [], ["1.000001"])
    assert procedures.chosen(store.db, "QUAYA001") == {"2.002854"}


def test_what_the_level_does_not_handle_cannot_be_chosen(commune: Person, store: Store) -> None:
    send(commune, ["1.000004", "khong-co"], ["1.000004", "khong-co"])
    assert procedures.chosen(store.db, "QUAYA001") == frozenset()


@pytest.mark.parametrize(
    ("name", "status"), [("so", 200), ("xa-a", 200), ("truong-a", 403), ("truong-b", 403)]
)
def test_who_keeps_a_counter_chooses_for_it(app: Flask, name: str, status: int) -> None:
    assert Person(app.test_client()).sign_in(name).see(CHOICE).status_code == status


def test_a_point_of_others_or_of_nobody_is_refused(commune: Person) -> None:
    for code in ("PTHB0001", "KHONGCO1"):
        assert commune.see(f"{HOME}/diem-khao-sat/{code}/thu-tuc").status_code == 403


def test_a_breakdown_names_what_an_old_procedure_is_now(store: Store) -> None:
    from survey import naming

    named = naming.words(store.db, [])
    assert named["2.002481"] == "Chuyển trường đối với học sinh (2.002481, nay là 2.002854)"


@pytest.mark.parametrize("path", [CATALOGUE, CHOICE, f"{HOME}/diem-khao-sat"])
def test_more_procedures_ask_the_store_no_more(app: Flask, reviewer: Person, path: str) -> None:
    served = running_in(app).store
    before = asked(served, reviewer, path)
    with served.write() as db:
        procedures.save(db, [Procedure(f"9.{n}", f"Thủ tục {n}", "xa") for n in range(80)])
        procedures.choose(db, "QUAYA001", [f"9.{n}" for n in range(40)])
    assert asked(served, reviewer, path) == before
