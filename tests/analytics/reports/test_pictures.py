"""Charts for paper: what they look like in grey, how large they are, what stays the same."""

import io
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from analytics.charts import answers, course, dots
from analytics.reports import pictures
from analytics.reports.columns import Room
from analytics.reports.content import Drawn, Picture
from analytics.review import By
from tests.analytics.reports.small_report import form

PORTRAIT, LANDSCAPE = Room(160, 257), Room(257, 160)
MADE = form(before={"a": (60, 40)})
UNITS = dots.dots_of(MADE.review.by(By.UNIT))
TREND = course.course_of([*MADE.trend, ("Quý IV/2026", None), *MADE.trend[:1]], 0.95)
ITEMS = answers.divisions_of(MADE.review.by(By.ITEM))
FACTORS = dots.dots_of(MADE.review.by(By.FACTOR), MADE.review.overall.target)
ALL = [UNITS, TREND, ITEMS, FACTORS]


def drawn(info: Drawn, room: Room = PORTRAIT) -> Image.Image:
    return Image.open(io.BytesIO(pictures.png(Picture("Hình", "Lời", info), room)))


def millimetres(image: Image.Image) -> tuple[float, float]:
    """Width and height by the dots an inch that the file itself names."""
    across, down = image.info["dpi"]
    return image.width * 25.4 / across, image.height * 25.4 / down


@pytest.mark.parametrize("room", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("info", ALL, ids=["units", "trend", "items", "factors"])
def test_a_picture_is_as_wide_as_its_room_and_never_higher(info: Drawn, room: Room) -> None:
    width, height = millimetres(drawn(info, room))
    assert width == pytest.approx(room.width, abs=0.3)
    assert height <= room.height - 10


def test_a_hundred_and_fifty_lines_still_fit_on_a_page() -> None:
    many = dots.Dots(UNITS.dots * 50, 95.0, 0)
    assert millimetres(drawn(many))[1] < PORTRAIT.height


@pytest.mark.parametrize("info", ALL, ids=["units", "trend", "items", "factors"])
def test_it_has_ink_and_reads_in_grey(info: Drawn) -> None:
    grey = np.asarray(drawn(info).convert("L"))
    assert (grey > 250).mean() > 0.3
    assert (grey < 140).sum() > 500


def test_the_five_answers_are_told_apart_without_colour() -> None:
    # Ends have the same darkness in grey: hatching tells them apart.
    assert all(hatch for hatch in pictures.HATCHES[:2])
    assert len(set(pictures.SHADES)) == 5
    assert len({pictures.MARKS[verdict] for verdict in pictures.MARKS}) >= 3


@pytest.mark.parametrize("info", ALL, ids=["units", "trend", "items", "factors"])
def test_the_same_figures_are_the_same_picture(info: Drawn) -> None:
    assert drawn(info).tobytes() == drawn(info).tobytes()


def test_a_hidden_period_breaks_the_line() -> None:
    assert list(pictures._runs([0, 1, 3, 4, 6])) == [[0, 1], [3, 4], [6]]
    assert list(pictures._runs([])) == []


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(TypeError, match="no picture of str"):
        pictures.png(Picture("Hình", "Lời", "chữ"), PORTRAIT)  # type: ignore[arg-type]


def test_long_names_of_many_rows_do_not_run_into_each_other() -> None:
    short, long = (
        "Phòng học đủ chỗ.",
        "Nhà trường quan tâm, hỗ trợ học sinh gặp khó khăn về học tập, sức khỏe",
    )
    names = [long if at % 3 == 0 else short for at in range(23)]
    items = tuple(
        answers.Division(f"{name} {at}", 100, (5.0, 5.0, 10.0, 40.0, 40.0)) for at, name in enumerate(names)
    )
    canvas = FigureCanvasAgg(pictures._draw(items, LANDSCAPE))
    canvas.draw()
    labels = canvas.figure.axes[0].get_yticklabels()
    boxes = [label.get_window_extent() for label in labels]
    assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))
    assert any("\n" in label.get_text() for label in labels)
