"""Among two hundred units one is chosen by typing its name without marks."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from survey.store import points, units
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.browser.conftest import PHONE, address
from tests.browser.test_office import SIDEWAYS
from tests.office import conftest as small_office
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, PASSWORD

__all__ = ["address"]

pytestmark = pytest.mark.browser
app, digest, office_file = small_office.app, small_office.digest, small_office.office_file
store, answering = small_office.store, small_office.answering
MANY = 200


@pytest.fixture
def page(browser: Browser, store: Store, answering: Answering, app: Flask, address: str) -> Iterator[Page]:
    """Where answers are looked at again, in an office of many schools; on a phone."""
    del answering, app
    with store.write() as db:
        for n in range(MANY):
            units.save(db, [Unit(f"t-{n}", f"Trường Tiểu học Đường Ươm số {n}", "truong", "tieu_hoc")])
            units.save_edges(db, [Edge(f"t-{n}", "so", MANAGEMENT)])
            points.add(db, Point(f"P{n:07}", f"t-{n}", "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
    context = browser.new_context(base_url=address, viewport=PHONE, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{HOME}/dang-nhap?next={HOME}/xem-lai")
    page.get_by_label("Tên đăng nhập").fill("quan-tri")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    yield page
    context.close()


def test_a_unit_is_found_in_a_long_list_by_typing_without_marks(page: Page) -> None:
    search, options = page.get_by_label("Tìm trong danh sách: Đơn vị"), page.locator("#don-vi option")
    expect(options).to_have_count(MANY + len(small_office.UNITS))
    search.fill("uom duong 117")
    expect(page.get_by_text("Có 1 mục.")).to_be_visible()
    expect(page.locator("#don-vi option:checked")).to_have_text("Trường Tiểu học Đường Ươm số 117")
    search.press("Enter")
    expect(page.locator("#don-vi")).to_be_focused()
    assert not page.evaluate(SIDEWAYS)
    page.get_by_role("button", name="Xem phiếu của đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trường Tiểu học Đường Ươm số 117")


def test_what_is_nowhere_in_the_list_leaves_the_list_whole(page: Page) -> None:
    page.get_by_label("Tìm trong danh sách: Đơn vị").fill("không có trường này")
    expect(page.get_by_text("Không có mục nào như vậy")).to_be_visible()
    expect(page.locator("#don-vi option")).to_have_count(MANY + len(small_office.UNITS))


def test_a_suggestion_is_told_without_marks_too(page: Page) -> None:
    page.goto(f"{HOME}/nguoi-dung/moi")
    label = page.locator("datalist option[value=t-5]").evaluate("option => option.label")
    assert label == "Trường Tiểu học Đường Ươm số 5 · truong tieu hoc duong uom so 5"
