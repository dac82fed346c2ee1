"""One hand for all pictures: fonts, colours the colour-blind can tell apart, Vietnamese numbers."""

# Types stay unread here and in every chart: plotly takes 6 MB that the report has no use for.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import plotly.graph_objects as go

from analytics.estimate import Verdict

INK, GRID, TARGET = "#141b2e", "#e3e7ee", "#b4500f"
BLUE, ORANGE, GREY = "#1f5fa8", "#c8641b", "#6b7280"
COLOURS = {
    Verdict.MET: BLUE,
    Verdict.NOT_MET: ORANGE,
    Verdict.UNDECIDED: GREY,
    Verdict.REFUSED: "#9aa1ad",
}
SYMBOLS = {
    Verdict.MET: "circle",
    Verdict.NOT_MET: "triangle-down",
    Verdict.UNDECIDED: "diamond",
    Verdict.REFUSED: "circle-open",
}
# From "very dissatisfied" to "very satisfied"; dark ends, pale middle.
FIVE = ("#b4500f", "#e9a76b", "#d5d9e0", "#8fb7e3", "#1f5fa8")
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
# A name stands above its mark, over the whole width: a phone has no room for names beside a picture.
MARK_PIXELS, LINE_PIXELS, LABEL_SIZE = 24, 15, 12
LABEL_WIDTH, LABEL_LINES = 45, 3
ABOVE_BAR = 2
PLAIN_PIXELS, AXIS_PIXELS, LEGEND_PIXELS = 320, 56, 110


def figure() -> go.Figure:
    """An empty figure of the house."""
    made = go.Figure()
    made.update_layout(
        template="none",
        font={"family": FONT, "size": 13, "color": INK},
        margin={"l": 8, "r": 16, "t": 8, "b": 40},
        height=PLAIN_PIXELS,
        separators=",.",
        hovermode="closest",
        showlegend=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        paper_bgcolor="#ffffff",
        plot_bgcolor="#ffffff",
    )
    common = {"gridcolor": GRID, "zeroline": False, "automargin": True, "title_font_size": LABEL_SIZE}
    made.update_xaxes(**common)
    made.update_yaxes(**common)
    return made


def nothing(made: go.Figure, sentence: str) -> go.Figure:
    """The same axes with a sentence in the middle, for when there is nothing to draw."""
    made.add_annotation(text=sentence, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper")
    return made


def rows(made: go.Figure, names: Sequence[str], above: int = 0, bar: float = 0.0) -> go.Figure:
    """A row for each name, from the bottom up, its name above its mark; `above` pixels for a legend.

    A mark has its size in pixels, a `bar` its part of the row, however high the row is drawn.
    """
    written = [label(name) for name in names]
    deepest = max(text.count("<br>") + 1 for text in written)
    height = MARK_PIXELS + LINE_PIXELS * deepest
    whole = AXIS_PIXELS + above + height * len(written)
    # Plotly gives a legend at most half of the picture, then it scrolls.
    made.update_layout(height=max(whole, 2 * above), annotations=_names(written, bar))
    # The mark lies at the foot of its row, the name fills what is above.
    foot = MARK_PIXELS / 2 / height
    made.update_yaxes(visible=False, range=[-foot, len(written) - foot])
    return made


def upright(made: go.Figure, x: float, line: Mapping[str, object]) -> go.Figure:
    """A line from foot to top; Plotly's own way copies every name of a long list first."""
    return made.add_shape(
        type="line", xref="x", x0=x, x1=x, yref="y domain", y0=0, y1=1, layer="below", line=dict(line)
    )


def dots(
    bounds: Sequence[tuple[float, float, float]],
    *,
    colours: Sequence[str],
    symbols: Sequence[str],
    words: Sequence[str],
) -> go.Scatter:
    """A mark a row, from the bottom up, each (value, lower, upper) with its interval as a line."""
    return go.Scatter(
        x=[value for value, _, _ in bounds],
        y=list(range(len(bounds))),
        cliponaxis=False,
        mode="markers",
        marker={"size": 11, "color": colours, "symbol": symbols, "line": {"width": 1.5, "color": colours}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [upper - value for value, _, upper in bounds],
            "arrayminus": [value - lower for value, lower, _ in bounds],
            "color": GREY,
            "thickness": 1.5,
        },
        text=words,
        hovertemplate="%{text}<extra></extra>",
    )


def label(name: str) -> str:
    """A long name on several lines of a phone's width."""
    return "<br>".join(wrap(name, LABEL_WIDTH, max_lines=LABEL_LINES, placeholder=" …")) or name


def percent_axis(lowest: float) -> dict[str, object]:
    """An axis of percent that begins at a round number below the lowest bound and leaves 100 % whole."""
    return {"range": list(percent_range(lowest)), "ticksuffix": " %", "nticks": 6}


def percent_range(lowest: float) -> tuple[float, float]:
    return max(0.0, 10.0 * int((lowest - 2) // 10)), 101.5


def _names(written: Sequence[str], bar: float) -> list[dict[str, object]]:
    common = {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": ABOVE_BAR if bar else MARK_PIXELS / 2 - 1,
        "align": "left",
        "showarrow": False,
        "font": {"size": LABEL_SIZE},
    }
    return [{**common, "y": at + bar / 2, "text": text} for at, text in enumerate(written)]
