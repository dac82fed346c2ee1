"""An officer keys in paper with one hand, and copies a reminder."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_office import SIDEWAYS, SIZES, Visit, office_address, reviewer, visit

__all__ = ["office_address", "reviewer", "visit"]

pytestmark = pytest.mark.browser
# The counter's full form: 17 questions, then gender and age.
QUESTIONS = 17


@pytest.fixture
def keying(reviewer: Visit) -> Callable[..., Page]:
    """The screen of a new batch of full paper forms of a counter."""

    def opened(size: dict[str, int] = DESKTOP, script: bool = True) -> Page:
        page = reviewer("/van-phong/phieu-giay", size, script)
        counter = page.get_by_label("Điểm khảo sát").locator("option", has_text="Quầy").first
        page.get_by_label("Điểm khảo sát").select_option(counter.get_attribute("value"))
        page.get_by_label("Tên lô").fill("Sáng thứ hai")
        page.get_by_role("button", name="Tạo lô").click()
        page.get_by_role("button", name="Nhập phiếu giấy").click()
        if script:
            # The script puts it there when it is ready for keys.
            expect(page.locator("fieldset.key input").first).to_be_focused()
        return page

    return opened


def chosen(page: Page, name: str) -> str | None:
    found = page.locator(f"#{name} input:checked")
    return found.get_attribute("value") if found.count() else None


def test_a_form_is_keyed_in_with_the_digits_alone(keying: Callable[..., Page]) -> None:
    page = keying()
    for digit in "5" * QUESTIONS + "2" + "3":
        page.keyboard.press(digit)
    expect(page.get_by_role("button", name="Lưu phiếu số 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã lưu phiếu số 1.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu số 2")
    expect(page.locator("fieldset.key").first.locator("input").first).to_be_focused()


def test_keys_that_are_not_the_answer_itself_stand_beside_it_and_a_comment_needs_no_mouse(
    keying: Callable[..., Page],
) -> None:
    page = keying()
    expect(page.locator("#gender label").first).to_have_text("Nữ 1")
    for digit in "5" * QUESTIONS + "13":
        page.keyboard.press(digit)
    page.keyboard.press("/")
    page.keyboard.type("Cảm ơn 1/2")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("status")).to_have_text("Đã lưu phiếu số 1.")


def test_backspace_goes_back_and_takes_away(keying: Callable[..., Page]) -> None:
    page = keying()
    for key in ("4", "5", "Backspace", "3"):
        page.keyboard.press(key)
    assert (chosen(page, "q-overall"), chosen(page, "q-A1"), chosen(page, "q-A2")) == ("4", "3", None)
    for key in ("Backspace", "Backspace", "2"):
        page.keyboard.press(key)
    assert (chosen(page, "q-overall"), chosen(page, "q-A1")) == ("2", None)


def test_a_key_that_means_nothing_changes_nothing(keying: Callable[..., Page]) -> None:
    page = keying()
    # The first question knows no "không áp dụng".
    for key in ("7", "n", "0", "q"):
        page.keyboard.press(key)
    assert page.locator("input:checked").count() == 0
    page.keyboard.press("-")
    assert chosen(page, "q-overall") == "-"


def test_enter_saves_nothing_while_a_question_is_missing(keying: Callable[..., Page]) -> None:
    page = keying()
    page.keyboard.press("5")
    page.locator("#q-B1 input").first.focus()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator("#q-A1 input").first).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu số 1")


def test_what_is_half_keyed_in_outlives_a_reload_until_it_is_saved(keying: Callable[..., Page]) -> None:
    page = keying()
    for digit in "543":
        page.keyboard.press(digit)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Đã lấy lại phần đang nhập dở.")
    assert [chosen(page, name) for name in ("q-overall", "q-A1", "q-A2")] == ["5", "4", "3"]
    expect(page.locator("#q-A3 input").first).to_be_focused()
    for digit in "2" * (QUESTIONS - 3) + "11":
        page.keyboard.press(digit)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã lưu phiếu số 1.")
    page.reload()
    assert page.locator("fieldset.key input:checked").count() == 0


def test_a_form_sent_while_the_line_was_down_is_still_there(keying: Callable[..., Page]) -> None:
    page = keying()
    address = page.url
    for digit in "5" * QUESTIONS + "11":
        page.keyboard.press(digit)
    page.route("**/nhap", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")
    page.unroute("**/nhap")
    page.goto(address)
    expect(page.get_by_role("button", name="Lưu phiếu số 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã lưu phiếu số 1.")


def test_without_script_it_is_a_plain_form(keying: Callable[..., Page]) -> None:
    page = keying(script=False)
    for group in page.locator("fieldset.key").all()[:QUESTIONS]:
        group.get_by_role("radio", name="Hài lòng", exact=True).check()
    page.get_by_role("button", name="Lưu phiếu số").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu phiếu số")


@SIZES
def test_the_screens_of_paper_are_accessible_and_never_scroll_sideways(
    keying: Callable[..., Page], picture: Callable[[Page, str], None], size: dict[str, int]
) -> None:
    page = keying(size)
    for number in range(3):
        # Without its style sheet a page is wider.
        page.wait_for_load_state()
        assert not page.evaluate(SIDEWAYS)
        picture(page, f"phieu-giay-{number}-{size['width']}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        for link in page.locator(".crumbs a").all()[-1:]:
            link.click()


def test_slips_are_issued_once_and_the_page_says_what_comes_next(reviewer: Visit) -> None:
    page = reviewer("/van-phong/to-ma-lop", DESKTOP)
    for listed, first in (("9X\t2\n9Y\t1", "Lớp 9Y"), ("9Z; 1", "Lớp 9Z")):
        page.get_by_label("Danh sách lớp").fill(listed)
        with page.expect_download() as taken:
            page.get_by_role("button", name="Phát mã").dblclick()
        assert taken.value.suggested_filename == "to-ma-lop.pdf"
        expect(page.locator(".next")).to_be_visible()
        expect(page.locator("#cac-lo tbody th").first).to_contain_text(first)
    for label in ("Lớp 9X", "Lớp 9Y", "Lớp 9Z"):
        expect(page.locator("#cac-lo tbody th", has_text=label)).to_have_count(1)
    page.get_by_label("Danh sách lớp").fill("9A; nhiều")
    page.get_by_role("button", name="Phát mã").click()
    expect(page.get_by_role("alert")).to_contain_text("phải là số tờ")
    expect(page.get_by_label("Danh sách lớp")).to_have_value(re.compile("9A; nhiều"))


def test_a_reminder_is_copied_with_one_click(reviewer: Visit) -> None:
    page = reviewer("/van-phong/dot-khao-sat/dang-thu", PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép lời nhắc", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Đã chép.")
    assert "đơn vị chưa có phiếu" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Chép lời nhắc Trường Tiểu học An Mẫu Số 1").click()
    expect(page.get_by_role("button", name="Đã chép.")).to_be_visible()
    assert "Kính gửi Trường Tiểu học An Mẫu Số 1." in page.evaluate("navigator.clipboard.readText()")


def test_a_reminder_is_copied_where_the_browser_has_no_clipboard_of_its_own(reviewer: Visit) -> None:
    page = reviewer("/van-phong/dot-khao-sat/dang-thu", PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    # As on a page without https.
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Chép lời nhắc", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Đã chép.")
    assert "đơn vị chưa có phiếu" in page.evaluate("navigator.clipboard.readText()")


@SIZES
def test_a_table_from_elsewhere_is_matched_and_taken(
    reviewer: Visit, picture: Callable[[Page, str], None], size: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "Khảo sát qua Google Forms.csv"
    rows = [f"05/10/2026 9:12:{second},Rất hài lòng,4,{second}" for second in range(10, 14)]
    table = ["Dấu thời gian,Mức hài lòng chung,A1,A2", *rows, "05/10/2026 9:12:20,Rất hài lòng,Tốt,5"]
    file.write_text("\n".join(table), encoding="utf-8")
    page = reviewer("/van-phong/nhap-tep", size)
    counter = page.get_by_label("Điểm khảo sát").locator("option", has_text="Quầy").first
    page.get_by_label("Điểm khảo sát").select_option(counter.get_attribute("value"))
    page.get_by_label("Tệp CSV").set_input_files(file)
    page.get_by_role("button", name="Xem tệp").click()
    expect(page.get_by_role("alert")).to_contain_text("dòng 6, cột C “A1”: “Tốt” không phải câu trả lời")
    page.wait_for_load_state()
    assert not page.evaluate(SIDEWAYS)
    picture(page, f"nhap-tep-{size['width']}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
