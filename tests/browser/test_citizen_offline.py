"""The script: nothing is lost when the net, the server, or the tab goes away, and nothing is sent twice."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect

from survey import clock
from survey.store import points, responses
from survey.store.connection import Store
from tests.browser.citizen import (
    KEPT_BY_WORKER,
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
    worker_keeps_another,
)
from tests.citizen.printed import Past, days_ago, issue
from tests.citizen.visitor import SCHOOL

__all__ = ["days_ago"]

pytestmark = pytest.mark.browser

SCHOOL_PAGE = f"/k/{SCHOOL}"
FILL_STORAGE = """() => { let size = 1 << 20; for (let n = 0; size; n++) {
    try { localStorage.setItem('other:' + n, 'a'.repeat(size)); } catch (e) { size >>= 1; } } }"""
NOTHING_NEW = """
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });
    delete Navigator.prototype.serviceWorker;
    delete window.fetch;
"""


def test_sending_takes_two_round_trips(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    worker_keeps(page, 1)
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(f"{answer.request.method} {answer.status}"))
    choose(page)
    send(page)
    sees_thanks(page)
    assert [one for one in asked if not one.endswith("304")][:2] == ["POST 303", "GET 200"]
    assert asked.count("POST 303") == 1
    assert queue_of(page) == 0


def test_without_net_the_form_waits_and_sends_itself_once(
    open_page: Open, picture: Picture, store: Store
) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page)
    page.context.set_offline(True)
    send(page)
    sees_waiting(page)
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_hidden()
    picture(page, "cho-gui-360")
    page.context.set_offline(False)
    sees_thanks(page)
    assert responses.count(store.db) == 1
    assert queue_of(page) == 0


def test_a_net_that_only_looks_alive_keeps_the_form_until_it_is(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page)
    page.route("**/*", lambda route: route.abort("connectionfailed"))
    send(page)
    sees_waiting(page)
    page.unroute("**/*")
    sees_thanks(page)
    assert responses.count(store.db) == 1


def test_a_form_whose_tab_died_on_the_way_is_sent_when_the_page_is_opened_again(
    open_page: Open, store: Store
) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page)
    page.context.set_offline(True)
    send(page)
    sees_waiting(page)
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(SCHOOL_PAGE)
    expect(again.get_by_role("status")).to_contain_text("Phiếu chờ gửi đã được ghi nhận")
    expect(again.get_by_role("button", name="Gửi phiếu")).to_be_visible()
    assert responses.count(store.db) == 1
    assert queue_of(again) == 0


def test_a_waiting_form_is_not_shown_as_empty_when_the_page_opens_without_net(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    worker_keeps(page, 1)
    choose(page)
    page.context.set_offline(True)
    send(page)
    sees_waiting(page)
    page.reload()
    sees_waiting(page)
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_hidden()


def test_a_page_opened_once_opens_again_without_net_with_its_answers(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    worker_keeps(page, 1)
    token = token_of(page)
    choose(page, "2")
    page.get_by_label("Ý kiến khác").fill("đang viết dở")
    chosen = page.locator("input:checked").count()
    page.context.set_offline(True)
    page.reload()
    assert token_of(page) == token
    expect(page.locator("input:checked")).to_have_count(chosen)
    expect(page.get_by_label("Ý kiến khác")).to_have_value("đang viết dở")


def test_after_thanks_the_phone_keeps_a_fresh_form(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    worker_keeps(page, 1)
    token = token_of(page)
    choose(page)
    send(page)
    sees_thanks(page)
    worker_keeps_another(page, SCHOOL_PAGE, token)
    page.context.set_offline(True)
    page.goto(SCHOOL_PAGE)
    assert token_of(page) != token
    expect(page.locator("input:checked")).to_have_count(0)


def test_a_busy_server_is_asked_again_after_the_time_it_names(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE)
    page.clock.install()
    choose(page)
    away = store.path.with_suffix(".away")
    store.path.rename(away)
    send(page)
    sees_waiting(page)
    away.rename(store.path)
    page.clock.fast_forward(8_000)
    sees_waiting(page)
    page.clock.fast_forward(3_000)
    sees_thanks(page)
    assert responses.count(store.db) == 1


def test_what_the_server_refuses_comes_back_as_its_page(open_page: Open, store: Store) -> None:
    page = open_page(SCHOOL_PAGE)
    choose(page)
    with store.write() as db:
        points.set_state(db, SCHOOL, "closed")
    send(page)
    expect(page.get_by_role("heading", name="Điểm khảo sát đang đóng")).to_be_visible()
    assert queue_of(page) == 0
    assert responses.count(store.db) == 0


def test_a_full_phone_without_net_says_so_and_keeps_the_page(
    open_page: Open, picture: Picture, store: Store
) -> None:
    page = open_page(SCHOOL_PAGE)
    page.evaluate(FILL_STORAGE)
    choose(page)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Máy hết chỗ lưu")
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_visible()
    picture(page, "het-cho-luu-360")
    page.context.set_offline(False)
    send(page)
    sees_thanks(page)
    assert responses.count(store.db) == 1


def test_a_browser_inside_an_app_without_storage_worker_and_fetch_is_enough(
    open_page: Open, store: Store
) -> None:
    page = open_page(f"{SCHOOL_PAGE}/cam-on")
    page.add_init_script(NOTHING_NEW)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(SCHOOL_PAGE)
    choose(page)
    send(page)
    sees_thanks(page)
    assert responses.count(store.db) == 1
    assert complaints == []


def test_the_page_brings_no_cookie_no_foreign_host_and_no_complaint(open_page: Open) -> None:
    page = open_page(f"{SCHOOL_PAGE}/cam-on")
    asked: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda message: said.append(message.text))
    page.goto(SCHOOL_PAGE)
    choose(page)
    send(page)
    sees_thanks(page)
    assert {one.url.split("/")[2] for one in asked} == {page.url.split("/")[2]}
    assert page.context.cookies() == []
    assert said == []


def test_a_reload_asks_for_the_same_questions_online_too(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    token = token_of(page)
    choose(page, "3")
    page.goto(SCHOOL_PAGE)
    page.wait_for_url("**phieu=**")
    assert token_of(page) == token


def test_after_thanks_for_a_code_the_phone_asks_for_it_no_more_and_keeps_no_form(
    open_page: Open, app: Flask
) -> None:
    code, *_ = issue(app)
    page = open_page(f"/m/{code}")
    worker_keeps(page, 1)
    asked: list[tuple[str, int]] = []
    page.context.on("response", lambda answer: asked.append((answer.url, answer.status)))
    choose(page)
    send(page)
    sees_thanks(page)
    until(page, lambda: page.evaluate(KEPT_BY_WORKER) == 0)
    page.wait_for_timeout(500)
    assert [url for url, status in asked if status >= 400] == []


def test_a_form_with_a_code_that_waited_past_the_last_day_is_sent_from_the_page_that_refuses_a_new_one(
    open_page: Open, app: Flask, store: Store, days_ago: Past
) -> None:
    code, *_ = issue(app, expires=(clock.today() - timedelta(days=1)).isoformat())
    with days_ago(2):
        page = open_page(f"/m/{code}")
        choose(page)
    context = page.context
    context.set_offline(True)
    send(page)
    sees_waiting(page)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"/m/{code}")
    sees_thanks(again)
    assert responses.count(store.db) == 1
    assert queue_of(again) == 0


def test_two_tabs_send_a_waiting_form_once(open_page: Open, store: Store) -> None:
    first = open_page(SCHOOL_PAGE)
    choose(first)
    first.context.set_offline(True)
    send(first)
    sees_waiting(first)
    second: Page = first.context.new_page()
    first.context.set_offline(False)
    second.goto(SCHOOL_PAGE)
    sees_thanks(first)
    until(second, lambda: queue_of(second) == 0)
    assert responses.count(store.db) == 1
