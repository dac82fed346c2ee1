"""Setting responses aside from the command line."""

import csv
from pathlib import Path

import pytest

from survey.store import responses
from survey.store.connection import open_store
from survey.store.responses import Response
from tests.commands.conftest import COUNTER, Sipas

TOKEN = "a" * 32
SAID = Response(
    TOKEN, COUNTER.code, COUNTER.unit, "mot_cua_2026@1", "qr", "2026-10-05", "pm", "5" * 17, comment="thử"
)


@pytest.fixture
def answered(ready: Path) -> Path:
    store = open_store(ready / "sipas.db")
    with store.write() as db:
        responses.add(db, SAID)
    store.close()
    return ready


@pytest.mark.usefixtures("answered")
def test_a_response_is_set_aside_listed_and_taken_back(sipas: Sipas) -> None:
    said = sipas("set-aside", "add", TOKEN, "--reason", "test", "--words", "thử máy").output
    assert f"Đã loại phiếu {TOKEN} vì phiếu làm thử" in said
    told = sipas("set-aside", "list", "--period", "2026Q4").output
    assert "Trường Tiểu học A\tmot_cua_2026@1\t1 phiếu\tloại vì phiếu làm thử" in told
    assert f"dòng lệnh\tloại\t{TOKEN}\tthử máy" in told
    assert "đã bị loại" in sipas("set-aside", "add", TOKEN, "--reason", "test", "--words", "x", code=1).output
    sipas("set-aside", "undo", TOKEN, "--words", "nhầm")
    assert sipas("set-aside", "list", "--period", "2026Q4").output == ""
    assert "toàn vẹn" in sipas("check").output


@pytest.mark.usefixtures("answered")
def test_an_export_has_only_what_counts(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "phieu.csv"
    sipas("set-aside", "add", TOKEN, "--reason", "duplicate", "--words", "trùng")
    sipas("export", "responses", "--format", "csv", "--out", str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == []
    assert (
        "Không có phiếu" in sipas("set-aside", "add", "x", "--reason", "test", "--words", "y", code=1).output
    )


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("said", ["", "  ", "x" * 301])
def test_words_have_to_say_why(sipas: Sipas, said: str) -> None:
    told = sipas("set-aside", "add", TOKEN, "--reason", "test", "--words", said, code=2).output
    assert "hãy ghi vì sao, không quá 300 ký tự" in told
    assert sipas("set-aside", "list", "--period", "2026Q4").output == ""
