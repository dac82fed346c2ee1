"""A quarter of an office from the first file to the proof: everything through the pages people use."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from survey import clock, installation, passwords
from survey.__main__ import cli
from survey.app import create_app
from survey.clock import VIETNAM
from survey.places import folder
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, units
from survey.store.accounts import ADMINISTRATOR, Account
from survey.store.units import Unit
from tests.browser.citizen import choose, sees_thanks, send
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_office import SIDEWAYS
from tests.office.person import PASSWORD

pytestmark = pytest.mark.browser

SCHOOL, SCHOOL_NAME = "th-an-1", "Trường Tiểu học An Mẫu Số 1"
CHOSEN = "quyển sổ màu xanh lá"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
# The full form of a primary school: 24 questions, then gender and age.
KEYS = "4" * 24 + "2" + "3"

Visit = Callable[..., Page]
Calendar = Callable[[date], None]
Picture = Callable[[Page, str], None]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """Turns to a day; a quarter can only be closed when it is over."""

    def turn(day: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.combine(day, time(9), VIETNAM))

    turn(date(2026, 9, 21))
    return turn


@pytest.fixture
def home(tmp_path: Path, calendar: Calendar) -> Path:
    """A new installation: the Sở, one administrator, and nothing else."""
    del calendar
    made = tmp_path / "home"
    store = installation.make(Settings(home=made))
    with store.write() as db:
        units.save(db, [Unit("so-gddt", "Sở Giáo dục và Đào tạo tỉnh Sông Mẫu", "so_gddt")])
        digest = passwords.hash(PASSWORD)
        accounts.add(db, Account("lan", "Trần Thị Lan", ADMINISTRATOR, "so-gddt", digest, 1, "2026-09-01"))
    store.close()
    return made


@pytest.fixture
def visit(browser: Browser, home: Path) -> Iterator[Visit]:
    app, contexts = create_app(Settings(home=home, rate_limit=0, min_fill_seconds=0)), []
    with served(app) as address:

        def opened(path: str, size: ViewportSize = DESKTOP) -> Page:
            context = browser.new_context(base_url=address, viewport=size, locale="vi-VN")
            contexts.append(context)
            page = context.new_page()
            page.goto(path)
            return page

        yield opened
        for context in contexts:
            context.close()
    running_in(app).close()


def test_a_quarter_from_the_first_file_to_the_proof(
    visit: Visit, home: Path, calendar: Calendar, picture: Picture, tmp_path: Path
) -> None:
    def seen(page: Page, name: str) -> None:
        picture(page, f"hanh-trinh-{name}")
        assert not page.evaluate(SIDEWAYS), name

    office = sign_in(visit("/van-phong/dang-nhap"), "lan", PASSWORD)
    import_the_organisation(office, seen)
    open_a_class(office, seen)
    head = accept_the_invitation(visit("/cach-tinh", PHONE), invite_the_head(office, seen), seen)
    codes = print_slips(head, tmp_path)
    assert len(codes) == len(set(codes)) == 3
    for code, score in zip(codes[:2], "51", strict=True):
        answer_with_a_slip(visit("/m", PHONE), code, score, seen)
    key_in_a_form(head, seen)
    expect_counted(office, 3, seen)
    set_one_aside(office, seen)
    expect_counted(office, 2, seen)
    calendar(date(2026, 10, 2))
    snapshot, digest = close_the_quarter(office, tmp_path, seen)
    hand_over(office, snapshot, seen)
    verify(home, snapshot, digest)
    head_sees_it_closed(head, seen)


def sign_in(page: Page, name: str, password: str) -> Page:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("button", name="Đăng nhập").click()
    return page


def import_the_organisation(page: Page, seen: Picture) -> None:
    page.get_by_role("link", name="Tổ chức", exact=True).click()
    page.get_by_role("link", name="Nạp cả tổ chức từ tệp").click()
    page.get_by_label("Tệp XLSX hoặc CSV").set_input_files(folder("data") / "sample" / "organisation.xlsx")
    page.get_by_role("button", name="Xem sẽ thay đổi gì").click()
    expect(page.get_by_role("status")).to_contain_text("Chưa ghi gì")
    expect(page.get_by_role("status")).to_contain_text("Lập mới: 56")
    seen(page, "xem-truoc")
    page.get_by_label("Thay đổi có hiệu lực từ ngày").fill("01/07/2026")
    page.get_by_label("Số văn bản").fill("12/QĐ-UBND")
    page.get_by_label("Ngày văn bản").fill("15/06/2026")
    page.get_by_label("Trích yếu").fill("Sắp xếp các trường của tỉnh")
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Ngày hiệu lực vừa đổi")
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã nạp 57 đơn vị")
    page.get_by_label("Tìm đơn vị").fill("tieu hoc an mau")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("link", name=SCHOOL_NAME)).to_be_visible()
    seen(page, "to-chuc")


def open_a_class(page: Page, seen: Picture) -> None:
    page.get_by_role("link", name="Điểm khảo sát").first.click()
    expect(page.get_by_text("Chưa có điểm khảo sát nào.")).to_be_visible()
    page.get_by_role("link", name="thêm điểm khảo sát cho đơn vị").click()
    page.get_by_label("Mã đơn vị").fill(SCHOOL)
    page.get_by_label("Loại điểm").select_option(label="lớp")
    page.get_by_label("Tên in trên tờ dán").fill("Lớp")
    page.get_by_label("Phiếu", exact=True).select_option(value="truong_hoc_tieu_hoc")
    page.get_by_label("phiếu đủ câu").check()
    seen(page, "them-diem")
    page.get_by_role("button", name="Thêm điểm").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thêm 1 điểm khảo sát")


def invite_the_head(page: Page, seen: Picture) -> str:
    page.get_by_role("link", name="Người dùng").click()
    page.get_by_role("button", name="Mời một người").click()
    page.get_by_label("Tên đăng nhập").fill("hieu-truong")
    page.get_by_label("Họ và tên").fill("Đỗ Thị Ánh")
    page.get_by_label("Mã đơn vị").fill(SCHOOL)
    page.get_by_role("button", name="Tạo lời mời").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lời mời cho Đỗ Thị Ánh")
    seen(page, "loi-moi")
    return str(page.get_by_label("Liên kết", exact=True).input_value()).partition("8000")[2]


def accept_the_invitation(page: Page, link: str, seen: Picture) -> Page:
    page.goto(link)
    page.get_by_label("Mật khẩu mới", exact=True).fill(CHOSEN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(CHOSEN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    sign_in(page, "hieu-truong", CHOSEN)
    expect(page.get_by_role("heading", level=1)).to_contain_text(SCHOOL_NAME)
    seen(page, "hieu-truong")
    return page


def print_slips(page: Page, kept_in: Path) -> list[str]:
    """The codes as they stand on the printed sheet."""
    page.goto("/van-phong/to-ma-lop")
    page.get_by_label("Danh sách lớp").fill("Lớp; Số tờ\n1A; 3")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Phát mã và tải PDF").click()
    waited.value.save_as(kept_in / "slips.pdf")
    (sheet,) = [one.extract_text() for one in PdfReader(kept_in / "slips.pdf").pages]
    assert sheet.count(SCHOOL_NAME) == sheet.count("Lớp 1A") == 3
    return CODE.findall(sheet)


def answer_with_a_slip(page: Page, code: str, score: str, seen: Picture) -> None:
    page.get_by_label("Mã tám ký tự").fill(code.lower())
    page.get_by_role("button", name="Mở phiếu").click()
    expect(page.get_by_text(SCHOOL_NAME).first).to_be_visible()
    choose(page, score)
    seen(page, f"to-ma-{score}")
    send(page)
    sees_thanks(page)
    page.goto(f"/m/{code.replace('-', '')}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã không dùng được nữa")


def key_in_a_form(page: Page, seen: Picture) -> None:
    page.goto("/van-phong/phieu-giay")
    page.get_by_label("Tên lô").fill("Họp cha mẹ học sinh")
    page.get_by_role("button", name="Tạo lô").click()
    page.get_by_role("button", name="Nhập phiếu giấy").click()
    expect(page.locator("fieldset.key input").first).to_be_focused()
    for key in KEYS:
        page.keyboard.press(key)
    seen(page, "nhap-phieu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã lưu phiếu số 1.")


def expect_counted(page: Page, responses: int, seen: Picture) -> None:
    page.goto("/van-phong/tien-do?ky=2026Q3")
    row = page.get_by_role("row").filter(has_text=SCHOOL_NAME)
    expect(row.get_by_role("cell").first).to_have_text(re.compile(rf"^\s*{responses}\b"))
    seen(page, f"tien-do-{responses}")


def set_one_aside(page: Page, seen: Picture) -> None:
    page.goto(f"/van-phong/xem-lai/{SCHOOL}?ky=2026Q3")
    page.get_by_role("row").filter(has_text="Phiếu giấy").get_by_role("checkbox").check()
    page.get_by_label("Lý do loại").select_option(label="phiếu làm thử")
    page.get_by_label("Giải thích bằng lời").fill("Nhập thử trước cuộc họp")
    seen(page, "xem-lai")
    page.get_by_role("button", name="Loại khỏi kết quả").click()
    expect(page.get_by_role("status")).to_contain_text("Đã loại 1 phiếu")


def close_the_quarter(page: Page, kept_in: Path, seen: Picture) -> tuple[Path, str]:
    page.get_by_role("link", name="Chốt kỳ").click()
    seen(page, "chot-ky")
    page.get_by_label("Chốt Quý III/2026 (01/07/2026 – 30/09/2026)…").click()
    page.get_by_role("button", name="Chốt Quý III/2026 (01/07").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chốt Quý III/2026.")
    expect(page.get_by_text("2 phiếu, ")).to_be_visible()
    seen(page, "da-chot")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Tải bản chốt").click()
    snapshot = kept_in / waited.value.suggested_filename
    waited.value.save_as(snapshot)
    return snapshot, page.locator("dd code").first.inner_text()


def hand_over(page: Page, snapshot: Path, seen: Picture) -> None:
    page.goto("/van-phong/chot-ky")
    page.get_by_role("link", name="Kiểm tra một tệp bản chốt").click()
    page.get_by_label("Tệp bản chốt").set_input_files(snapshot)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("status")).to_contain_text("Đúng là lần chốt số 1 ngày 02/10/2026")
    seen(page, "kiem-tra-tep")


def verify(home: Path, snapshot: Path, digest: str) -> None:
    """From the store, and from the file alone; changed by one space it is refused."""
    for asked in (("--period", "2026Q3"), (str(snapshot),)):
        said = CliRunner().invoke(cli, ["verify", *asked], env={"SIPAS_HOME": str(home)})
        assert said.exit_code == 0, said.output
        assert "2 phiếu" in said.output
        assert digest in said.output
    snapshot.write_text(snapshot.read_text(encoding="utf-8").replace(",", ", ", 1), encoding="utf-8")
    changed = CliRunner().invoke(cli, ["verify", str(snapshot)])
    assert (changed.exit_code, "đã bị sửa" in changed.output) == (1, True), changed.output


def head_sees_it_closed(page: Page, seen: Picture) -> None:
    page.goto("/van-phong/chot-ky")
    page.get_by_role("link", name="Quý III/2026 (01/07").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chốt Quý III/2026")
    seen(page, "da-chot-hieu-truong")
