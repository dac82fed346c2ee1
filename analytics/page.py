"""One HTML file with every chart and table of a review: Plotly is written into it, nothing is fetched."""

from collections.abc import Sequence
from html import escape

import pandas as pd
from plotly.offline import get_plotlyjs

from analytics.charts.drawing import Drawing
from analytics.numbers import cell

_STYLE = """
body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #141b2e;
  max-width: 60rem; margin: 0 auto; padding: 1rem }
h1, h2 { color: #163e7a; line-height: 1.25 }
.box { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #c9d0dc; padding: .3rem .6rem; text-align: left; vertical-align: top }
td.n { text-align: right }
footer { color: #545c6e; font-size: .9rem; margin-top: 2rem }
"""
_HEAD = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<script>{plotly}</script>
</head>
<body>
<h1>{title}</h1>"""


def page(
    title: str, drawings: Sequence[Drawing], tables: dict[str, pd.DataFrame], notes: Sequence[str]
) -> str:
    """Write the file; `notes` is how the figures were made."""
    parts = [_HEAD.format(title=escape(title), style=_STYLE, plotly=get_plotlyjs())]
    parts += [_figure(place, drawing) for place, drawing in enumerate(drawings)]
    parts += [f"<h2>{escape(name)}</h2>{html_table(table)}" for name, table in tables.items()]
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return "\n".join([*parts, f"<footer>{said}</footer></body></html>\n"])


def html_table(table: pd.DataFrame) -> str:
    """A table with numbers as Vietnamese readers write them and "–" where nothing is shown."""
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    names = [str(name) for name in table.columns]
    lines = "".join(f"<tr>{''.join(map(_cell, line, names))}</tr>" for line in table.itertuples(index=False))
    return f'<div class="box"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'


def _figure(place: int, drawing: Drawing) -> str:
    return (
        f"<h2>{escape(drawing.title)}</h2>"
        f"<div id='c{place}' role='img' aria-label='{escape(drawing.title)}'></div>"
        f"<p>{escape(drawing.text)}</p><script>Plotly.newPlot('c{place}',{drawing.json}.data,{drawing.json}.layout,"
        "{displayModeBar:false,responsive:true})</script>"
    )


def _cell(value: object, heading: str) -> str:
    kind = "" if isinstance(value, str) else ' class="n"'
    return f"<td{kind}>{escape(cell(value, heading))}</td>"
