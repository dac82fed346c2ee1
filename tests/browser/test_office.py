"""A reviewer looks at the quarter of the demo office, at a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from survey import installation
from survey.app import create_app
from survey.clock import today
from survey.demo import office
from survey.running import running_in
from survey.settings import Settings
from tests.browser.conftest import DESKTOP, PHONE, served

pytestmark = pytest.mark.browser

PASSWORD = "một câu dài để thử"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "360"])
# Plotly's bundle carries the style sheet of a map library that nobody here uses; our policy refuses it.
MAP_STYLE = "Applying inline style violates"
INSIDE = (
    "/van-phong",
    "/van-phong?phieu=truong_hoc_tieu_hoc@1",
    "/van-phong/don-vi/th-an-mau-1",
    "/van-phong/cau-hoi/mot_cua_2026@1/A1",
    "/van-phong/phan-tich",
    "/van-phong/tien-do",
    "/van-phong/diem-khao-sat",
    "/van-phong/diem-khao-sat/moi",
    "/van-phong/chot-ky",
    "/van-phong/viec",
    "/van-phong/viec/moi",
    "/van-phong/viec/1",
    "/van-phong/dot-khao-sat",
    "/van-phong/dot-khao-sat/moi",
    "/van-phong/dot-khao-sat/quy-truoc",
    "/van-phong/dot-khao-sat/dang-thu/loi-nhac/th-an-mau-1",
    "/van-phong/to-ma-lop",
    "/van-phong/phieu-giay",
    "/van-phong/nhap-tep",
    "/van-phong/xem-lai?ky=2026Q3",
    "/van-phong/xem-lai/th-an-mau-1?ky=2026Q3",
    "/van-phong/mat-khau",
    "/van-phong?cay=hom-nay",
    "/van-phong/to-chuc",
    "/van-phong/to-chuc?tim=tieu hoc",
    "/van-phong/to-chuc/don-vi/ubnd-an-mau",
    "/van-phong/to-chuc/su-kien/create",
    "/van-phong/to-chuc/su-kien/merge?don-vi=th-an-mau-1",
    "/van-phong/to-chuc/nap",
    "/van-phong/quy-mo",
    "/van-phong/quy-mo/tep",
    "/van-phong/thu-tuc?tim=chuyen truong",
    "/van-phong/don-vi/khong-co",
)
OUTSIDE = (
    "/ket-qua",
    "/ket-qua?lang=en",
    "/ket-qua?tim=an mau",
    "/ket-qua/th-an-mau-1",
    "/ket-qua/so-gddt/don-vi",
    "/ket-qua/th-an-mau-1/nhung",
    "/ket-qua/th-an-mau-1/khung",
    "/cach-tinh",
    "/van-phong/dang-nhap",
)

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def office_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=Path(tmp_path_factory.mktemp("office")), rate_limit=0)
    store = installation.make(settings)
    office.build(store, today())
    office.add_reviewer(store, PASSWORD, today())
    store.close()
    app = create_app(settings)
    with served(app) as address:
        yield address
    running_in(app).close()


@pytest.fixture
def visit(browser: Browser, office_address: str) -> Iterator[Visit]:
    """Open a page in a fresh profile; what the console complains about is kept in `page.complaints`."""
    contexts = []

    def opened(path: str, size: dict[str, int] = DESKTOP, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=office_address, viewport=size, java_script_enabled=script, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def reviewer(visit: Visit) -> Visit:
    """The same, signed in."""

    def opened(path: str, size: dict[str, int] = DESKTOP, script: bool = True) -> Page:
        page = visit(f"/van-phong/dang-nhap?next={path}", size, script)
        page.get_by_label("Tên đăng nhập").fill(office.OFFICE_LOGIN)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        # The test server complains of a file that nobody waited for.
        with page.expect_navigation(wait_until="networkidle"):
            page.get_by_role("button", name="Đăng nhập").click()
        page.goto(path)
        return page

    return opened


def drawn(page: Page) -> Page:
    if page.locator(".chart").count():
        page.wait_for_selector("body.drawn", timeout=20_000)
    return page


@SIZES
def test_a_reviewer_signs_in_and_sees_the_quarter(
    reviewer: Visit, picture: Picture, size: dict[str, int]
) -> None:
    page = drawn(reviewer("/van-phong", size))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sở Giáo dục và Đào tạo")
    assert page.locator(".chart svg.main-svg").count() >= 4
    picture(page, f"quy-{size['width']}")


def test_the_four_questions_are_answered_without_scrolling(reviewer: Visit) -> None:
    page = drawn(reviewer("/van-phong"))
    expect(page.locator(".card .verdict").first).to_be_in_viewport()
    expect(page.get_by_text("So với kỳ trước").first).to_be_in_viewport()
    expect(page.locator("ol.ranked li").first).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Ai chưa có phiếu")).to_be_in_viewport()
    expect(page.locator("ul.bars li").first).to_be_in_viewport()


@SIZES
@pytest.mark.parametrize("path", INSIDE)
def test_pages_of_the_office_are_accessible_and_never_scroll_sideways(
    reviewer: Visit, picture: Picture, path: str, size: dict[str, int]
) -> None:
    page = drawn(reviewer(path, size))
    assert not page.evaluate(SIDEWAYS)
    name = path.strip("/").replace("/", "-").replace("?", "-")
    picture(page, f"{name}-{size['width']}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@SIZES
@pytest.mark.parametrize("path", OUTSIDE)
def test_public_pages_are_accessible_and_never_scroll_sideways(
    visit: Visit, picture: Picture, path: str, size: dict[str, int]
) -> None:
    page = visit(path, size)
    assert not page.evaluate(SIDEWAYS)
    picture(page, f"{path.strip('/').replace('/', '-')}-{size['width']}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_pictures_are_drawn_under_the_strict_policy_without_a_complaint(reviewer: Visit) -> None:
    page = reviewer("/van-phong/diem-khao-sat")
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and MAP_STYLE not in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/van-phong")
    drawn(page)
    assert complaints == []


def test_remarks_of_the_analysis_are_read_line_by_line_not_word_by_word(reviewer: Visit) -> None:
    page = reviewer("/van-phong/phan-tich?ky=2026Q3&phieu=mot_cua_2026@1", DESKTOP)
    widths = page.locator("td.note").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert widths
    assert min(widths) >= 14 * 16 - 1


def test_without_script_every_table_is_there(reviewer: Visit) -> None:
    page = reviewer("/van-phong", script=False)
    expect(page.get_by_role("region", name="Bảng: Đơn vị")).to_be_visible()
    expect(page.get_by_role("region", name="Bảng: Kỳ")).to_be_visible()


def test_the_way_from_the_quarter_to_a_question_and_back(reviewer: Visit) -> None:
    page = reviewer("/van-phong?ky=2026Q3")
    asked = page.locator("ol.ranked a").first
    text = asked.inner_text()
    asked.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    page.get_by_role("link", name="Tổng quan").last.click()
    assert "ky=2026Q3" in page.url


def test_after_signing_out_going_back_shows_nothing(reviewer: Visit) -> None:
    page = drawn(reviewer("/van-phong"))
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    page.evaluate("history.back()")
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_a_wrong_password_is_told_at_the_top(visit: Visit, picture: Picture) -> None:
    page = visit("/van-phong/dang-nhap", PHONE)
    page.get_by_label("Tên đăng nhập").fill("so")
    page.get_by_label("Mật khẩu").fill("không đúng đâu")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".summary")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    picture(page, "dang-nhap-loi-360")


def test_a_merger_is_previewed_then_recorded_by_keyboard(reviewer: Visit, picture: Picture) -> None:
    page = reviewer("/van-phong/to-chuc/su-kien/merge?don-vi=th-cat-mau-2", PHONE)
    page.get_by_label("Các đơn vị sáp nhập").fill("th-cat-mau-2\nth-cat-mau-3")
    page.get_by_label("Đơn vị sau sáp nhập").fill("th-cat-mau-3")
    page.get_by_label("Số văn bản").fill("12/QĐ-UBND")
    page.get_by_label("Ngày văn bản").fill("15/09/2026")
    page.get_by_label("Trích yếu").fill("Về việc sáp nhập trường")
    page.keyboard.press("Enter")
    preview = page.get_by_role("status")
    expect(preview).to_contain_text("vẫn dùng được")
    expect(preview).to_contain_text("Chưa ghi gì")
    picture(page, "sap-nhap-360")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Ghi sự kiện").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi sự kiện")
    expect(page.get_by_text("Nhận sáp nhập “Trường Tiểu học Cát Mẫu Số 2”")).to_be_visible()


@SIZES
def test_a_counter_chooses_its_procedures(reviewer: Visit, picture: Picture, size: dict[str, int]) -> None:
    page = reviewer("/van-phong/diem-khao-sat", size)
    page.get_by_role("link", name="Chọn thủ tục của").first.click()
    page.get_by_label("Tìm theo tên hoặc mã").fill("chuyen truong")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("checkbox").first.check()
    picture(page, f"thu-tuc-diem-{size['width']}")
    assert not page.evaluate(SIDEWAYS)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Ghi lựa chọn").click()
    expect(page.get_by_text("Đã chọn 1.")).to_be_visible()


def test_on_paper_there_is_no_menu(reviewer: Visit) -> None:
    page = drawn(reviewer("/van-phong"))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Chính")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_report_is_downloaded_and_says_that_it_is_being_made(reviewer: Visit) -> None:
    page = reviewer("/van-phong/don-vi/th-an-mau-1")
    page.get_by_label("Báo cáo").select_option("pdf")
    with page.expect_download(timeout=60_000) as waited:
        page.get_by_role("button", name="Tải báo cáo").click()
        expect(page.get_by_role("button", name="Tải báo cáo")).to_be_disabled()
    assert waited.value.suggested_filename.startswith("bao-cao-th-an-mau-1-")
    assert Path(waited.value.path()).read_bytes().startswith(b"%PDF")
    expect(page.get_by_role("button", name="Tải báo cáo")).to_be_enabled()
    expect(page.get_by_text("Đang lập báo cáo")).to_be_hidden()


def test_waiting_for_a_report_is_shown_after_two_seconds(reviewer: Visit) -> None:
    page = reviewer("/van-phong/don-vi/th-an-mau-1")
    held: list[Route] = []
    page.route("**/bao-cao/**", lambda route: held.append(route))
    page.get_by_role("button", name="Tải báo cáo").click()
    expect(page.get_by_text("Đang lập báo cáo")).to_be_hidden()
    expect(page.get_by_text("Đang lập báo cáo")).to_be_visible(timeout=4_000)
    held[0].abort()


def test_a_report_is_downloaded_without_script(reviewer: Visit) -> None:
    page = reviewer("/van-phong/don-vi/th-an-mau-1", script=False)
    page.get_by_label("Báo cáo").select_option("xlsx")
    with page.expect_download(timeout=60_000) as waited:
        page.get_by_role("button", name="Tải báo cáo").click()
    assert waited.value.suggested_filename.endswith(".xlsx")
