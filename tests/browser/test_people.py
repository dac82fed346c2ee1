"""An administrator invites a head of school, who comes in; at a desk and on a phone."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from survey import clock
from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, audit, units
from survey.store.accounts import Account
from survey.store.audit import Action
from survey.store.connection import Store
from survey.store.units import Unit
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_office import SIDEWAYS, SIZES
from tests.office import conftest as small_office
from tests.office.person import PASSWORD
from tests.office.provider import CLIENT_ID, CLIENT_SECRET, Provider, app_of

pytestmark = pytest.mark.browser

app, digest, store = small_office.app, small_office.digest, small_office.store
office_file = small_office.office_file
CHOSEN = "quyển sổ màu xanh lá"
LONG = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " + "Nguyễn Thị Minh Khai " * 6

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.fixture
def visit(browser: Browser, app: Flask, store: Store) -> Iterator[Visit]:
    """Open a page in a fresh profile; the office has people with long names, and a past."""
    with store.write() as db:
        units.save(db, [Unit("dai", LONG.strip()[:200], "truong", "tieu_hoc")])
        for number, name in enumerate(["Lê Ánh", "Nguyễn Phan Hoàng Thị Thanh Tuyền " * 3, "Đỗ Ăn"]):
            accounts.add(db, Account(f"nguoi-{number}", name.strip(), "unit", "dai", "", 1, "2026-01-01"))
        for action in Action:
            audit.record(db, action, "quan-tri", "dai", "nguoi-1", "GET /van-phong/don-vi/" + "truong-" * 20)
    contexts = []
    with served(app) as address:

        def opened(path: str, size: dict[str, int] = DESKTOP, name: str = "") -> Page:
            context = browser.new_context(base_url=address, viewport=size, locale="vi-VN")
            contexts.append(context)
            page = context.new_page()
            if name:
                page.goto("/van-phong/dang-nhap")
                sign_in(page, name, PASSWORD)
            page.goto(path)
            return page

        yield opened
        for context in contexts:
            context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("button", name="Đăng nhập").click()


def looked_at(page: Page, picture: Picture, name: str) -> Page:
    """Usable in width, and with nothing that axe finds."""
    picture(page, f"{name}-{page.viewport_size['width'] if page.viewport_size else 0}")
    assert not page.evaluate(SIDEWAYS), name
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    return page


@SIZES
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("nguoi-dung", "/van-phong/nguoi-dung"),
        ("nguoi-dung-moi", "/van-phong/nguoi-dung/moi"),
        ("nguoi-dung-mot", "/van-phong/nguoi-dung/nguoi-1"),
        ("nguoi-dung-minh", "/van-phong/nguoi-dung/quan-tri"),
        ("nhat-ky", "/van-phong/nhat-ky"),
        ("nhat-ky-trong", "/van-phong/nhat-ky?ai=khong-ai"),
        ("xac-thuc-hai-buoc", "/van-phong/xac-thuc-hai-buoc"),
        ("loi-moi-het", "/van-phong/loi-moi/khong-con"),
    ],
)
def test_pages_about_people_are_accessible_and_never_scroll_sideways(
    visit: Visit, picture: Picture, name: str, path: str, size: dict[str, int]
) -> None:
    looked_at(visit(path, size, "quan-tri"), picture, name)


@SIZES
def test_from_an_invitation_to_both_proofs(visit: Visit, picture: Picture, size: dict[str, int]) -> None:
    link = invite(visit("/van-phong/nguoi-dung/moi", size, "quan-tri"), picture)
    page = visit("/van-phong", size)
    page.goto(link)
    page.get_by_label("Mật khẩu mới", exact=True).fill("Password!2026")
    page.get_by_label("Nhập lại mật khẩu mới").fill("Password!2026")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.locator(".summary")).to_be_focused()
    looked_at(page, picture, "loi-moi-loi")
    page.get_by_label("Mật khẩu mới", exact=True).fill(CHOSEN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(CHOSEN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    sign_in(page, "lan", CHOSEN)
    codes = enrol(page, picture)
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, "lan", CHOSEN)
    looked_at(page, picture, "xac-thuc")
    page.get_by_label("Mã xác thực").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tiểu học An Bình")
    page.goto("/van-phong/xac-thuc-hai-buoc")
    expect(page.get_by_text("Còn 9 mã dự phòng")).to_be_visible()
    looked_at(page, picture, "xac-thuc-dang-bat")


def test_a_button_that_is_pressed_twice_sends_once(visit: Visit, store: Store) -> None:
    page = visit("/van-phong/nguoi-dung/moi", DESKTOP, "quan-tri")
    for label, typed in (("Tên đăng nhập", "mai"), ("Họ và tên", "Lê Mai"), ("Mã đơn vị", "th-a")):
        page.get_by_label(label).fill(typed)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    # The answer takes its time, as on a bad line.
    page.route("**/moi", lambda route: (time.sleep(0.5), route.continue_()))
    button = page.get_by_role("button", name="Tạo lời mời")
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 100); }")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lời mời cho Lê Mai")
    assert sent.count("POST") == 1
    assert len(audit.some(store.db, audit.Filter(action=Action.INVITED, who="mai"), 9)) == 1


def invite(page: Page, picture: Picture) -> str:
    """With the keyboard alone; what is offered first is the role that sees least of others."""
    page.get_by_label("Tên đăng nhập").focus()
    for typed in ("lan", "Trần Thị Lan", "", "th-a"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.get_by_label("Họ và tên").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lời mời cho Trần Thị Lan")
    looked_at(page, picture, "loi-moi-mot-lan")
    # As in an office without https, where the browser has no clipboard.
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.get_by_text("Đã chép.")).to_be_visible()
    with page.context.expect_page() as letter:
        page.get_by_role("button", name="In thư mời").click()
    letter.value.close()
    return str(page.get_by_label("Liên kết", exact=True).input_value()).partition("8000")[2]


def enrol(page: Page, picture: Picture) -> list[str]:
    page.get_by_title("Mật khẩu, xác thực hai bước").click()
    page.get_by_role("link", name="Xác thực hai bước").click()
    secret = page.locator("li code").inner_text().replace(" ", "")
    page.get_by_label("Mã xác thực").fill(pyotp.TOTP(secret).at(clock.now()))
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mã dự phòng của")
    looked_at(page, picture, "ma-du-phong")
    expect(page.get_by_role("button", name="In các mã này")).to_be_visible()
    return [str(code) for code in page.locator("ol.codes code").all_inner_texts()]


def test_recovery_codes_are_all_there_on_paper(visit: Visit, picture: Picture) -> None:
    page = visit("/van-phong", PHONE, "truong-a")
    enrol(page, picture)
    page.emulate_media(media="print")
    assert page.locator("ol.codes code:visible").count() == 10
    expect(page.get_by_role("navigation", name="Chính")).to_be_hidden()
    expect(page.get_by_role("button", name="In các mã này")).to_be_hidden()


def late(found: Callable[[], Flask]) -> Flask:
    """An app for a server that starts before it is made: its settings name the server's address."""
    door = Flask("door")
    door.wsgi_app = lambda environ, start: found()(environ, start)  # type: ignore[method-assign]
    return door


def test_the_way_over_a_provider_on_another_site_and_back(
    browser: Browser, store: Store, picture: Picture
) -> None:
    """Another host name: cookies travel as they do between two sites of the real net."""
    with store.write() as db:
        accounts.change(db, replace(accounts.get(db, "truong-a"), identity="lan@so.vn"))
    provider = Provider(person={"sub": "1", "email": "lan@so.vn", "email_verified": True})
    office = Flask("not yet")
    with served(app_of(provider)) as there, served(late(lambda: office)) as here:
        provider.address = there.replace("127.0.0.1", "localhost")
        settings = Settings(
            home=store.path.parent,
            base_url=here,
            oidc_issuer=provider.address,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
        )
        office = create_app(settings)
        page = browser.new_context(base_url=here, viewport=PHONE, locale="vi-VN").new_page()
        page.goto("/van-phong/dang-nhap?next=/van-phong/tien-do")
        looked_at(page, picture, "dang-nhap-chung")
        page.get_by_role("button", name="Đăng nhập bằng tài khoản chung").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tiến độ thu phiếu")
        page.wait_for_load_state("networkidle")
        page.context.close()
    running_in(office).close()
