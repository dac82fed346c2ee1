"""A parent with a phone, in a real browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from survey.store import responses
from survey.store.connection import Store
from tests.browser.conftest import DESKTOP, PHONE
from tests.citizen.visitor import COUNTER, SCHOOL

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Picture = Callable[[Page, str], None]
SCHOOL_PAGE = f"/k/{SCHOOL}"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def choose(page: Page, score: str = "5") -> None:
    for row in page.locator(f"fieldset .scale label:has(input[value='{score}'])").all():
        row.click()


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_parent_answers_on_a_phone(open_page: Open, picture: Picture, store: Store, script: bool) -> None:
    page = open_page(SCHOOL_PAGE, script=script)
    picture(page, f"phieu-360-{'co' if script else 'khong'}-script")
    choose(page, "4")
    page.get_by_label("Ý kiến khác").fill("Cô giáo tận tình")
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    picture(page, "cam-on-360")
    assert [r.answers[0] for r in responses.every(store.db)] == ["4"]


def test_reloading_the_thanks_or_going_back_sends_nothing_twice(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE, script=False)
    choose(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    page.reload()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert responses.count(store.db) == 1


def test_a_missing_first_answer_is_told_at_the_top_with_focus(open_page: Open, picture: Picture) -> None:
    page = open_page(SCHOOL_PAGE)
    page.evaluate("document.querySelectorAll('[required]').forEach(f => f.required = false)")
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.locator("#loi")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    picture(page, "loi-360")
    page.locator("#loi a").click()
    expect(page.locator("#q-overall")).to_be_in_viewport()


def test_answers_survive_a_reload(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page, "3")
    page.get_by_label("Ý kiến khác").fill("đang viết dở")
    chosen = page.locator("input:checked").evaluate_all("all => all.map(one => one.name)")
    page.goto(SCHOOL_PAGE)
    page.wait_for_url("**phieu=**")
    assert page.locator("input:checked").evaluate_all("all => all.map(one => one.name)") == chosen
    expect(page.get_by_label("Ý kiến khác")).to_have_value("đang viết dở")


def test_without_net_the_form_waits_and_sends_itself_once(
    open_page: Open, picture: Picture, store: Store
) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("status")).to_contain_text("Đang chờ gửi (1)")
    picture(page, "cho-gui-360")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert responses.count(store.db) == 1
    assert page.evaluate("localStorage.getItem('sipas:queue')") is None


def test_a_page_opened_once_opens_again_without_net(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("caches.match(location.pathname).then(found => !!found)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Trường Tiểu học Kim Sơn")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize(
    "path", [SCHOOL_PAGE, f"/k/{COUNTER}?lang=en", f"{SCHOOL_PAGE}/cam-on", f"/q/{SCHOOL}", "/k/0"]
)
def test_axe_finds_nothing(open_page: Open, size: dict[str, int], path: str) -> None:
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
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert responses.count(store.db) == 1


def test_the_kiosk_starts_over_when_nobody_touches_it(open_page: Open, picture: Picture) -> None:
    page = open_page(f"/q/{SCHOOL}", DESKTOP)
    picture(page, "kiosk-1280")
    page.clock.install()
    page.reload()
    choose(page)
    page.clock.fast_forward(26_000)
    expect(page.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_the_kiosk_goes_on_to_the_next_person_after_thanks(
    open_page: Open, store: Store, script: bool
) -> None:
    page = open_page(f"/q/{SCHOOL}", DESKTOP, script=script)
    choose(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_visible(timeout=12_000)
    assert [r.channel for r in responses.every(store.db)] == ["kiosk"]
