"""The files an office fills in, and those of the demo: they load as they are."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analytics.answers import from_frame
from analytics.structure import read_structure
from survey.loading import procedures as procedure_file
from survey.loading import targets as target_file
from survey.loading import units as unit_file
from survey.places import folder
from survey.questionnaire import read
from survey.rotation import asked
from survey.store import connection, procedures, targets, units
from survey.store.connection import Store
from survey.store.units import PROFESSIONAL

DATA = folder("data")
SAMPLE = DATA / "sample"
TODAY = date(2026, 9, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = connection.create(tmp_path / "sipas.db")
    yield store
    store.close()


@pytest.fixture
def demo(store: Store) -> Store:
    unit_file.load(store, SAMPLE / "demo_units.csv")
    return store


def test_the_shipped_procedures_and_targets_load(store):
    assert procedure_file.load(store, DATA / "procedures.csv") == len(procedures.every(store.db)) == 284
    assert target_file.load(store, DATA / "targets.csv") == len(targets.every(store.db))


@pytest.mark.parametrize(
    ("name", "load", "every"),
    [("units", unit_file.load, units.every), ("targets", target_file.load, targets.every)],
)
def test_the_spreadsheet_holds_what_the_csv_holds(tmp_path, name, load, every):
    held = []
    for kind in ("csv", "xlsx"):
        with closing(connection.create(tmp_path / f"{kind}.db")) as store:
            load(store, SAMPLE / f"{name}.{kind}")
            held.append(every(store.db))
    assert held[0]
    assert held[0] == held[1]


@pytest.mark.parametrize("name", ["units.xlsx", "targets.xlsx"])
def test_a_spreadsheet_explains_itself(name):
    assert load_workbook(SAMPLE / name).sheetnames[1] == "Hướng dẫn"


def test_the_demo_is_marked_as_not_real(demo):
    assert {unit.address for unit in units.every(demo.db)} == {"dữ liệu mẫu, đơn vị không có thật"}


def test_the_demo_has_three_communes_with_office_counter_and_schools_of_four_levels(demo):
    kinds = Counter(unit.kind for unit in units.every(demo.db))
    assert kinds["so_gddt"] == kinds["phong_gddt"] == 1
    assert kinds["ubnd_xa"] == kinds["phong_vhxh"] == kinds["ttpvhcc_xa"] == 3
    assert kinds["truong_mam_non"] == kinds["truong_tieu_hoc"] == 9
    assert (kinds["truong_thcs"], kinds["truong_thpt"]) == (6, 3)
    assert kinds.total() == 41


def test_the_demo_has_only_kinds_and_levels_that_are_described(demo):
    kinds = set(pd.read_csv(DATA / "unit_kinds.csv")["code"])
    levels = set(pd.read_csv(DATA / "levels.csv").query("of == 'unit'")["code"])
    assert {unit.kind for unit in units.every(demo.db)} <= kinds
    assert {unit.level for unit in units.every(demo.db)} <= levels | {""}


def test_in_the_demo_a_commune_manages_its_schools_and_the_department_guides_them(demo):
    below_commune = units.subtree(demo.db, "ubnd-an-mau", TODAY)
    below_office = units.subtree(demo.db, "vhxh-an-mau", TODAY, PROFESSIONAL)
    below_department = units.subtree(demo.db, "so-gddt", TODAY, PROFESSIONAL)
    assert {"th-an-mau-1", "ttpvhcc-an-mau", "vhxh-an-mau"} < set(below_commune)
    assert {"th-an-mau-1", "ttpvhcc-an-mau"} < set(below_office)
    assert "th-binh-mau-1" not in below_office
    assert {"thpt-1", "th-an-mau-1", "ttpvhcc-cat-mau"} < set(below_department)


def test_the_district_office_of_the_demo_ended_with_the_districts(demo):
    district = units.get(demo.db, "phong-gddt")
    assert district.valid_to == "2025-06-30"
    assert "phong-gddt" not in units.subtree(demo.db, "ubnd-tinh", TODAY)
    assert "phong-gddt" in units.subtree(demo.db, "ubnd-tinh", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("file", "form", "short"),
    [("responses_tieu_hoc", "truong_hoc_tieu_hoc", False), ("responses_mot_cua", "mot_cua_2026", True)],
)
def test_sample_responses_are_answers_to_the_form_they_name(demo, file, form, short):
    frame = pd.read_csv(SAMPLE / f"{file}.csv", dtype={"procedure": str})
    path = DATA / "questionnaires" / f"{form}.toml"
    questionnaire = read(path)
    answers = from_frame(frame, read_structure(path))
    assert set(frame["questionnaire"]) == {questionnaire.key}
    assert set(frame["unit"]) <= {unit.code for unit in units.every(demo.db)}
    assert (answers.overall > 0).all()
    for token, scores in zip(frame["token"], answers.scores, strict=True):
        answered = {code for code, score in zip(answers.structure.codes, scores, strict=True) if score}
        assert answered <= (set(asked(questionnaire, token)) if short else set(answers.structure.codes))


def test_sample_responses_use_procedures_that_exist():
    frame = pd.read_csv(SAMPLE / "responses_mot_cua.csv", dtype={"procedure": str})
    known = set(pd.read_csv(DATA / "procedures.csv", dtype=str)["code"])
    assert set(frame["procedure"].dropna()) <= known


def test_comments_of_sample_responses_say_that_they_are_not_real():
    for path in SAMPLE.glob("responses_*.csv"):
        comments = pd.read_csv(path)["comment"].dropna()
        assert len(comments)
        assert comments.str.contains("Số liệu mẫu").all()
