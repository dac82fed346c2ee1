"""Small pictures without script for public pages: 0.3–2 kB of SVG, with a title and words inside."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from analytics import wording
from analytics.charts.style import BLUE, GREY, TARGET
from analytics.estimate import Estimate

WIDTH, HEIGHT, EDGE = 320, 44, 8
LOWEST = 50.0


def interval(estimate: Estimate, target: float | None = None) -> str:
    """The index as a dot on its interval, on an axis from 50 to 100 %, with the target as a tick."""
    assert estimate.interval is not None  # noqa: S101 - callers show a sentence instead
    low, high, dot = (
        _x(share) for share in (estimate.interval.lower, estimate.interval.upper, estimate.value)
    )
    middle = HEIGHT / 2
    parts = [
        _line(_x(LOWEST / 100), middle, _x(1.0), middle, GREY, 1),
        _line(low, middle, high, middle, BLUE, 6),
        f'<circle cx="{dot:.1f}" cy="{middle}" r="7" fill="{BLUE}" stroke="#fff" stroke-width="2"/>',
    ]
    if target is not None:
        parts.append(_line(_x(target), 4, _x(target), HEIGHT - 4, TARGET, 3))
    return _picture(wording.interval(estimate), HEIGHT, parts)


def trend(periods: Sequence[tuple[str, Estimate | None]], target: float | None = None) -> str:
    """The index over the periods as a line of dots; hidden periods leave a gap."""
    height, step = 110, (WIDTH - 2 * EDGE) / max(len(periods) - 1, 1)
    spots = [(EDGE + i * step, _y(e.value, height)) if e else None for i, (_, e) in enumerate(periods)]
    parts = [_line(EDGE, _y(target, height), WIDTH - EDGE, _y(target, height), TARGET, 1.5)] if target else []
    for one, two in pairwise(spots):
        if one and two:
            parts.append(_line(*one, *two, BLUE, 2))
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BLUE}"/>' for x, y in filter(None, spots)]
    words = "; ".join(f"{label}: {wording.interval(e) if e else wording.HIDDEN}" for label, e in periods)
    return _picture(words, height, parts)


def _picture(words: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" width="{WIDTH}" height="{height}">'
        f"<title>{escape(words)}</title>{''.join(parts)}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    where = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {where} stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _x(share: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * max(share * 100 - LOWEST, 0) / (100 - LOWEST)


def _y(share: float, height: int) -> float:
    return height - EDGE - (height - 2 * EDGE) * max(share * 100 - LOWEST, 0) / (100 - LOWEST)
