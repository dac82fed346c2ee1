"""The plain tables that ship: clean text, known words, dates that are dates, a source for every row."""

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from survey.places import folder

DATA = folder("data")
TABLES = sorted([*DATA.glob("*.csv"), *(DATA / "sample").glob("*.csv")])
every_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
LEFTOVERS = re.compile(r"<[a-z/]|&[a-z]+;|&#|[\u00a0\u200b-\u200f\ufeff]| {2}|\t|\r|\n")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name: str, heading: str) -> list[str]:
    return [row[heading] for row in rows(DATA / name)]


@every_table
def test_every_cell_is_clean_nfc_text(path):
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    cells = [cell for row in rows(path) for cell in row.values()]
    assert cells
    assert all(cell is not None and cell == cell.strip() for cell in cells)
    assert [cell for cell in cells if LEFTOVERS.search(cell)] == []


@every_table
def test_every_day_is_a_day_and_no_period_ends_before_it_begins(path):
    for row in rows(path):
        days = {name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
        if {"valid_from", "valid_to"} <= days.keys():
            assert days["valid_from"] <= days["valid_to"], row


_DAYS = ("valid_from", "valid_to", "date", "day")


@every_table
def test_codes_are_unique(path):
    table = rows(path)
    for key in ("code", "token"):
        if key in table[0]:
            keys = [(row[key], row.get("of")) for row in table]
            assert all(code for code, _ in keys)
            assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_says_where_it_comes_from(path):
    source = "document" if path.name == "targets.csv" else "source"
    assert all(row[source] for row in rows(path))


@every_table
def test_what_was_checked_and_what_was_not_is_said_in_two_words(path):
    statuses = {row["status"] for row in rows(path) if "status" in row}
    assert statuses <= {"verified", "unverified"}


def test_procedures_are_sorted_by_code_and_named_in_the_national_pattern():
    codes = column("procedures.csv", "code")
    assert codes == sorted(codes)
    assert len(codes) == 284
    assert all(re.fullmatch(r"\d\.\d{6}", code) for code in codes)
    names = column("procedures.csv", "name")
    assert all(name[0].isupper() and name[-1] not in ".;" for name in names)


def test_procedures_belong_to_known_levels():
    known = {row["code"] for row in rows(DATA / "levels.csv") if row["of"] == "procedure"}
    assert {level for levels in column("procedures.csv", "level") for level in levels.split("|")} == known


def test_a_procedure_that_was_replaced_names_one_that_is_there():
    table = rows(DATA / "procedures.csv")
    replaced = [row for row in table if "có lẽ đã thay bằng" in row["source"]]
    codes = {row["code"] for row in table}
    assert len(replaced) == 6
    for row in replaced:
        successor = re.search(r"thay bằng (\S+)", row["source"])
        assert successor
        assert successor[1] in codes
        assert row["valid_to"] == "2026-07-16"
    assert [row["code"] for row in table if row["valid_to"] and row not in replaced] == []


def test_procedures_without_a_code_are_kept_apart():
    assert "code" not in rows(DATA / "procedures_without_code.csv")[0]
    assert len(rows(DATA / "procedures_without_code.csv")) == 9


def test_targets_speak_of_known_indicators_scopes_and_levels():
    units = {row["code"] for row in rows(DATA / "levels.csv") if row["of"] == "unit"}
    indicators = set(column("indicators.csv", "code"))
    files = [DATA / "targets.csv", DATA / "sample" / "targets.csv", DATA / "sample" / "demo_targets.csv"]
    for row in [row for path in files for row in rows(path)]:
        assert row["indicator"] in indicators
        assert row["scope"] in {"", "one_stop", "school", "enrolment"}
        assert row["level"] in units | {""}
        assert 0 < float(row["value"]) <= 100


def test_the_target_of_the_2022_plan_is_95_percent_for_primary_schools():
    plan = next(row for row in rows(DATA / "targets.csv") if row["code"] == "gia-lam-2022-tieu-hoc")
    assert (plan["level"], plan["value"], plan["status"]) == ("tieu_hoc", "95", "verified")


def test_targets_whose_text_could_not_be_read_say_so():
    table = rows(DATA / "targets.csv")
    doubtful = {row["code"] for row in table if row["status"] == "unverified"}
    assert doubtful == {"nq-30c-2020", "nq-76-2025", "nq-76-2030", "qd-2034-2030"}
    assert all(row["note"] for row in table)


def test_benchmarks_lie_within_their_range_and_say_what_they_compare_with():
    table = rows(DATA / "benchmarks.csv")
    for row in table:
        low, high = float(row["lowest"] or 0), float(row["highest"] or 100)
        assert low <= float(row["value"]) <= high, row
        assert row["note"]
    keys = [(row["year"], row["place"], row["indicator"]) for row in table]
    assert len(set(keys)) == len(keys)


def test_the_published_country_figures_are_there():
    # SIPAS of the country as printed by the Ministry of Home Affairs.
    printed = {"2018": 82.99, "2019": 84.45, "2020": 85.48, "2022": 80.08, "2023": 82.66, "2024": 83.94}
    country = {
        row["year"]: float(row["value"])
        for row in rows(DATA / "benchmarks.csv")
        if (row["place"], row["indicator"]) == ("Cả nước", "sipas")
    }
    assert printed.items() <= country.items()


def test_unit_kinds_name_parents_that_are_kinds():
    kinds = set(column("unit_kinds.csv", "code"))
    for heading in ("parent_kind", "professional_parent_kind"):
        assert {kind for kind in column("unit_kinds.csv", heading) if kind} <= kinds


@pytest.mark.parametrize("name", ["OFL.txt", "README.md"])
def test_the_fonts_carry_their_licence_and_their_recipe(name):
    assert (DATA / "fonts" / name).read_text(encoding="utf-8").strip()


def test_every_data_file_is_described():
    described = (DATA / "README.md").read_text(encoding="utf-8")
    # A pair such as `targets.csv`, `.xlsx` or a pattern such as `responses_*.csv` describes several files.
    patterns = [pattern.rsplit("/", 1)[-1] for pattern in re.findall(r"`([\w/*]+\.(?:csv|toml))`", described)]
    files = [*TABLES, *(DATA / "questionnaires").glob("*.toml"), DATA / "scale.toml"]
    assert [path.name for path in files if not any(path.match(pattern) for pattern in patterns)] == []
