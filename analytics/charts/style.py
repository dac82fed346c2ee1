"""One hand for all pictures: fonts, colours the colour-blind can tell apart, Vietnamese numbers."""

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
ROW_PIXELS = 30
LABEL_WIDTH = 30


def figure(rows: int | None = None) -> go.Figure:
    """An empty figure of the house; its height grows with the number of rows."""
    made = go.Figure()
    made.update_layout(
        template="none",
        font={"family": FONT, "size": 13, "color": INK},
        margin={"l": 8, "r": 16, "t": 8, "b": 40},
        height=320 if rows is None else 90 + ROW_PIXELS * max(rows, 1),
        separators=",.",
        hovermode="closest",
        showlegend=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        paper_bgcolor="#ffffff",
        plot_bgcolor="#ffffff",
    )
    made.update_xaxes(gridcolor=GRID, zeroline=False, automargin=True)
    made.update_yaxes(gridcolor=GRID, zeroline=False, automargin=True)
    return made


def nothing(made: go.Figure, sentence: str) -> go.Figure:
    """The same axes with a sentence in the middle, for when there is nothing to draw."""
    made.add_annotation(text=sentence, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper")
    return made


def label(name: str) -> str:
    """A long name on several lines, so that it does not eat the plot on a phone."""
    return "<br>".join(wrap(name, LABEL_WIDTH, max_lines=3, placeholder=" …")) or name


def percent_axis(lowest: float) -> dict[str, object]:
    """An axis of percent that begins at a round number below the lowest bound."""
    return {"range": [max(0, 10 * int((lowest - 2) // 10)), 100.5], "ticksuffix": " %"}
