"""What was done about weak results in the demo: made up, and said to be so in every line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from survey import actions, period
from survey.period import Calendar, Period
from survey.store import units
from survey.store.actions import Event, Plan, Step
from survey.store.audit import COMMAND_LINE
from survey.store.connection import Store
from survey.store.points import Point

DOCUMENT = "00/KH-MAU (số liệu mẫu, không phải văn bản có thật)"


@dataclass(frozen=True)
class Story:
    """One action: the quarter that led to it, and its days."""

    what: str
    product: str
    led: Period
    planned: date
    due: date
    steps: tuple[tuple[Event, date, str], ...] = ()
    public: bool = False


def add(store: Store, weak: Sequence[Point], today: date) -> None:
    """One action at each of a few points whose people are less pleased."""
    for point, story in zip(weak, _stories(today), strict=False):
        plan = Plan(
            unit=point.unit,
            what=f"(Việc mẫu) {story.what}",
            product=story.product,
            lead=units.get(store.db, point.unit).name,
            partners="Văn phòng",
            document=DOCUMENT,
            questionnaire=point.questionnaire,
            calendar=Calendar.QUARTER.value,
            period=story.led.label,
        )
        number = actions.give(store, plan, _step(story, Event.PLANNED, story.planned, ""))
        for event, day, words in story.steps:
            actions.record(store, number, _step(story, event, day, words))


def _stories(today: date) -> tuple[Story, ...]:
    last = period.of(today).previous()
    before = last.previous()
    weeks = timedelta(weeks=1)
    early, late = before.first + 2 * weeks, last.first + 2 * weeks
    return (
        Story(
            "Phân công người hướng dẫn hồ sơ ngay tại cửa",
            "Bảng phân công",
            before.previous(),
            early,
            early + 6 * weeks,
            ((Event.BEGUN, early + weeks, ""), (Event.DONE, early + 4 * weeks, "Bảng phân công đã niêm yết")),
            public=True,
        ),
        Story(
            "Thêm ghế và nước uống ở khu chờ",
            "20 ghế, 1 bình nước",
            before,
            late,
            late + 8 * weeks,
            ((Event.DONE, late + 5 * weeks, "20 ghế, 1 bình nước"),),
            public=True,
        ),
        Story(
            "Viết lại phiếu hướng dẫn bằng lời dễ hiểu",
            "Phiếu hướng dẫn mới",
            before,
            late,
            today - timedelta(days=3),
            ((Event.BEGUN, late + weeks, ""),),
        ),
        Story(
            "Trả kết quả qua dịch vụ bưu chính",
            "Thỏa thuận với bưu điện",
            last,
            last.last + timedelta(days=1),
            today + 4 * weeks,
        ),
        Story(
            "Mở thêm quầy vào đầu năm học",
            "1 quầy",
            before,
            late,
            late + 8 * weeks,
            ((Event.GIVEN_UP, late + 2 * weeks, "Chưa bố trí được người"),),
        ),
    )


def _step(story: Story, event: Event, day: date, words: str) -> Step:
    return Step(event, day, words, story.due, story.public, COMMAND_LINE, day)
