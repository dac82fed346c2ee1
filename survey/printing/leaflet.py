"""The leaflet of a kit: one page of A4, whatever the length of names and texts."""

from dataclasses import dataclass

from analytics.kit.facts import Outcome
from analytics.kit.leaflet import HEADING, Leaflet
from survey.printing import modules
from survey.printing.sheet import BLUE, INK, QUIET_INK, Sheet, Size

WHITE, ORANGE = (255, 255, 255), (180, 80, 15)
COLOURS = {Outcome.MET: BLUE, Outcome.NOT_MET: ORANGE}
# Tried from the largest down until everything stands on the page.
SCALES = tuple(step / 20 for step in range(26, 6, -1))
EDGE, TOP, BOTTOM, CODE_SIDE, BESIDE_CODE, STROKE = 18.0, 12.0, 10.0, 38.0, 42.0, 1.4
WIDTH = Size.A4.value[0] - 2 * EDGE
MARK = 22.0
# Corners of a tick in a square of side 1.
TICK = ((0.27, 0.52), (0.44, 0.69), (0.74, 0.33))
SCAN = "Xem trang công khai kết quả: quét mã hoặc gõ"

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Line:
    """A paragraph; `gap` millimetres are left above it."""

    text: str
    points: float
    colour: Colour = INK
    style: str = ""
    gap: float = 0.0

    @property
    def kept(self) -> str:
        """A figure and its sign stay on one line."""
        return self.text.replace(" %", "\u00a0%")


@dataclass(frozen=True)
class Column:
    """Lines below each other, in a width, at a scale."""

    lines: tuple[Line, ...]
    left: float
    width: float
    scale: float

    def height(self, sheet: Sheet) -> float:
        return sum(
            line.gap * self.scale
            + sheet.height_of(line.kept, self.width, line.points * self.scale, line.style)
            for line in self.lines
        )

    def draw(self, sheet: Sheet, top: float) -> float:
        """Write from the top down; returns the bottom."""
        for line in self.lines:
            place = (self.left, top + line.gap * self.scale)
            top = sheet.put(line.kept, place, self.width, line.points * self.scale, line.colour, line.style)
        return top


def pdf(leaflet: Leaflet) -> bytes:
    sheet = Sheet(Size.A4)
    sheet.set_title(f"Kết quả khảo sát sự hài lòng – {leaflet.unit} – {leaflet.period}")
    sheet.set_author(leaflet.unit)
    sheet.add_page()
    _draw(sheet, leaflet, _fitting(sheet, leaflet))
    return bytes(sheet.output())


def _fitting(sheet: Sheet, leaflet: Leaflet) -> float:
    """The largest scale at which all stands on the page, else the smallest."""
    for scale in SCALES:
        parts = (_band(leaflet, scale), _told(leaflet, scale))
        taken = sum(part.height(sheet) for part in parts) + TOP + 8 * scale
        verdict = max(_verdict(leaflet, scale).height(sheet), MARK * scale)
        foot = max(_foot(leaflet, scale).height(sheet), CODE_SIDE)
        if taken + verdict + foot + 8 * scale + BOTTOM <= sheet.h:
            return scale
    return SCALES[-1]


def _draw(sheet: Sheet, leaflet: Leaflet, scale: float) -> None:
    band = _band(leaflet, scale)
    edge = TOP + band.height(sheet) + 5 * scale
    sheet.set_fill_color(*BLUE)
    sheet.rect(0, 0, sheet.w, edge, style="F")
    band.draw(sheet, TOP)
    verdict, top = _verdict(leaflet, scale), edge + 5 * scale
    _mark(sheet, leaflet.outcome, (EDGE, top + 1.5 * scale), MARK * scale * 0.9)
    bottom = max(verdict.draw(sheet, top), top + MARK * scale)
    _told(leaflet, scale).draw(sheet, bottom)
    _code(sheet, leaflet, scale)


def _code(sheet: Sheet, leaflet: Leaflet, scale: float) -> None:
    foot = _foot(leaflet, scale)
    top = sheet.h - BOTTOM - max(foot.height(sheet), CODE_SIDE)
    sheet.rule(top - 2 * scale, WIDTH)
    # The quiet zone of the code is a margin of its own.
    modules.draw(sheet, leaflet.address, EDGE - 4, top, CODE_SIDE)
    foot.draw(sheet, top)


def _band(leaflet: Leaflet, scale: float) -> Column:
    lines = (
        Line(HEADING, 12, WHITE, "B"),
        Line(leaflet.unit, 21, WHITE, "B", gap=1.5),
        Line(leaflet.period, 12, WHITE, gap=1.0),
    )
    return Column(lines, EDGE, WIDTH, scale)


def _verdict(leaflet: Leaflet, scale: float) -> Column:
    lines = [Line(leaflet.word, 21, COLOURS.get(leaflet.outcome, INK), "B")]
    if leaflet.figure:
        lines += [
            Line(f"Chỉ số hài lòng {leaflet.figure}", 16, INK, "B", gap=0.5),
            Line(leaflet.under, 10.5, QUIET_INK),
        ]
    return Column(tuple(lines), EDGE + MARK * scale + 4, WIDTH - MARK * scale - 4, scale)


def _told(leaflet: Leaflet, scale: float) -> Column:
    lines = [Line(leaflet.notice, 11, ORANGE, "B", gap=3.0)] if leaflet.notice else []
    for section in leaflet.sections:
        lines += [Line(section.title, 12, BLUE, "B", gap=3.0), Line(section.text, 10.5)]
    return Column(tuple(lines), EDGE, WIDTH, scale)


def _foot(leaflet: Leaflet, scale: float) -> Column:
    lines = (
        Line(SCAN, 10.5, gap=1.0),
        Line(leaflet.typed, 11.5, BLUE, "B"),
        Line(leaflet.foot, 8, QUIET_INK, gap=1.5),
    )
    return Column(lines, EDGE + BESIDE_CODE - 4, WIDTH - BESIDE_CODE + 4, scale)


def _mark(sheet: Sheet, outcome: Outcome, place: tuple[float, float], side: float) -> None:
    """The verdict as a shape, told without colour: filled for a conclusion, hollow for none."""
    left, top = place
    right, bottom, middle, centre = left + side, top + side, left + side / 2, top + side / 2
    sheet.set_line_width(STROKE)
    sheet.set_draw_color(*COLOURS.get(outcome, QUIET_INK))
    sheet.set_fill_color(*COLOURS.get(outcome, QUIET_INK))
    match outcome:
        case Outcome.MET:
            sheet.circle(middle, centre, side / 2, style="F")
            _tick(sheet, place, side)
        case Outcome.NOT_MET:
            sheet.polygon([(left, top), (right, top), (middle, bottom)], style="F")
        case Outcome.UNDECIDED:
            sheet.polygon([(middle, top), (right, centre), (middle, bottom), (left, centre)], style="D")
        case Outcome.HIDDEN:
            sheet.rect(left, top, side, side, style="D")
        case Outcome.REFUSED | Outcome.NO_TARGET:
            sheet.circle(middle, centre, side / 2, style="D")


def _tick(sheet: Sheet, place: tuple[float, float], side: float) -> None:
    left, top = place
    sheet.set_draw_color(*WHITE)
    sheet.set_line_width(side / 9)
    sheet.polyline([(left + side * x, top + side * y) for x, y in TICK])
