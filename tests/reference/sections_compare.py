"""Sections that compare units: shrinkage, ranks, funnel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.funnel import Funnel, funnel
from analytics.precision import pooled_phi
from analytics.ranks import ranks
from analytics.shrinkage import Shrunk, fit_prior, posterior
from tests.reference.indicators import Floats
from tests.reference.pack_reader import Pack

Record = dict[str, Any]


@dataclass(frozen=True)
class Family:
    """The schools of one quarter and level: respondents, satisfied respondents, mean of their shares."""

    start: Record
    target: float
    units: pd.DataFrame
    phi: float

    @property
    def n(self) -> Floats:
        return self.units["n"].to_numpy(np.float64)

    def records(self, **columns: Any) -> list[Record]:
        table = pd.DataFrame(columns)
        return [
            self.start | {"school_id": unit} | row
            for unit, row in zip(self.units.index, table.to_dict("records"), strict=True)
        ]


def _families(pack: Pack) -> Iterator[Family]:
    for name, quarter in pack.by_quarter.items():
        for level in pack.levels:
            rows = quarter.rows_of(level)
            table = quarter.composites[rows].assign(unit=quarter.answers.about["unit"].to_numpy()[rows])
            units = table.groupby("unit").agg(
                n=("overall_binary", "size"), x=("overall_binary", "sum"), share=("overall_share", "mean")
            )
            phi = pooled_phi(table["overall_share"].to_numpy(np.float64), table["unit"])
            yield Family({"quarter": name, "level": level}, pack.targets[level], units, phi)


def _shrunk(x: Floats, n: Floats) -> Shrunk:
    """As `shrink`, without its refusals and its doubt about the prior: the pack takes what the fit gives."""
    return posterior(fit_prior(x, n), x, n)


def _counted(family: Family) -> Shrunk:
    return _shrunk(family.units["x"].to_numpy(np.float64), family.n)


def _fractional(family: Family) -> tuple[Floats, Floats]:
    size = family.n / family.phi
    return family.units["share"].to_numpy(np.float64) * size, size


def eb_hyper(pack: Pack) -> list[Record]:
    found = [(family, _counted(family).prior) for family in _families(pack)]
    return [
        family.start
        | {
            "n_units": len(family.units),
            "alpha": prior.alpha,
            "beta": prior.beta,
            "mu": prior.mean,
            "M": prior.concentration,
            "rho": prior.rho,
            "loglik": prior.log_likelihood,
        }
        for family, prior in found
    ]


def eb_units(pack: Pack) -> list[Record]:
    return [record for family in _families(pack) for record in _eb_units(family)]


def _eb_units(family: Family) -> list[Record]:
    found = _counted(family)
    ranked = ranks(found)
    return family.records(
        x=family.units["x"].astype(int).to_numpy(),
        n=family.units["n"].to_numpy(),
        raw=(family.units["x"] / family.units["n"]).to_numpy(),
        post_mean=found.mean,
        post_q025=found.lower,
        post_q975=found.upper,
        prob_below_target=found.below(family.target),
        expected_rank=ranked.expected,
        prob_lowest=ranked.lowest,
        shrink_to_prior=found.weight,
    )


def eb_share_hyper(pack: Pack) -> list[Record]:
    found = [(family, _shrunk(*_fractional(family)).prior) for family in _families(pack)]
    return [
        family.start
        | {
            "phi": family.phi,
            "alpha": prior.alpha,
            "beta": prior.beta,
            "mu": prior.mean,
            "M": prior.concentration,
            "loglik_no_const": prior.log_likelihood,
        }
        for family, prior in found
    ]


def eb_share_units(pack: Pack) -> list[Record]:
    return [record for family in _families(pack) for record in _eb_share_units(family)]


def _eb_share_units(family: Family) -> list[Record]:
    x, size = _fractional(family)
    found = _shrunk(x, size)
    return family.records(
        n_eff=size, x_eff=x, post_mean=found.mean, prob_below_target=found.below(family.target)
    )


def _funnel(family: Family) -> Funnel:
    return funnel(family.units["x"], family.units["n"])


def funnel_hyper(pack: Pack) -> list[Record]:
    found = [(family, _funnel(family)) for family in _families(pack)]
    return [
        family.start
        | {"p0": made.line, "phi_winsor": made.phi, "tau2": made.tau2, "n_units": len(family.units)}
        for family, made in found
    ]


def funnel_units(pack: Pack) -> list[Record]:
    return [record for family in _families(pack) for record in _funnel_units(family, _funnel(family))]


def _funnel_units(family: Family, made: Funnel) -> list[Record]:
    return family.records(
        n=family.units["n"].to_numpy(),
        p=made.share,
        z=made.z,
        lo95=made.lower,
        hi95=made.upper,
        lo998=made.far_lower,
        hi998=made.far_upper,
        z_phi=made.z_phi,
        z_tau=made.z_tau,
    )


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "eb_hyper": eb_hyper,
    "eb_units": eb_units,
    "eb_share_hyper": eb_share_hyper,
    "eb_share_units": eb_share_units,
    "funnel_hyper": funnel_hyper,
    "funnel_units": funnel_units,
}
