"""Compare computed with expected figures, section by section, within the tolerances of the pack's README."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

KEYS = ("design", "quarter", "domain", "level", "school_id", "indicator", "gender", "week", "item", "option")
META = "meta"

# The README's tolerances (pattern, relative, absolute); the first pattern that matches the path counts.
# The default's absolute part only serves figures that are zero up to rounding, such as covariances.
TOLERANCES = (
    (r"^estimates_(share|mean)/.*ci_logit_", 1e-7, 1e-12),
    (r"^(estimates_|rollups|rake_r).*(poststrat|rake)", 1e-8, 1e-12),
    (r"^rake_r_function/", 1e-8, 1e-12),
    (r"/mn_(lo|hi)$", 0.0, 1e-5),
    (r"polychoric_two_step/.*rho$", 0.0, 1e-3),
    (r"^eb_\w*units/.*expected_rank$", 0.0, 1e-3),
    (r"^eb_\w*units/.*prob_lowest$", 0.0, 5e-4),
    (r"^eb_\w*units/.*/(n_eff|x_eff|raw|x|n)$", 1e-9, 1e-12),
    (r"^eb_\w*units/", 0.0, 1e-4),
    (r"^eb_\w*hyper/.*/loglik\w*$", 0.0, 1e-6),
    (r"^eb_\w*hyper/.*/mu$", 0.0, 1e-5),
    (r"^eb_\w*hyper/.*/(alpha|beta|M|rho)$", 1e-3, 1e-12),
    (r"", 1e-9, 1e-12),
)


@dataclass
class Tally:
    compared: int = 0
    largest: float = 0.0
    where: str = ""
    wrong: int = 0
    first_wrong: str = ""


def report(result: Any, expected: dict[str, Any]) -> int:
    """Print one line per section; return 1 if any figure is missing or beyond its tolerance."""
    tallies = compare(result, expected)
    for section, tally in tallies.items():
        print(f"{section:24} {tally.compared:7} figures  largest {tally.largest:.1e}  {tally.where}")
        if tally.wrong:
            print(f"{'':24} {tally.wrong:7} beyond tolerance, first: {tally.first_wrong}")
    return int(any(tally.wrong for tally in tallies.values()))


def compare(result: Any, expected: dict[str, Any]) -> dict[str, Tally]:
    """Tally per top-level section. `meta` is input, not a figure."""
    tallies = {section: Tally() for section in expected if section != META}
    found = dict(_leaves(plain(result), ""))
    for path, wanted in _leaves({k: v for k, v in expected.items() if k != META}, ""):
        _count(tallies[path.split("/")[0]], path, wanted, found.get(path, "missing"))
    return tallies


def plain(value: Any) -> Any:
    """Python numbers for numpy's, None for every number that is not finite."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _count(tally: Tally, path: str, wanted: Any, found: Any) -> None:
    tally.compared += 1
    numbers = _is_number(wanted) and _is_number(found)
    size = _deviation(wanted, found) if numbers else 0.0
    if size > tally.largest:
        tally.largest, tally.where = size, path
    if not (_close(path, wanted, found) if numbers else wanted == found):
        tally.wrong += 1
        tally.first_wrong = tally.first_wrong or f"{path}: expected {wanted}, found {found}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _deviation(wanted: float, found: float) -> float:
    return abs(wanted - found) / max(abs(wanted), 1e-3)


def _close(path: str, wanted: float, found: float) -> bool:
    relative, absolute = next((r, a) for pattern, r, a in TOLERANCES if re.search(pattern, path))
    return math.isclose(wanted, found, rel_tol=relative, abs_tol=absolute)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, f"{path}/{name}" if path else name)
    elif isinstance(value, list):
        for name, part in zip(_names(value), value, strict=True):
            yield from _leaves(part, f"{path}/{name}")
    else:
        yield path, value


def _names(records: list[Any]) -> list[str]:
    """Records are matched by what identifies them, everything else by position."""
    keys = [" ".join(str(r[k]) for k in KEYS if k in r) if isinstance(r, dict) else "" for r in records]
    return keys if all(keys) and len(set(keys)) == len(keys) else [str(i) for i in range(len(records))]
