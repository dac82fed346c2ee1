"""How many independent answers a figure is worth: φ for composites, pooled design effects, effective n."""

import numpy as np
import numpy.typing as npt

from analytics.estimate import Scale

Floats = npt.NDArray[np.float64]


def respondent_variance(influence: Floats) -> float:
    """Variance of Σ z over independent respondents: n/(n − 1) Σ z². NaN for fewer than two."""
    n = len(influence)
    return float(n / (n - 1) * (influence @ influence)) if n >= 2 else float("nan")


def effective_n(value: float, variance: float, n: int, scale: Scale = Scale.SHARE) -> float:
    """n_eff = r(1 − r)/var(r), with r the value on [0, 1].

    When the variance says nothing (everybody alike, or one respondent) the n respondents count, never their
    n × J answers: a person's answers are no independent witnesses.
    """
    low, high = scale.value
    share = scale.to_share(value)
    room = share * (1.0 - share) * (high - low) ** 2
    return room / variance if variance > 0.0 and room > 0.0 else float(n)
