"""Charts for paper: PNG that reads in grey, drawn by matplotlib, so no browser is needed on the server."""

import gc
import io
from collections.abc import Sequence
from functools import singledispatch
from itertools import accumulate
from textwrap import fill, shorten

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from analytics.charts.answers import Division
from analytics.charts.course import Course
from analytics.charts.dots import Dots
from analytics.charts.style import BLUE, COLOURS, GREY, GRID, INK, TARGET, percent_range
from analytics.estimate import Verdict
from analytics.numbers import number, short_percent
from analytics.reports.columns import Room
from analytics.reports.content import Picture
from analytics.tables import LEVELS

# Dots an inch, and from how many square inches on the fewer ones.
DPI, DPI_OF_LARGE, LARGE, INCH = 150, 120, 32.0, 25.4
# Millimetres: a line of a name, what axis and legend take, the caption below.
LINE, EDGE, CAPTION, COURSE = 4.0, 19.0, 22.0, 62.0
# In such lines: a row with a name of one line, each further line of a name, a bar.
ONE_LINE, NEXT_LINE, BAR = 1.4, 0.8, 0.87
LONGEST_NAME = 110
MARKS = {Verdict.MET: "o", Verdict.NOT_MET: "v", Verdict.UNDECIDED: "D", Verdict.REFUSED: "o", None: "o"}
# Light in the middle, told apart in grey by hatching as much as by colour.
SHADES = ("#8c3d0c", "#e9a76b", "#eceef2", "#8fb7e3", "#1f5fa8")
HATCHES = ("xx", "//", "", "", "")


def png(picture: Picture, room: Room) -> bytes:
    """The picture at 150 or 120 dots an inch, as wide as the room and never higher than it with a caption."""
    canvas = FigureCanvasAgg(_draw(picture.of, room))
    canvas.draw()
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    content = io.BytesIO()
    # Without transparency the writers have less to unpack.
    drawn.convert("RGB").save(content, "PNG", dpi=(canvas.figure.dpi, canvas.figure.dpi))
    # Texts, figure and canvas hold each other: five megabytes a picture would wait for the collector.
    del canvas, drawn
    gc.collect()
    return content.getvalue()


def height_of(content: bytes, width: float) -> float:
    """How high a PNG stands when it is so wide."""
    with Image.open(io.BytesIO(content)) as image:
        return width * image.height / image.width


@singledispatch
def _draw(info: object, room: Room) -> Figure:
    del room
    raise TypeError(f"no picture of {type(info).__name__}")


@_draw.register
def _of_dots(info: Dots, room: Room) -> Figure:
    figure, axes, places = _rows([dot.name for dot in info.dots], room)
    for verdict, mark in MARKS.items():
        _marks(axes, info, (verdict, mark), places)
    _percent(axes.xaxis, min(dot.lower for dot in info.dots))
    if info.target is not None:
        axes.axvline(info.target, color=TARGET, linestyle="--", linewidth=1.2, label=_target(info.target))
    _legend(figure, axes)
    return figure


def _marks(axes: Axes, info: Dots, shown: tuple[Verdict | None, str], places: Sequence[float]) -> None:
    """The lines of one verdict: shape and filling tell it as well as its colour."""
    verdict, mark = shown
    own = [at for at, dot in enumerate(info.dots) if dot.verdict is verdict]
    if not own:
        return
    told = [info.dots[at] for at in own]
    gaps = [[d.value - d.lower for d in told], [d.upper - d.value for d in told]]
    hollow = verdict in (Verdict.REFUSED, Verdict.UNDECIDED)
    colour = COLOURS[verdict] if verdict else BLUE
    axes.errorbar(
        [dot.value for dot in told],
        [places[at] for at in own],
        xerr=gaps,
        fmt=mark,
        markersize=5,
        color=colour,
        markerfacecolor="white" if hollow else colour,
        ecolor=GREY,
        elinewidth=1.2,
        capsize=2,
        label=verdict.value if verdict else "chỉ số và khoảng tin cậy 95 %",
    )


