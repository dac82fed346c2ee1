"""Results that take long: the last one is there at once, a newer one is made beside the readers."""

import gc
import time
import weakref
from collections.abc import Callable, Hashable, Iterator
from threading import Event

import pytest

from survey.shelf import REST, BeingMadeError, Kept, Shelf

SOON = 5.0


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    yield made
    made.close()


def look_until(shelf: Shelf, make: Callable[[], int], wanted: int, what: Hashable = "figure") -> Kept[int]:
    """As a reader who opens the page again and again."""
    for _ in range(int(SOON / 0.02)):
        try:
            found = shelf.look(what, make)
        except BeingMadeError:
            continue
        if found.result == wanted:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{wanted} never came")


def test_what_is_quickly_made_is_there_for_its_first_reader(shelf: Shelf) -> None:
    assert shelf.look("figure", lambda: 7).result == 7


def test_the_first_reader_of_what_takes_long_is_told_to_wait(shelf: Shelf) -> None:
    ready = Event()

    def make() -> int:
        ready.wait(SOON)
        return 7

    with pytest.raises(BeingMadeError):
        shelf.look("figure", make)
    ready.set()
    assert look_until(shelf, make, 7).result == 7


def test_the_last_result_is_shown_while_a_newer_one_is_made(shelf: Shelf) -> None:
    shelf.look("figure", lambda: 1)
    ready = Event()

    def make() -> int:
        ready.wait(SOON)
        return 2

    shown = look_until(shelf, make, 1)
    assert "Đang tính lại" in shown.sentence
    ready.set()
    assert look_until(shelf, make, 2).at > shown.at


def test_it_rests_ten_times_as_long_as_the_making_took(shelf: Shelf) -> None:
    def slowly() -> int:
        time.sleep(0.09)
        return 1

    shown = look_until(shelf, slowly, 1)
    assert (shown.until - shown.at).total_seconds() >= REST * 0.09
    assert shelf.look("figure", lambda: 2).result == 1
    assert f"Mở lại trang sau {shown.until:%H:%M:%S}" in shown.sentence
    assert look_until(shelf, lambda: 2, 2).result == 2


def test_two_readers_at_once_make_it_once(shelf: Shelf) -> None:
    ready, made = Event(), []

    def make() -> int:
        made.append(1)
        ready.wait(SOON)
        return 7

    for _ in range(3):
        with pytest.raises(BeingMadeError):
            shelf.look("figure", make)
    ready.set()
    look_until(shelf, make, 7)
    assert len(made) == 1


def test_however_many_pages_are_wanted_at_once_each_is_served() -> None:
    shelf, pages, ready = Shelf(most=3), range(8), Event()

    def make(page: int) -> int:
        ready.wait(SOON)
        return page

    for page in pages:
        with pytest.raises(BeingMadeError):
            shelf.look(page, lambda page=page: make(page))  # type: ignore[misc]
    ready.set()
    for page in pages:
        found = look_until(shelf, lambda page=page: make(page), page, page)  # type: ignore[misc]
        assert found.result == page
    shelf.close()


def test_what_nobody_came_back_for_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.shelf.GONE", 0.0)
    shelf = Shelf(most=3)
    made = [make_and_leave(shelf, page) for page in range(8)]
    look_until(shelf, lambda: 7, 7)
    shelf.close()
    gc.collect()
    assert sum(one() is not None for one in made) < 3


def make_and_leave(shelf: Shelf, page: int) -> "weakref.ref[Result]":
    """The reader sees that it is being made and goes elsewhere."""
    result, ready = Result(), Event()
    left = weakref.ref(result)

    def make() -> Result:
        ready.wait(SOON)
        return result

    with pytest.raises(BeingMadeError):
        shelf.look(page, make)
    ready.set()
    return left


class Result:
    """Weighs something."""


def test_who_has_a_result_to_read_is_not_stopped_when_it_cannot_be_made_again(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise OSError("disk")

    shelf.look("figure", lambda: 7)
    for _ in range(5):
        time.sleep(0.02)
        assert shelf.look("figure", fail).result == 7
    assert "disk" in caplog.text


def test_what_went_wrong_reaches_the_reader_and_the_next_one_tries_again(shelf: Shelf) -> None:
    begun, ready = Event(), Event()

    def fail() -> int:
        begun.set()
        ready.wait(SOON)
        raise OSError("disk")

    with pytest.raises(BeingMadeError):
        shelf.look("figure", fail)
    begun.wait(SOON)
    ready.set()
    with pytest.raises(OSError, match="disk"):
        look_until(shelf, fail, 7)
    assert look_until(shelf, lambda: 7, 7).result == 7
