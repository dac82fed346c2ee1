"""A shared machine at the counter: large, alone, the same for everybody, and nothing of the one before."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from survey.store import haste, responses
from survey.store.connection import Store
from tests.browser.citizen import (
    Open,
    Picture,
    choose,
    queue_of,
    sees_thanks,
    sees_waiting,
    send,
    token_of,
    until,
    worker_keeps,
)
from tests.browser.conftest import DESKTOP
from tests.citizen.visitor import COUNTER, SCHOOL

pytestmark = pytest.mark.browser

KIOSK = f"/q/{SCHOOL}"


def test_it_starts_over_when_nobody_touches_it(open_page: Open, picture: Picture) -> None:
    page = open_page(KIOSK, DESKTOP)
    picture(page, "kiosk-1280")
    page.clock.install()
    page.reload()
    token = token_of(page)
    page.clock.fast_forward(60_000)
    assert token_of(page) == token, "nobody came: nothing to start over"
    choose(page)
    page.clock.fast_forward(24_000)
    assert token_of(page) == token
    # 25 s more: on a busy machine the last tap is heard only now.
    page.clock.fast_forward(30_000)
    expect(page.locator("input:checked")).to_have_count(0)
    assert token_of(page) != token


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_it_goes_on_to_the_next_person_after_thanks(open_page: Open, store: Store, script: bool) -> None:
    page = open_page(KIOSK, DESKTOP, script=script)
    choose(page)
    send(page)
    sees_thanks(page)
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_visible(timeout=12_000)
    assert [r.channel for r in responses.every(store.db)] == ["kiosk"]


def test_three_people_answer_while_the_net_is_gone_and_each_counts_once(
    open_page: Open, store: Store
) -> None:
    page = open_page(KIOSK, DESKTOP)
    worker_keeps(page, 12)
    page.context.set_offline(True)
    tokens = set()
    for person in range(1, 4):
        tokens.add(token_of(page))
        choose(page, str(person))
        send(page)
        sees_waiting(page, person)
        page.goto(KIOSK)
    assert len(tokens) == 3
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_contain_text("Phiếu chờ gửi đã được ghi nhận", timeout=20_000)
    until(page, lambda: queue_of(page) == 0)
    assert sorted(r.answers[0] for r in responses.every(store.db)) == ["1", "2", "3"]
    assert haste.counts(store.db, date(2026, 1, 1), date(2100, 1, 1)) == {}, "they waited; nobody hurried"
    assert queue_of(page) == 0


def test_a_kiosk_whose_stock_is_used_up_says_so(open_page: Open, picture: Picture) -> None:
    page = open_page(KIOSK, DESKTOP)
    worker_keeps(page, 12)
    page.context.set_offline(True)
    for _ in range(12):
        page.goto(KIOSK)
    page.goto(KIOSK)
    expect(page.get_by_role("heading", name="Mất mạng")).to_be_visible()
    picture(page, "kiosk-mat-mang-1280")


def test_the_button_back_shows_nothing_of_the_one_before(open_page: Open) -> None:
    page = open_page(KIOSK, DESKTOP)
    choose(page)
    page.get_by_label("Ý kiến khác").fill("riêng tư")
    token = token_of(page)
    send(page)
    sees_thanks(page)
    page.get_by_role("link", name="Phiếu tiếp theo").click()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sipas:'))") == []
    for _ in range(2):
        page.go_back()
        if page.locator("input[name=phieu]").count():
            assert token_of(page) != token
            expect(page.locator("input:checked")).to_have_count(0)
            expect(page.get_by_label("Ý kiến khác")).to_have_value("")


@pytest.mark.parametrize("path", [KIOSK, f"{KIOSK}/cam-on", f"/q/{COUNTER}", "/q/00000000"])
def test_no_link_leads_out(open_page: Open, path: str) -> None:
    page = open_page(path, DESKTOP)
    links = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert all(link.startswith(("?lang=", "/q/", "#")) for link in links)


def test_every_answer_is_a_large_target(open_page: Open) -> None:
    page = open_page(KIOSK, DESKTOP)
    boxes = [row.bounding_box() for row in page.locator(".scale label").all()]
    assert all(box and min(box["width"], box["height"]) >= 88 for box in boxes)


def test_axe_finds_nothing_on_the_kiosk(open_page: Open) -> None:
    page = open_page(f"/q/{COUNTER}", DESKTOP)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
