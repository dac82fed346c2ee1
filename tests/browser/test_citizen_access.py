"""For everybody: read aloud, high contrast, paper, no motion, another language."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.citizen import Open, Picture, choose
from tests.citizen.visitor import COUNTER, SCHOOL

pytestmark = pytest.mark.browser

SCHOOL_PAGE = f"/k/{SCHOOL}"
# Chromium here has no voices: this stands for a phone that has.
VOICES = """
    const said = window.said = [];
    Object.defineProperty(window, 'speechSynthesis', { value: {
        speaking: false,
        getVoices: () => [{ lang: 'VOICE' }],
        addEventListener() {},
        cancel() { this.speaking = false; said.length = 0; },
        speak(words) { this.speaking = true; said.push([words.lang, words.text]); },
    } });
"""


def test_without_a_voice_there_is_no_button_to_read_aloud(open_page: Open) -> None:
    expect(open_page(SCHOOL_PAGE).locator(".read")).to_be_hidden()


def test_a_voice_of_another_language_does_not_read(open_page: Open) -> None:
    page = open_page(f"{SCHOOL_PAGE}/cam-on")
    page.add_init_script(VOICES.replace("VOICE", "en-US"))
    page.goto(SCHOOL_PAGE)
    expect(page.locator(".read")).to_be_hidden()


def test_a_vietnamese_voice_reads_questions_and_answers_and_stops_when_pressed_again(open_page: Open) -> None:
    page = open_page(f"{SCHOOL_PAGE}/cam-on")
    page.add_init_script(VOICES.replace("VOICE", "vi-VN"))
    page.goto(SCHOOL_PAGE)
    button = page.get_by_role("button", name="Đọc to các câu hỏi")
    button.click()
    said = page.evaluate("said")
    assert said[0] == ["vi", "Nhìn chung, Ông/Bà hài lòng ở mức nào với nhà trường?"]
    assert said[1] == ["vi", "Rất không hài lòng"]
    button.click()
    assert page.evaluate("said.length") == 0


def test_high_contrast_still_shows_what_is_chosen(open_page: Open, picture: Picture) -> None:
    page = open_page(SCHOOL_PAGE)
    page.emulate_media(forced_colors="active")
    choose(page, "4")
    row = page.locator("label.row:has(:checked)").first
    assert row.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    picture(page, "tuong-phan-cao-360")


def test_on_paper_there_are_questions_and_no_buttons(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    page.emulate_media(media="print")
    expect(page.locator("button[type=submit]")).to_be_hidden()
    expect(page.locator("legend").first).to_be_visible()


def test_nothing_moves(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    moving = "all => all.filter(one => ['transitionDuration', 'animationDuration']"
    moving += ".some(name => parseFloat(getComputedStyle(one)[name]) > 0)).length"
    assert page.locator("*").evaluate_all(moving) == 0


def test_the_language_is_changed_without_script_and_stays_to_the_end(open_page: Open) -> None:
    page = open_page(f"/k/{COUNTER}", script=False)
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    choose(page, "4")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()


def test_the_first_thing_a_key_reaches_is_visible_and_the_order_is_that_of_the_page(open_page: Open) -> None:
    page = open_page(SCHOOL_PAGE)
    tops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return b.top + scrollY; })()"
        )
        tops.append(box)
        if page.evaluate("document.activeElement.type") == "submit":
            break
    assert tops == sorted(tops)
