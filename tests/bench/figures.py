"""One line a figure: median and spread, because a single run says nothing."""

from collections.abc import Sequence
from statistics import median


def line(what: str, values: Sequence[float]) -> None:
    print(f"{what:34} median {median(values):9.2f}   from {min(values):.2f} to {max(values):.2f}")
