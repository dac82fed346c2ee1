"""Packs of the same format with other people, items and levels: what holds on one must run on any."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.reference import conform
from tests.reference.pack_reader import read_pack

PACK = Path(__file__).parent.parent / "reference" / "pack"
LEVELS = {"tieu_hoc": "cap_1", "thcs": "cap_2"}
DIMENSIONS = {
    "A": ["A1", "A2", "A3"],
    "B": ["B1"],
    "C": ["C1", "C2"],
    "D": ["D1", "D2", "D3"],
    "E": ["E1", "E2"],
}


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Two renamed levels, fewer and unequal items, another draw of the same schools' people."""
    folder = tmp_path_factory.mktemp("pack")
    people, units = (
        pd.read_csv(PACK / f"{name}.csv.gz").query("level in @LEVELS").replace({"level": LEVELS})
        for name in ("microdata", "units")
    )
    kept = [item for items in DIMENSIONS.values() for item in items]
    drawn = people.sample(frac=0.6, random_state=7).reset_index(drop=True)
    dropped = [c for c in drawn if len(c) == 2 and c[0] in "ABCDE" and c not in kept]
    drawn.drop(columns=dropped).to_csv(folder / "microdata.csv", index=False)
    units.to_csv(folder / "units.csv", index=False)
    meta = json.loads(gzip.decompress((PACK / "expected.json.gz").read_bytes()))["meta"]
    meta |= {"levels": list(LEVELS.values()), "dimensions": DIMENSIONS}
    meta["target"] = {new: meta["target"][old] for old, new in LEVELS.items()}
    (folder / "expected.json").write_text(json.dumps({"meta": meta}))
    return folder


def test_every_section_is_computed_on_another_pack(other):
    found = conform.compute(read_pack(other))
    assert {name.split(".")[0] for name in conform.SECTIONS} == set(found)
    by_level = {r["level"] for r in found["eb_hyper"]}
    assert by_level == set(LEVELS.values())


def test_its_figures_hang_together(other):
    pack = read_pack(other)
    found = conform.compute(pack)
    counted = sum(r["n"] for r in found["data_checks"]["valid_by_quarter_level"])
    assert counted == len(pack.answers)
    for figure in found["rollups"]:
        if np.isfinite(figure["estimate"]):
            assert figure["ci_t_lo"] <= figure["estimate"] <= figure["ci_t_hi"]


def test_the_command_writes_and_compares_packed_files(other, tmp_path, capsys):
    written = tmp_path / "found.json.gz"
    assert conform.main([str(other), "--out", str(written)]) == 0
    assert conform.main([str(other), "--expect", str(written)]) == 0
    assert "figures" in capsys.readouterr().out
