"""Responses out and in again."""

import codecs
import csv
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from survey.digits import Mark, decode
from survey.loading.mapping import Meaning
from survey.store import questionnaires, responses, tallies
from survey.store.connection import open_store
from survey.store.responses import Response
from tests.commands.conftest import COUNTER, Sipas

ANSWERS = "5" + "4" * 15 + "-"
SAID = Response(
    token="a" * 32,
    point=COUNTER.code,
    unit=COUNTER.unit,
    questionnaire="mot_cua_2026@1",
    channel="qr",
    day="2026-10-05",
    half="pm",
    answers=ANSWERS,
    respondent="helped",
    gender="female",
    age_group="35-49",
    comment="=1+1; “tốt”\nlần sau nhanh hơn",
)
PAPER = ["point", "day", "half", "channel", "overall", "A1", "A2", "comment"]


@pytest.fixture
def answered(ready: Path) -> Path:
    store = open_store(ready / "sipas.db")
    with store.write() as db:
        responses.add(db, SAID)
    store.close()
    return ready


def stored(home: Path) -> list[Response]:
    store = open_store(home / "sipas.db")
    found = list(responses.every(store.db))
    store.close()
    return found


def table(home: Path, *rows: list[str], heading: list[str] = PAPER) -> str:
    path = home.parent / "phieu.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return str(path)


@pytest.mark.usefixtures("answered")
def test_a_json_line_is_one_response_with_token_and_comment(sipas: Sipas) -> None:
    (line,) = sipas("export", "responses", "--format", "jsonl", "--out", "-").output.splitlines()
    record = json.loads(line)
    assert {name: record[name] for name in vars(SAID)} == vars(SAID)
    assert record["items"] == {"overall": 5} | {code: 4 for code in list(record["items"])[1:-1]} | {
        "E3": None
    }
    assert len(record["items"]) == 17


