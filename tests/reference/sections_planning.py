"""Parts of the tables on sample sizes and power."""

from collections.abc import Callable
from typing import Any

from analytics.intervals import Rule
from analytics.planner import answers_to_confirm, cochran, slovin
from tests.reference.pack_reader import Pack

Record = dict[str, Any]
SIZES = (50, 120, 300, 600, 1500, 20000)
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


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "tables.sample_size": sample_size,
    "tables.power": power,
}
