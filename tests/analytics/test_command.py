"""python -m analytics on the synthetic sample that ships with the project."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analytics import __main__ as command
from analytics.structure import read_kind
from analytics.targets_file import read_targets

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "sample" / "responses_tieu_hoc.csv"
FORM = DATA / "questionnaires" / "truong_hoc_tieu_hoc.toml"
CODES = ("A1", "A2", "A3", "A4")


def run(file: Path, out: Path, *more: str) -> int:
    return command.main([str(file), "--questionnaire", str(FORM), "--out", str(out), *more])


def test_a_table_becomes_tables_charts_and_a_page(tmp_path: Path) -> None:
    out = tmp_path / "kq"
    call = [sys.executable, "-m", "analytics", str(SAMPLE), "--questionnaire", str(FORM)]
    call += ["--targets", str(DATA / "targets.csv"), "--out", str(out)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=DATA.parent)
    assert "Đã ghi kết quả" in done.stdout
    page = (out / "ket-qua.html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page)
    assert "Khoảng tin cậy 95 %" in page
    book = load_workbook(out / "ket-qua.xlsx")
    assert {"Chung", "Câu hỏi", "Cách tính"} <= set(book.sheetnames)
    assert book["Câu hỏi"].freeze_panes == "A2"


def test_the_written_index_is_the_share_in_the_file(tmp_path: Path) -> None:
    run(SAMPLE, tmp_path)
    table = pd.read_csv(tmp_path / "bang-câu-hỏi.csv").set_index("Mã")
    frame = pd.read_csv(SAMPLE)
    last = frame[frame["period"] == frame["period"].max()] if "period" in frame else frame
    for code in CODES:
        given = last[code].dropna()
        assert table.loc[code, "Chỉ số hài lòng (%)"] == pytest.approx(100 * (given >= 4).mean(), abs=0.005)


COUNTER = DATA / "sample" / "responses_mot_cua.csv"


def count(file: Path, out: Path) -> int:
    form = DATA / "questionnaires" / "mot_cua_2026.toml"
    return command.main([str(file), "--questionnaire", str(form), "--out", str(out)])


def test_short_forms_count_by_what_each_person_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(COUNTER, dtype=str)
    items = [name for name in frame.columns if name[0] in "ABCDE" and name[1:].isdigit()]
    frame.loc[0, items[:-1]] = None
    short = tmp_path / "rut-gon.csv"
    frame.to_csv(short, index=False)
    assert count(short, tmp_path / "kq") == 0
    said = capsys.readouterr().out
    assert f"({len(frame) - 1} phiếu)" in said
    assert "1 phiếu không tính" in said


@pytest.mark.parametrize("column", ["nine", "0", "17", None])
def test_without_knowing_what_was_asked_short_forms_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str | None
) -> None:
    frame = pd.read_csv(COUNTER, dtype=str)
    told = frame.drop(columns="asked") if column is None else frame.assign(asked=column)
    told.to_csv(tmp_path / "sai.csv", index=False)
    assert count(tmp_path / "sai.csv", tmp_path / "kq") == 2
    said = capsys.readouterr().err
    assert "cột asked" in said
    assert column is None or f"Dòng 2, cột asked: “{column}”" in said


def test_a_wrong_cell_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(SAMPLE, dtype=str)
    frame.loc[3, "B1"] = "7"
    wrong = tmp_path / "sai.csv"
    frame.to_csv(wrong, index=False)
    assert run(wrong, tmp_path / "kq") == 2
    assert "Dòng 5, cột B1: “7”" in capsys.readouterr().err
    assert not (tmp_path / "kq").exists()


def test_a_missing_column_an_unknown_period_and_a_missing_file_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "thieu.csv"
    pd.read_csv(SAMPLE).drop(columns=["A1"]).to_csv(short, index=False)
    assert run(short, tmp_path / "kq") == 2
    assert "Thiếu cột câu hỏi: A1" in capsys.readouterr().err
    assert run(SAMPLE, tmp_path / "kq", "--period", "1999Q1") == 2
    assert "1999Q1" in capsys.readouterr().err
    assert run(tmp_path / "none.csv", tmp_path / "kq") == 2


def test_a_school_is_not_judged_by_the_target_of_the_counters(tmp_path: Path) -> None:
    targets = tmp_path / "chi-tieu.csv"
    lines = ("code,scope,value,document", "q,one_stop,90,Cho quầy", "t,school,80,Cho trường")
    targets.write_text("\n".join(lines), encoding="utf-8")
    assert [target.code for target in read_targets(targets, read_kind(FORM))] == ["t"]


def test_a_target_that_is_no_percent_names_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = tmp_path / "chi-tieu.csv"
    targets.write_text("code,value,document\na,95,X\nb,950,X\n", encoding="utf-8")
    assert run(SAMPLE, tmp_path / "kq", "--targets", str(targets)) == 2
    assert "dòng 3, cột value: “950”" in capsys.readouterr().err