@pytest.mark.usefixtures("answered")
def test_the_wide_table_has_a_column_an_item_and_a_codebook_beside_it(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "phieu.csv"
    sipas("export", "responses", "--format", "csv", "--out", str(out))
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")))
    assert (row["token"], row["overall"], row["A1"], row["E3"]) == (SAID.token, "5", "4", "")
    assert row["comment"] == "'" + SAID.comment
    meaning = pd.read_csv(tmp_path / "phieu-codebook.csv")
    asked = set(meaning[meaning.questionnaire == "mot_cua_2026@1"]["column"])
    assert asked <= set(row)
    assert len(asked) == 17
    assert meaning.text.notna().all()


@pytest.mark.usefixtures("answered")
def test_parquet_keeps_types_and_gaps(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "phieu.parquet"
    sipas("export", "responses", "--format", "parquet", "--out", str(out), "--questionnaire", "mot_cua_2026")
    (record,) = pq.read_table(out).to_pylist()
    assert (record["token"], record["comment"], record["A1"], record["E3"]) == (
        SAID.token,
        SAID.comment,
        4,
        None,
    )
    assert "expectation" not in record


@pytest.mark.usefixtures("answered")
def test_a_questionnaire_can_be_chosen(sipas: Sipas) -> None:
    chosen = ("export", "responses", "--format", "jsonl", "--out", "-", "--questionnaire")
    assert len(sipas(*chosen, "mot_cua_2026").output.splitlines()) == 1
    assert sipas(*chosen, "truong_hoc_thcs").output == ""


def test_what_was_exported_comes_back_the_same(sipas: Sipas, answered: Path, tmp_path: Path) -> None:
    before = stored(answered)
    out = tmp_path / "phieu.csv"
    sipas("export", "responses", "--format", "csv", "--out", str(out))
    assert "Đã nhập 0 phiếu mới từ phieu.csv; 1 phiếu đã có" in sipas("import", "responses", str(out)).output
    store = open_store(answered / "sipas.db")
    with store.write() as db:
        db.execute("DELETE FROM response")
    store.close()
    assert "Đã nhập 1 phiếu mới" in sipas("import", "responses", str(out)).output
    assert stored(answered) == before


def test_paper_forms_are_keyed_in_and_counted_once(sipas: Sipas, ready: Path) -> None:
    file = table(ready, ["7kqd-3m2p", "5/10/2026", "am", "paper", "4", "", "5", ""])
    assert "Đã nhập 1 phiếu mới" in sipas("import", "responses", file).output
    assert "Đã nhập 0 phiếu mới" in sipas("import", "responses", file).output
    (kept,) = stored(ready)
    assert (kept.channel, kept.day, kept.unit) == ("paper", "2026-10-05", "th-a")
    store = open_store(ready / "sipas.db")
    told = decode(questionnaires.get(store.db, kept.questionnaire), kept.answers)
    assert tallies.fold(store) == 1
    store.close()
    assert (told["overall"], told["A1"], told["A2"], told["A3"]) == (4, Mark.BLANK, 5, Mark.NOT_ASKED)
    assert "toàn vẹn" in sipas("check").output


def test_one_bad_form_keeps_all_forms_out(sipas: Sipas, ready: Path) -> None:
    good = [COUNTER.code, "5/10/2026", "am", "paper", "4", "4", "5", ""]
    file = table(
        ready,
        good,
        [COUNTER.code, "5/10/2099", "am", "paper", "6", "4", "5", ""],
        ["NOTTHERE", "5/10/2026", "noon", "fax", "4", "4", "5", "x" * 1001],
    )
    said = sipas("import", "responses", file, code=1).output
    for sentence in (
        "phieu.csv, dòng 3, cột day: 2099-10-05 chưa tới",
        "phieu.csv, dòng 3, cột overall: “6” không phải câu trả lời",
        "phieu.csv, dòng 4, cột point: không có điểm khảo sát",
        "phieu.csv, dòng 4, cột half: “noon” phải là một trong: am, pm",
        "phieu.csv, dòng 4, cột channel: “fax” phải là một trong",
        "dài quá 1000 ký tự",
    ):
        assert sentence in said
    assert stored(ready) == []


@pytest.mark.parametrize(
    ("heading", "row", "sentence"),
    [
        ("unit", "th-b", "thuộc đơn vị th-a, không phải th-b"),
        ("procedure", "0.000", "không có thủ tục mã “0.000”"),
        ("questionnaire", "khac@9", "chưa công bố phiếu “khac@9”"),
        ("answers", "555", "dài 3"),
    ],
)
def test_a_form_that_fits_nothing_here_is_refused(
    sipas: Sipas, ready: Path, heading: str, row: str, sentence: str
) -> None:
    file = table(ready, [COUNTER.code, "2026-10-05", row], heading=["point", "day", heading])
    said = sipas("import", "responses", file, code=1).output
    assert f"dòng 2, cột {heading}" in said
    assert sentence in said
    assert stored(ready) == []


def test_a_token_with_other_answers_is_refused_whole(sipas: Sipas, answered: Path) -> None:
    heading = ["point", "day", "token", "overall"]
    file = table(
        answered,
        [COUNTER.code, "2026-10-05", "b" * 32, "5"],
        [COUNTER.code, "2026-10-05", SAID.token, "1"],
        heading=heading,
    )
    said = sipas("import", "responses", file, code=1).output
    assert "dòng 3, cột token: phiếu này đã có trong hệ thống với nội dung khác" in said
    assert [response.token for response in stored(answered)] == [SAID.token]


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_standard_output_gets_the_same_as_a_file(sipas: Sipas, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"phieu.{form}"
    sipas("export", "responses", "--format", form, "--out", str(out))
    said = sipas("export", "responses", "--format", form, "--out", "-").stdout_bytes
    assert said == out.read_bytes().removeprefix(codecs.BOM_UTF8)


def test_somebody_elses_table_is_taken_by_a_mapping(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    heading = ["Dấu thời gian", "Hài lòng chung", "Email"]
    file = table(
        ready,
        ["05/10/2026 9:12:33", "Hài lòng", "a@b"],
        ["05/10/2026 9:12:33", "Hài lòng", "a@b"],
        heading=heading,
    )
    meaning = Meaning(COUNTER.code, "mot_cua_2026@1", dict(zip(heading, ["day", "overall", ""], strict=True)))
    mapping = tmp_path / "ghep.json"
    mapping.write_text(meaning.to_json(), encoding="utf-8")
    said = sipas("import", "responses", file, "--map", str(mapping)).output
    assert "dòng 3: giống hệt dòng 2" in said
    assert "Đã nhập 2 phiếu mới" in said
    assert {(one.channel, one.answers[0]) for one in stored(ready)} == {("import", "4")}
    assert "Đã nhập 0 phiếu mới" in sipas("import", "responses", file, "--map", str(mapping)).output
    mapping.write_text("{}", encoding="utf-8")
    assert (
        "Tệp ghép cột không đọc được"
        in sipas("import", "responses", file, "--map", str(mapping), code=1).output
    )


def test_a_file_is_looked_at_before_it_is_taken(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    own = table(ready, ["7kqd-3m2p", "5/10/2026", "am", "paper", "4", "", "5", ""])
    said = sipas("import", "responses", own, "--dry-run").output
    assert "Xem trước, chưa ghi gì: 1 phiếu mới từ phieu.csv; 0 phiếu đã có" in said
    assert stored(ready) == []
    sipas("import", "responses", own)
    assert "0 phiếu mới từ phieu.csv; 1 phiếu đã có" in sipas("import", "responses", own, "--dry-run").output
    heading = ["Dấu thời gian", "Hài lòng chung"]
    file = table(ready, ["05/10/2026 9:12:33", "Hài lòng"], heading=heading)
    meaning = Meaning(COUNTER.code, "mot_cua_2026@1", dict(zip(heading, ["day", "overall"], strict=True)))
    mapping = tmp_path / "ghep.json"
    mapping.write_text(meaning.to_json(), encoding="utf-8")
    assert "1 phiếu mới" in sipas("import", "responses", file, "--map", str(mapping), "--dry-run").output
    assert len(stored(ready)) == 1
