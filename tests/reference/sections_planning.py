"""Parts of the tables on sample sizes, power, and disclosure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.disclosure import counts_behind, ranges, read_cells
from analytics.intervals import Rule
from analytics.planner import answers_to_confirm, cochran, slovin
from tests.reference.pack_reader import Pack

Record = dict[str, Any]
SIZES = (50, 120, 300, 600, 1500, 20000)
TABLE = ((12, 4, 30), (9, 25, 14))
HIDDEN = {
    "primary_only": ((0, 1),),
    "same_column_pair_only": ((0, 1), (1, 1)),
    "rectangle": ((0, 0), (0, 1), (1, 0), (1, 1)),
}
ROUNDED = ((95.2, 21), (96.0, 25), (98.3, 60), (95.0, 400), (97.1, 3000))
DISTRICT, SCHOOLS = {"n": 487, "x": 470}, {"n": (210, 180, 90), "x": (205, 176, 85)}
TARGETS = ((0.95, 0.98), (0.95, 0.99), (0.90, 0.95), (0.85, 0.95))


def sample_size(_: Pack) -> list[Record]:
    return [
        {
            "N": size,
            "slovin_e05": slovin(size),
            "cochran_p50_e05": cochran(size, 0.5, 0.05),
            "cochran_p90_e03": cochran(size, 0.9, 0.03),
            "cochran_p95_e02": cochran(size, 0.95, 0.02),
        }
        for size in SIZES
    ]


def power(_: Pack) -> list[Record]:
    return [_power(target, truth) for target, truth in TARGETS]


def _power(target: float, truth: float) -> Record:
    needed = answers_to_confirm(target, truth, rule=Rule.WILSON)
    assert needed is not None
    first, for_good = needed
    return {
        "target": target,
        "true_share": truth,
        "n_power80_first": first,
        "n_power80_always": for_good,
    }


def disclosure(_: Pack) -> Record:
    return {
        "margins_published": {name: _margins(cells) for name, cells in HIDDEN.items()},
        "rounding": [_rounded(percent, n) for percent, n in ROUNDED],
        "differencing": {
            "district": DISTRICT,
            "published_schools": {key: list(values) for key, values in SCHOOLS.items()},
            "hidden_school": {key: DISTRICT[key] - sum(SCHOOLS[key]) for key in DISTRICT},
        },
    }


def _margins(hidden: tuple[tuple[int, int], ...]) -> Record:
    """Ranges of the hidden cells of a table whose row and column sums are published, column by column."""
    cells = read_cells(_counts())
    names = {_name(row, column) for row, column in hidden}
    published = {i for i, group in enumerate(cells.groups) if group.name not in names}
    found = ranges(cells, published)
    order = sorted(hidden, key=lambda cell: (cell[1], cell[0]))
    mask = np.zeros_like(np.array(TABLE), dtype=bool)
    for cell in hidden:
        mask[cell] = True
    return {
        "table": [list(row) for row in TABLE],
        "suppressed": mask.tolist(),
        "true": _scalar([TABLE[row][column] for row, column in order]),
        "min": _scalar([int(found[_name(*cell)].least) for cell in order]),
        "max": _scalar([int(found[_name(*cell)].most) for cell in order]),
    }


def _counts() -> pd.DataFrame:
    rows = {
        _name(i, j): {"n": n, "parent": f"row {i}", "parent_column": f"column {j}", "least": 0}
        for i, line in enumerate(TABLE)
        for j, n in enumerate(line)
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def _name(row: int, column: int) -> str:
    return f"{row},{column}"


def _scalar(values: list[int]) -> int | list[int]:
    """A one-element list is written as a scalar by the pack's JSON writer."""
    return values[0] if len(values) == 1 else values


def _rounded(percent: float, n: int) -> Record:
    found = counts_behind(percent, n)
    return {
        "percent": percent,
        "n": n,
        "n_solutions": len(found),
        "first": found[0],
        "last": found[-1],
    }


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "tables.sample_size": sample_size,
    "tables.power": power,
    "tables.disclosure": disclosure,
}
