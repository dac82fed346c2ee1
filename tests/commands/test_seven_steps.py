"""README's seven steps with the sample files, from an empty directory to the exported quarter."""

import csv
import json
from pathlib import Path

import pytest

from survey.app import create_app
from survey.places import folder
from tests.commands.conftest import Sipas

SAMPLE = folder("data") / "sample"
SCHOOL = "th-vi-du-1"


def test_an_office_goes_from_nothing_to_its_quarter(
    sipas: Sipas, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPAS_BASE_URL", "https://khaosat.example.gov.vn")
    sipas("init")
    sipas("load", "units", str(SAMPLE / "units.xlsx"))
    sipas("load", "targets", str(SAMPLE / "targets.xlsx"))
    sipas("questionnaire", "check")
    sipas("questionnaire", "publish", "--all")
    sipas("points", "add", "--unit", SCHOOL, "--name", "Quầy số 1", "--questionnaire", "mot_cua_2026")
    (point,) = json.loads(sipas("points", "list", "--format", "json").output)
    assert point["url"].startswith("https://khaosat.example.gov.vn/k/")
    sipas("poster", "--all", "--size", "a4", "--out", str(tmp_path / "posters.pdf"))
    sipas(
        "users",
        "add",
        "so",
        "--role",
        "reviewer",
        "--unit",
        "vhxh-vi-du",
        "--password-stdin",
        input="mua-xuan-2026-den",
    )
    assert "Rất hài lòng" in create_app().test_client().get(f"/k/{point['code']}").text
    collected = tmp_path / "paper.csv"
    with collected.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["point", "day", "channel", "overall", "A1", "B1"])
        lines.writerows(
            [point["code"], "2026-08-20", "paper", score, score, 5] for score in [5, 4, 5, 5, 2, 4, 3]
        )
    sipas("import", "responses", str(collected))
    (row,) = json.loads(sipas("index", "--period", "2026Q3", "--by", "unit", "--format", "json").output)[
        "rows"
    ]
    assert (row["key"], row["n"]) == (SCHOOL, 7)
    # A1: 5 of 7 satisfied; B1: 7 of 7.
    assert row["index"] == pytest.approx((100 * 5 / 7 + 100) / 2)
    assert row["verdict"] == "chưa đánh giá"
    sipas("export", "responses", "--format", "csv", "--out", str(tmp_path / "answers.csv"))
    assert len((tmp_path / "answers.csv").read_text(encoding="utf-8-sig").splitlines()) == 8
    sipas("backup", str(tmp_path / "sipas-2026Q3.db"))
    assert "toàn vẹn" in sipas("check").output
    assert (home / "sipas.db").stat().st_size
