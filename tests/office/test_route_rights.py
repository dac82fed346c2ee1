"""Every address of the office, every role, a unit of one's own and one that is not: what comes back.

The table is written by hand from what the office decided, not read from the code: a route that is missing
in it fails, and so does a status that changed.
"""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.office.blueprint import PLOTLY
from tests.office.person import HOME, Person, token_of

# Who stands for each role, in the order of the columns. The unit of all is th-a or above.
ROLES = {
    "administrator": "quan-tri",
    "reviewer": "so",
    "unit": "truong-a",
    "entry": "nhap-lieu",
    "auditor": "kiem-tra",
}
OWN, OTHER = "th-a", "xa-b"

# Address, then five times own/other. 200 shown, 303 done, 422 a form that was not filled in, 403 refused,
# 404 allowed but not there, 409 allowed but not now.
TABLE = """
GET  /dang-nhap                        200/200 200/200 200/200 200/200 200/200
POST /dang-nhap                        422/422 422/422 422/422 422/422 422/422
GET  /plotly-<version>.js              200/200 200/200 200/200 200/200 200/200
GET  /loi-moi/<secret>                 410/410 410/410 410/410 410/410 410/410
POST /loi-moi/<secret>                 410/410 410/410 410/410 410/410 410/410
GET  /mat-khau                         200/200 200/200 200/200 200/200 200/200
POST /mat-khau                         422/422 422/422 422/422 422/422 422/422
GET  /dang-nhap-chung                  404/404 404/404 404/404 404/404 404/404
GET  /dang-nhap-chung/ve               404/404 404/404 404/404 404/404 404/404
GET  /xac-thuc                         303/303 303/303 303/303 303/303 303/303
POST /xac-thuc                         303/303 303/303 303/303 303/303 303/303
GET  /xac-thuc-hai-buoc                200/200 200/200 200/200 200/200 200/200
POST /xac-thuc-hai-buoc                422/422 422/422 422/422 422/422 422/422
POST /xac-thuc-hai-buoc/tat            422/422 422/422 422/422 422/422 422/422
GET  <home>                            200/200 200/200 200/200 403/403 200/200
GET  /don-vi/<unit>                    200/200 200/403 200/403 403/403 200/200
GET  /cau-hoi/<questionnaire>/<item>   200/200 200/200 200/200 403/403 200/200
GET  /phan-tich                        200/200 200/200 200/200 403/403 200/200
GET  /tien-do                          200/200 200/200 200/200 200/200 200/200
GET  /diem-khao-sat                    200/200 200/200 200/200 200/200 200/200
GET  /to-dan.pdf                       200/200 200/200 200/200 200/200 200/200
GET  /to-dan/<unit>.pdf                200/404 200/403 200/403 200/403 200/404
GET  /to-chuc                           200/200 403/403 403/403 403/403 200/200
GET  /to-chuc/don-vi/<code>             200/200 403/403 403/403 403/403 200/200
GET  /to-chuc/to-chuc.xlsx              200/200 403/403 403/403 403/403 200/200
GET  /to-chuc/nap                       200/200 403/403 403/403 403/403 403/403
POST /to-chuc/nap                       422/422 403/403 403/403 403/403 403/403
GET  /to-chuc/nap/<draft>               404/404 403/403 403/403 403/403 403/403
POST /to-chuc/nap/<draft>               404/404 403/403 403/403 403/403 403/403
GET  /to-chuc/su-kien/<kind>            200/200 403/403 403/403 403/403 403/403
POST /to-chuc/su-kien/<kind>            422/422 403/403 403/403 403/403 403/403
GET  /quy-mo                            200/200 200/200 403/403 403/403 200/200
POST /quy-mo                            422/422 422/422 403/403 403/403 403/403
GET  /quy-mo/tep                        200/200 200/200 403/403 403/403 403/403
POST /quy-mo/tep                        422/422 422/422 403/403 403/403 403/403
GET  /thu-tuc                           200/200 200/200 200/200 200/200 200/200
GET  /diem-khao-sat/moi                200/200 200/200 403/403 403/403 403/403
POST /diem-khao-sat/moi                422/422 422/422 403/403 403/403 403/403
GET  /diem-khao-sat/<point>/tinh-trang 200/200 200/200 403/403 403/403 403/403
POST /diem-khao-sat/<point>/tinh-trang 422/422 422/422 403/403 403/403 403/403
GET  /diem-khao-sat/<point>/thu-tuc     404/404 404/404 403/403 403/403 403/403
POST /diem-khao-sat/<point>/thu-tuc     404/404 404/404 403/403 403/403 403/403
GET  /bao-cao/<unit>                   200/200 200/403 200/403 403/403 200/200
GET  /truyen-thong                     302/302 302/302 302/302 403/403 302/302
GET  /truyen-thong/<unit>              200/200 200/403 200/403 403/403 200/200
GET  /truyen-thong/<unit>/<piece>      404/404 404/403 404/403 403/403 404/404
GET  /chot-ky                          200/200 200/200 200/200 403/403 200/200
POST /chot-ky                          409/409 409/409 403/403 403/403 403/403
GET  /chot-ky/<number>             404/404 404/404 404/404 403/403 404/404
GET  /chot-ky/<number>.json        404/404 404/404 404/404 403/403 404/404
GET  /chot-ky/<number>/tung-phieu  404/404 404/404 403/403 403/403 403/403
GET  /chot-ky/<number>/tung-phieu/<questionnaire>/<kind> 404/404 404/404 403/403 403/403 403/403
POST /chot-ky/<number>/mo-lai      404/404 404/404 403/403 403/403 403/403
POST /chot-ky/<number>/phu-luc     404/404 404/404 403/403 403/403 403/403
GET  /chot-ky/tep                         200/200 200/200 200/200 403/403 200/200
POST /chot-ky/tep                         422/422 422/422 422/422 403/403 422/422
POST /chot-ky/han-bao-cao              422/422 422/422 403/403 403/403 403/403
POST /chot-ky/han-bao-cao/bo           303/303 303/303 403/403 403/403 403/403
POST /chot-ky/niem-phong               303/303 403/403 403/403 403/403 403/403
GET  /nguoi-dung                       200/200 403/403 403/403 403/403 200/200
GET  /nguoi-dung/moi                   200/200 403/403 403/403 403/403 403/403
POST /nguoi-dung/moi                   422/422 403/403 403/403 403/403 403/403
GET  /nguoi-dung/<name>                200/200 403/403 403/403 403/403 200/200
POST /nguoi-dung/<name>                422/422 403/403 403/403 403/403 403/403
POST /nguoi-dung/<name>/lien-ket       200/200 403/403 403/403 403/403 403/403
POST /nguoi-dung/<name>/thu-moi.pdf    404/404 403/403 403/403 403/403 403/403
POST /nguoi-dung/<name>/khoa           303/303 403/403 403/403 403/403 403/403
POST /nguoi-dung/<name>/mo-khoa        303/303 403/403 403/403 403/403 403/403
POST /nguoi-dung/<name>/go-xac-thuc    303/303 403/403 403/403 403/403 403/403
GET  /he-thong                         200/200 403/403 403/403 403/403 200/200
POST /he-thong                         422/422 403/403 403/403 403/403 403/403
POST /he-thong/<number>/thu-hoi        404/404 403/403 403/403 403/403 403/403
GET  /nhat-ky                          200/200 403/403 403/403 403/403 200/200
GET  /dot-khao-sat                     200/200 200/200 200/200 200/200 200/200
GET  /dot-khao-sat/moi                 200/200 200/200 200/200 403/403 403/403
POST /dot-khao-sat/moi                 422/422 422/422 422/422 403/403 403/403
GET  /dot-khao-sat/<campaign>          404/404 404/404 404/404 404/404 404/404
GET  /dot-khao-sat/<campaign>/sua      404/404 404/404 404/404 403/403 403/403
POST /dot-khao-sat/<campaign>/sua      404/404 404/404 404/404 403/403 403/403
GET  /dot-khao-sat/<campaign>/loi-nhac/<unit> 404/404 404/403 404/403 404/403 404/404
GET  /to-ma-lop                        200/200 200/200 200/200 403/403 200/200
POST /to-ma-lop                        422/422 422/422 422/422 403/403 403/403
GET  /to-ma-lop/in-lai/<batch>         404/404 404/404 404/404 403/403 403/403
POST /to-ma-lop/in-lai/<batch>         404/404 404/404 404/404 403/403 403/403
GET  /phieu-giay                       200/200 403/403 200/200 200/200 200/200
POST /phieu-giay                       422/422 403/403 422/422 422/422 403/403
GET  /phieu-giay/<batch>               404/404 403/403 404/404 404/404 404/404
GET  /phieu-giay/<batch>/phieu.pdf     404/404 403/403 404/404 404/404 403/403
GET  /phieu-giay/<batch>/nhap          404/404 403/403 404/404 404/404 403/403
POST /phieu-giay/<batch>/nhap          404/404 403/403 404/404 404/404 403/403
GET  /phieu-giay/<batch>/nhap-lai/<number> 404/404 403/403 404/404 404/404 403/403
POST /phieu-giay/<batch>/nhap-lai/<number> 404/404 403/403 404/404 404/404 403/403
POST /phieu-giay/<batch>/thay/<number> 404/404 403/403 404/404 404/404 403/403
POST /phieu-giay/<batch>/ket-thuc      404/404 403/403 404/404 404/404 403/403
GET  /nhap-tep                         200/200 403/403 200/200 200/200 403/403
POST /nhap-tep                         422/422 403/403 422/422 422/422 403/403
GET  /nhap-tep/<draft>                 404/404 403/403 404/404 404/404 403/403
POST /nhap-tep/<draft>                 404/404 403/403 404/404 404/404 403/403
GET  /nhap-tep/<draft>/ghep-cot.json   404/404 403/403 404/404 404/404 403/403
GET  /viec                             200/200 200/200 200/200 403/403 200/200
GET  /viec/moi                         200/200 200/200 403/403 403/403 403/403
POST /viec/moi                         422/422 422/422 403/403 403/403 403/403
GET  /viec/<number>                    404/404 404/404 404/404 403/403 404/404
POST /viec/<number>/buoc               404/404 404/404 404/404 403/403 403/403
GET  /xem-lai                          200/200 200/200 403/403 403/403 200/200
GET  /xem-lai/<unit>                   200/200 200/403 403/403 403/403 200/200
POST /xem-lai/<unit>                   422/422 422/403 403/403 403/403 403/403
POST /dang-xuat                        303/303 303/303 303/303 303/303 303/303
"""
# Accounts that nobody of the table is signed in with: one at the own unit, one at the other.
ACCOUNTS = {OWN: "xa-a", OTHER: "truong-b"}
# A point of the own unit, and one below the other; no catalogue is loaded that they could choose from.
POINTS = {OWN: "PTHA0001", OTHER: "PTHB0001"}


