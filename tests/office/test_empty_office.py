"""The first day of an office: every page says what it will show and what to do next, to whom may do it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from tests.office.conftest import PEOPLE
from tests.office.extremes import WHO, new_office
from tests.office.person import HOME, Person
from tests.office.test_route_rights import LINES

# What stands on the page of an administrator, beside its heading and menu, when there is nothing yet.
SAID = {
    "": "Khi có phiếu, trang này cho biết đạt mục tiêu chưa",
    "/don-vi/so": "Khi có phiếu, trang này cho biết đạt mục tiêu chưa",
    "/cau-hoi/mot_cua_2026@1/A1": "ở đây có chỉ số của câu và của từng đơn vị",
    "/phan-tich": "Khi có phiếu, trang này cho biết nên làm gì trước",
    "/tien-do": "Trang này sẽ cho biết mỗi đơn vị đã có bao nhiêu phiếu",
    "/diem-khao-sat": "rồi trở lại đây để in tờ dán",
    "/to-chuc": "Ở đây sẽ thấy cây các xã, trường, trung tâm",
    "/to-chuc/don-vi/so": "Chưa ghi sự kiện nào.",
    "/quy-mo": "rồi trở lại đây để nhập số người",
    "/thu-tuc?tim=khongco": "Không có thủ tục nào mang tên hay mã như vậy",
    "/truyen-thong/so": "chỉ có cho quý dương lịch đã chốt và có phiếu",
    "/chot-ky": "Chưa chốt kỳ nào.",
    "/he-thong": "Ở đây sẽ thấy hệ thống nào đọc được gì",
    "/nhat-ky?ai=khongco": "Không có dòng nào như thế.",
    "/dot-khao-sat": "để biết mỗi đơn vị cần bao nhiêu phiếu và ai đang chậm",
    "/dot-khao-sat/moi": "Một đợt hỏi tại các điểm đang mở.",
    "/to-ma-lop": "loại “lớp”, rồi trở lại đây",
    "/phieu-giay": "rồi trở lại đây",
    "/nhap-tep": "rồi trở lại đây",
    "/viec": "giao việc đầu tiên",
    "/xem-lai/so": "Phiếu của kỳ sẽ hiện ở đây để xem lại",
}
# A form to fill in, or a list that is never empty: there is at least who looks at it.
NEVER_EMPTY = {
    "/dang-nhap",
    "/mat-khau",
    "/xac-thuc",
    "/xac-thuc-hai-buoc",
    "/to-chuc/nap",
    "/to-chuc/su-kien/rename",
    "/quy-mo/tep",
    "/chot-ky/tep",
    "/diem-khao-sat/moi",
    "/nguoi-dung",
    "/nguoi-dung/moi",
    f"/nguoi-dung/{WHO}",
    "/viec/moi",
    "/xem-lai",
}
FILES = ("/to-dan", "/bao-cao", ".xlsx", ".js")
FILLED = {
    "<home>": "",
    "<unit>": "so",
    "<code>": "so",
    "<name>": WHO,
    "<questionnaire>": "mot_cua_2026@1",
    "<item>": "A1",
    "<kind>": "rename",
}
EMPTY = re.compile(r'<div class="empty">.*?</div>', re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, digest: str) -> Path:
    settings = Settings(home=tmp_path_factory.mktemp("new"), rate_limit=0)
    new_office(settings, digest)
    return settings.home


@pytest.fixture
def app(home: Path, compiled: BytecodeCache) -> Iterator[Flask]:
    app = create_app(Settings(home=home, rate_limit=0))
    app.jinja_env.bytecode_cache = compiled
    yield app
    running_in(app).close()


def addresses() -> Iterator[str]:
    """Every page that needs nothing but the office itself; of a campaign or a batch there is none yet."""
    for line in LINES:
        path = line.rule
        for place, value in FILLED.items():
            path = path.replace(place, value)
        if line.method == "GET" and "<" not in path and not any(part in path for part in FILES):
            yield path


def test_every_page_of_the_office_has_its_sentence_or_is_never_empty() -> None:
    asked = {path.partition("?")[0] for path in SAID} | NEVER_EMPTY
    assert set(addresses()) - {"/truyen-thong", "/dang-nhap-chung", "/dang-nhap-chung/ve"} <= asked


def test_a_page_without_anything_says_what_will_be_there(app: Flask) -> None:
    person = Person(app.test_client()).sign_in(WHO)
    for path, sentence in SAID.items():
        assert sentence in person.read(HOME + path), path


@pytest.mark.parametrize("name", [name for name, _, _ in PEOPLE])
def test_every_step_that_an_empty_page_names_is_open_to_who_reads_it(app: Flask, name: str) -> None:
    person, tried = Person(app.test_client()).sign_in(name), 0
    for path in SAID:
        answer = person.see(HOME + path)
        assert answer.status_code in (200, 403), path
        for link in re.findall(r'href="([^"]+)"', "".join(EMPTY.findall(answer.text))):
            assert person.see(link).status_code == 200, (path, link)
            tried += 1
    assert tried


def test_an_address_that_is_none_leads_back(app: Flask) -> None:
    nobody = app.test_client()
    own, public = nobody.get(f"{HOME}/khong-co"), nobody.get("/ket-qua/khong-co/don-vi")
    assert (own.status_code, public.status_code) == (404, 404)
    assert f'href="{HOME}"' in own.text
    assert 'href="/ket-qua"' in public.text


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/ket-qua", "Kết quả được công bố khi cơ quan chốt kỳ đầu tiên"),
        ("/ket-qua/so", "Kết quả được công bố khi cơ quan chốt kỳ đầu tiên"),
        ("/ket-qua?tim=khongco", "Không có đơn vị nào đã công bố mang tên"),
        ("/du-lieu", "Chưa có kỳ nào được chốt và công bố."),
    ],
)
def test_the_public_reads_that_nothing_is_out_yet(app: Flask, path: str, sentence: str) -> None:
    assert sentence in app.test_client().get(path).text
