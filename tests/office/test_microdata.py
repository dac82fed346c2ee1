"""Single answers of a closed quarter, reopened as SPSS, Stata and CSV."""

import csv
import io
from datetime import date
from pathlib import Path

import pyreadstat
import pytest

from survey import microdata, period
from survey.closing import closed
from survey.closing.snapshot import snapshot_of
from survey.store import audit, closings, questionnaires, responses
from survey.store.audit import Action, Filter
from survey.store.closings import Closing
from survey.store.connection import Store
from survey.store.responses import Response
from tests.commands.conftest import Sipas, sipas
from tests.office.answering import Answering
from tests.office.person import HOME, Person
from tests.opendata.conftest import home

__all__ = ["home", "sipas"]
FORM = "truong_hoc_tieu_hoc@1"
FILES = f"{HOME}/chot-ky/1/tung-phieu"
WORDS = {
    1: "Rất không hài lòng",
    2: "Không hài lòng",
    3: "Bình thường",
    4: "Hài lòng",
    5: "Rất hài lòng",
}


@pytest.fixture
def closing(quarter: Answering) -> Store:
    """Beside the quarter one parent of th-b: a score, a blank, not applicable, more than expected."""
    with quarter.store.write() as db:
        form = questionnaires.get(db, FORM)
        said = {"A1": "1", "A2": "n", "A3": "-", "expectation": "l"}
        digits = "".join(
            said.get(question.code, "4" if question.factor else "x") for question in form.questions
        )
        kept = Response("bi-mat-cua-phieu", "PTHB0001", "th-b", FORM, "qr", "2026-08-20", "pm", digits,
                        gender="female", comment="Ý kiến riêng")  # fmt: skip
        responses.add(db, kept)
    quarter.say("PTHB0001", 5, 2, date(2026, 7, 3), only=("A1", "A2"))
    closed.close(quarter.store, "so", period.parse("2026Q3"), "so")
    return quarter.store


def saved(reviewer: Person, kind: str, tmp_path: Path, form: str = FORM) -> Path:
    answer = reviewer.see(f"{FILES}/{form}/{kind}")
    assert answer.status_code == 200, answer.text
    path = tmp_path / f"x.{kind}"
    path.write_bytes(answer.data)
    return path


@pytest.mark.usefixtures("closing")
def test_spss_knows_the_words_and_what_is_no_answer(reviewer: Person, tmp_path: Path) -> None:
    path = saved(reviewer, "sav", tmp_path)
    frame, told = pyreadstat.read_sav(path, user_missing=True)
    assert len(frame) == 143
    assert {value: told.variable_value_labels["A1"][value] for value in WORDS} == WORDS
    assert told.variable_value_labels["A2"][97] == "Không áp dụng"
    assert told.column_names_to_labels["unit"] == "Mã đơn vị"
    assert "Nhà trường" in told.column_names_to_labels["A1"]
    assert told.variable_measure["A1"] == "ordinal"
    one = frame[frame["A1"] == 1].iloc[0]
    assert (one["A2"], one["A3"], one["overall"], one["expectation"]) == (97, 99, 98, 101)
    without, _ = pyreadstat.read_sav(path)
    assert without["A2"].isna().sum() == 1
    assert without["A3"].isna().sum() == 3
    assert without.loc[without["A1"] == 1, "expectation"].tolist() == [101]


@pytest.mark.usefixtures("closing")
def test_stata_has_letters_for_what_is_no_answer(reviewer: Person, tmp_path: Path) -> None:
    path = saved(reviewer, "dta", tmp_path)
    frame, told = pyreadstat.read_dta(path, user_missing=True)
    one = frame[frame["A1"] == 1].iloc[0]
    assert (one["A2"], one["A3"], one["overall"]) == ("a", "c", "b")
    labels = told.variable_value_labels["A2"]
    assert (labels[5], labels["a"], labels["b"], labels["c"]) == (
        "Rất hài lòng", "Không áp dụng", "Không hỏi", "Bỏ trống",
    )  # fmt: skip
    without, _ = pyreadstat.read_dta(path)
    assert without["A2"].isna().sum() == 1
    assert without["unit"].value_counts().to_dict() == {"th-a": 100, "th-b": 43}


@pytest.mark.usefixtures("closing")
def test_csv_has_a_codebook_with_the_whole_sentences(reviewer: Person, tmp_path: Path) -> None:
    rows, book = (
        list(csv.DictReader(io.StringIO(saved(reviewer, kind, tmp_path).read_text(encoding="utf-8-sig"))))
        for kind in ("csv", "codebook.csv")
    )
    assert set(rows[0]) == {line["cột"] for line in book}
    known = {(line["cột"], line["giá trị"]) for line in book if line["giá trị"]}
    for column in {column for column, _ in known}:
        assert {(column, row[column]) for row in rows} <= known
    assert ("A1", "99", "x") in {(one["cột"], one["giá trị"], one["không phải câu trả lời"]) for one in book}


@pytest.mark.parametrize("kind", ["sav", "dta", "csv"])
@pytest.mark.usefixtures("closing")
def test_nothing_in_the_file_tells_who_it_was(reviewer: Person, kind: str, tmp_path: Path) -> None:
    content = saved(reviewer, kind, tmp_path).read_bytes()
    for secret in ("bi-mat-cua-phieu", "Ý kiến riêng", "female", "2026-08-20", "PTHB0001"):
        assert secret.encode() not in content


