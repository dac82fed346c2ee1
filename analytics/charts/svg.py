"""Small pictures without script for public pages: 0.3–2.5 kB of SVG, with a title and words inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from analytics import wording
from analytics.charts.style import BLUE, GREY, GRID, TARGET
from analytics.estimate import Estimate
from analytics.numbers import short_percent

WIDTH, EDGE = 320, 10
INTERVAL_HEIGHT, TREND_HEIGHT, MARK_HEIGHT = 72, 146, 20
LABEL_SIZE = 12
DASHES = "4 3"
# Of a trend: where the first dot stands, room beside the dots, the line of the names, the longest name.
LEFT, SIDE, NAMES, LONGEST_NAME = 62, 16, 130, 7

# A name and the figure of a period, None where it is hidden.
Course = Sequence[tuple[str, Estimate | None]]


@dataclass(frozen=True)
class Speech:
    """The words inside a picture, for pages in another language."""

    share: Callable[[float], str] = short_percent
    figure: Callable[[Estimate], str] = wording.interval
    target: str = "mục tiêu"
    hidden: str = wording.HIDDEN
    # What every name of a quarter begins with: a picture has no room for it.
    quarter: str = "Quý "


VIETNAMESE = Speech()


def interval(estimate: Estimate, target: float | None = None, speech: Speech = VIETNAMESE) -> str:
    """The index as a dot on its interval, on an axis that ends at 100 %, with the target as a tick."""
    lowest = lowest_of([estimate], target)
    axis, foot = INTERVAL_HEIGHT - 38, INTERVAL_HEIGHT - 6
    parts = [
        _line(EDGE, axis, WIDTH - EDGE, axis, GREY, 1),
        _label(speech.share(lowest), EDGE, foot, "start"),
        _label(speech.share(1.0), WIDTH - EDGE, foot, "end"),
        *_dot(estimate, lowest, axis, 7),
    ]
    if target is not None:
        x = _across(target, lowest)
        parts.append(_line(x, axis - 14, x, axis + 14, TARGET, 3))
        anchor = "end" if x > WIDTH / 2 else "start"
        parts.append(_label(f"{speech.target} {speech.share(target)}", x, LABEL_SIZE, anchor))
    return _picture(speech.figure(estimate), INTERVAL_HEIGHT, parts)


def mark(estimate: Estimate, lowest: float, target: float | None = None, speech: Speech = VIETNAMESE) -> str:
    """The same without words inside, for a row of a list whose pictures share one axis."""
    axis = MARK_HEIGHT / 2
    parts = [_line(EDGE, axis, WIDTH - EDGE, axis, GRID, 1), *_dot(estimate, lowest, axis, 5)]
    if target is not None:
        x = _across(target, lowest)
        parts.append(_line(x, 3, x, MARK_HEIGHT - 3, TARGET, 2))
    return _picture(speech.figure(estimate), MARK_HEIGHT, parts)


def trend(periods: Course, target: float | None = None, speech: Speech = VIETNAMESE) -> str:
    """The index over the periods, dots on their intervals; hidden periods leave a gap."""
    lowest = lowest_of([e for _, e in periods if e], target)
    step = (WIDTH - LEFT - SIDE) / max(len(periods) - 1, 1)
    across = [LEFT + at * step for at in range(len(periods))]
    spots = [(x, _up(e.value, lowest)) if e else None for x, (_, e) in zip(across, periods, strict=True)]
    top, bottom = _up(1.0, lowest), _up(lowest, lowest)
    parts = [_line(LEFT - SIDE, y, WIDTH, y, GRID, 1) for y in (top, bottom)]
    parts += [
        _label(speech.share(share), LEFT - SIDE - 4, _up(share, lowest) + 4, "end") for share in (1.0, lowest)
    ]
    if target is not None:
        y = _up(target, lowest)
        parts.append(_line(LEFT - SIDE, y, WIDTH, y, TARGET, 1.5, DASHES))
    joined = [
        f"M{one[0]:.0f} {one[1]:.1f}L{two[0]:.0f} {two[1]:.1f}" for one, two in pairwise(spots) if one and two
    ]
    parts += [_path(_whiskers(across, periods, lowest), GREY, 1.5), _path(joined, BLUE, 2)]
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.1f}" r="4"/>' for x, y in filter(None, spots))
    parts += [
        f'<g fill="{BLUE}">{dots}</g>',
        _names(across, [label.removeprefix(speech.quarter) for label, _ in periods]),
    ]
    words = "; ".join(f"{label}: {speech.figure(e) if e else speech.hidden}" for label, e in periods)
    wanted = f". {speech.target.capitalize()} {speech.share(target)}" if target is not None else ""
    return _picture(f"{words}{wanted}.", TREND_HEIGHT, parts)


def _whiskers(across: Sequence[float], periods: Course, lowest: float) -> list[str]:
    """The interval of each shown period, from its upper bound down."""
    return [
        f"M{x:.0f} {_up(e.interval.upper, lowest):.1f}V{_up(e.interval.lower, lowest):.1f}"
        for x, (_, e) in zip(across, periods, strict=True)
        if e and e.interval
    ]


def _names(across: Sequence[float], labels: Sequence[str]) -> str:
    """The periods below the axis, the year on a second line; of long names only the first and the last."""
    written = [label.rsplit("/", 1) for label in labels]
    texts = []
    for at, (x, lines) in enumerate(zip(across, written, strict=True)):
        long = max(map(len, lines)) > LONGEST_NAME
        if not long or at in (0, len(labels) - 1):
            anchor = f' text-anchor="{"end" if at else "start"}"' if long else ""
            texts += [
                f'<text x="{x:.0f}" y="{NAMES + 12 * row}"{anchor}>{escape(line)}</text>'
                for row, line in enumerate(lines)
            ]
    return f'<g font-size="10" text-anchor="middle" fill="{GREY}">{"".join(texts)}</g>'


def _path(strokes: Sequence[str], colour: str, width: float) -> str:
    return (
        f'<path d="{"".join(strokes)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        if strokes
        else ""
    )


def lowest_of(shown: Sequence[Estimate], target: float | None = None) -> float:
    """A round share below everything shown, so that what moves can be seen."""
    shares = [e.interval.lower if e.interval else e.value for e in shown] + ([target] if target else [])
    return max(0.0, int((min(shares, default=1.0) * 100 - 2) // 10) / 10)


def _dot(estimate: Estimate, lowest: float, y: float, radius: int) -> list[str]:
    x = _across(estimate.value, lowest)
    dot = f'<circle cx="{x:.1f}" cy="{y:.0f}" r="{radius}" fill="{BLUE}" stroke="#fff" stroke-width="2"/>'
    if estimate.interval is None:
        return [dot]
    low, high = (_across(share, lowest) for share in (estimate.interval.lower, estimate.interval.upper))
    return [_line(low, y, high, y, BLUE, radius - 1), dot]


def _picture(words: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" width="{WIDTH}" height="{height}">'
        f"<title>{escape(words)}</title>{''.join(parts)}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashes: str = "") -> str:
    where = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    drawn = f' stroke-dasharray="{dashes}"' if dashes else ' stroke-linecap="round"'
    return f'<line {where} stroke="{colour}" stroke-width="{width}"{drawn}/>'


def _label(text: str, x: float, y: float, anchor: str) -> str:
    where = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"'
    return f'<text {where} font-size="{LABEL_SIZE}" fill="{GREY}">{escape(text)}</text>'


def _across(share: float, lowest: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * (share - lowest) / (1.0 - lowest)


def _up(share: float, lowest: float) -> float:
    floor = NAMES - 16
    return floor - (floor - EDGE) * (share - lowest) / (1.0 - lowest)
