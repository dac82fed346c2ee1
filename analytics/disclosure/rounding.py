"""Why rounding protects nothing: a rounded percent with its n gives the count away."""

import numpy as np


def counts_behind(percent: float, n: int, decimals: int = 1) -> tuple[int, ...]:
    """List the counts x of n whose rounded percent is the one that was printed.

    One count means that the figure is known exactly: with one decimal that is so for every n below 1,000.
    Hence n is protected, never only the percent.
    """
    counts = np.arange(n + 1)
    alike = np.abs(np.round(100.0 * counts / n, decimals) - percent) < 1e-9
    return tuple(int(x) for x in counts[alike])
