"""Read a reference pack: microdata, frame, and of the expected figures only the `meta` section."""

import gzip
import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.answers import Answers, from_frame
from analytics.structure import Factor, Item, Structure
from analytics.validity import composites, valid

RENAMED = {"school_id": "unit", "class_id": "class", "quarter": "period", "overall_q": "overall"}


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
        quarters=tuple(meta["quarters"]),
        levels=tuple(meta["levels"]),
        targets={level: float(target) for level, target in meta["target"].items()},
        everybody=from_frame(microdata.rename(columns=RENAMED), _structure(meta)),
    )


def read_text(path: Path) -> str:
    """The file itself, or its gzip twin."""
    if path.exists():
        return path.read_text(encoding="utf-8")
    return gzip.decompress(path.with_name(path.name + ".gz").read_bytes()).decode("utf-8")


def _structure(meta: dict[str, Any]) -> Structure:
    # A one-element list is written as a scalar by the pack's JSON writer.
    dimensions = {d: [codes] if isinstance(codes, str) else codes for d, codes in meta["dimensions"].items()}
    items = tuple(Item(code, factor) for factor, codes in dimensions.items() for code in codes)
    factors = tuple(Factor(code, code) for code in dimensions)
    return Structure(str(meta.get("pack", "pack")), items, factors)
