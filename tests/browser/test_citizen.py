"""A parent with a phone, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from survey.store import procedures, responses
from survey.store.connection import Store
from survey.store.procedures import Procedure
from tests.browser.citizen import SIDEWAYS, Open, Picture, choose, sees_thanks, send
from tests.browser.conftest import DESKTOP, PHONE
from tests.citizen.visitor import COUNTER, SCHOOL

pytestmark = pytest.mark.browser

SCHOOL_PAGE = f"/k/{SCHOOL}"


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_parent_answers_on_a_phone(open_page: Open, picture: Picture, store: Store, script: bool) -> None:
    page = open_page(SCHOOL_PAGE, script=script)
    picture(page, f"phieu-360-{'co' if script else 'khong'}-script")
    choose(page, "4")
    page.get_by_label("Ý kiến khác").fill("Cô giáo tận tình")
    send(page)
    sees_thanks(page)
    picture(page, "cam-on-360")
    assert [r.answers[0] for r in responses.every(store.db)] == ["4"]


def test_reloading_the_thanks_or_going_back_sends_nothing_twice(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE, script=False)
    choose(page)
    send(page)
    page.reload()
    page.go_back()
    page.go_forward()
    sees_thanks(page)
    assert responses.count(store.db) == 1


def test_a_missing_first_answer_is_told_at_the_top_with_focus(open_page: Open, picture: Picture) -> None:
    page = open_page(SCHOOL_PAGE)
    page.evaluate("document.querySelectorAll('[required]').forEach(f => f.required = false)")
    send(page)
    expect(page.locator("#loi")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    picture(page, "loi-360")
    page.locator("#loi a").click()
    expect(page.locator("#q-overall")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize(
    "path",
    [
        SCHOOL_PAGE,
        f"/k/{COUNTER}?lang=en",
        f"{SCHOOL_PAGE}/cam-on",
        f"/q/{SCHOOL}",
        "/k/0",
        "/m",
        "/m?ma=7KQD",
    ],
)
def test_axe_finds_nothing(open_page: Open, size: ViewportSize, path: str) -> None:
    page = open_page(path, size)
    for group in page.locator("details").all():
        group.evaluate("one => one.open = true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_scrolls_sideways_on_a_narrow_phone_with_large_text(
    open_page: Open, picture: Picture
) -> None:
    page = open_page(f"/k/{COUNTER}", {"width": 320, "height": 640})
    assert not page.evaluate(SIDEWAYS)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not page.evaluate(SIDEWAYS)
    picture(page, "phieu-320-chu-200")


def test_every_row_is_a_target_of_at_least_forty_four_pixels(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    heights = page.locator("label.row").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_the_whole_form_can_be_filled_from_the_keyboard(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE)
    page.locator("#q-overall").focus()
    page.keyboard.press("Space")
    for _ in range(40):
        if page.evaluate("document.activeElement.type") == "submit":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sees_thanks(page)
    assert responses.count(store.db) == 1


def test_a_long_list_of_procedures_is_searched_without_marks(
    open_page: Open, picture: Picture, store: Store
) -> None:
    with store.write() as db:
        procedures.save(db, [Procedure(f"9.{n:02}", f"Đăng ký dự thi số {n}", "xa") for n in range(40)])
    page = open_page(f"/k/{COUNTER}")
    page.get_by_text("Thông tin thêm").click()
    page.get_by_role("searchbox", name="Gõ vài chữ để tìm thủ tục").fill("chuyen truong")
    listed = page.get_by_label("Ông/Bà đến làm thủ tục nào?")
    assert listed.locator("option").all_inner_texts() == ["–", "Chuyển trường và tiếp nhận học sinh"]
    listed.select_option("2.002854")
    # Another search keeps what was chosen.
    page.get_by_role("searchbox").fill("du thi so 7")
    # The empty one, the chosen one, and 7, 17, 27, 37.
    assert listed.locator("option").count() == 6
    assert listed.input_value() == "2.002854"
    picture(page, "thu-tuc-360")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    choose(page)
    send(page)
    sees_thanks(page)
    assert [response.procedure for response in responses.every(store.db)] == ["2.002854"]


def test_a_long_list_of_procedures_is_whole_without_script(open_page: Open, store: Store) -> None:
    with store.write() as db:
        procedures.save(db, [Procedure(f"9.{n:02}", f"Đăng ký dự thi số {n}", "xa") for n in range(40)])
    page = open_page(f"/k/{COUNTER}", script=False)
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator("select#procedure option").count() == 42
