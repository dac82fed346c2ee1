"""What a citizen does with the page in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Picture = Callable[[Page, str], None]

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
KEPT_BY_WORKER = "caches.open('sipas-forms-1').then(forms => forms.keys()).then(all => all.length)"


def choose(page: Page, score: str = "5") -> None:
    for row in page.locator(f"fieldset .scale label:has(input[value='{score}'])").all():
        row.click()


def send(page: Page) -> None:
    page.get_by_role("button", name="Gửi phiếu").click()


def sees_thanks(page: Page) -> None:
    # Longer than the script waits before it tries again.
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible(timeout=10_000)


def sees_waiting(page: Page, number: int = 1) -> None:
    expect(page.get_by_role("status")).to_contain_text(f"Đang chờ gửi ({number})")


def token_of(page: Page) -> str:
    return page.locator("input[name=phieu]").input_value()


def queue_of(page: Page) -> int:
    length: int = page.evaluate("(JSON.parse(localStorage.getItem('sipas:queue')) || []).length")
    return length


def worker_keeps(page: Page, number: int) -> None:
    """Wait until the service worker has put this many forms aside."""
    until(page, lambda: page.evaluate(KEPT_BY_WORKER) >= number)


def worker_keeps_another(page: Page, path: str, token: str) -> None:
    """Wait until the form that the service worker keeps of this page is not the one with this token."""
    kept = "path => caches.match(path).then(form => form.text())"
    until(page, lambda: token not in page.evaluate(kept, path))


def until(page: Page, true: Callable[[], bool]) -> None:
    # wait_for_function needs eval, which the page forbids.
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise TimeoutError("it did not come to pass within ten seconds")
