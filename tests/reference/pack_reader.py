"""Read a reference pack: microdata, frame, and of the expected figures only the `meta` section."""

import gzip
import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Answers, Mask, from_frame
from analytics.design import DESIGNS
from analytics.sample import Sample, lay_out
from analytics.structure import Factor, Item, Structure
from analytics.validity import composites, valid
from analytics.weights import NO_LIMITS, Population

ALL = "all"
PACK_DESIGNS = (
    "srs",
    "srs_fpc",
    "strat_level",
    "cluster",
    "cluster_fpc",
    "twostage_fpc",
    "school_strata",
    "class_cluster",
    "poststrat",
    "rake",
)
# In these also every level is a domain of its own.
DESIGNS_BY_LEVEL = ("srs", "cluster", "twostage_fpc", "school_strata")
Names = npt.NDArray[np.object_]
RENAMED = {"school_id": "unit", "class_id": "class", "quarter": "period", "overall_q": "overall"}


@dataclass(frozen=True)
class Quarter:
    """The valid respondents of one quarter: answers, their composites, and the ten designs laid over them."""

    name: str
    answers: Answers
    composites: pd.DataFrame
    samples: dict[str, Sample]

    def rows_of(self, domain: str) -> Mask:
        return np.ones(len(self.answers), bool) if domain == ALL else (self.level == domain)

    @property
    def level(self) -> Names:
        return self.answers.about["level"].to_numpy(dtype=object)


@dataclass(frozen=True)
class Pack:
    """A pack as analytics sees it.

    microdata  every row, with the column names of the pack
    units      the frame: school_id, level, enrolment, enrol_f, enrol_m, n_classes
    everybody  all questionnaires; answers: the valid ones. `about` has unit, level, class, period, gender, …
    """

    microdata: pd.DataFrame
    units: pd.DataFrame
    quarters: tuple[str, ...]
    levels: tuple[str, ...]
    targets: dict[str, float]
    everybody: Answers

    @cached_property
    def structure(self) -> Structure:
        return self.everybody.structure

    @cached_property
    def answers(self) -> Answers:
        return self.everybody.where(valid(self.everybody))

    @property
    def domains(self) -> tuple[str, ...]:
        return (ALL, *self.levels)

    @cached_property
    def population(self) -> Population:
        units = self.units.rename(columns={"school_id": "unit", "enrolment": "size"})
        girls, boys = (
            units[["level", column]].rename(columns={column: "size"}).assign(gender=gender)
            for column, gender in (("enrol_f", "F"), ("enrol_m", "M"))
        )
        return Population(units, pd.concat([girls, boys]))

    @cached_property
    def by_quarter(self) -> dict[str, Quarter]:
        return {name: self._quarter(name) for name in self.quarters}

    def _quarter(self, name: str) -> Quarter:
        rows = (self.answers.about["period"] == name).to_numpy(bool)
        answers = self.answers.where(rows)
        samples = {
            design: lay_out(DESIGNS[design], answers.about, self.population, NO_LIMITS)
            for design in PACK_DESIGNS
        }
        return Quarter(name, answers, self.composites[rows].reset_index(drop=True), samples)

    @cached_property
    def composites(self) -> pd.DataFrame:
        """share_X, mean_X, overall_share, overall_mean, overall_binary, overall_dimavg per row."""
        return composites(self.answers)


def read_pack(folder: Path) -> Pack:
    """Read microdata.csv, units.csv and expected.json (each also as .gz) of a folder."""
    meta = json.loads(read_text(folder / "expected.json"))["meta"]
    microdata = pd.read_csv(io.StringIO(read_text(folder / "microdata.csv")))
    return Pack(
        microdata=microdata,
        units=pd.read_csv(io.StringIO(read_text(folder / "units.csv"))),
        quarters=_listed(meta["quarters"]),
        levels=_listed(meta["levels"]),
        targets={level: float(target) for level, target in meta["target"].items()},
        everybody=from_frame(microdata.rename(columns=RENAMED), _structure(meta)),
    )


def read_text(path: Path) -> str:
    """The file itself, packed or not, or its gzip twin."""
    packed = path if path.suffix == ".gz" else path.with_name(path.name + ".gz")
    if path != packed and path.exists():
        return path.read_text(encoding="utf-8")
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


def _listed(names: str | list[str]) -> tuple[str, ...]:
    """A one-element list is written as a scalar by the pack's JSON writer."""
    return (names,) if isinstance(names, str) else tuple(names)


def _structure(meta: dict[str, Any]) -> Structure:
    dimensions = {d: _listed(codes) for d, codes in meta["dimensions"].items()}
    items = tuple(Item(code, factor) for factor, codes in dimensions.items() for code in codes)
    factors = tuple(Factor(code, code) for code in dimensions)
    return Structure(str(meta.get("pack", "pack")), items, factors)
