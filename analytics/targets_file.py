"""Targets from a CSV file: code, indicator, scope, level, value in percent, document, status."""

from pathlib import Path

import pandas as pd

from analytics.target import Target

INDICATOR = "chi_so_hai_long"
NEEDED = ("code", "value", "document")


def read_targets(path: Path, kind: str = "") -> list[Target]:
    """Read the targets of the satisfaction index.

    Lines of other indicators are left out, and those whose `scope` is another kind of questionnaire. Raises
    ValueError naming file, row, and column for a value that is no percent, or a missing column.
    """
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        raise ValueError(f"{path}: thiếu cột {', '.join(missing)}.")
    if "indicator" in table.columns:
        table = table[table["indicator"] == INDICATOR]
    if "scope" in table.columns:
        table = table[table["scope"].isin(["", kind])]
    return [_target(path, int(str(row)) + 2, line) for row, line in table.iterrows()]


def _target(path: Path, row: int, line: "pd.Series[str]") -> Target:
    try:
        percent = float(line["value"].replace(",", "."))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise ValueError(f"{path}, dòng {row}, cột value: “{line['value']}” phải là phần trăm từ 0 đến 100.")
    verified = line.get("status", "verified") == "verified"
    return Target(line["code"], percent / 100, line["document"], line.get("level", ""), verified)