@_draw.register
def _of_course(info: Course, room: Room) -> Figure:
    figure, axes = _page(COURSE, room)
    shown = [at for at, value in enumerate(info.values) if value is not None]
    values = [float(info.values[at] or 0) for at in shown]
    low = [value - float(info.lower[at] or value) for at, value in zip(shown, values, strict=True)]
    high = [float(info.upper[at] or value) - value for at, value in zip(shown, values, strict=True)]
    for run in _runs(shown):
        axes.plot(run, [info.values[at] or 0.0 for at in run], color=BLUE, linewidth=1.6)
    axes.errorbar(
        shown,
        values,
        yerr=[low, high],
        fmt="o",
        color=BLUE,
        ecolor=GREY,
        capsize=3,
        label="chỉ số, khoảng 95 %",
    )
    axes.set_xticks(range(len(info.labels)), [fill(label, 12) for label in info.labels])
    axes.set_xlim(-0.4, len(info.labels) - 0.6)
    _percent(axes.yaxis, min(value - gap for value, gap in zip(values, low, strict=True)))
    if info.target is not None:
        axes.axhline(info.target, color=TARGET, linestyle="--", linewidth=1.2, label=_target(info.target))
    _legend(figure, axes)
    return figure


@_draw.register(tuple)
def _of_divisions(info: tuple[Division, ...], room: Room) -> Figure:
    figure, axes, places = _rows([one.name for one in info], room)
    left = [0.0] * len(info)
    for level, word in enumerate(LEVELS):
        widths = [one.shares[level] for one in info]
        axes.barh(
            places,
            widths,
            left=left,
            height=BAR,
            label=word,
            color=SHADES[level],
            hatch=HATCHES[level],
            edgecolor="white",
            linewidth=0.4,
        )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter(FuncFormatter(_tick))
    _legend(figure, axes)
    return figure


def _rows(names: Sequence[str], room: Room) -> tuple[Figure, Axes, list[float]]:
    """A row for each name, from the bottom up, as high as its name has lines; and the middles of the rows."""
    written = [fill(shorten(name, LONGEST_NAME, placeholder=" …"), round(room.width / 4)) for name in names]
    heights = [ONE_LINE + NEXT_LINE * name.count("\n") for name in written]
    places = [top - own / 2 for top, own in zip(accumulate(heights), heights, strict=True)]
    figure, axes = _page(LINE * sum(heights) + EDGE, room)
    axes.set_yticks(places, written)
    axes.set_ylim(0, sum(heights))
    return figure, axes, places


def _page(height: float, room: Room) -> tuple[Figure, Axes]:
    width, tall = room.width / INCH, min(height, room.height - CAPTION) / INCH
    # A page-high chart has larger shapes and needs fewer dots; at 150 it alone would take 15 MB.
    dots = DPI if width * tall <= LARGE else DPI_OF_LARGE
    figure = Figure(figsize=(width, tall), dpi=dots, layout="constrained")
    axes = figure.add_subplot()
    axes.tick_params(labelsize=8, length=0, colors=INK)
    axes.grid(color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure, axes


def _percent(axis: Axis, lowest: float) -> None:
    """From a round number below the lowest bound to 100 %, as the pages have it."""
    axis.set_view_interval(*percent_range(lowest), ignore=True)
    axis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(_tick))


def _tick(value: float, place: int) -> str:
    del place
    return f"{number(value, 0)} %"


def _legend(figure: Figure, axes: Axes) -> None:
    marks, words = axes.get_legend_handles_labels()
    figure.legend(marks, words, loc="outside upper left", ncols=len(words), fontsize=8, frameon=False)


def _target(percent: float) -> str:
    return f"mục tiêu {short_percent(percent / 100)}"


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Periods that follow each other: a hidden one breaks the line."""
    found: list[list[int]] = []
    for place in places:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found
