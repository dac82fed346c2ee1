"""Small pictures without script for public pages: 0.3–2 kB of SVG, with a title and words inside."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from analytics import wording
from analytics.charts.style import BLUE, GREY, GRID, TARGET
from analytics.estimate import Estimate
from analytics.numbers import short_percent

WIDTH, EDGE = 320, 10
INTERVAL_HEIGHT, TREND_HEIGHT = 58, 120
LABEL_SIZE = 12


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
    """The index over the periods as a line of dots; hidden periods leave a gap."""
    known = [e.value for _, e in periods if e]
    lowest = _lowest([*known, *([target] if target else [])])
    step = (WIDTH - 2 * EDGE) / max(len(periods) - 1, 1)
    spots = [(EDGE + i * step, _up(e.value, lowest)) if e else None for i, (_, e) in enumerate(periods)]
    top, bottom = _up(1.0, lowest), _up(lowest, lowest)
    parts = [_line(EDGE, y, WIDTH - EDGE, y, GRID, 1) for y in (top, bottom)]
    parts += [_label(1.0, EDGE, top - 4, "start"), _label(lowest, EDGE, bottom - 4, "start")]
    if target is not None:
        parts.append(_line(EDGE, _up(target, lowest), WIDTH - EDGE, _up(target, lowest), TARGET, 1.5))
    parts += [_line(*one, *two, BLUE, 2) for one, two in pairwise(spots) if one and two]
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BLUE}"/>' for x, y in filter(None, spots)]
    words = "; ".join(f"{label}: {wording.interval(e) if e else wording.HIDDEN}" for label, e in periods)
    return _picture(words, TREND_HEIGHT, parts)


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
    # Room above the line of 100 % for its label.
    height = TREND_HEIGHT - 2 * EDGE - LABEL_SIZE
    return TREND_HEIGHT - EDGE - height * (share - lowest) / (1.0 - lowest)
