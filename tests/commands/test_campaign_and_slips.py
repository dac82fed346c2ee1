"""Campaigns and slips from the command line."""

import re
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.store import campaigns, points
from survey.store.campaigns import Campaign, Part
from survey.store.connection import open_store
from survey.store.points import Point
from tests.commands.conftest import COUNTER, Sipas

pytestmark = pytest.mark.usefixtures("ready")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture
def made(ready: Path) -> Path:
    store = open_store(ready / "sipas.db")
    days = ("2026-01-01", "2026-01-31")
    wanted = Campaign("dot-1", "Đợt tháng 1", "th-a", "mot_cua_2026@1", *days, "margin", 0.05, "2026-01-01")
    with store.write() as db:
        campaigns.save(db, wanted, [Part("th-a", 1000, (COUNTER.code,))])
        points.add(
            db, Point("7KQD3M2Q", "th-a", "class", "Lớp", "truong_hoc_tieu_hoc", "full", "open", "2026-01-01")
        )
    store.close()
    return ready


@pytest.mark.usefixtures("made")
def test_a_campaign_is_listed_and_shown_with_both_goals(sipas: Sipas) -> None:
    assert "dot-1\t01/01/2026 – 31/01/2026\tmot_cua_2026@1\tĐợt tháng 1" in sipas("campaign", "list").output
    said = sipas("campaign", "show", "dot-1").output
    assert "Trường Tiểu học A\t0 phiếu\tcần 278 (sai số), 286 (Slovin)" in said
    assert "Không có đợt khảo sát mã “khong”" in sipas("campaign", "show", "khong", code=1).output


def classes(home: Path, text: str = "Lớp;Số tờ\n1A;12\n1B;2\n") -> Path:
    table = home.parent / "lop.csv"
    table.write_text(text, encoding="utf-8")
    return table


def printed(sipas: Sipas, home: Path, out: Path) -> str:
    wanted = ("--classes", str(classes(home)), "--expires", "31/12/2099", "--out", str(out))
    return sipas("slips", "print", "--point", "7kqd-3m2q", *wanted).output


def codes_of(out: Path) -> list[str]:
    return CODE.findall("".join(page.extract_text() for page in PdfReader(out).pages))


def test_slips_are_printed_class_by_class_and_printed_anew(sipas: Sipas, made: Path, tmp_path: Path) -> None:
    out = tmp_path / "to.pdf"
    said = printed(sipas, made, out)
    assert "Lớp 1A, 12 tờ, dùng đến 31/12/2099" in said
    assert len(PdfReader(out).pages) == 3
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    batch = said.split()[1].rstrip(":")
    spoiled = tmp_path / "hong.txt"
    spoiled.write_text("\n".join(codes_of(out)[:2]), encoding="utf-8")
    sipas("slips", "reprint", batch, "--codes", str(spoiled), "--out", str(tmp_path / "lai.pdf"))
    assert len(codes_of(tmp_path / "lai.pdf")) == 2
    sipas("slips", "reprint", batch, "--all", "--out", str(tmp_path / "ca-lo.pdf"))
    assert len(codes_of(tmp_path / "ca-lo.pdf")) == 12


def test_what_cannot_be_printed_is_said_and_no_file_is_left(sipas: Sipas, made: Path, tmp_path: Path) -> None:
    out = tmp_path / "to.pdf"
    batch = printed(sipas, made, out).split()[1].rstrip(":")
    assert "đã có" in sipas("slips", "reprint", batch, "--all", "--out", str(out), code=1).output
    again = tmp_path / "lai.pdf"
    assert "--codes hoặc --all" in sipas("slips", "reprint", batch, "--out", str(again), code=2).output
    wrong = tmp_path / "ma.txt"
    wrong.write_text("ABCD-1234", encoding="utf-8")
    said = sipas("slips", "reprint", batch, "--codes", str(wrong), "--out", str(again), code=1).output
    assert "Mã ABCD-1234 không thuộc lô này" in said
    assert not again.exists()
