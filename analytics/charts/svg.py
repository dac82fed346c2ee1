"""Small pictures without script for public pages: 0.3–2.5 kB of SVG, with a title and words inside."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from analytics import wording
from analytics.charts.style import BLUE, GREY, GRID, TARGET
from analytics.estimate import Estimate
from analytics.numbers import short_percent

WIDTH, EDGE = 320, 10
INTERVAL_HEIGHT, TREND_HEIGHT = 58, 146
LABEL_SIZE = 12
# Of a trend: where the first dot stands, room beside the dots, the line of the names, the longest name.
LEFT, SIDE, NAMES, LONGEST_NAME = 62, 16, 130, 7


def interval(estimate: Estimate, target: float | None = None) -> str:
    """The index as a dot on its interval, on an axis that ends at 100 %, with the target as a tick."""
    assert estimate.interval is not None  # noqa: S101 - callers show a sentence instead
    lowest = _lowest([estimate.interval.lower, *([target] if target else [])])
    low, high, dot = (
        _across(share, lowest) for share in (estimate.interval.lower, estimate.interval.upper, estimate.value)
    )
    parts = [
        _line(EDGE, 20, WIDTH - EDGE, 20, GREY, 1),
        _label(lowest, EDGE, INTERVAL_HEIGHT - 6, "start"),
        _label(1.0, WIDTH - EDGE, INTERVAL_HEIGHT - 6, "end"),
        _line(low, 20, high, 20, BLUE, 6),
        f'<circle cx="{dot:.1f}" cy="20" r="7" fill="{BLUE}" stroke="#fff" stroke-width="2"/>',
    ]
    if target is not None:
        parts.append(_line(_across(target, lowest), 6, _across(target, lowest), 34, TARGET, 3))
    return _picture(wording.interval(estimate), INTERVAL_HEIGHT, parts)


def trend(periods: Sequence[tuple[str, Estimate | None]], target: float | None = None) -> str:
    """The index over the periods, dots on their intervals; hidden periods leave a gap."""
    bounds = [
        (e.value, *((e.interval.lower, e.interval.upper) if e.interval else ())) for _, e in periods if e
    ]
    lowest = _lowest([*(min(known) for known in bounds), *([target] if target else [])])
    step = (WIDTH - LEFT - SIDE) / max(len(periods) - 1, 1)
    across = [LEFT + at * step for at in range(len(periods))]
    spots = [(x, _up(e.value, lowest)) if e else None for x, (_, e) in zip(across, periods, strict=True)]
    top, bottom = _up(1.0, lowest), _up(lowest, lowest)
    parts = [_line(LEFT - SIDE, y, WIDTH, y, GRID, 1) for y in (top, bottom)]
    parts += [_label(share, LEFT - SIDE - 4, _up(share, lowest) + 4, "end") for share in (1.0, lowest)]
    if target is not None:
        parts.append(_line(LEFT - SIDE, _up(target, lowest), WIDTH, _up(target, lowest), TARGET, 1.5))
    joined = [
        f"M{one[0]:.0f} {one[1]:.1f}L{two[0]:.0f} {two[1]:.1f}" for one, two in pairwise(spots) if one and two
    ]
    parts += [_path(_whiskers(across, periods, lowest), GREY, 1.5), _path(joined, BLUE, 2)]
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.1f}" r="4"/>' for x, y in filter(None, spots))
    parts += [f'<g fill="{BLUE}">{dots}</g>', _names(across, [label for label, _ in periods])]
    words = "; ".join(f"{label}: {wording.interval(e) if e else wording.HIDDEN}" for label, e in periods)
    said = f"{words}. Mục tiêu {short_percent(target)}" if target is not None else words
    return _picture(f"{said}.", TREND_HEIGHT, parts)


def _whiskers(
    across: Sequence[float], periods: Sequence[tuple[str, Estimate | None]], lowest: float
) -> list[str]:
    """The interval of each shown period, from its upper bound down."""
    return [
        f"M{x:.0f} {_up(e.interval.upper, lowest):.1f}V{_up(e.interval.lower, lowest):.1f}"
        for x, (_, e) in zip(across, periods, strict=True)
        if e and e.interval
    ]


def _names(across: Sequence[float], labels: Sequence[str]) -> str:
    """The periods below the axis, the year on a second line; of long names only the first and the last."""
    written = [label.removeprefix("Quý ").rsplit("/", 1) for label in labels]
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


def _lowest(shares: Sequence[float]) -> float:
    """A round share below everything shown, so that what moves can be seen."""
    return max(0.0, int((min(shares, default=1.0) * 100 - 2) // 10) / 10)


def _picture(words: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" width="{WIDTH}" height="{height}">'
        f"<title>{escape(words)}</title>{''.join(parts)}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    where = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {where} stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _label(share: float, x: float, y: float, anchor: str) -> str:
    where = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"'
    return f'<text {where} font-size="{LABEL_SIZE}" fill="{GREY}">{short_percent(share)}</text>'


def _across(share: float, lowest: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * (share - lowest) / (1.0 - lowest)


def _up(share: float, lowest: float) -> float:
    floor = NAMES - 16
    return floor - (floor - EDGE) * (share - lowest) / (1.0 - lowest)
