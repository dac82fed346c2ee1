"""The square picture of a kit: 1080 × 1080 pixels, read on a phone a third as wide."""

import io
import unicodedata
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from analytics.kit.facts import Outcome
from analytics.kit.square import HEADING, INDEX, Square
from survey.places import folder
from survey.printing.leaflet import COLOURS, TICK, WHITE
from survey.printing.sheet import BLUE, INK, QUIET_INK

SIDE, EDGE = 1080, 64
WIDTH = SIDE - 2 * EDGE
# 36 pixels are 12 on a phone that shows the picture 360 wide.
SMALLEST = 36
BAND, MIDDLE, MARK, STROKE, LINE_HEIGHT = 120, 470, 190, 14, 1.25

Colour = tuple[int, int, int]
Place = tuple[float, float]
# A size in pixels, and the number of lines the text may take at it.
Fit = tuple[int, int]


def png(square: Square) -> bytes:
    image = Image.new("RGB", (SIDE, SIDE), WHITE)
    _draw(ImageDraw.Draw(image), square)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _draw(pen: ImageDraw.ImageDraw, square: Square) -> None:
    pen.rectangle((0, 0, SIDE, BAND), fill=BLUE)
    _say(pen, HEADING, (EDGE, 32), ((48, 1),), WHITE, bold=True)
    y = _say(pen, square.unit, (EDGE, BAND + 28), ((64, 2), (54, 2), (46, 3), (40, 3)), INK, bold=True)
    about = f"{square.period} · {square.title}"
    _say(pen, about, (EDGE, y + 4), ((38, 2), (SMALLEST, 2)), QUIET_INK)
    _verdict(pen, square)
    _foot(pen, square)


def _verdict(pen: ImageDraw.ImageDraw, square: Square) -> None:
    """In the middle: the shape, beside it the figure, below them the verdict in words."""
    beside = EDGE + MARK + 50
    _mark(pen, square.outcome, (EDGE, MIDDLE), MARK)
    if square.figure:
        _say(pen, INDEX, (beside, MIDDLE - 30), ((40, 1),), INK)
        _say(pen, square.figure, (beside, MIDDLE - 2), ((160, 1),), INK, bold=True)
        _say(pen, square.under, (EDGE, MIDDLE + MARK + 24), ((38, 1), (SMALLEST, 2)), INK)
    sizes = ((66, 1), (58, 1), (50, 2), (44, 2))
    colour = COLOURS.get(square.outcome, INK)
    _say(pen, square.word, (EDGE, MIDDLE + MARK + 88), sizes, colour, bold=True)


def _foot(pen: ImageDraw.ImageDraw, square: Square) -> None:
    y = 905.0
    if square.notice:
        pen.rectangle((0, y, SIDE, y + 68), fill=INK)
        _say(pen, square.notice, (EDGE, y + 8), ((38, 1),), WHITE, bold=True)
    _say(pen, square.typed, (EDGE, y + 84), ((40, 1), (SMALLEST, 2)), BLUE)


def _say(
    pen: ImageDraw.ImageDraw,
    text: str,
    place: Place,
    sizes: Sequence[Fit],
    colour: Colour,
    *,
    bold: bool = False,
    width: float = WIDTH,
) -> float:
    """Write at the first size that keeps the text within its lines, cut what is too long; the bottom."""
    text = unicodedata.normalize("NFC", text)
    for size, most in sizes:
        font = _font(size, bold=bold)
        lines = _wrapped(text, font, width)
        if len(lines) <= most:
            break
    x, y = place
    for line in _cut(lines, most, font, width):
        pen.text((x, y), line, fill=colour, font=font)
        y += size * LINE_HEIGHT
    return y


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _cut(lines: list[str], most: int, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += " …"
    return [_shortened(line, font, width) for line in kept]


def _shortened(line: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """A line of one long word ends in a dot dot dot at the edge."""
    while font.getlength(line) > width:
        line = line.removesuffix("…")[:-1].rstrip() + "…"
    return line


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    # The plain layout is the same on every machine; composed letters need no other.
    return ImageFont.truetype(
        folder("data") / "fonts" / f"NotoSans-{weight}.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )


def _mark(pen: ImageDraw.ImageDraw, outcome: Outcome, place: Place, side: float) -> None:
    """The verdict as a shape, as on the leaflet."""
    left, top = place
    right, bottom, middle, centre = left + side, top + side, left + side / 2, top + side / 2
    colour, box = COLOURS.get(outcome, QUIET_INK), (left, top, right, bottom)
    match outcome:
        case Outcome.MET:
            pen.ellipse(box, fill=colour)
            tick = [(left + side * x, top + side * y) for x, y in TICK]
            pen.line(tick, fill=WHITE, width=round(side / 9), joint="curve")
        case Outcome.NOT_MET:
            pen.polygon([(left, top), (right, top), (middle, bottom)], fill=colour)
        case Outcome.UNDECIDED:
            diamond = [(middle, top), (right, centre), (middle, bottom), (left, centre)]
            pen.polygon(diamond, outline=colour, width=STROKE)
        case Outcome.HIDDEN:
            pen.rectangle(box, outline=colour, width=STROKE)
        case Outcome.REFUSED | Outcome.NO_TARGET:
            pen.ellipse(box, outline=colour, width=STROKE)
