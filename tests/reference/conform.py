"""Compute a reference pack: python -m tests.reference.conform DIR [--out FILE] [--expect FILE]."""

import argparse
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.reference import (
    deviation,
    sections_change,
    sections_compare,
    sections_data,
    sections_drivers,
    sections_estimates,
    sections_planning,
    sections_response,
    sections_tables,
    sections_units,
    sections_warning,
)
from tests.reference.pack_reader import Pack, read_pack, read_text

Section = Callable[[Pack], object]

# A name with a dot is a part of a section: "tables.power" becomes tables → power.
SECTIONS: dict[str, Section] = {
    **sections_data.SECTIONS,
    **sections_estimates.SECTIONS,
    **sections_units.SECTIONS,
    **sections_change.SECTIONS,
    **sections_compare.SECTIONS,
    **sections_drivers.SECTIONS,
    **sections_response.SECTIONS,
    **sections_warning.SECTIONS,
    **sections_planning.SECTIONS,
    **sections_tables.SECTIONS,
}


def compute(pack: Pack) -> dict[str, Any]:
    """Every section of the pack's README, in its shape."""
    out: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        place = out
        *parents, last = name.split(".")
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = section(pack)
    return out


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--expect", type=Path)
    chosen = parser.parse_args(arguments)
    result = compute(read_pack(chosen.folder))
    if chosen.out:
        _write(chosen.out, json.dumps(deviation.plain(result), ensure_ascii=False))
    if not chosen.expect:
        return 0
    return deviation.report(result, json.loads(read_text(chosen.expect)))


def _write(path: Path, text: str) -> None:
    packed = path.suffix == ".gz"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())


if __name__ == "__main__":
    sys.exit(main())
