"""Every page of an office with names of 200 letters, some of one word: at a desk, on a phone, on paper."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from survey import clock
from survey.app import create_app
from survey.clock import VIETNAM
from survey.running import running_in
from survey.settings import Settings
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_office import SIDEWAYS
from tests.office.conftest import digest
from tests.office.extremes import NO_SPACE, WHO, long_office, one_word, words
from tests.office.person import HOME, PASSWORD, Person, token_of
from tests.office.test_route_rights import LINES

__all__ = ["digest"]

pytestmark = pytest.mark.browser
Media = Literal["screen", "print"]
Visit = Callable[..., Page]
# The width of A4 between margins of 1 cm.
SHEET: ViewportSize = {"width": 718, "height": 1000}
PRINTED = ("/don-vi/so", "/diem-khao-sat", "/tien-do", "/viec", "/dot-khao-sat/dot-0", "/nguoi-dung")
# Answered with a file, or by another page.
NO_PAGES = (
    *(".pdf", ".xlsx", ".json", ".js", "<piece>", "<kind>.sav", "/bao-cao"),
    *("/dang-nhap-chung", "/xac-thuc", "/truyen-thong", "/tung-phieu/<questionnaire>", "/nhap-lai"),
)
KINDS = ("create", "rename", "merge", "split", "move", "close")
SLIPS, PAPER = "00000000", "LOGIAY0X"
PUBLIC = (
    "/ket-qua",
    "/ket-qua?tim=truong",
    "/ket-qua/th-a",
    "/ket-qua/so/don-vi",
    "/ket-qua/th-a/nhung",
    "/ket-qua/th-a/khung",
    "/ket-qua/th-a/khoi.html",
    "/du-lieu",
    "/k/QUAYA001",
    "/k/PTHA0001",
    "/q/PTHA0001",
)
# A table wider than the region that holds it has its figures out of sight.
PUSHED_OUT = """[...document.querySelectorAll('.scroll')]
    .some(region => region.scrollWidth > region.clientWidth + 1)"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, digest: str) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
        settings = Settings(home=Path(tmp_path_factory.mktemp("long")), rate_limit=0, min_fill_seconds=0)
        long_office(settings, digest)
        app = create_app(settings)
        app.testing = True
        yield app
        running_in(app).close()


@pytest.fixture(scope="module")
def pages(app: Flask) -> tuple[str, ...]:
    """Every GET address of the office that answers with a page, and those of the public."""
    filled = {
        "<home>": "",
        "<unit>": "th-a",
        "<code>": "th-b",
        "<name>": "truong-b",
        "<questionnaire>": "truong_hoc_tieu_hoc@1",
        "<item>": "A1",
        "<secret>": "x" * 43,
        "<point>": "QUAYA001",
        "<campaign>": "dot-0",
        "<number>": "2",
        "/in-lai/<batch>": f"/in-lai/{SLIPS}",
        "<batch>": PAPER,
        "/nguoi-dung/<name>": "/nguoi-dung/truong-b",
        **drafts(Person(app.test_client()).sign_in(WHO)),
    }
    found = []
    for line in LINES:
        if line.method == "GET" and not any(part in line.rule for part in NO_PAGES):
            path = line.rule
            for place, value in filled.items():
                path = path.replace(place, value)
            found += (
                [f"{path.replace('<kind>', kind)}?don-vi=th-a" for kind in KINDS]
                if "<kind>" in path
                else [path]
            )
    return (
        tuple(HOME + path for path in (*found, "/truyen-thong/th-a", "?phieu=truong_hoc_tieu_hoc@1")) + PUBLIC
    )


def drafts(person: Person) -> dict[str, str]:
    """A file of answers and one of units on their way in, where long words stand in every cell."""
    answers = (
        f"Dấu thời gian,{words('Hài lòng')},{one_word('Khác')}\n20/08/2026,Rất hài lòng,{one_word('a')}\n"
    )
    units = f"Mã đơn vị,Tên đơn vị,Loại đơn vị,Mã cơ quan quản lý\nmoi,{one_word('Trường')},truong_thpt,so\n"
    found = {}
    for page, text, fields in (
        ("/nhap-tep", answers, {"point": "PTHA0001"}),
        ("/to-chuc/nap", units, {}),
    ):
        data = {
            "csrf_token": token_of(person.read(HOME + page)),
            **fields,
            "file": (io.BytesIO(text.encode()), "t.csv"),
        }
        sent = person.client.post(HOME + page, data=data, content_type="multipart/form-data")
        assert sent.status_code == 303, sent.text
        found[f"{page}/<draft>"] = str(sent.location).removeprefix(HOME).partition("?")[0]
    return found


@pytest.fixture(scope="module")
def visit(app: Flask, browser: Browser) -> Iterator[Visit]:
    """One signed-in person for all pages; without script, whose charts only fill their frames later."""
    with served(app) as address:
        context = browser.new_context(base_url=address, java_script_enabled=False, locale="vi-VN")
        page = context.new_page()
        page.goto(f"{HOME}/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(WHO)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()

        def opened(path: str, size: ViewportSize, media: Media = "screen") -> Page:
            page.set_viewport_size(size)
            page.emulate_media(media=media)
            answer = page.goto(path)
            assert answer
            assert answer.status < 400 or "loi-moi" in path, path
            return page

        yield opened
        context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "360"])
def test_long_names_wrap_on_every_page_and_push_no_figure_out(
    visit: Visit, pages: tuple[str, ...], size: ViewportSize
) -> None:
    assert len(pages) > 60
    assert [path for path in pages if sticks_out(visit(path, size))] == []


def test_on_paper_a_list_of_long_names_is_no_wider_than_the_sheet(visit: Visit) -> None:
    assert [path for path in PRINTED if sticks_out(visit(HOME + path, SHEET, "print"))] == []


def test_on_paper_no_name_is_cut(visit: Visit) -> None:
    page = visit(f"{HOME}?phieu=truong_hoc_tieu_hoc@1", DESKTOP, "print")
    names = page.locator(".clamp", has_text=NO_SPACE)
    expect(names.first).to_be_visible()
    assert (
        names.evaluate_all("all => all.filter(name => name.scrollHeight > name.clientHeight + 1).length") == 0
    )


def sticks_out(page: Page) -> bool:
    """Whether the page, or a table in its region, is wider than there is room for."""
    return bool(page.evaluate(SIDEWAYS) or page.evaluate(PUSHED_OUT))


def test_on_paper_there_is_nothing_to_fill_in_or_press(visit: Visit) -> None:
    page = visit(f"{HOME}/diem-khao-sat", SHEET, "print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
