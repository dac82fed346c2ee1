"""What every chart hands over: a title, words made from its data, and a figure."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go


@dataclass(frozen=True)
class Drawing:
    """`text` says in words what the picture shows, for those who do not see it."""

    title: str
    text: str
    figure: go.Figure

    @property
    def json(self) -> str:
        """The figure for a script tag: no text of a unit's name can end the tag."""
        return str(self.figure.to_json()).replace("<", "\\u003c")
