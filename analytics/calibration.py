"""What calibration takes out of the variance: influences are replaced by their residuals."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.weights import MISSING, Codes, Floats, Margin


@dataclass(frozen=True)
class Cells:
    """Post-stratification: u_k ← u_k − w_k · (Σ_cell u / Σ_cell w). R: `postStratify`."""

    weights: Floats
    cell: Codes

    def residual(self, u: Floats) -> Floats:
        inside = self.cell != MISSING
        cell = np.where(inside, self.cell, self.cell.max() + 1)
        mean = sums(cell, u) / sums(cell, self.weights[:, None])
        swept: Floats = u - np.where(inside[:, None], self.weights[:, None] * mean[cell], 0.0)
        return swept


@dataclass(frozen=True)
class Regression:
    """Raking: u_k ← w_k (z_k − x_k'b), z = u/w, b by least squares weighted with the weights before raking.

    x are an intercept and dummies of the margins. R: `calibrate(calfun="raking")`.
    """

    weights: Floats
    base: Floats
    margins: tuple[Margin, ...]

    @cached_property
    def _basis(self) -> Floats:
        """An orthonormal basis of the columns of √base · x; the dummies of several margins are collinear."""
        dummies = [m.cell[:, None] == np.arange(len(m.totals)) for m in self.margins]
        columns = np.column_stack([np.ones(len(self.base)), *dummies]) * np.sqrt(self.base)[:, None]
        left, size, _ = np.linalg.svd(columns, full_matrices=False)
        basis: Floats = left[:, size > size.max() * 1e-10]
        return basis

    def residual(self, u: Floats) -> Floats:
        root = np.sqrt(self.base)[:, None]
        z = u / self.weights[:, None]
        fitted = self._basis @ (self._basis.T @ (root * z)) / root
        swept: Floats = self.weights[:, None] * (z - fitted)
        return swept


@dataclass(frozen=True)
class MarginSweep:
    """Raking as R's `rake()` reports it: ten passes that take unweighted margin means out of u/w.

    Its standard errors are about 1 % off the regression form; kept to check figures made with `rake()`.
    """

    weights: Floats
    margins: tuple[Margin, ...]
    passes: int = 10

    def residual(self, u: Floats) -> Floats:
        z = u / self.weights[:, None]
        for _ in range(self.passes):
            for known in self.margins:
                rows = np.bincount(known.cell).astype(np.float64)[:, None]
                z = z - (sums(known.cell, z) / np.maximum(rows, 1.0))[known.cell]
        swept: Floats = self.weights[:, None] * z
        return swept


Sweep = Cells | Regression | MarginSweep


def sums(codes: Codes, values: Floats, at_least: int = 0) -> Floats:
    """Sum the rows of an n × k array by code; `at_least` so many sums, zero for codes without rows."""
    return np.column_stack([np.bincount(codes, weights=c, minlength=at_least) for c in values.T])
