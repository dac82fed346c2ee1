"""Paper from the command line."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.store import paper
from survey.store.connection import open_store
from survey.store.paper import Entry
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("ready")


def printed(sipas: Sipas, out: Path, *more: str) -> str:
    said = sipas(
        "paper", "print", "--point", "7kqd-3m2p", "--label", "Sáng thứ hai", "--out", str(out), *more
    )
    return said.output.split()[1].rstrip(":")


def test_a_batch_is_printed_listed_and_finished(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    out = tmp_path / "phieu.pdf"
    batch = printed(sipas, out)
    text = " ".join("".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert f"Lô {batch}" in text
    assert "Trường Tiểu học A · Quầy 1" in text
    code = batch.replace("-", "")
    store = open_store(ready / "sipas.db")
    with store.write() as db:
        for number, answers in ((1, "5" * 17), (2, "4" + "5" * 16)):
            assert paper.keep(db, Entry(code, 1, number, f"người {number}", "t", answers))
    store.close()
    said = sipas("paper", "list").output
    assert f"{code}\tSáng thứ hai\t1 phiếu\tđang nhập\tnhập hai lần 1 phiếu, khác 5,9 % số câu" in said
    assert "khác 5,9 % số câu" in sipas("paper", "finish", batch).output
    assert "đã kết thúc" in sipas("paper", "finish", batch, code=1).output
    assert "1 phiếu\txong" in sipas("paper", "list").output


def test_a_short_form_fits_one_page(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "phieu.pdf"
    printed(sipas, out, "--form", "short")
    assert len(PdfReader(out).pages) == 1
    again = ("--label", "x", "--out", str(out))
    assert "đã có" in sipas("paper", "print", "--point", "7kqd-3m2p", *again, code=1).output
    assert "Không có lô phiếu giấy" in sipas("paper", "finish", "khong", code=1).output