@dataclass(frozen=True)
class Line:
    method: str
    rule: str
    expected: dict[str, tuple[int, int]]

    def address(self, unit: str) -> str:
        filled = {
            "<home>": "",
            "<unit>": unit,
            "<name>": ACCOUNTS[unit],
            "<questionnaire>": "mot_cua_2026@1",
            "<item>": "A1",
            "<secret>": "x" * 43,
            "<version>": PLOTLY,
            "<code>": unit,
            "<point>": POINTS[unit],
            "<kind>": "rename",
            "<draft>": "0" * 32,
            "<number>": "7",
            "<campaign>": "dot-khong-co",
            "<batch>": "KHONGCO1",
            "<piece>": "to-roi.pdf",
        }
        path = self.rule
        for place, value in filled.items():
            path = path.replace(place, value)
        return HOME + path


def read(line: str) -> Line:
    method, rule, *statuses = line.split()
    pairs = [tuple(map(int, pair.split("/"))) for pair in statuses]
    return Line(method, rule, {role: (own, other) for role, (own, other) in zip(ROLES, pairs, strict=True)})


LINES = [read(line) for line in TABLE.strip().splitlines()]


def test_every_route_of_the_office_is_in_the_table(app: Flask) -> None:
    served = {
        (method, rule.rule.removeprefix(HOME).replace("path:", "").replace("int:", "") or "<home>")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(HOME)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {(line.method, line.rule) for line in LINES}
    assert len(LINES) == len(served)


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.rule}")
def test_a_route_opens_to_whom_the_table_says(line: Line, app: Flask) -> None:
    found = {}
    for role, name in ROLES.items():
        found[role] = tuple(status(signed_in(app, name), line, unit) for unit in (OWN, OTHER))
    assert found == line.expected


def signed_in(app: Flask, name: str) -> FlaskClient:
    return Person(app.test_client()).sign_in(name).client


def status(client: FlaskClient, line: Line, unit: str) -> int:
    # Every page of a signed-in person, also that of a refusal, has a form with the token of the session.
    token = token_of(client.get(f"{HOME}/mat-khau").text)
    data = {"csrf_token": token} if line.method == "POST" else None
    return client.open(line.address(unit), method=line.method, data=data).status_code
