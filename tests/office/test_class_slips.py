"""Slips for classes, from the list to the sheet, and slips printed anew."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pypdfium2
import pytest
from flask import Flask
from pypdf import PdfReader
from werkzeug.test import TestResponse

from survey import class_slips
from survey.class_slips import Anew
from survey.loading.classes import SchoolClass
from survey.printing import slips
from survey.printing.slips import Slip
from survey.running import running_in
from survey.store import codes, points, slip_batches
from survey.store.codes import Code
from survey.store.slip_batches import ReprintRefused
from tests.office.person import HOME, Person
from tests.office.test_organisation import MERGER, record
from tests.office.test_quarter import words

PAGE = f"{HOME}/to-ma-lop"
DAY = date(2026, 12, 31)
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")

pytestmark = pytest.mark.usefixtures("answering")


def ask(person: Person, listed: str = "Lớp; Số tờ\n1A; 12\n1B; 3\n", **changed: str) -> TestResponse:
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', person.read(PAGE))
    assert mark
    fields = {"point": "PTHA0001", "last": "2026-12-31", "classes": listed, "mark": mark[1]}
    return person.send(PAGE, **{**fields, **changed})


def pages(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, words(answer.text)
    assert answer.mimetype == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]


def find(app: Flask, code: str) -> Code | None:
    live = running_in(app)
    return codes.find(live.store.db, codes.hashes(live.secrets, codes.as_entered(code)))


def refused(app: Flask, code: str) -> bool:
    found = find(app, code)
    return found is None or codes.refusal(found, "PTHA0001", "2026-11-20") is not None


def test_each_class_has_pages_of_its_own_with_school_and_class_in_words(reviewer: Person) -> None:
    first, second, third = pages(ask(reviewer))
    assert [len(CODE.findall(page)) for page in (first, second, third)] == [10, 2, 3]
    assert first.count("Trường Tiểu học An Bình") == 10
    assert (first + second).count("Lớp 1A") == 12
    assert third.count("Lớp 1B") == 3


def test_each_class_is_a_batch_of_its_own(reviewer: Person) -> None:
    pages(ask(reviewer))
    text = words(reviewer.read(PAGE))
    assert re.search(r"An Bình · Lớp 1A lô \w+, phát 20/11/2026, dùng đến 31/12/2026 12 0 0,0 % In lại", text)
    assert re.search(r"An Bình · Lớp 1B lô \w+, phát 20/11/2026, dùng đến 31/12/2026 3 0 0,0 % In lại", text)


def test_the_codes_of_a_sheet_open_the_form_of_the_point(reviewer: Person, app: Flask) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;2"))
    for code in CODE.findall(page):
        found = find(app, code)
        assert found
        assert found.batch.point == "PTHA0001"
        assert app.test_client().get(f"/m/{code.replace('-', '')}").status_code == 200


@pytest.mark.parametrize(
    ("listed", "changed", "sentence"),
    [
        ("Lớp;Số tờ\n1A;0", {}, "dòng 2, cột Số tờ: “0” phải là số tờ từ 1 đến 200"),
        ("Lớp;Số tờ\n1A;5\n1A;6", {}, "dòng 3, cột Lớp: “1A” đã có ở dòng 2"),
        ("Lớp;Số tờ\n" + "x" * 41 + ";6", {}, "dài quá 40 ký tự"),
        ("Lớp;Số tờ\n", {}, "không có dòng dữ liệu nào"),
        ("1A;năm", {}, "dòng 2, cột"),
        ("Lớp;Số tờ\n1A;5", {"last": "2090-01-01"}, "hơn một năm"),
        ("Lớp;Số tờ\n1A;5", {"last": "2026-11-19"}, "Ngày cuối phải từ hôm nay trở đi"),
        ("Lớp;Số tờ\n1A;5", {"mark": "x'; --"}, "Trang này đã cũ"),
        ("Lớp;Số tờ\n1A;5", {"point": "QUAYA001"}, "Chưa thực hiện được"),
    ],
)
def test_what_is_wrong_is_told_and_no_code_is_issued(
    reviewer: Person, app: Flask, listed: str, changed: dict[str, str], sentence: str
) -> None:
    answer = ask(reviewer, listed, **changed)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert running_in(app).store.db.execute("SELECT count(*) FROM code").fetchone()[0] == 0


def test_nobody_prints_for_a_school_of_others(commune: Person) -> None:
    assert ask(commune, point="PTHB0001").status_code == 422


def test_the_same_page_sent_twice_issues_once(reviewer: Person, app: Flask) -> None:
    ask(reviewer, mark="abc123")
    assert "vừa được in rồi" in words(ask(reviewer, mark="abc123").text)
    assert running_in(app).store.db.execute("SELECT count(*) FROM code").fetchone()[0] == 15


def batch_id(person: Person) -> str:
    found = re.search(r"in-lai/(\w+)", person.read(PAGE))
    assert found
    return found[1]


def test_spoiled_slips_are_replaced_and_only_their_codes_stop_working(reviewer: Person, app: Flask) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;5"))
    spoiled, *kept = CODE.findall(page)
    answer = reviewer.send(f"{PAGE}/in-lai/{batch_id(reviewer)}", which="mot-so", codes=spoiled.lower())
    (made,) = CODE.findall("".join(pages(answer)))
    assert refused(app, spoiled)
    assert not any(refused(app, code) for code in [*kept, made])
    assert app.test_client().get(f"/m/{spoiled.replace('-', '')}").status_code == 410
    again = reviewer.send(f"{PAGE}/in-lai/{batch_id(reviewer)}", which="mot-so", codes=spoiled)
    assert f"Mã {spoiled} đã thu hồi từ lần in lại trước" in words(again.text)
    # The class still has five slips: a reprint adds nobody to those who were asked.
    assert "Lớp 1A lô" in words(reviewer.read(PAGE))
    assert re.search(r"5 0 0,0 % In lại", words(reviewer.read(PAGE)))


def reprint_all(person: Person, page: str, seen: str = "") -> TestResponse:
    shown = re.search(r'name="seen"[^>]*value="(\w+)"', person.read(page))
    assert shown
    return person.send(page, which="ca-lo", seen=seen or shown[1])


def test_a_second_press_leaves_the_sheet_just_printed_as_it_is(reviewer: Person, app: Flask) -> None:
    pages(ask(reviewer, "Lớp;Số tờ\n1A;5"))
    page = f"{PAGE}/in-lai/{batch_id(reviewer)}"
    made = CODE.findall("".join(pages(reprint_all(reviewer, page, seen="0"))))
    again = reprint_all(reviewer, page, seen="0")
    assert again.status_code == 422
    assert "các tờ vừa in vẫn dùng được" in words(again.text)
    assert reviewer.send(page, which="ca-lo").status_code == 422
    assert len(made) == 5
    assert not any(refused(app, code) for code in made)
    # The file never came: the page is opened anew, and meant.
    assert reprint_all(reviewer, page).status_code == 200
    assert all(refused(app, code) for code in made)


def test_a_whole_batch_is_replaced_except_what_was_used(reviewer: Person, app: Flask) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;5"))
    used, *lost = CODE.findall(page)
    live = running_in(app)
    with live.store.write() as db:
        spent = codes.spend(db, codes.hashes(live.secrets, codes.as_entered(used)), "PTHA0001", "2026-11-20")
    assert spent is None
    answer = reprint_all(reviewer, f"{PAGE}/in-lai/{batch_id(reviewer)}")
    made = CODE.findall("".join(pages(answer)))
    assert len(made) == 4
    assert all(refused(app, code) for code in lost)
    assert not any(refused(app, code) for code in made)
    assert re.search(r"5 1 20,0 % In lại", words(reviewer.read(PAGE)))


@pytest.mark.parametrize(
    ("typed", "sentence"), [("ABCD-1234", "không thuộc lô này"), ("", "chưa nêu mã nào")]
)
def test_a_code_of_nowhere_replaces_nothing(reviewer: Person, typed: str, sentence: str) -> None:
    ask(reviewer, "Lớp;Số tờ\n1A;5")
    answer = reviewer.send(f"{PAGE}/in-lai/{batch_id(reviewer)}", which="mot-so", codes=typed)
    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_a_batch_of_others_is_not_reprinted(reviewer: Person, app: Flask) -> None:
    ask(reviewer, point="PTHB0001")
    commune = Person(app.test_client()).sign_in("xa-a")
    assert commune.see(f"{PAGE}/in-lai/{batch_id(reviewer)}").status_code == 403
    assert commune.see(f"{PAGE}/in-lai/khong").status_code == 404


def test_a_sheet_of_slips_has_lines_to_cut_along(reviewer: Person) -> None:
    answer = ask(reviewer)
    picture = pypdfium2.PdfDocument(answer.data)[0].render(scale=1).to_pil().convert("L")
    middle = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
    assert sum(1 for shade in middle if isinstance(shade, int) and shade < 250) > picture.height // 4


def test_a_name_of_two_hundred_letters_stays_on_its_own_slip() -> None:
    name = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai " * 2
    long = Slip(
        "Khảo sát cha mẹ học sinh tiểu học",
        name[:200],
        "Lớp " + "12" * 18,
        "7KQD3M2P",
        "https://khaosat.example.gov.vn/m/7KQD3M2P",
        DAY,
    )
    page = pypdfium2.PdfDocument(slips.pdf([[long, long]]))[0]
    text = page.get_textpage()
    bottoms = [text.get_charbox(place)[1] for place in range(text.count_chars())]
    # Both slips lie in the first of five rows.
    assert min(bottoms) > page.get_height() * 4 / 5


def test_others_can_answer_while_the_sheets_of_a_school_are_drawn(app: Flask) -> None:
    live = running_in(app)
    point = points.get(live.store.db, "PTHA0001")

    def drawn() -> int:
        wanted = [SchoolClass("1A", 5), SchoolClass("1B", 6)]
        batches = class_slips.batches_of(live.store.db, point, wanted, (date(2026, 11, 20), DAY), "abc123")
        printed = class_slips.draw(live.store.db, live.secrets[-1], batches, "http://a.vn")
        return sum(len(codes) for _, codes in printed.stacks)

    with ThreadPoolExecutor() as other, live.store.write():
        assert other.submit(drawn).result(timeout=4) == 11


def test_a_code_that_is_used_while_its_batch_is_drawn_anew_stops_the_reprint(
    reviewer: Person, app: Flask
) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;5"))
    live, used = running_in(app), codes.as_entered(CODE.findall(page)[0])
    batch = slip_batches.batch_of(live.store.db, batch_id(reviewer))
    anew = Anew(batch, None, date(2026, 11, 20), "so")
    made = class_slips.draw_anew(live.store.db, live.secrets, anew, "http://a.vn")
    with live.store.write() as db:
        codes.spend(db, codes.hashes(live.secrets, used), "PTHA0001", "2026-11-20")
    with pytest.raises(ReprintRefused, match="hãy bấm lại"), live.store.write() as db:
        class_slips.keep_anew(db, live.secrets, anew, made)
    assert re.search(r"5 1 20,0 % In lại", words(reviewer.read(PAGE)))


@pytest.mark.parametrize(
    "listed", ["Lớp\tSố tờ\n1A\t3\n1B\t2", "Lớp; Số tờ\n1A\t3\n1B\t2", "1A; 3\n\n1B;2", "1A, 3\n1B, 2\n"]
)
def test_a_list_is_read_as_people_type_or_paste_it(reviewer: Person, listed: str) -> None:
    found = pages(ask(reviewer, listed))
    assert [page.count("Lớp 1A") + 10 * page.count("Lớp 1B") for page in found] == [3, 20]


def test_the_batches_that_were_issued_last_stand_first(reviewer: Person) -> None:
    for listed in ("1B; 2", "2A; 2", "1A; 2"):
        ask(reviewer, listed)
    assert re.findall(r"· (Lớp \w+) lô", words(reviewer.read(PAGE))) == ["Lớp 1A", "Lớp 2A", "Lớp 1B"]


def test_a_slip_says_which_survey_it_belongs_to(reviewer: Person) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;1"))
    assert "Khảo sát cha mẹ học sinh tiểu học" in page


def test_the_successor_of_a_school_prints_its_spoiled_slips_anew(reviewer: Person, app: Flask) -> None:
    (page,) = pages(ask(reviewer, "Lớp;Số tờ\n1A;5"))
    batch, spoiled = batch_id(reviewer), CODE.findall(page)[0]
    record(Person(app.test_client()).sign_in("quan-tri"), "merge", MERGER)
    successor = Person(app.test_client()).sign_in("truong-b")
    answer = successor.send(f"{PAGE}/in-lai/{batch}", which="mot-so", codes=spoiled)
    assert len(CODE.findall("".join(pages(answer)))) == 1