def test_fewer_than_five_alike_are_left_blank(closing: Store) -> None:
    kept, codes = snapshot_of(closing, 1), closings.units_of(closing.db, 1)
    frame = microdata.of_period(kept, FORM, codes).frame
    alike = frame.groupby(list(microdata.KNOWN_OF_A_PERSON)).size()
    assert alike.min() >= 5
    # Two answered in July: their half-month is blank, and three more to hide them.
    assert frame.loc[frame["unit"] == "th-b", "half_month"].unique().tolist() == [""]
    with pytest.raises(ValueError, match="Chỉ có 3 phiếu"):
        microdata.of_period(kept, "mot_cua_2026@1", codes)


def test_the_index_can_be_worked_out_again(closing: Store) -> None:
    frame = microdata.of_period(snapshot_of(closing, 1), FORM, closings.units_of(closing.db, 1)).frame
    own = frame[(frame["unit"] == "th-a") & (frame["counted"] == 1)]
    items = own[[column for column in own if column[0] in "ABCDE" and column[1:].isdecimal()]]
    assert ((items >= 4) & (items <= 5)).mean().mean() == 1.0
    assert (frame["counted"] == 0).sum() == 0


def test_a_reviewer_gets_the_own_units_and_the_log_tells_it(
    closing: Store, commune: Person, school: Person
) -> None:
    rows = list(csv.DictReader(io.StringIO(commune.read(f"{FILES}/{FORM}/csv"))))
    assert {row["unit"] for row in rows} == {"th-a"}
    assert "Khảo sát" in commune.read(FILES)
    told = audit.some(closing.db, Filter(action=Action.EXPORT), 9)
    assert [(row.actor, row.detail) for row in told] == [
        ("xa-a", "tung-phieu-2026Q3-truong_hoc_tieu_hoc-1.csv")
    ]
    assert school.see(FILES).status_code == 403
    assert school.see(f"{FILES}/{FORM}/sav").status_code == 403


@pytest.mark.usefixtures("closing")
def test_what_is_not_there_is_said(reviewer: Person) -> None:
    assert reviewer.see(f"{FILES}/{FORM}/xls").status_code == 404
    assert reviewer.see(f"{FILES}/khong_co@1/sav").status_code == 404
    few = reviewer.see(f"{FILES}/mot_cua_2026@1/sav")
    assert (few.status_code, "Chỉ có 3 phiếu" in few.text) == (404, True)
    assert reviewer.see(f"{HOME}/chot-ky/9/tung-phieu").status_code == 404


def test_the_command_writes_the_same(
    closing: Store, sipas: Sipas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPAS_HOME", str(closing.path.parent))
    out = tmp_path / "x.sav"
    asked = ("export", "microdata", "--unit", "so", "--format", "sav", "--out", str(out))
    sipas(*asked, "--period", "2026Q3", "--questionnaire", FORM)
    frame, _ = pyreadstat.read_sav(out)
    assert len(frame) == 143
    assert "chưa chốt" in sipas(*asked, "--period", "2026Q1", "--questionnaire", FORM, code=1).output
    assert "không có phiếu" in sipas(*asked, "--period", "2026Q3", "--questionnaire", "x@1", code=1).output
    few = sipas(*asked, "--period", "2026Q3", "--questionnaire", "mot_cua_2026@1", code=1).output
    assert "Chỉ có 3 phiếu" in few


@pytest.fixture
def two_closings(quarter: Answering, monkeypatch: pytest.MonkeyPatch) -> list[Closing]:
    """Two communes close for themselves."""
    monkeypatch.setenv("SIPAS_HOME", str(quarter.store.path.parent))
    third = period.parse("2026Q3")
    return [closed.close(quarter.store, unit, third, unit) for unit in ("xa-a", "xa-b")]


@pytest.mark.usefixtures("two_closings")
def test_of_two_closings_the_command_writes_none_without_being_told_which(
    sipas: Sipas, tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    asked = ("export", "microdata", "--format", "csv", "--out", str(out), "--period", "2026Q3")
    said = sipas(*asked, "--questionnaire", FORM, "--unit", "so", code=1).output
    assert "hãy xuất riêng (xa-a, xa-b)" in said
    assert not out.exists()
    sipas(*asked, "--questionnaire", FORM, "--unit", "xa-a")
    assert out.exists()


def test_the_printed_number_proves_what_was_closed_here(
    two_closings: list[Closing], sipas: Sipas, tmp_path: Path
) -> None:
    asked = ("verify", "--period", "2026Q3", "--sha256")
    said = sipas(*asked, two_closings[1].digest.upper(), "--tables", str(tmp_path / "bang")).output
    assert "đơn vị xa-a, ngày 20/11/2026" in said
    assert {path.name for path in (tmp_path / "bang").iterdir()} == {"xa-a", "xa-b"}
    wrong = sipas(*asked, "0" * 64, code=1).output
    assert "không lần chốt nào đang có hiệu lực mang mã đã đưa" in wrong
